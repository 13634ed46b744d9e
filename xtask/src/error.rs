//! What a task says when it cannot go on: one message, written for the developer who reads it.

use std::fmt;
use std::path::Path;

/// A message that ends the task.
#[derive(Debug)]
pub(crate) struct Failure(String);

/// What every fallible function of this crate returns.
pub(crate) type Result<T> = std::result::Result<T, Failure>;

impl Failure {
    /// A failure that says `message`.
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self(message.into())
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Says what was being done when something else failed.
pub(crate) trait Context<T> {
    /// Puts `doing` in front of the message.
    fn context(self, doing: impl fmt::Display) -> Result<T>;

    /// Puts what was done to which file in front of the message.
    fn on(self, doing: &str, path: &Path) -> Result<T>;
}

impl<T, E: fmt::Display> Context<T> for std::result::Result<T, E> {
    fn context(self, doing: impl fmt::Display) -> Result<T> {
        self.map_err(|error| Failure(format!("{doing}: {error}")))
    }

    fn on(self, doing: &str, path: &Path) -> Result<T> {
        self.map_err(|error| Failure(format!("{doing} {}: {error}", path.display())))
    }
}
