//! Statements that go to the database together, and the handles of their answers.

use std::fmt;
use std::marker::PhantomData;
use std::sync::atomic::{AtomicU32, Ordering};

use crate::Statement;

/// Tells one batch from another, so that a handle is never taken to the rows of another batch.
static BATCHES: AtomicU32 = AtomicU32::new(0);

/// Statements of one transaction and one round trip: all of them or none.
#[derive(Debug)]
pub struct Batch {
    number: u32,
    statements: Vec<Statement>,
}

/// The handle of a statement that was added to a batch, by which its rows of type `T` are taken.
pub struct Sent<T> {
    batch: u32,
    place: usize,
    row: PhantomData<fn() -> T>,
}

impl<T> Clone for Sent<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Sent<T> {}

impl<T> fmt::Debug for Sent<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "statement {} of batch {}", self.place, self.batch)
    }
}

impl<T> Sent<T> {
    /// Where the answer stands among those of the batch with this number.
    pub(crate) fn place_in(self, batch: u32) -> Option<usize> {
        (self.batch == batch).then_some(self.place)
    }
}

impl Default for Batch {
    fn default() -> Self {
        Self::new()
    }
}

impl Batch {
    /// One without statements.
    pub fn new() -> Self {
        Self {
            number: BATCHES.fetch_add(1, Ordering::Relaxed),
            statements: Vec::new(),
        }
    }

    /// Adds a statement; its rows are taken by what this gives.
    pub fn add<T>(&mut self, statement: Statement) -> Sent<T> {
        let place = self.statements.len();
        self.statements.push(statement);
        Sent {
            batch: self.number,
            place,
            row: PhantomData,
        }
    }

    /// Adds a statement whose rows nobody takes.
    pub fn push(&mut self, statement: Statement) {
        self.statements.push(statement);
    }

    /// Adds statements whose rows nobody takes.
    pub fn extend(&mut self, statements: impl IntoIterator<Item = Statement>) {
        self.statements.extend(statements);
    }

    /// Whether there is nothing to do.
    pub fn is_empty(&self) -> bool {
        self.statements.is_empty()
    }

    /// What goes to the database, in order.
    pub fn statements(&self) -> &[Statement] {
        &self.statements
    }

    /// By which the batch and its handles know each other.
    pub(crate) fn number(&self) -> u32 {
        self.number
    }
}

impl From<Vec<Statement>> for Batch {
    fn from(statements: Vec<Statement>) -> Self {
        Self {
            statements,
            ..Self::new()
        }
    }
}
