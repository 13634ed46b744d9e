//! What a database's refusal means.

use std::fmt::Display;

/// Why a batch did nothing, or its rows could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// A guard failed: what was read was written by somebody else before we wrote. Read again and repeat.
    #[error("somebody else wrote the same rows")]
    StaleWrite,
    /// Something with this key is there already, or was added at the same moment.
    #[error("this is there already")]
    Conflict,
    /// A parameter or a row is larger than the database takes: repeating it changes nothing.
    #[error("too big: {cause}")]
    TooBig {
        /// For the log only.
        cause: String,
    },
    /// The database did not answer. Nothing was changed; it can be repeated.
    #[error("unavailable: {cause}")]
    Unavailable {
        /// For the log only.
        cause: String,
    },
    /// Our fault: a statement or a row that cannot be.
    #[error("{cause}")]
    Internal {
        /// For the log only.
        cause: String,
    },
}

impl StoreError {
    /// Our fault; `what` says in the log where.
    pub fn internal(what: &str, cause: impl Display) -> Self {
        Self::Internal {
            cause: format!("{what}: {cause}"),
        }
    }

    /// What SQLite's words mean, as D1 and rusqlite give them. The one place that reads them.
    pub fn classify(text: String) -> Self {
        let has = |needle: &str| text.contains(needle);
        if has("CHECK constraint failed: found") {
            Self::StaleWrite
        } else if has("UNIQUE constraint failed") {
            Self::Conflict
        } else if has("SQLITE_TOOBIG") || has("too big") {
            Self::TooBig { cause: text }
        } else if has("constraint failed")
            || has("SQLITE_ERROR")
            || has("syntax error")
            || has("no such")
        {
            Self::Internal { cause: text }
        } else {
            Self::Unavailable { cause: text }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sqlites_words_mean_what_can_be_done_about_them() {
        let of = |text: &str| StoreError::classify(text.to_owned());
        let guard = "D1_ERROR: CHECK constraint failed: found = 0: SQLITE_CONSTRAINT";
        assert_eq!(of(guard), StoreError::StaleWrite);
        let unique = "UNIQUE constraint failed: people.program_id, people.email";
        assert_eq!(of(unique), StoreError::Conflict);
        let big = "D1_ERROR: string or blob too big: SQLITE_TOOBIG";
        assert!(matches!(of(big), StoreError::TooBig { .. }));
        for ours in [
            "NOT NULL constraint failed: people.tags",
            "no such column: x",
        ] {
            assert!(matches!(of(ours), StoreError::Internal { .. }), "{ours}");
        }
        let gone = "D1_ERROR: Network connection lost";
        assert!(matches!(of(gone), StoreError::Unavailable { .. }));
    }
}
