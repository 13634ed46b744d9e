//! The calls that go to D1, and the text that comes back.

use js_sys::{Error, Promise};
use laurel_store::{Answers, Batch, Param, StoreError, tolerant};
use serde::de::DeserializeOwned;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

mod glue {
    use super::{JsValue, Promise, wasm_bindgen};

    #[wasm_bindgen(module = "/src/db/d1.js")]
    extern "C" {
        pub(super) fn batch(database: &JsValue, flat: Vec<JsValue>) -> Promise;
    }
}

/// Runs the statements in one transaction and one round trip.
pub(super) async fn run(database: &JsValue, batch: &Batch) -> Result<D1Answers, StoreError> {
    let mut flat = Vec::new();
    for statement in batch.statements() {
        flat.push(JsValue::from_str(statement.sql));
        flat.push(JsValue::from_f64(statement.params.len() as f64));
        flat.extend(statement.params.iter().map(to_js));
    }
    let answered = JsFuture::from(glue::batch(database, flat)).await;
    let text = answered.map_err(|error| StoreError::classify(words(&error)))?;
    text.as_string()
        .map(D1Answers)
        .ok_or_else(|| StoreError::internal("D1", "the answer is no text"))
}

/// As D1 takes a parameter. A BigInt would be refused, so integers go as numbers.
fn to_js(param: &Param) -> JsValue {
    match param {
        Param::Null => JsValue::NULL,
        Param::Integer(value) => JsValue::from_f64(*value as f64),
        Param::Text(value) => JsValue::from_str(value),
    }
}

/// What an error says.
fn words(error: &JsValue) -> String {
    match error.dyn_ref::<Error>() {
        Some(error) => String::from(error.message()),
        None => format!("{error:?}"),
    }
}

/// What D1 answered, a line for each statement: changed rows, rows read, rows written, rows as JSON.
pub(crate) struct D1Answers(String);

impl Answers for D1Answers {
    fn rows<T: DeserializeOwned>(&self, place: usize) -> Result<Vec<T>, StoreError> {
        let rows = self.line(place)?.splitn(4, ' ').nth(3);
        tolerant::from_json(rows.unwrap_or_default())
            .map_err(|error| StoreError::internal("rows", error))
    }

    fn changes(&self, place: usize) -> Result<usize, StoreError> {
        Ok(number(self.line(place)?, 0) as usize)
    }
}

impl D1Answers {
    fn line(&self, place: usize) -> Result<&str, StoreError> {
        let line = self.0.split('\n').nth(place);
        line.ok_or_else(|| StoreError::internal("rows", format!("no statement {place}")))
    }

    /// How many rows the database read for all statements together.
    pub(crate) fn rows_read(&self) -> u64 {
        self.0.split('\n').map(|line| number(line, 1)).sum()
    }

    /// For all statements together: rows read, rows written with their entries of indexes, rows of tables changed.
    #[cfg(feature = "dev")]
    pub(super) fn cost(&self) -> (u64, u64, u64) {
        let sum = |place| self.0.split('\n').map(|line| number(line, place)).sum();
        (sum(1), sum(2), sum(0))
    }
}

/// One of the numbers at the beginning of a line.
fn number(line: &str, place: usize) -> u64 {
    let word = line.splitn(4, ' ').nth(place);
    word.and_then(|digits| digits.parse().ok())
        .unwrap_or_default()
}
