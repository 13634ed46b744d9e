//! Reads files of leads, purchases and reviews into the rows that the API takes.
//!
//! The same code runs in the browser (the import wizard) and in the shell (`cargo xtask import`), so
//! a file means the same wherever it is read: [`read::open`] finds out how it is written,
//! [`suggest::suggest`] which column feeds which field, and [`plan::plan`] what would be sent and
//! what is wrong with it, by row and column. [`plan::Plan::batch`] makes the rows when they are sent.
//!
//! Nothing here does I/O or reads a clock. Memory: the file's bytes, four bytes a row for its place
//! and about sixty bytes a row while repeats are looked for; never a `String` per cell.
#![warn(missing_docs)]

pub mod csv_text;
pub mod field;
pub mod finding;
pub(crate) mod key;
pub mod plan;
pub mod portion;
pub mod problems_csv;
pub mod read;
pub mod report;
pub mod say;
pub mod suggest;
pub mod trouble;
mod value;

pub use csv_text::{csv_text, is_formula};
pub use field::{Field, Need, fields};
pub use finding::{Choice, Example, Finding, Notice};
pub use plan::{Plan, Planner, plan};
pub use portion::Portion;
pub use problems_csv::problems_csv;
pub use read::{FileProblem, Format, Table, check_size, open};
pub use report::{MappingProblem, Repeat, Report, RowProblem, Status};
pub use suggest::{suggest, suggest_source};
pub use trouble::{MappingTrouble, Trouble};
pub use value::status::normal as normal_status;
