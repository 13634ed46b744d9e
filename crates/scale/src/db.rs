//! What the Worker's `ingest` takes for D1: statements, parameters and rows, here on SQLite itself.

#[path = "../../../worker/src/db/param.rs"]
#[expect(dead_code, reason = "the Worker's file as it stands")]
mod param;

use rusqlite::types::{ToSqlOutput, Value, ValueRef};
use rusqlite::{Connection, ToSql};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value as Json};

use crate::error::AppError;

pub(crate) use param::{Param, json};

/// A statement with its parameters.
pub(crate) struct Statement {
    sql: &'static str,
    params: Vec<Param>,
}

impl Statement {
    /// Adds a parameter.
    pub(crate) fn push(&mut self, param: Param) {
        self.params.push(param);
    }
}

/// A statement with its parameters in the order of `?1`, `?2`, …
pub(crate) fn statement<const N: usize>(sql: &'static str, params: [Param; N]) -> Statement {
    Statement {
        sql,
        params: Vec::from(params),
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

/// Runs a statement that answers nothing.
pub(crate) fn run(connection: &Connection, statement: &Statement) -> Result<(), AppError> {
    let mut prepared = connection.prepare_cached(statement.sql)?;
    prepared.execute(rusqlite::params_from_iter(&statement.params))?;
    Ok(())
}

/// What a batch of reads answered, statement by statement.
pub(crate) struct Rows(Vec<Vec<Json>>);

impl Rows {
    /// Runs the statements.
    pub(crate) fn read(
        connection: &Connection,
        statements: &[Statement],
    ) -> Result<Self, AppError> {
        let results = statements
            .iter()
            .map(|statement| rows(connection, statement));
        results.collect::<Result<_, _>>().map(Self)
    }

    /// All rows of the statement at this position.
    pub(crate) fn all<T: DeserializeOwned>(&self, position: usize) -> Result<Vec<T>, AppError> {
        let rows = self.0.get(position).map(Vec::as_slice).unwrap_or_default();
        rows.iter()
            .map(|row| T::deserialize(row).map_err(|error| AppError::internal("a row", error)))
            .collect()
    }
}

/// The rows of a signed-in request. There is none: here no request is authorized.
pub(crate) enum Nothing {}

impl Nothing {
    /// Never called.
    pub(crate) fn all<T: DeserializeOwned>(&self, _position: usize) -> Result<Vec<T>, AppError> {
        match *self {}
    }
}

fn rows(connection: &Connection, statement: &Statement) -> Result<Vec<Json>, AppError> {
    let mut prepared = connection.prepare_cached(statement.sql)?;
    let names: Vec<String> = prepared
        .column_names()
        .into_iter()
        .map(str::to_owned)
        .collect();
    let mut found = prepared.query(rusqlite::params_from_iter(&statement.params))?;
    let mut all = Vec::new();
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
        all.push(Json::Object(object));
    }
    Ok(all)
}
