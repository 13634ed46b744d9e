//! Settings: the program, its rules (the funnel's stages, values, thresholds), its members, its API tokens.

pub mod members;
pub mod page;
pub mod program_form;
pub mod rules;
pub mod rules_page;
pub mod saving;
pub mod stages;
pub mod tokens;

pub use page::SettingsPage;
pub use rules::ValuesPage;
pub use stages::StagesPage;
