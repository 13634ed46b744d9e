//! Fills a program with generated people, fast enough for a million of them.
//!
//! Nothing derived is made up: people go in through `laurel_ingest`, as in the Worker, and its statements
//! run on the SQLite file that the local D1 is. So people, touchpoints, states and rollups are what the
//! Worker would have written.
//!
//! Used by `cargo xtask scale` and by the test that a dashboard's rows read do not grow.

mod database;
mod people;
mod random;
mod run;

pub use database::open;
pub use people::{BLOCK, DAYS};
pub use run::{Failure, Progress, fill};
