//! D1: statements, batches, and what their errors mean.
//!
//! Every statement is one complete string literal, so that a test can ask SQLite for its plan.

mod param;

use std::cell::Cell;

use serde::de::DeserializeOwned;
use worker::{D1Database, D1PreparedStatement, D1Result, D1ResultMeta, Env};

use crate::error::AppError;

pub(crate) use param::{Param, json};

/// A statement with its parameters.
#[derive(Debug, Clone)]
pub(crate) struct Statement {
    sql: &'static str,
    params: Vec<Param>,
}

impl Statement {
    /// Adds a parameter that only some uses of a list's statement have.
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

/// The database, counting what a request costs it for the `Server-Timing` header and the tests behind it.
pub(crate) struct Database {
    d1: D1Database,
    trips: Cell<u32>,
    /// Rows read and written. Reading them from each answer takes time, so only where tests look.
    #[cfg(feature = "dev")]
    rows: Cell<(u64, u64)>,
}

impl Database {
    /// The `DB` binding.
    pub(crate) fn open(env: &Env) -> Result<Self, AppError> {
        let d1 = env
            .d1("DB")
            .map_err(|error| AppError::internal("binding DB", error))?;
        Ok(Self {
            d1,
            trips: Cell::new(0),
            #[cfg(feature = "dev")]
            rows: Cell::new((0, 0)),
        })
    }

    /// Runs the statements in one transaction and one round trip: all of them or none.
    pub(crate) async fn batch(&self, statements: Vec<Statement>) -> Result<Rows, AppError> {
        self.trips.set(self.trips.get() + 1);
        let prepared = statements
            .iter()
            .map(|statement| self.prepare(statement))
            .collect::<Result<Vec<_>, _>>()?;
        let results = self
            .d1
            .batch(prepared)
            .await
            .map_err(|error| classify(&error))?;
        let rows = Rows { results };
        #[cfg(feature = "dev")]
        {
            let (read, written) = self.rows.get();
            self.rows
                .set((read + rows.rows_read(), written + rows.rows_written()));
        }
        Ok(rows)
    }

    /// What this request has cost so far, as `Server-Timing` says it: round trips, and in a development
    /// build rows read and written.
    pub(crate) fn cost(&self) -> String {
        let trips = self.trips.get();
        #[cfg(feature = "dev")]
        {
            let (read, written) = self.rows.get();
            format!("d1;desc=\"{trips}\", rows;desc=\"{read}/{written}\"")
        }
        #[cfg(not(feature = "dev"))]
        format!("d1;desc=\"{trips}\"")
    }

    fn prepare(&self, statement: &Statement) -> Result<D1PreparedStatement, AppError> {
        let values: Vec<_> = statement.params.iter().map(Param::to_js).collect();
        self.d1
            .prepare(statement.sql)
            .bind(&values)
            .map_err(|error| AppError::internal("bind", error))
    }
}

/// What a batch answered, statement by statement.
pub(crate) struct Rows {
    results: Vec<D1Result>,
}

impl Rows {
    /// All rows of the statement at this position.
    pub(crate) fn all<T: DeserializeOwned>(&self, position: usize) -> Result<Vec<T>, AppError> {
        let result = self
            .results
            .get(position)
            .ok_or_else(|| AppError::internal("rows", format!("no statement {position}")))?;
        result
            .results()
            .map_err(|error| AppError::internal("rows", error))
    }

    /// The first row of the statement at this position, if any.
    pub(crate) fn first<T: DeserializeOwned>(
        &self,
        position: usize,
    ) -> Result<Option<T>, AppError> {
        Ok(self.all(position)?.into_iter().next())
    }

    /// How many rows the statement at this position changed.
    pub(crate) fn changes(&self, position: usize) -> Result<usize, AppError> {
        let meta = self.results.get(position).map(D1Result::meta).transpose();
        let meta = meta
            .map_err(|error| AppError::internal("meta", error))?
            .flatten();
        Ok(meta.and_then(|meta| meta.changes).unwrap_or_default())
    }

    /// How many rows the database read for all statements together.
    pub(crate) fn rows_read(&self) -> u64 {
        self.sum(|meta| meta.rows_read)
    }

    /// How many rows the database wrote for all statements together, in tables and indexes.
    #[cfg(feature = "dev")]
    fn rows_written(&self) -> u64 {
        self.sum(|meta| meta.rows_written)
    }

    fn sum(&self, pick: fn(D1ResultMeta) -> Option<usize>) -> u64 {
        self.results
            .iter()
            .filter_map(|result| pick(result.meta().ok().flatten()?))
            .map(|rows| rows as u64)
            .sum()
    }
}

/// What an error of D1 means for the request. The one place that reads their texts.
pub(crate) fn classify(error: &worker::Error) -> AppError {
    let text = error.to_string();
    let has = |needle: &str| text.contains(needle);
    if has("CHECK constraint failed: found") {
        AppError::StaleWrite
    } else if has("UNIQUE constraint failed") {
        AppError::with_detail(
            laurel_api::ProblemType::Conflict,
            "This is there already, or somebody added it at the same moment.",
        )
    } else if has("constraint failed")
        || has("SQLITE_ERROR")
        || has("syntax error")
        || has("no such")
    {
        AppError::internal("D1", text)
    } else {
        AppError::Unavailable { cause: text }
    }
}
