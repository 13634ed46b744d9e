//! What the code says to the database: statements with their parameters, batches of them, and the rows
//! that come back by the handle that adding the statement gave.
//!
//! Pure: the Worker hands batches to D1, tools and tests to SQLite itself. Whoever talks to a database
//! implements [`Answers`].
#![warn(missing_docs)]

mod batch;
mod error;
pub mod keyset;
mod param;
mod retrying;
mod rows;
mod rules;
#[cfg(feature = "sqlite")]
pub mod sqlite;
mod statement;
pub mod tolerant;

pub use batch::{Batch, Sent};
pub use error::StoreError;
pub use keyset::{BadCursor, END_OF_TIME, Keyset, Page};
pub use param::{PARAM_MAX, PARAMS_MAX, Param, SQL_MAX, json, json_chunks};
pub use retrying::{LostRace, retrying};
pub use rows::{Answers, Rows};
pub use rules::{ProgramRules, RulesRow};
pub use statement::{Statement, statement};
