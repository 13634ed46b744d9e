//! Fills a programme with generated people, fast enough for a million of them.
//!
//! Nothing derived is made up: the Worker's own `ingest` is compiled in here as it stands (its
//! planning is pure: rows in, statements out) and its statements run on the SQLite file that the
//! local D1 is. So people, touchpoints, states and rollups are what the Worker would have written,
//! and a column that is added there is there at once, or this crate stops compiling.
//!
//! Used by `cargo xtask scale` and by the test that a dashboard's rows read do not grow.

mod database;
mod people;
mod random;
mod run;

/// Where the Worker's `ingest` looks for what a signed-in request read; here nobody signs in.
mod auth {
    pub(crate) mod access {
        /// The rows of an authorized request.
        pub(crate) type Authorized = crate::db::Nothing;
    }
}
mod db;
mod error;

#[path = "../../../worker/src/ingest/mod.rs"]
#[expect(
    dead_code,
    unused_imports,
    reason = "the Worker's module as it stands; the Worker uses the rest of it"
)]
mod ingest;

pub use database::open;
pub use people::{BLOCK, DAYS};
pub use run::{Failure, Progress, fill};
