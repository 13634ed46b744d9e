//! The figures behind the three charts. Every dashboard is one round trip over daily rollups.

use crate::Sentence;
use laurel_domain::Day;
use serde::{Deserialize, Serialize};

pub use crate::pyramid::{AdvocacyStageFigures, NeedLevelFigures, Pyramid, PyramidResponse};

pub use crate::funnel::{Funnel, FunnelQuery, FunnelResponse, FunnelStage};

/// A period of whole UTC days, both ends included; open where absent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct PeriodQuery {
    /// The first day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<Day>,
    /// The last day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<Day>,
}

/// What reading cost, for the budget test.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Cost {
    /// Rows that the database read for this answer, the sign-in check included.
    pub rows_read: u64,
}

/// A flywheel.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FlywheelResponse {
    /// The figures.
    pub flywheel: Flywheel,
    /// What reading cost.
    pub cost: Cost,
}

/// The flywheel of the customers whose first purchase lies in the period, followed for 365 days.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Flywheel {
    /// Customers of the cohort.
    pub customers: u64,
    /// Their acts of advocacy within 365 days.
    pub acts: u64,
    /// People who came through those acts.
    pub people_brought: u64,
    /// Customers among those people.
    pub customers_brought: u64,
    /// Delight: acts per customer.
    pub delight: Option<f64>,
    /// Attract: people per act.
    pub attract: Option<f64>,
    /// Engage: customers per person brought, 0 to 1.
    pub engage: Option<f64>,
    /// The share of everybody else who became a customer, for comparison with `engage`.
    pub engage_others: Option<f64>,
    /// Everybody else who first came in the period.
    pub people_others: u64,
    /// Customers among them: who bought within the time for which the flywheel follows.
    pub customers_others: u64,
    /// `engage` − `engage_others` with its interval (Newcombe's method 10).
    pub engage_difference: Option<Difference>,
    /// Customers that one customer brings per turn.
    pub loop_gain: Option<f64>,
    /// Why there is none although people were brought: `acts_missing`.
    #[serde(default)]
    pub loop_gain_missing: Option<Sentence>,
    /// The 95 % interval of the loop gain.
    pub loop_gain_interval: Option<Interval>,
    /// Median days from a customer's first purchase to the first purchase of somebody they brought.
    pub cycle_days: Option<f64>,
    /// First quartile of the same.
    pub cycle_lower_quartile_days: Option<f64>,
    /// Third quartile of the same.
    pub cycle_upper_quartile_days: Option<f64>,
    /// Customers × loop gain ÷ cycle time: customers per day.
    pub momentum: Option<f64>,
    /// Some of the cohort have not been followed for 365 days yet.
    pub so_far: bool,
    /// Losses between the phases, named and counted.
    pub friction: Vec<Loss>,
}

/// A 95 % interval.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Interval {
    /// Its lower end.
    pub low: f64,
    /// Its upper end.
    pub high: f64,
}

/// How far two shares are apart.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Difference {
    /// The first − the second, −1 to 1.
    pub value: f64,
    /// The lower end of its 95 % interval.
    pub low: f64,
    /// The upper end.
    pub high: f64,
    /// The interval includes zero.
    pub could_be_chance: bool,
}

/// A loss between two phases.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Loss {
    /// Stable name: `unanswered_submissions`, `detractors`, `overdue_asks`.
    pub code: String,
    /// For people.
    pub label: String,
    /// How many.
    pub count: u64,
}
