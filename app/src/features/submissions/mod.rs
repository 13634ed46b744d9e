//! The moderation queue: read what people wrote, decide, and see what will be shown.

pub mod author;
pub mod conflict;
pub mod conflict_dialog;
pub mod consent_dialog;
pub mod consents;
pub mod deciding;
pub mod desk;
pub mod excerpt;
pub mod facts;
pub mod filter_bar;
pub mod filters;
pub mod focus;
pub mod history;
pub mod intent;
pub mod keys;
pub mod keys_dialog;
pub mod list;
pub mod page;
pub mod printed;
pub mod queue;
pub mod range;
pub mod reject_dialog;
#[cfg(test)]
pub mod sample;
pub mod send;
pub mod shortcuts;
pub mod story;
pub mod tags;
pub mod visibility;

pub use page::SubmissionsPage;
