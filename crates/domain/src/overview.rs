//! What the start page says: what moved this week, what waits for somebody, what to do first.
//!
//! Everything is made from counters and sums of days.

mod queue;
mod steps;
#[cfg(test)]
mod tests;
mod week;

pub use queue::{Queue, QueueEvidence, UnfinishedImport, queues};
pub use steps::{Step, StepEvidence, steps};
pub use week::{Change, Compared, Moved, WeekEvidence, changes};

/// How many days "this week" has; the week before has as many.
pub const WEEK_DAYS: i32 = 7;
