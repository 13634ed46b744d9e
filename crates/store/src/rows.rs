//! What a batch answered.

use serde::de::DeserializeOwned;

use crate::{Batch, Sent, StoreError};

/// The answers of a batch as a database gives them, statement by statement.
pub trait Answers {
    /// All rows of the statement at this place.
    ///
    /// # Errors
    /// When there is no such statement, or a row is of another type.
    fn rows<T: DeserializeOwned>(&self, place: usize) -> Result<Vec<T>, StoreError>;

    /// How many rows the statement at this place changed.
    ///
    /// # Errors
    /// When the database does not say.
    fn changes(&self, place: usize) -> Result<usize, StoreError>;
}

/// What a batch answered, handed out by the handles of its statements.
#[derive(Debug)]
pub struct Rows<A> {
    batch: u32,
    answers: A,
}

impl<A: Answers> Rows<A> {
    /// The answers to this batch.
    pub fn new(batch: &Batch, answers: A) -> Self {
        Self {
            batch: batch.number(),
            answers,
        }
    }

    /// All rows of a statement.
    ///
    /// # Errors
    /// When the handle is another batch's, or a row is of another type.
    pub fn take<T: DeserializeOwned>(&self, sent: Sent<T>) -> Result<Vec<T>, StoreError> {
        self.answers.rows(self.place(sent)?)
    }

    /// The first row of a statement, if any.
    ///
    /// # Errors
    /// As [`Self::take`].
    pub fn first<T: DeserializeOwned>(&self, sent: Sent<T>) -> Result<Option<T>, StoreError> {
        Ok(self.take(sent)?.into_iter().next())
    }

    /// All rows of a statement that was perhaps not asked; none if it was not.
    ///
    /// # Errors
    /// As [`Self::take`].
    pub fn take_asked<T: DeserializeOwned>(
        &self,
        sent: Option<Sent<T>>,
    ) -> Result<Vec<T>, StoreError> {
        sent.map_or_else(|| Ok(Vec::new()), |sent| self.take(sent))
    }

    /// The first row of a statement that was perhaps not asked.
    ///
    /// # Errors
    /// As [`Self::take`].
    pub fn first_asked<T: DeserializeOwned>(
        &self,
        sent: Option<Sent<T>>,
    ) -> Result<Option<T>, StoreError> {
        Ok(self.take_asked(sent)?.into_iter().next())
    }

    /// How many rows a statement changed.
    ///
    /// # Errors
    /// When the handle is another batch's.
    pub fn changes<T>(&self, sent: Sent<T>) -> Result<usize, StoreError> {
        self.answers.changes(self.place(sent)?)
    }

    /// What the database itself says about the batch.
    pub fn answers(&self) -> &A {
        &self.answers
    }

    fn place<T>(&self, sent: Sent<T>) -> Result<usize, StoreError> {
        let place = sent.place_in(self.batch);
        place.ok_or_else(|| StoreError::internal("rows", format!("{sent:?} is of another batch")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statement;

    struct Echo(Vec<Vec<serde_json::Value>>);

    impl Answers for Echo {
        fn rows<T: DeserializeOwned>(&self, place: usize) -> Result<Vec<T>, StoreError> {
            let rows = self.0.get(place).ok_or(StoreError::Conflict)?;
            let read = |row: &serde_json::Value| T::deserialize(row);
            let rows: Result<_, _> = rows.iter().map(read).collect();
            rows.map_err(|error| StoreError::internal("row", error))
        }

        fn changes(&self, place: usize) -> Result<usize, StoreError> {
            Ok(place)
        }
    }

    #[test]
    fn rows_are_taken_by_the_handle_of_their_statement_in_whichever_order() {
        let mut batch = Batch::new();
        let numbers = batch.add::<u32>(statement("SELECT 1", []));
        batch.push(statement("SELECT 2", []));
        let words = batch.add::<String>(statement("SELECT 3", []));
        let answers = vec![vec![1.into(), 2.into()], vec![], vec!["three".into()]];
        let rows = Rows::new(&batch, Echo(answers));
        assert_eq!(rows.first(words), Ok(Some("three".to_owned())));
        assert_eq!(rows.take(numbers), Ok(vec![1, 2]));
        assert_eq!(rows.changes(words), Ok(2));
        assert_eq!(rows.take_asked::<u32>(None), Ok(Vec::new()));
    }

    #[test]
    fn a_handle_of_another_batch_gives_no_rows() {
        let mut other = Batch::new();
        let sent = other.add::<u32>(statement("SELECT 1", []));
        let mut batch = Batch::new();
        batch.push(statement("SELECT 1", []));
        let rows = Rows::new(&batch, Echo(vec![vec![1.into()]]));
        assert!(matches!(rows.take(sent), Err(StoreError::Internal { .. })));
    }
}
