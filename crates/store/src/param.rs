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

/// Bytes of a parameter, of a row and of a string: D1 takes 2 MB.
pub const PARAM_MAX: usize = 2_000_000;
/// Bytes of a statement's text: D1 takes 100 KB.
pub const SQL_MAX: usize = 100_000;
/// Parameters of a statement: D1 takes 100.
pub const PARAMS_MAX: usize = 100;

/// One value as a JSON parameter, or rows of which a route takes few enough for one (hundreds of ids); more of them
/// are [`json_chunks`].
///
/// # Errors
/// When the value cannot be JSON, or is larger than the database takes.
pub fn json<T: Serialize + ?Sized>(value: &T) -> Result<Param, StoreError> {
    fits(written(value)?).map(Param::Text)
}

fn written<T: Serialize + ?Sized>(value: &T) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|error| StoreError::internal("json parameter", error))
}

fn fits(text: String) -> Result<String, StoreError> {
    if text.len() <= PARAM_MAX {
        return Ok(text);
    }
    let cause = format!("a parameter of {} bytes", text.len());
    Err(StoreError::TooBig { cause })
}

/// Bytes of one parameter of rows. Far below what D1 takes: so much is read and written at once.
const ROWS_MAX: usize = 600_000;

/// As many JSON parameters for `json_each` as the rows need, each of a size that the database takes: one
/// statement each. None for no rows. The one way of sending rows whose number or size a caller decides.
///
/// # Errors
/// When a row cannot be JSON, or is larger than the database takes.
pub fn json_chunks<T: Serialize>(rows: &[T]) -> Result<Vec<Param>, StoreError> {
    let mut chunks = Vec::new();
    let mut chunk = String::new();
    for row in rows {
        let row = fits(written(row)?)?;
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
    fn what_the_database_does_not_take_is_not_sent() {
        let text = "x".repeat(PARAM_MAX);
        for refused in [json(&text).err(), json_chunks(&[text]).err()] {
            assert!(
                matches!(refused, Some(StoreError::TooBig { .. })),
                "{refused:?}"
            );
        }
    }

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
