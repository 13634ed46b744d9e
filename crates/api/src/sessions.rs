//! One's own sessions: in which browsers an address is signed in.

use laurel_domain::{SessionId, Timestamp};
use serde::{Deserialize, Serialize};

/// A session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OpenSession {
    /// Its public name.
    pub id: SessionId,
    /// The browser, such as `Firefox`; `null` when it is none that Laurel knows.
    pub browser: Option<String>,
    /// What it runs on, such as `Windows`.
    pub system: Option<String>,
    /// When somebody signed in.
    pub signed_in_at: Timestamp,
    /// When it was used last, to the hour.
    pub last_used_at: Timestamp,
    /// Whether it is the one that asks.
    pub current: bool,
}

/// All sessions of an address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SessionsResponse {
    /// The latest first.
    pub sessions: Vec<OpenSession>,
}
