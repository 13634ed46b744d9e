//! What people add to a check: owner, due day, notes, a tick; and checks of their own.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Check, Finding, Phase, Verdict};
use crate::text::{InvalidText, single_line};
use crate::{Day, PlanItemId, Timestamp};

/// Characters of the title of a program's own check.
pub const TITLE_MAX: usize = 120;
/// Characters of a note.
pub const NOTE_MAX: usize = 2_000;
/// How many checks of its own a program has at most.
pub const OWN_MAX: usize = 40;

/// A place on the board: a check that every program has, or one of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Item {
    /// By its code.
    Known(Check),
    /// By its id.
    Own(PlanItemId),
}

/// Text that names no place on the board.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this is no check of the plan")]
pub struct InvalidItem;

impl fmt::Display for Item {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Known(check) => check.fmt(f),
            Self::Own(id) => id.fmt(f),
        }
    }
}

impl FromStr for Item {
    type Err = InvalidItem;

    fn from_str(text: &str) -> Result<Self, InvalidItem> {
        let own = || text.parse().map(Self::Own).map_err(|_| InvalidItem);
        Check::parse(text).map(Self::Known).or_else(|_| own())
    }
}

impl Serialize for Item {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Item {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// A check that a program added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnCheck {
    /// Where it stands.
    pub phase: Phase,
    /// What is to hold; one line.
    pub title: String,
}

impl OwnCheck {
    /// Reads a title of 1 to [`TITLE_MAX`] characters.
    ///
    /// # Errors
    /// When the title is blank or too long.
    pub fn parse(phase: Phase, title: &str) -> Result<Self, InvalidText> {
        let title = single_line(title, TITLE_MAX)?;
        Ok(Self { phase, title })
    }
}

/// What people added to a check.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PlanItem {
    /// Who looks after it: a member's address.
    pub owner: Option<String>,
    /// Until when.
    pub due: Option<Day>,
    /// Notes.
    pub note: Option<String>,
    /// When and by whom it was ticked.
    pub done: Option<(Timestamp, String)>,
}

impl PlanItem {
    /// Whether the check is settled: by its figures, or by a tick where people judge.
    pub fn is_settled(&self, finding: Option<&Finding>) -> bool {
        match finding {
            Some(finding) => finding.verdict == Verdict::Met,
            None => self.done.is_some(),
        }
    }

    /// Whether its day has passed and it is not settled. The due day itself is still in time.
    pub fn is_overdue(&self, finding: Option<&Finding>, today: Day) -> bool {
        self.due.is_some_and(|due| due < today) && !self.is_settled(finding)
    }
}
