//! D1: statements, batches, and what their errors mean.
//!
//! Every statement is one complete string literal, so that a test can ask SQLite for its plan.

use std::cell::Cell;

use laurel_store::{Answers, Batch, StoreError};
use serde::de::DeserializeOwned;
use wasm_bindgen::JsValue;
use worker::{D1Database, D1PreparedStatement, D1Result, Env};

use crate::error::AppError;

pub(crate) use laurel_store::{Param, Statement, json, statement};

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
    pub(crate) async fn batch(&self, batch: impl Into<Batch>) -> Result<Rows, AppError> {
        let batch = batch.into();
        self.trips.set(self.trips.get() + 1);
        let prepared = batch
            .statements()
            .iter()
            .map(|statement| self.prepare(statement))
            .collect::<Result<Vec<_>, _>>()?;
        let results = self
            .d1
            .batch(prepared)
            .await
            .map_err(|error| StoreError::classify(error.to_string()))?;
        let answers = D1Answers(results);
        #[cfg(feature = "dev")]
        {
            let (read, written) = self.rows.get();
            self.rows
                .set((read + answers.rows_read(), written + answers.rows_written()));
        }
        Ok(Rows::new(&batch, answers))
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
        let values: Vec<_> = statement.params.iter().map(to_js).collect();
        self.d1
            .prepare(statement.sql)
            .bind(&values)
            .map_err(|error| AppError::internal("bind", error))
    }
}

/// As D1 takes a parameter. A BigInt would be refused, so integers go as numbers.
fn to_js(param: &Param) -> JsValue {
    match param {
        Param::Null => JsValue::NULL,
        Param::Integer(value) => JsValue::from_f64(*value as f64),
        Param::Text(value) => JsValue::from_str(value),
    }
}

/// What a batch answered.
pub(crate) type Rows = laurel_store::Rows<D1Answers>;

/// What D1 answered, statement by statement.
pub(crate) struct D1Answers(Vec<D1Result>);

impl Answers for D1Answers {
    fn rows<T: DeserializeOwned>(&self, place: usize) -> Result<Vec<T>, StoreError> {
        let result = self
            .0
            .get(place)
            .ok_or_else(|| StoreError::internal("rows", format!("no statement {place}")))?;
        result
            .results()
            .map_err(|error| StoreError::internal("rows", error))
    }

    fn changes(&self, place: usize) -> Result<usize, StoreError> {
        let meta = self.0.get(place).map(D1Result::meta).transpose();
        let meta = meta
            .map_err(|error| StoreError::internal("meta", error))?
            .flatten();
        Ok(meta.and_then(|meta| meta.changes).unwrap_or_default())
    }
}

impl D1Answers {
    /// How many rows the database read for all statements together.
    pub(crate) fn rows_read(&self) -> u64 {
        let read = |result: &D1Result| result.meta().ok().flatten()?.rows_read;
        let read = self.0.iter().filter_map(read);
        read.map(|rows| rows as u64).sum()
    }

    /// How many rows the database wrote for all statements together, indexes included.
    #[cfg(feature = "dev")]
    fn rows_written(&self) -> u64 {
        let written = |result: &D1Result| result.meta().ok().flatten()?.rows_written;
        let written = self.0.iter().filter_map(written);
        written.map(|rows| rows as u64).sum()
    }
}
