//! What one person adds to the daily rollups and counters, so that a change of the person changes
//! them by a difference and no dashboard ever reads people.
//!
//! Deltas = contributions after − contributions before. The state before must be the stored one: it
//! is what was added.

use std::collections::BTreeMap;

use crate::Day;
use crate::advocacy_stage::AdvocacyStage;
use crate::histogram::BUCKETS;
use crate::need_level::NeedLevel;
use crate::segment::Dimension;

mod brought;
mod contributions;
mod merge;
mod pyramid;
#[cfg(test)]
mod tests;

pub use brought::{Brought, BroughtFacts, squares};
pub use contributions::{Contributions, Facts, Profile};
pub use pyramid::{Facet, LadderDelta};

/// A row of the funnel rollup.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FunnelKey {
    /// `""` for everyone, `<dimension>:<value>` (see [`crate::segment::Segment`]) with an empty value
    /// for not known, `brought` for those who came through an advocate.
    pub segment: String,
    /// The day of the person's first touchpoint.
    pub day: Day,
    /// The stage's position.
    pub stage: u8,
}

/// What changes in a row of the funnel rollup.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct FunnelDelta {
    /// People who reached the stage or a later one.
    pub people: i64,
    /// How long those took who entered the stage itself, from the stage in which they were before.
    /// Who skipped a stage or came back to it has no time for it.
    pub elapsed: [i64; BUCKETS],
}

/// What changes in a row of the flywheel rollup.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct FlywheelDelta {
    /// Customers who first bought on the day.
    pub customers: i64,
    /// Their acts within the follow time.
    pub acts: i64,
    /// People whom they brought within it.
    pub people_brought: i64,
    /// Customers among these, within it.
    pub customers_brought: i64,
    /// Sum over the customers of how many customers each of them brought, squared: whether few bring
    /// many or many bring one each decides how certain the loop gain is.
    pub squares: i64,
    /// People who first came on the day, through nobody's act.
    pub people_others: i64,
    /// Those of them who bought within the follow time.
    pub customers_others: i64,
    /// From the customer's first purchase to that of the person brought.
    pub elapsed: [i64; BUCKETS],
}

/// Changes of the rollups and counters. No row in it is without a change.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Deltas {
    /// The cohort of a day: segments and stages.
    pub funnel: BTreeMap<FunnelKey, FunnelDelta>,
    /// The flywheel, by the day of a customer's first purchase; those whom nobody brought by that of their first
    /// touchpoint.
    pub flywheel: BTreeMap<Day, FlywheelDelta>,
    /// People by the day on which they reached their level.
    pub need_levels: BTreeMap<(Day, NeedLevel), i64>,
    /// People by the day on which they reached their stage.
    pub advocacy_stages: BTreeMap<(Day, AdvocacyStage), i64>,
    /// People of today by need level (0 outside the pyramid), facet and its value.
    pub facets: BTreeMap<(u8, Facet, String), i64>,
    /// Movements up into a stage and down out of it, by day.
    pub ladder: BTreeMap<(Day, AdvocacyStage), LadderDelta>,
    /// People who are overdrawn by the day on which they came to be.
    pub overdrawn: BTreeMap<Day, i64>,
    /// People by the day on which they reached the stage at this position or a later
    /// one for the first time.
    pub reached: BTreeMap<(Day, u8), i64>,
    /// `segments`: people by the value of each dimension; `""` for not known. A person with several
    /// tags counts in each, one without tags in none.
    pub segments: BTreeMap<(Dimension, String), i64>,
    /// Counters by name: `people`, `customers`, `purchases`, `revenue:<currency>`, `acts`,
    /// `promoters`, `passives`, `detractors`, `repeat_customers` (two purchases or more), `advocates`,
    /// `escalated` (people whose latest support case is), `support_solved` (cases); and of how many
    /// something is known: `people:source`, `customers:industry`, `customers:company_size`,
    /// `advocates:motivation`.
    pub totals: BTreeMap<String, i64>,
}
