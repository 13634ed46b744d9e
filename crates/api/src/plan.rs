//! The plan of a program: the framework's checks with what figures and people say about them.

use laurel_domain::plan::{Item, Metric, Phase, Verdict};
use laurel_domain::{Day, Timestamp};
use serde::{Deserialize, Serialize};

use crate::Sentence;
use crate::figures::Cost;

/// The plan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PlanResponse {
    /// The board.
    pub plan: Plan,
    /// What reading cost.
    pub cost: Cost,
}

/// The board.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Plan {
    /// The four phases, in their order.
    pub phases: Vec<PlanPhase>,
    /// Who can look after a check, by name.
    pub members: Vec<PlanMember>,
    /// The latest reviews, the latest first: at most six of each metric.
    pub reviews: Vec<Review>,
}

/// A phase with its checks.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PlanPhase {
    /// Which.
    pub phase: Phase,
    /// What it is for, in a sentence.
    pub purpose: String,
    /// Its checks: those that every program has, then its own, the oldest first.
    pub checks: Vec<PlanCheck>,
}

/// A check.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PlanCheck {
    /// Its code, or its id when the program added it.
    pub item: Item,
    /// What is to hold.
    pub title: String,
    /// Figures answer it; else people tick it.
    pub computed: bool,
    /// The program added it.
    pub own: bool,
    /// Whether it holds. For a ticked check `met`, for an unticked one `not_met`.
    pub verdict: Verdict,
    /// The figure that decides, such as "64%".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub figure: Option<Sentence>,
    /// What the figure is computed from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<Sentence>,
    /// What judging it means, for a check that people tick.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub advice: Option<String>,
    /// The metric whose review it asks for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub metric: Option<Metric>,
    /// Its day has passed and it is not settled.
    pub overdue: bool,
    /// What people added.
    pub kept: Kept,
}

/// What people added to a check.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Kept {
    /// The address of the member who looks after it; they may have left since.
    pub owner: Option<String>,
    /// Until when.
    pub due: Option<Day>,
    /// Notes.
    pub note: Option<String>,
    /// When it was ticked.
    pub done_at: Option<Timestamp>,
    /// By whom.
    pub done_by: Option<String>,
    /// Counts the changes; the ETag. 0 for a check that nobody has changed.
    pub revision: u64,
}

/// Somebody who can look after a check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PlanMember {
    /// The address.
    pub email: String,
    /// The name.
    pub name: String,
}

/// A review of a metric.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Review {
    /// Of what.
    pub metric: Metric,
    /// When.
    pub at: Timestamp,
    /// The address of who reviewed it.
    pub by: String,
    /// What it tells.
    pub note: String,
}

/// What to change of a check; absent fields stay, an empty text clears.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct PlanChange {
    /// The address of a member.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    /// A day such as `2026-12-01`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due: Option<String>,
    /// At most 2,000 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Ticks or unticks a check that people judge.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub done: Option<bool>,
    /// Renames a check that the program added, 1 to 120 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
}

/// What people added to a check, after a change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PlanItemResponse {
    /// Which check.
    pub item: Item,
    /// How it is now.
    pub kept: Kept,
}

/// A check of the program's own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct OwnCheckRequest {
    /// Where it stands.
    pub phase: Phase,
    /// What is to hold, 1 to 120 characters.
    pub title: String,
}

/// Says that a metric was reviewed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ReviewRequest {
    /// Which.
    pub metric: Metric,
    /// What it tells, 1 to 2,000 characters.
    pub note: String,
}

/// A review, as it was recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ReviewResponse {
    /// The review.
    pub review: Review,
}
