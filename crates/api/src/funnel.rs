//! The funnel: how far people came, compared, broken down and over time, and what stands for advocacy.

use laurel_domain::Day;
use laurel_domain::funnel::trend::Pace;
use laurel_domain::readiness::{Item, Status};
use laurel_domain::segment::Dimension;
use serde::{Deserialize, Serialize};

use crate::Sentence;
use crate::figures::Cost;

/// Which funnel, with what it is compared, into what it is broken down.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct FunnelQuery {
    /// The first day of the period in which people first came; open where absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<Day>,
    /// Its last day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<Day>,
    /// Only these people: `country:Norway`, `source:` for "not known". Everybody where absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub segment: Option<String>,
    /// The first day of the period to compare with. Without both days it is the same period.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub compare_from: Option<Day>,
    /// Its last day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub compare_to: Option<Day>,
    /// The people to compare with; empty for everybody who is not in `segment`. Without it they are
    /// those of `segment`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub compare_segment: Option<String>,
    /// Code of the dimension into whose values the funnel of everybody is broken down.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub breakdown: Option<String>,
    /// Up to 5 of its values with commas between them; a comma or backslash in a value has a backslash
    /// before it. Those with the most people where absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub values: Option<String>,
    /// `week` or `month`: the funnel's cohorts over time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trend: Option<String>,
}

/// A funnel.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FunnelResponse {
    /// The figures.
    pub funnel: Funnel,
    /// What reading cost.
    pub cost: Cost,
}

/// The funnel of the people whose first touchpoint lies in the period, as far as they have come until now.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Funnel {
    /// From the first stage to the last.
    pub stages: Vec<FunnelStage>,
    /// Mean over the stages of count ÷ count of the first; 1 is the ideal cylinder. Absent without people.
    pub cylinder_index: Option<f64>,
    /// Position of the first stage that a purchase enters.
    pub purchase_stage: Option<u8>,
    /// What to do next for the people at each stage, by its position.
    pub next_steps: Vec<NextStep>,
    /// The other funnel, when one was asked for.
    pub comparison: Option<Comparison>,
    /// The parts, when they were asked for.
    pub breakdown: Option<Breakdown>,
    /// The cohorts over time, when they were asked for.
    pub trend: Option<Trend>,
}

/// One stage.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FunnelStage {
    /// Position from 0.
    pub position: u8,
    /// The program's name for it.
    pub name: String,
    /// People who reached it or a later one.
    pub people: u64,
    /// `people` ÷ people of the stage before, 0 to 1; absent for the first and after an empty one.
    pub step_conversion: Option<f64>,
    /// Its 95 % interval (Wilson).
    pub step_interval: Option<Interval>,
    /// `people` ÷ people of the first stage.
    pub overall_conversion: Option<f64>,
    /// People of the stage before who did not come here.
    pub drop_off: u64,
    /// Median days from the stage before, to the nearest bucket of the histogram.
    pub median_days: Option<f64>,
    /// First quartile of the same.
    pub lower_quartile_days: Option<f64>,
    /// Third quartile of the same.
    pub upper_quartile_days: Option<f64>,
    /// How many took how long from the stage before: 16 counts, whose upper edges are 0, 1, 2, 3, 5, 7,
    /// 10, 14, 21, 30, 45, 60, 90, 180 and 365 days, the last one open.
    pub elapsed: Vec<u64>,
}

/// From `low` to `high`.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "ConversionInterval"))]
pub struct Interval {
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

/// How far two conversions are apart, with the 95 % interval (Newcombe's method 10).
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "ConversionDifference"))]
pub struct Difference {
    /// This − the other, −1 to 1.
    pub value: f64,
    /// The lower end of the interval.
    pub low: f64,
    /// Its upper end.
    pub high: f64,
    /// The interval includes zero.
    pub could_be_chance: bool,
    /// One of the two is a share of fewer than 30 people.
    pub few: bool,
}

/// What to do next for the people at a stage.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NextStep {
    /// An imperative: `Ask for product feedback`. The code `ask` asks something of the people (the figure
    /// `act` says what); with any other it is the brand's turn.
    pub step: Sentence,
    /// Why just that.
    pub reason: Sentence,
}

/// Another funnel beside the first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Comparison {
    /// From the first stage to the last.
    pub stages: Vec<FunnelStage>,
    /// As in [`Funnel`].
    pub cylinder_index: Option<f64>,
    /// Step conversion of the first funnel − that of this one, by the stage's position.
    pub differences: Vec<Option<Difference>>,
    /// Share of the first stage, likewise.
    pub overall_differences: Vec<Option<Difference>>,
    /// Some people may be in both: then the intervals are only rough.
    pub overlapping: bool,
    /// By position: the younger of the two has had less time than three quarters of people take.
    pub filling: Vec<bool>,
}

/// Parts of a funnel.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Breakdown {
    /// Code of the dimension.
    pub dimension: Dimension,
    /// As they were asked for, else those with the most people first.
    pub parts: Vec<Part>,
}

/// The people with one value.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Part {
    /// The value; empty for "not known".
    pub value: String,
    /// People a stage, by its position.
    pub people: Vec<u64>,
    /// As in [`Funnel`].
    pub cylinder_index: Option<f64>,
    /// Step conversion − that of everybody else in the period, by the stage's position.
    pub differences: Vec<Option<Difference>>,
    /// Share of the first stage, likewise.
    pub overall_differences: Vec<Option<Difference>>,
}

/// Cohorts one after the other, the latest 104 at most.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Trend {
    /// How long each is.
    pub pace: Pace,
    /// From the earliest to the latest; weeks or months in which nobody came are left out.
    pub cohorts: Vec<Cohort>,
}

/// The people who first came in a week or month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Cohort {
    /// The week's Monday, the month's first day.
    pub from: Day,
    /// Its last day.
    pub to: Day,
    /// People a stage, by its position.
    pub people: Vec<u64>,
    /// By position: its youngest people have had less time than three quarters of people take.
    pub filling: Vec<bool>,
}

/// When to focus on advocacy.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ReadinessResponse {
    /// What must stand, with the evidence.
    pub readiness: Vec<ReadinessItem>,
    /// What reading cost.
    pub cost: Cost,
}

/// Something that must stand before a program of advocates carries.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ReadinessItem {
    /// What.
    pub item: Item,
    /// Whether it stands.
    pub status: Status,
    /// The figures.
    pub evidence: Sentence,
    /// From which figures on it stands.
    pub threshold: Sentence,
}
