//! Values that can be bound to a statement.

use laurel_domain::{Day, ProgramId, Timestamp};
use serde::Serialize;

use crate::StoreError;

/// A bound value.
#[derive(Debug, Clone)]
pub enum Param {
    /// NULL.
    Null,
    /// An integer; exact up to 2^53, which is far beyond what we store.
    Integer(i64),
    /// Text.
    Text(String),
}

/// Many rows as one JSON parameter for `json_each`.
///
/// # Errors
/// When the value cannot be JSON.
pub fn json<T: Serialize + ?Sized>(value: &T) -> Result<Param, StoreError> {
    serde_json::to_string(value)
        .map(Param::Text)
        .map_err(|error| StoreError::internal("json parameter", error))
}

/// Bytes of one parameter of rows. D1 takes 2 MB; characters beyond ASCII count more there than here.
const ROWS_MAX: usize = 600_000;

/// As many JSON parameters for `json_each` as the rows need, each of a size that the database takes: one
/// statement each. None for no rows.
///
/// # Errors
/// When a row cannot be JSON.
pub fn json_chunks<T: Serialize>(rows: &[T]) -> Result<Vec<Param>, StoreError> {
    let mut chunks = Vec::new();
    let mut chunk = String::new();
    for row in rows {
        let row = serde_json::to_string(row)
            .map_err(|error| StoreError::internal("json parameter", error))?;
        if !chunk.is_empty() && chunk.len() + row.len() > ROWS_MAX {
            chunk.push(']');
            chunks.push(Param::Text(std::mem::take(&mut chunk)));
        }
        chunk.push(if chunk.is_empty() { '[' } else { ',' });
        chunk.push_str(&row);
    }
    if !chunk.is_empty() {
        chunk.push(']');
        chunks.push(Param::Text(chunk));
    }
    Ok(chunks)
}

impl From<&str> for Param {
    fn from(value: &str) -> Self {
        Self::Text(value.to_owned())
    }
}

impl From<String> for Param {
    fn from(value: String) -> Self {
        Self::Text(value)
    }
}

impl From<&String> for Param {
    fn from(value: &String) -> Self {
        Self::Text(value.clone())
    }
}

impl From<&ProgramId> for Param {
    fn from(value: &ProgramId) -> Self {
        Self::Text(value.as_str().to_owned())
    }
}

impl From<i64> for Param {
    fn from(value: i64) -> Self {
        Self::Integer(value)
    }
}

impl From<u32> for Param {
    fn from(value: u32) -> Self {
        Self::Integer(i64::from(value))
    }
}

impl From<u64> for Param {
    fn from(value: u64) -> Self {
        Self::Integer(value as i64)
    }
}

impl From<u8> for Param {
    fn from(value: u8) -> Self {
        Self::Integer(i64::from(value))
    }
}

impl From<bool> for Param {
    fn from(value: bool) -> Self {
        Self::Integer(i64::from(value))
    }
}

impl From<Timestamp> for Param {
    fn from(value: Timestamp) -> Self {
        Self::Integer(value.millis())
    }
}

impl From<Day> for Param {
    fn from(value: Day) -> Self {
        Self::Integer(i64::from(value.0))
    }
}

impl<T: Into<Self>> From<Option<T>> for Param {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

macro_rules! param_from_id {
    ($($name:ident),+) => { $(
        impl From<laurel_domain::$name> for Param {
            fn from(value: laurel_domain::$name) -> Self { Self::Text(value.to_string()) }
        }
    )+ };
}

param_from_id!(
    PersonId,
    AskId,
    TouchpointId,
    TestimonialId,
    SubmissionId,
    WidgetId,
    ViewId,
    ImportId,
    TokenId,
    MailId
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_come_in_chunks_of_a_size_and_each_row_once() {
        assert_eq!(json_chunks::<u32>(&[]).map(|chunks| chunks.len()), Ok(0));
        let rows: Vec<String> = (0..900)
            .map(|number| format!("{number}{}", "x".repeat(number * 3)))
            .collect();
        let chunks = json_chunks(&rows).expect("JSON");
        assert!(chunks.len() > 1, "{}", chunks.len());
        let mut found: Vec<String> = Vec::new();
        for chunk in chunks {
            let Param::Text(text) = chunk else {
                continue;
            };
            assert!(text.len() <= ROWS_MAX + 2, "{}", text.len());
            let rows: Vec<String> = serde_json::from_str(&text).expect("an array");
            found.extend(rows);
        }
        assert_eq!(found, rows);
    }
}
