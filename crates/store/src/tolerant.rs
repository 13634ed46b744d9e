//! Numbers as a database gives them back: the one place where rows that are not as we would write them today are
//! read all the same.
//!
//! D1 gives JavaScript numbers. An integer beyond 2^53 − 1 comes back rounded, a large one as a float. No request
//! may fail because of one that is stored already, so whole floats are read as integers, and what is beyond
//! [`EXACT_MAX`] as that.

use laurel_domain::bounds::{EXACT_MAX, exact};
use serde::de::DeserializeOwned;
use serde_json::{Number, Value};

/// Digits from which on a number may be beyond [`EXACT_MAX`].
const LONG: usize = 16;

/// Reads JSON out of a database.
///
/// # Errors
/// When it is of another type all the same.
pub fn from_json<T: DeserializeOwned>(text: &str) -> Result<T, serde_json::Error> {
    // Almost all rows are as they should be: they are read once.
    if !has_long_number(text)
        && let Ok(read) = serde_json::from_str(text)
    {
        return Ok(read);
    }
    let mut value: Value = serde_json::from_str(text)?;
    mend(&mut value);
    // As text again, so that each type is compiled for one kind of input only.
    serde_json::from_str(&value.to_string())
}

/// Whether as many digits stand in a row somewhere, in a number or in a text.
fn has_long_number(text: &str) -> bool {
    let bytes = text.as_bytes();
    let is_digit = |byte: &&u8| byte.is_ascii_digit();
    // A row of sixteen covers one place in sixteen.
    (LONG - 1..bytes.len()).step_by(LONG).any(|at| {
        let (before, behind) = bytes.split_at(at);
        let behind = behind.iter().take_while(is_digit).count();
        behind > 0 && behind + before.iter().rev().take_while(is_digit).count() >= LONG
    })
}

/// Replaces whole floats by integers, and integers that are too large by the largest exact one.
pub(crate) fn mend(value: &mut Value) {
    match value {
        Value::Number(number) => {
            if let Some(mended) = mended(number) {
                *number = mended;
            }
        }
        Value::Array(values) => values.iter_mut().for_each(mend),
        Value::Object(fields) => fields.values_mut().for_each(mend),
        Value::Null | Value::Bool(_) | Value::String(_) => {}
    }
}

/// What stands for the number; `None` when it stands for itself.
fn mended(number: &Number) -> Option<Number> {
    if let Some(integer) = number.as_i64() {
        return (exact(integer) != integer).then(|| exact(integer).into());
    }
    if number.is_u64() {
        return Some(EXACT_MAX.into());
    }
    let float = number.as_f64()?;
    // A cast saturates.
    (float.fract() == 0.0).then(|| exact(float as i64).into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;

    #[derive(Debug, PartialEq, Deserialize)]
    struct Row {
        #[serde(flatten)]
        sums: Sums,
        share: f64,
        id: String,
    }

    #[derive(Debug, PartialEq, Deserialize)]
    struct Sums {
        value: i64,
        count: Option<u32>,
    }

    fn read(value: &str, count: &str, share: &str) -> Row {
        let id = "123456789012345678901";
        let text = format!(r#"[{{"value":{value},"count":{count},"share":{share},"id":"{id}"}}]"#);
        let rows: Vec<Row> = from_json(&text).expect("rows");
        let row = rows.into_iter().next().expect("a row");
        assert_eq!(row.id, id);
        row
    }

    #[test]
    fn numbers_beyond_what_is_exact_are_read() {
        for (value, found) in [
            ("9007199254740993", EXACT_MAX),
            ("9007199254740991", EXACT_MAX),
            ("-9007199254740993", -EXACT_MAX),
            ("9223372036854775807", EXACT_MAX),
            ("9223372036854776000", EXACT_MAX),
            ("1e+21", EXACT_MAX),
            ("9007199254740992.0", EXACT_MAX),
            ("700.0", 700),
            ("-1", -1),
        ] {
            let row = read(value, "3.0", "0.5");
            assert_eq!(
                row.sums,
                Sums {
                    value: found,
                    count: Some(3)
                },
                "{value}"
            );
            assert!((row.share - 0.5).abs() < 1e-12);
        }
        assert!((read("1", "null", "500.0").share - 500.0).abs() < 1e-12);
    }

    #[test]
    fn long_numbers_are_found_wherever_they_stand() {
        for place in 0..40 {
            let around = |digits: usize| {
                let before = "x".repeat(place);
                format!("{before}{}{}", "7".repeat(digits), "y".repeat(3))
            };
            assert!(!has_long_number(&around(15)), "{place}");
            assert!(
                has_long_number(&around(16)) && has_long_number(&around(19)),
                "{place}"
            );
        }
        assert!(!has_long_number(""));
    }

    #[test]
    fn what_is_no_number_stays_an_error() {
        assert!(from_json::<Vec<i64>>("[1.5]").is_err());
        assert!(from_json::<Vec<i64>>(r#"["1"]"#).is_err());
    }
}
