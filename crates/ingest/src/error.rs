//! Why nothing is recorded.

use laurel_store::StoreError;

/// Why a plan was not made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum IngestError {
    /// Somebody who is named by id is not in the program.
    #[error("nobody in the program has the id at place {place}")]
    NoSuchPerson {
        /// The position in the list that was given.
        place: usize,
    },
    /// What is stored cannot be read, or what is planned cannot be written.
    #[error(transparent)]
    Store(#[from] StoreError),
}
