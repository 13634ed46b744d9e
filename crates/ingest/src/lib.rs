//! Recording touchpoints: the one way in which facts about people come to be.
//!
//! 1. [`reads`] adds the statements for the read batch: the people concerned, their states, their
//!    histories, and whoever is bound to them by "brought by".
//! 2. [`Snapshot`] is what came back.
//! 3. [`plan`] derives the new states, takes the difference that they make to the rollups, and gives
//!    the statements of the write batch: touchpoints, states and rollups change together or not at all.
//!
//! The write batch begins with a guard that fails it when somebody else wrote one of the people in
//! between; then the whole is repeated with [`laurel_store::retrying`].
//!
//! Pure: rows in, statements out. The time and the ids of new people come in as arguments.
#![warn(missing_docs)]

mod apply;
mod cells;
mod entry;
mod erasure;
mod error;
mod identity;
mod keys;
mod person;
mod planner;
mod referrals;
mod rollups;
mod snapshot;
mod state_row;
mod terms;
mod touchpoint_row;
mod write;

pub use apply::{
    NewPerson, Plan, Removal, Rewritten, plan, plan_again, plan_changes, plan_motivation,
    plan_record, plan_removal, plan_tags, plan_under_new_rules,
};
pub use cells::{StageCounts, add_stages, group_key, group_path};
pub use entry::{Entry, Fact, check_change, check_person};
pub use erasure::{Erasure, plan_erasure};
pub use error::IngestError;
pub use identity::Conflict;
pub use planner::Change;
pub use snapshot::{Reads, Snapshot, reads, reads_next, reads_of_story};
pub use state_row::stored_person;
pub use touchpoint_row::TouchpointRow;
