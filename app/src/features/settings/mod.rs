//! Settings: the program, the funnel's stages, its members, its API tokens.

pub mod members;
pub mod page;
pub mod program_form;
pub mod stages;
pub mod tokens;

pub use page::SettingsPage;
pub use stages::StagesPage;
