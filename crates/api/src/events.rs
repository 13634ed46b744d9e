//! The event log of a program: what changed, when and by whom.

use laurel_domain::Timestamp;
use laurel_domain::event::Subject;
use serde::{Deserialize, Serialize};

use crate::page::Meta;

/// Something that changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Event {
    /// Counts from 1 within the program, in the order of the changes.
    pub position: u64,
    /// When.
    pub at: Timestamp,
    /// The kind of thing.
    pub subject: Subject,
    /// Which one; empty for many at once.
    pub subject_id: String,
    /// What was done, such as `approved` or `created`.
    pub action: String,
    /// Who: a member's address, `token:<id>`, `author` or `system`.
    pub actor: String,
}

/// A page of events.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct EventsResponse {
    /// The latest first.
    pub events: Vec<Event>,
    /// Where the next page begins.
    pub meta: Meta,
}
