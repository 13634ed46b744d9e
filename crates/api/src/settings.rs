//! A program's rules, what they would make of the funnel, and deriving everybody again after a change.

use laurel_domain::Timestamp;
use laurel_domain::settings::{ProgramSettings, StageRule};
use serde::{Deserialize, Serialize};

/// The rules of a program.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SettingsResponse {
    /// The rules.
    pub settings: ProgramSettings,
    /// Counts their changes: the ETag.
    pub revision: u64,
    /// The rules before the latest change, so that it can be taken back.
    pub former: Option<FormerSettings>,
    /// Everybody is being derived again under these rules; absent when that is through.
    pub recomputation: Option<Recomputation>,
}

/// Rules that were replaced.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FormerSettings {
    /// The rules.
    pub settings: ProgramSettings,
    /// A member's address, or `token:<id>`.
    pub replaced_by: String,
    /// When.
    pub replaced_at: Timestamp,
}

/// New rules.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SettingsRequest {
    /// The rules; what is left out has its default.
    pub settings: ProgramSettings,
}

/// How far deriving everybody again is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Recomputation {
    /// Whether it goes on.
    pub state: RecomputationState,
    /// People who are through.
    pub done: u64,
    /// People there are.
    pub total: u64,
    /// When the rules were changed.
    pub started_at: Timestamp,
}

/// Whether a recomputation goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum RecomputationState {
    /// It goes on, by the minute and by whoever sends steps.
    Running,
    /// Somebody stopped it; it can go on.
    Paused,
    /// Everybody is through.
    Done,
}

/// The state of the recomputation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RecomputationResponse {
    /// How far it is.
    pub recomputation: Recomputation,
}

/// One step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct StepRequest {
    /// How many people to derive, 1 to 500; where absent, as many as the platform's plan has room for.
    pub people: Option<u16>,
}

/// Stops or goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RecomputationChange {
    /// Stops it, or goes on where it stopped.
    pub paused: bool,
}

/// What would these stages make of a portion of the people?
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PreviewRequest {
    /// The stages.
    pub stages: Vec<StageRule>,
    /// `next` of the portion before; absent for the first.
    #[serde(default)]
    pub cursor: Option<String>,
}

/// One portion, to be added to those before it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PreviewResponse {
    /// People in the portion.
    pub people: u64,
    /// For each stage how many of them reached it or a later one.
    pub stages: Vec<u64>,
    /// Where the next portion begins; absent after the last.
    pub next: Option<String>,
}
