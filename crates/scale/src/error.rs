//! What the Worker's `ingest` reports; here all of it ends the run.

use std::fmt::Display;

use laurel_api::ProblemType;

/// Why something was not written.
#[derive(Debug)]
#[expect(dead_code, reason = "the Worker's variants as `ingest` names them")]
pub(crate) enum AppError {
    /// The data was refused.
    Client {
        /// The kind.
        kind: ProblemType,
        /// What was wrong.
        detail: String,
    },
    /// Somebody else wrote the same people.
    StaleWrite,
    /// Everything else.
    Internal {
        /// What went wrong where.
        cause: String,
    },
}

impl AppError {
    pub(crate) fn field(field: impl Into<String>, message: impl Display) -> Self {
        Self::Client {
            kind: ProblemType::Invalid,
            detail: format!("{}: {message}", field.into()),
        }
    }

    pub(crate) fn internal(what: &str, cause: impl Display) -> Self {
        Self::Internal {
            cause: format!("{what}: {cause}"),
        }
    }
}

impl From<rusqlite::Error> for AppError {
    fn from(error: rusqlite::Error) -> Self {
        Self::internal("SQLite", error)
    }
}
