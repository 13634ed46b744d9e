//! Imports: a file is read in the browser, checked, and sent batch by batch.

pub mod check_step;
pub mod columns_step;
pub mod draft;
pub mod failure;
pub mod file_step;
pub mod findings;
pub mod import_step;
pub mod list;
pub mod options;
pub mod page;
pub mod pause;
pub mod preview;
pub mod problems;
pub mod run;
pub mod saved;
pub mod statuses;
pub mod transfer;
pub mod wizard;
pub mod wizard_state;
pub mod words;

pub use page::ImportsPage;
