//! Jobs: what Laurel does after a change or by the clock, and what failed.

use laurel_domain::Timestamp;
use laurel_domain::job::JobKind;
use serde::{Deserialize, Serialize};

/// Where a job is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum JobState {
    /// Waits for its time.
    Waiting,
    /// Runs now.
    Running,
    /// Failed, and is tried again at `due_at`.
    Failing,
    /// Was given up.
    Failed,
}

/// A job of a program.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Job {
    /// What it does.
    pub kind: JobKind,
    /// Tells jobs of a kind apart; empty where there is one.
    pub key: String,
    /// Where it is.
    pub state: JobState,
    /// When it runs next; for one that runs, when somebody else may take it.
    pub due_at: Timestamp,
    /// Failures in a row.
    pub attempts: u32,
    /// What went wrong the last time, in technical terms.
    pub last_error: Option<String>,
}

/// A program's jobs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct JobsResponse {
    /// Failed ones first, then by the time at which they are due; at most 100.
    pub jobs: Vec<Job>,
}

/// The job to try again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RetryRequest {
    /// What it does.
    pub kind: JobKind,
    /// Which one of its kind.
    #[serde(default)]
    pub key: String,
}
