//! What D1 says about a program's publication, and when it was asked.

use std::collections::BTreeMap;

use laurel_domain::{ProgramId, Timestamp};
use serde::{Deserialize, Serialize};

use crate::{FRESH, SERVABLE, Target};

/// How long others go on with what they have while somebody asks, in milliseconds.
const MEANWHILE: i64 = 5_000;

/// How far the clocks of an edge's machines may differ, in milliseconds: an answer from further ahead is not believed.
const SKEW: i64 = 1_000;

/// A copy in KV.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Copy {
    /// The revision at which it was made, which is in its key.
    pub revision: u64,
    /// The payload's digest.
    pub digest: String,
    /// When it was written, in milliseconds.
    pub at: i64,
}

/// The copies that belong to a revision: one JSON text in the program's row.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Copied {
    /// The form of the payloads.
    pub form: u32,
    /// The revision that they show; 0 while some are missing.
    pub revision: u64,
    /// By [`Target`].
    pub copies: BTreeMap<String, Copy>,
}

/// What D1 said about a program.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Truth {
    /// Whose.
    pub program: ProgramId,
    /// Counts the changes of what is published.
    pub revision: u64,
    /// What KV was given.
    pub copied: Copied,
    /// When the question was sent: what was withdrawn before that is known.
    pub asked_at: Timestamp,
}

/// What KV is known to hold for a reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum InKv<'a> {
    /// This copy, which shows the revision.
    Copy(&'a Copy),
    /// Everything of this revision, and nothing of that name.
    Nothing,
    /// Not yet all of this revision.
    Unknown,
}

impl Truth {
    /// Whether the answer counts without asking again.
    pub(crate) fn is_fresh(&self, now: Timestamp) -> bool {
        (-SKEW..=FRESH).contains(&now.since(self.asked_at))
    }

    /// Whether to serve by it without asking: it is fresh, or was until a moment ago and somebody has set out.
    pub(crate) fn is_enough(&self, now: Timestamp, tried_at: Timestamp) -> bool {
        let somebody_asks = (0..FRESH).contains(&now.since(tried_at));
        let age = now.since(self.asked_at);
        self.is_fresh(now) || (somebody_asks && (0..=FRESH + MEANWHILE).contains(&age))
    }

    /// Whether the answer may be served when nothing better is to be had.
    pub(crate) fn is_servable(&self, now: Timestamp) -> bool {
        (-SKEW..=SERVABLE).contains(&now.since(self.asked_at))
    }

    /// What KV holds of it, in this form of payloads.
    pub(crate) fn in_kv(&self, form: u32, target: &Target) -> InKv<'_> {
        let Copied {
            form: copied_form,
            revision,
            copies,
        } = &self.copied;
        if *copied_form != form || *revision != self.revision {
            return InKv::Unknown;
        }
        copies
            .get(&target.to_string())
            .map_or(InKv::Nothing, InKv::Copy)
    }
}
