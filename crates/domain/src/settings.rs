//! What a program decides for itself: its stages, thresholds and values. Every field has a default.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::touchpoint::{Category, TouchpointKind};

mod check;
mod defaults;

pub use check::check_stages;

/// A program's rules. An empty JSON object is the default.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct ProgramSettings {
    /// The funnel's stages, from the first to the last: 3 to 10.
    pub stages: Vec<StageRule>,
    /// What makes each advocacy stage.
    pub thresholds: Thresholds,
    /// Points of the acts and rewards that differ from the default; 100 points are worth 1 USD.
    pub values: BTreeMap<TouchpointKind, u32>,
    /// After this many days an act or a reward counts half.
    pub half_life_days: u16,
    /// By how many points a person may have given more than received before being overdrawn.
    pub overdraft_points: u32,
    /// Acts that cost a person a lot.
    pub high_effort_acts: Vec<TouchpointKind>,
    /// From how many high-effort acts in a calendar quarter (UTC) on a person is not asked again.
    pub high_effort_per_quarter: u32,
    /// A reward counts as answered when another act follows within this many days.
    pub answer_within_days: u16,
    /// How long the flywheel follows a customer after the first purchase.
    pub follow_days: u16,
}

/// A stage of the funnel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct StageRule {
    /// What the program calls it, 1 to 40 characters.
    pub name: String,
    /// What enters it: any one of these.
    pub entered_by: Vec<Entry>,
}

/// One way into a stage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Which touchpoints count.
    pub kinds: Kinds,
    /// How many of them it takes, 1 to 100.
    #[serde(default = "one")]
    pub at_least: u32,
}

/// A set of touchpoint kinds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Kinds {
    /// Every touchpoint.
    Any,
    /// Every act of advocacy.
    Acts,
    /// These.
    OneOf(Vec<TouchpointKind>),
}

/// What makes each advocacy stage (see [`crate::advocacy_stage`]).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Thresholds {
    /// Engaged: at least this many good experiences …
    pub engaged_experiences: u32,
    /// … of at least this many kinds (at most 4) …
    pub engaged_kinds: u32,
    /// … and a customer for at least this many days.
    pub engaged_days: u16,
    /// The lowest answer to the recommendation question that counts as a good experience, 0 to 10.
    pub promoter_score: u8,
    /// Early-stage: at least this many acts …
    pub early_acts: u32,
    /// … within this many days.
    pub early_days: u16,
    /// Transitioning: an advocate for at least this many days.
    pub transitioning_days: u16,
    /// Full-blown: at least this many acts …
    pub full_acts: u32,
    /// … of at least this many kinds (at most 12) …
    pub full_kinds: u32,
    /// … with at least this many days between the first and the latest.
    pub full_days: u16,
    /// A stage that was reached is kept for at least this many days.
    pub downgrade_every_days: u16,
}

const fn one() -> u32 {
    1
}

impl Kinds {
    /// Whether this kind counts.
    pub fn contains(&self, kind: TouchpointKind) -> bool {
        match self {
            Self::Any => true,
            Self::Acts => kind.category() == Category::Act,
            Self::OneOf(kinds) => kinds.contains(&kind),
        }
    }
}

impl ProgramSettings {
    /// What an act or a reward of this kind is worth, in points; 0 for everything else.
    pub fn points(&self, kind: TouchpointKind) -> u32 {
        let default = defaults::points(kind);
        if default == 0 {
            return 0;
        }
        self.values.get(&kind).copied().unwrap_or(default)
    }

    /// Whether people must be derived again when these rules replace others: not for other names.
    pub fn derives_otherwise(&self, before: &Self) -> bool {
        let unnamed = |settings: &Self| {
            let mut settings = settings.clone();
            for stage in &mut settings.stages {
                stage.name.clear();
            }
            settings
        };
        unnamed(self) != unnamed(before)
    }

    /// The position of the first stage that a purchase enters.
    pub fn purchase_stage(&self) -> Option<usize> {
        let enters = |entry: &Entry| matches!(&entry.kinds, Kinds::OneOf(kinds) if kinds.iter().any(|kind| kind.makes_customer()));
        self.stages
            .iter()
            .position(|stage| stage.entered_by.iter().any(enters))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_object_is_the_default() {
        let read: ProgramSettings = serde_json::from_str("{}").expect("defaults");
        assert_eq!(read, ProgramSettings::default());
        let written = serde_json::to_string(&read).expect("json");
        assert_eq!(
            serde_json::from_str::<ProgramSettings>(&written).expect("json"),
            read
        );
        assert_eq!(read.validate(), Ok(()));
    }

    #[test]
    fn the_default_stages_are_those_of_the_design() {
        let settings = ProgramSettings::default();
        let names: Vec<&str> = settings
            .stages
            .iter()
            .map(|stage| stage.name.as_str())
            .collect();
        assert_eq!(
            names,
            [
                "Awareness",
                "Interest",
                "Consideration",
                "Intent",
                "Purchase",
                "Loyalty",
                "Advocacy"
            ]
        );
        assert_eq!(settings.purchase_stage(), Some(4));
    }

    #[test]
    fn only_acts_and_rewards_have_a_value() {
        let settings = ProgramSettings::default();
        for kind in TouchpointKind::ALL {
            let valued = matches!(kind.category(), Category::Act | Category::Reward);
            assert_eq!(settings.points(*kind) > 0, valued, "{kind}");
        }
        let json = r#"{ "values": { "review": 7, "purchase": 7 } }"#;
        let settings: ProgramSettings = serde_json::from_str(json).expect("json");
        assert_eq!(settings.points(TouchpointKind::Review), 7);
        assert_eq!(settings.points(TouchpointKind::Purchase), 0);
    }

    #[test]
    fn another_name_changes_nobody() {
        let before = ProgramSettings::default();
        let mut after = before.clone();
        after.stages[5].name = "Staying".to_owned();
        assert!(!after.derives_otherwise(&before));
        after.stages.swap(4, 5);
        assert!(after.derives_otherwise(&before));
        let shorter = ProgramSettings {
            follow_days: 90,
            ..before.clone()
        };
        assert!(shorter.derives_otherwise(&before));
    }

    #[test]
    fn nothing_in_the_settings_names_a_rating() {
        let json = serde_json::to_string(&ProgramSettings::default()).expect("json");
        for word in ["rating", "stars", "sentiment"] {
            assert!(!json.contains(word), "{word}");
        }
    }
}
