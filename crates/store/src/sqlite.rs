//! Batches on SQLite itself, for tools and tests.

use rusqlite::types::{ToSqlOutput, Value, ValueRef};
use rusqlite::{Connection, ToSql, Transaction, TransactionBehavior, params_from_iter};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value as Json};

use crate::tolerant::mend;
use crate::{Answers, Batch, Param, Rows, Statement, StoreError};

/// What SQLite answered, statement by statement.
#[derive(Debug)]
pub struct SqliteAnswers(Vec<Answer>);

#[derive(Debug)]
struct Answer {
    rows: Vec<Json>,
    changes: usize,
}

impl Answers for SqliteAnswers {
    fn rows<T: DeserializeOwned>(&self, place: usize) -> Result<Vec<T>, StoreError> {
        let rows = self.answer(place)?.rows.iter().map(T::deserialize);
        let rows: Result<_, _> = rows.collect();
        rows.map_err(|error| StoreError::internal("row", error))
    }

    fn changes(&self, place: usize) -> Result<usize, StoreError> {
        Ok(self.answer(place)?.changes)
    }
}

impl SqliteAnswers {
    fn answer(&self, place: usize) -> Result<&Answer, StoreError> {
        let answer = self.0.get(place);
        answer.ok_or_else(|| StoreError::internal("rows", format!("no statement {place}")))
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        match error {
            // What SQLite itself refuses when it prepares a statement is no outage.
            rusqlite::Error::SqliteFailure(..) | rusqlite::Error::SqlInputError { .. } => {
                Self::classify(error.to_string())
            }
            other => Self::internal("SQLite", other),
        }
    }
}

impl ToSql for Param {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self {
            Self::Null => ToSqlOutput::Owned(Value::Null),
            Self::Integer(value) => ToSqlOutput::Owned(Value::Integer(*value)),
            Self::Text(text) => ToSqlOutput::Borrowed(ValueRef::Text(text.as_bytes())),
        })
    }
}

/// Begins a transaction for writing: one that begins by reading cannot wait for another writer later.
///
/// # Errors
/// When the database is locked.
pub fn begin(connection: &mut Connection) -> Result<Transaction<'_>, StoreError> {
    Ok(connection.transaction_with_behavior(TransactionBehavior::Immediate)?)
}

/// Runs a batch as D1 does: all of it or nothing.
///
/// # Errors
/// As [`run`].
pub fn batch(
    connection: &mut Connection,
    batch: &Batch,
) -> Result<Rows<SqliteAnswers>, StoreError> {
    let transaction = begin(connection)?;
    let rows = run(&transaction, batch)?;
    transaction.commit()?;
    Ok(rows)
}

/// Runs the statements of a batch in the caller's transaction.
///
/// # Errors
/// The first refusal, classified.
pub fn run(connection: &Connection, batch: &Batch) -> Result<Rows<SqliteAnswers>, StoreError> {
    let answers = batch.statements().iter();
    let answers = answers.map(|statement| answer(connection, statement));
    let answers = answers.collect::<Result<_, _>>()?;
    Ok(Rows::new(batch, SqliteAnswers(answers)))
}

fn answer(connection: &Connection, statement: &Statement) -> Result<Answer, StoreError> {
    let mut prepared = connection.prepare_cached(statement.sql)?;
    let params = params_from_iter(&statement.params);
    let mut rows = Vec::new();
    if prepared.column_count() == 0 {
        let changes = prepared.execute(params)?;
        return Ok(Answer { rows, changes });
    }
    let names = prepared.column_names().into_iter().map(str::to_owned);
    let names: Vec<String> = names.collect();
    let mut found = prepared.query(params)?;
    while let Some(row) = found.next()? {
        let mut object = Map::new();
        for (index, name) in names.iter().enumerate() {
            let value = match row.get_ref(index)? {
                ValueRef::Null | ValueRef::Blob(_) => Json::Null,
                ValueRef::Integer(value) => Json::from(value),
                ValueRef::Real(value) => Json::from(value),
                ValueRef::Text(text) => Json::from(String::from_utf8_lossy(text)),
            };
            object.insert(name.clone(), value);
        }
        let mut row = Json::Object(object);
        mend(&mut row);
        rows.push(row);
    }
    Ok(Answer { rows, changes: 0 })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statement;

    #[test]
    fn a_batch_is_written_whole_or_not_at_all() {
        let mut connection = Connection::open_in_memory().expect("a database");
        let table = "CREATE TABLE t (n INTEGER PRIMARY KEY) STRICT";
        connection.execute_batch(table).expect("a table");
        let insert = |n: u32| statement("INSERT INTO t (n) VALUES (?1)", [n.into()]);
        let twice = Batch::from(vec![insert(1), insert(1)]);
        let refused = batch(&mut connection, &twice).expect_err("the same key twice");
        assert_eq!(refused, StoreError::Conflict);
        let mut once = Batch::new();
        let inserted = once.add::<()>(insert(2));
        let all = once.add::<Map<String, Json>>(statement("SELECT n FROM t", []));
        let rows = batch(&mut connection, &once).expect("written");
        assert_eq!(rows.changes(inserted), Ok(1));
        let rows = rows.take(all).expect("rows");
        assert_eq!(rows.len(), 1);
    }

    #[test]
    fn a_statement_that_cannot_be_is_our_fault() {
        let mut connection = Connection::open_in_memory().expect("a database");
        let wrong = Batch::from(vec![statement("SELECT a FROM nowhere", [])]);
        let refused = batch(&mut connection, &wrong).expect_err("no such table");
        assert!(matches!(refused, StoreError::Internal { .. }), "{refused}");
    }
}
