//! The start page: what moved, what waits, and the three pictures small. One round trip.

use laurel_domain::Day;
use serde::{Deserialize, Serialize};

use crate::Sentence;
use crate::figures::Cost;

/// The start page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OverviewResponse {
    /// What it says.
    pub overview: Overview,
    /// What reading cost.
    pub cost: Cost,
}

/// What the start page says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Overview {
    /// The day on which this holds.
    pub today: Day,
    /// The first of the seven days that "this week" has.
    pub week_from: Day,
    /// The first day of the pictures' period.
    pub pictures_from: Day,
    /// What moved in the last seven days, the most telling first. Empty in a quiet week.
    pub changes: Vec<Change>,
    /// What waits for somebody, the most urgent first.
    pub queues: Vec<Queue>,
    /// What to do first; empty once everything is done.
    pub steps: Vec<Step>,
    /// The funnel's stages from the first to the last, and the people who reached each.
    pub funnel: Vec<Bar>,
    /// Position of the stage that purchases enter.
    pub purchase_stage: Option<u8>,
    /// Mean over the stages of count ÷ count of the first.
    pub cylinder_index: Option<f64>,
    /// The flywheel.
    pub flywheel: SmallFlywheel,
    /// The need levels from the lowest to the highest, and the people on each now.
    pub pyramid: Vec<Bar>,
    /// How the plan stands.
    pub plan: PlanSummary,
}

/// What moved.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Change {
    /// Such as "23 people reached Loyalty". The code is `reached` (with `position`, the stage's),
    /// `overstretched`, `rose`, `fell`, `acts`, `rewards`, `answers` or `new_people`.
    pub what: Sentence,
    /// Such as "5 more than the week before".
    pub compared: Sentence,
}

/// Something that waits.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Queue {
    /// Such as "12 submissions wait for a decision". The code is `mails`, `submissions`, `asks`, `plan`,
    /// `escalated` or `imports`.
    pub what: Sentence,
    /// Such as "The oldest came 9 days ago."
    pub detail: String,
    /// It has waited too long, or something is broken.
    pub late: bool,
}

/// A first step.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Step {
    /// Which.
    pub step: laurel_domain::overview::Step,
    /// What to do.
    pub message: String,
    /// How, and why.
    pub detail: String,
    /// It is done.
    pub done: bool,
}

/// A name with a count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Bar {
    /// The name.
    pub name: String,
    /// People.
    pub people: u64,
}

/// The flywheel's rates; absent while they cannot be measured.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SmallFlywheel {
    /// People per act.
    pub attract: Option<f64>,
    /// Customers per person brought.
    pub engage: Option<f64>,
    /// Acts per customer.
    pub delight: Option<f64>,
    /// Customers that one customer brings per turn.
    pub loop_gain: Option<f64>,
    /// Why there is none although people were brought: `acts_missing`.
    #[serde(default)]
    pub loop_gain_missing: Option<Sentence>,
}

/// How the plan stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PlanSummary {
    /// Checks that hold.
    pub met: u32,
    /// All checks.
    pub checks: u32,
    /// Checks whose day has passed.
    pub overdue: u32,
}
