//! Settings: the program, its members, its API tokens.

pub mod members;
pub mod page;
pub mod program_form;
pub mod tokens;

pub use page::SettingsPage;
