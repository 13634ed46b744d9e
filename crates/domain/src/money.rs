//! Money in minor units. No floating point touches an amount.

use serde::{Deserialize, Serialize};

/// An amount in one currency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Money {
    /// Minor units, for USD cents.
    pub minor: i64,
    /// ISO 4217, three capital letters.
    pub currency: Currency,
}

/// An ISO 4217 currency code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Currency([u8; 3]);

/// Text that is not an amount or a currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidMoney {
    /// Not three capital letters.
    #[error("a currency is three capital letters, such as USD")]
    Currency,
    /// Not a number with at most two decimals.
    #[error("this is not an amount such as 12.50")]
    Amount,
}

impl Currency {
    /// The United States dollar, the default of imports.
    pub const USD: Self = Self(*b"USD");

    /// Reads three capital letters.
    ///
    /// # Errors
    /// When the text has another form.
    pub fn parse(text: &str) -> Result<Self, InvalidMoney> {
        let bytes: [u8; 3] = text
            .as_bytes()
            .try_into()
            .map_err(|_| InvalidMoney::Currency)?;
        if bytes.iter().all(u8::is_ascii_uppercase) {
            Ok(Self(bytes))
        } else {
            Err(InvalidMoney::Currency)
        }
    }

    /// The code.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("USD")
    }
}

impl Serialize for Currency {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Currency {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).map_err(serde::de::Error::custom)
    }
}

/// Reads an amount such as `11.77`, `1,234.5` or `-3` into minor units (two decimals).
///
/// # Errors
/// When it is not such a number, or does not fit.
pub fn parse_minor_units(text: &str) -> Result<i64, InvalidMoney> {
    let text = text.trim().trim_start_matches(['$', '€', '£']);
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
    let whole: String = whole.chars().filter(|c| *c != ',').collect();
    let all_digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty()
        || whole.len() > 13
        || decimals.len() > 2
        || !all_digits(&whole)
        || !all_digits(decimals)
    {
        return Err(InvalidMoney::Amount);
    }
    let minor = format!("{whole}{decimals:0<2}")
        .parse::<i64>()
        .map_err(|_| InvalidMoney::Amount)?;
    Ok(if negative { -minor } else { minor })
}

/// An amount for people: `2,500,315.63`.
pub fn format_minor_units(minor: i64) -> String {
    let sign = if minor < 0 { "-" } else { "" };
    let (whole, rest) = (minor.unsigned_abs() / 100, minor.unsigned_abs() % 100);
    format!("{sign}{}.{rest:02}", group_thousands(whole))
}

/// A count for people, with thousands separators: `69,659`.
pub fn group_thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn amounts_read_as_people_write_them() {
        for (text, minor) in [
            ("11.77", 1_177),
            ("12", 1_200),
            ("0.5", 50),
            ("1,234.50", 123_450),
            ("-3", -300),
            ("$7.10", 710),
        ] {
            assert_eq!(parse_minor_units(text), Ok(minor), "{text}");
        }
        for bad in [
            "",
            "abc",
            "1.234",
            "1e5",
            "--1",
            "12.3.4",
            "NaN",
            "99999999999999",
        ] {
            assert!(parse_minor_units(bad).is_err(), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn writing_and_reading_agree(minor in -99_999_999_999i64..99_999_999_999) {
            prop_assert_eq!(parse_minor_units(&format_minor_units(minor)), Ok(minor));
        }
    }
}
