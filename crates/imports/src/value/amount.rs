//! Amounts of money, as people and programs write them.

use laurel_domain::bounds;
use laurel_domain::money::{Currency, parse_minor_units};

use crate::trouble::Trouble;

/// What a column's amounts say about their decimal mark.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Evidence {
    points: u32,
    commas: u32,
}

/// The character in front of the cents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DecimalMark {
    /// `1,234.56`
    Point,
    /// `1.234,56`
    Comma,
    /// Nothing tells, or both occur: what can be either is refused.
    Unknown,
}

/// An amount's parts.
struct Written {
    negative: bool,
    /// Digits, points and commas.
    digits: String,
    /// Letters or a sign beside them.
    currency: String,
}

impl Evidence {
    /// Looks at one value: other than three digits behind the last mark are cents.
    pub(crate) fn add(&mut self, text: &str) {
        let Some(written) = split(text) else { return };
        match cents(&written.digits) {
            Some(Some('.')) => self.points += 1,
            Some(Some(_)) => self.commas += 1,
            _ => {}
        }
    }

    /// The mark that the column uses, when it uses one.
    pub(crate) const fn decimal_mark(self) -> DecimalMark {
        match (self.points, self.commas) {
            (0, 1..) => DecimalMark::Comma,
            (1.., 0) => DecimalMark::Point,
            _ => DecimalMark::Unknown,
        }
    }
}

/// Reads an amount into minor units of the currency.
pub(crate) fn read(text: &str, mark: DecimalMark, currency: Currency) -> Result<i64, Trouble> {
    let written = split(text).ok_or(Trouble::NotAnAmount)?;
    if !written.currency.is_empty() && !names(&written.currency, currency) {
        return Err(Trouble::OtherCurrency {
            found: written.currency,
            expected: currency.as_str().to_owned(),
        });
    }
    let digits = &written.digits;
    let plain = match (cents(digits), mark) {
        (None, _) => return Err(Trouble::NotAnAmount),
        (Some(Some(decimal)), _) => without_groups(digits, Some(decimal)),
        (Some(None), DecimalMark::Point) if digits.contains('.') && !digits.contains(',') => {
            // Three digits behind the mark of the cents.
            return Err(Trouble::AmbiguousAmount);
        }
        (Some(None), DecimalMark::Comma) if digits.contains(',') && !digits.contains('.') => {
            return Err(Trouble::AmbiguousAmount);
        }
        (Some(None), DecimalMark::Unknown) if is_ambiguous(digits) => {
            return Err(Trouble::AmbiguousAmount);
        }
        (Some(None), _) => without_groups(digits, None),
    };
    let minor = parse_minor_units(&plain).map_err(|_| Trouble::NotAnAmount)?;
    if bounds::check_amount(minor).is_err() {
        return Err(Trouble::AmountTooLarge);
    }
    if written.negative && minor != 0 {
        return Err(Trouble::AmountBelowZero);
    }
    Ok(minor)
}

/// One point with three digits behind it. (A comma there is taken for thousands, as ever.)
fn is_ambiguous(digits: &str) -> bool {
    digits.matches('.').count() == 1 && !digits.contains(',')
}

/// The mark in front of the cents: `Some(None)` when there are none for certain to be seen; `None` when marks
/// stand where none can.
#[expect(
    clippy::option_option,
    reason = "not readable, and readable without cents"
)]
fn cents(digits: &str) -> Option<Option<char>> {
    let Some(at) = digits.rfind(['.', ',']) else {
        return Some(None);
    };
    let last = digits.get(at..)?.chars().next()?;
    let (before, behind) = (digits.get(..at)?, digits.get(at + 1..)?);
    let other = if last == '.' { ',' } else { '.' };
    if before.contains(last) {
        // Twice: both are thousands.
        return (!before.contains(other) && are_groups(digits, last)).then_some(None);
    }
    if before.contains(other) {
        return (behind.len() <= 2 && are_groups(before, other)).then_some(Some(last));
    }
    match behind.len() {
        3 if (1..=3).contains(&before.len()) => Some(None),
        1 | 2 => Some(Some(last)),
        _ => None,
    }
}

/// Whether the digits stand in groups: three in the last one, two or three in those before.
fn are_groups(digits: &str, mark: char) -> bool {
    let groups: Vec<&str> = digits.split(mark).collect();
    let Some((last, before)) = groups.split_last() else {
        return false;
    };
    last.len() == 3
        && before
            .iter()
            .enumerate()
            .all(|(position, group)| match position {
                0 => (1..=3).contains(&group.len()),
                _ => (2..=3).contains(&group.len()),
            })
}

fn without_groups(digits: &str, decimal: Option<char>) -> String {
    let kept = digits.chars().filter_map(|c| match c {
        '.' | ',' if Some(c) == decimal => Some('.'),
        '.' | ',' => None,
        digit => Some(digit),
    });
    kept.collect()
}

/// The sign, the digits and what stands beside them.
fn split(text: &str) -> Option<Written> {
    let mut text = text.trim();
    let mut negative = false;
    if let Some(inside) = text
        .strip_prefix('(')
        .and_then(|text| text.strip_suffix(')'))
    {
        (text, negative) = (inside, true);
    }
    let first = text.find(|c: char| c.is_ascii_digit())?;
    let last = text.rfind(|c: char| c.is_ascii_digit())?;
    let (before, behind) = (text.get(..first)?, text.get(last + 1..)?);
    let mut digits = String::with_capacity(text.len());
    let middle: Vec<char> = text.get(first..=last)?.chars().collect();
    for (position, character) in middle.iter().enumerate() {
        match character {
            '0'..='9' | '.' | ',' => digits.push(*character),
            // Between thousands.
            ' ' | '\'' | '’' | '\u{a0}' | '\u{202f}' | '\u{2009}' => {
                let group = middle.get(position + 1..position + 4)?;
                let is_group = group.iter().all(char::is_ascii_digit)
                    && middle
                        .get(position + 4)
                        .is_none_or(|next| !next.is_ascii_digit());
                if !is_group {
                    return None;
                }
            }
            _ => return None,
        }
    }
    let mut currency = String::new();
    for character in before.chars().chain(behind.chars()) {
        match character {
            '-' | '−' | '–' => negative = true,
            '+' | ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' => {}
            // Behind a name: "kr. 12", "Fr. 12".
            '.' if !currency.is_empty() => {}
            c if c.is_alphabetic() || "$€£¥₹₺₽₩₪฿₫₴₦₱".contains(c) => {
                currency.push(c);
            }
            _ => return None,
        }
    }
    Some(Written {
        negative,
        digits,
        currency,
    })
}

/// Whether a sign or name means this currency, or can mean it.
fn names(written: &str, currency: Currency) -> bool {
    let code = currency.as_str();
    let known: &[&str] = match code {
        "USD" => &["$", "US$", "USD$", "$US"],
        "EUR" => &["€", "Euro", "Euros", "EUR€"],
        "GBP" => &["£", "GB£"],
        "JPY" => &["¥", "JP¥"],
        "CNY" => &["¥", "CN¥", "RMB"],
        "CHF" => &["Fr", "SFr"],
        "SEK" | "NOK" | "DKK" | "ISK" => &["kr"],
        "INR" => &["₹", "Rs"],
        "PLN" => &["zł"],
        "CZK" => &["Kč"],
        "TRY" => &["₺", "TL"],
        "BRL" => &["R$"],
        "ZAR" => &["R"],
        "CAD" => &["$", "C$", "CA$"],
        "AUD" => &["$", "A$", "AU$"],
        "NZD" => &["$", "NZ$"],
        "SGD" => &["$", "S$"],
        "HKD" => &["$", "HK$"],
        "MXN" => &["$", "MX$"],
        "RUB" => &["₽"],
        "KRW" => &["₩"],
        "ILS" => &["₪"],
        "THB" => &["฿"],
        "VND" => &["₫"],
        "UAH" => &["₴"],
        "NGN" => &["₦"],
        "PHP" => &["₱"],
        "HUF" => &["Ft"],
        _ => &[],
    };
    written.eq_ignore_ascii_case(code)
        || known.iter().any(|sign| sign.eq_ignore_ascii_case(written))
}

/// The currency that a cell names: three letters in any case.
pub(crate) fn currency(text: &str) -> Result<Currency, Trouble> {
    Currency::parse(&text.trim().to_ascii_uppercase()).map_err(|_| Trouble::NotACurrency)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn in_usd(text: &str, mark: DecimalMark) -> Result<i64, Trouble> {
        read(text, mark, Currency::USD)
    }

    #[test]
    fn amounts_in_many_notations() {
        for (text, minor) in [
            ("11.77", 1_177),
            ("0.00", 0),
            ("-0.00", 0),
            ("$ 7.10", 710),
            ("1,234.5", 123_450),
            ("1 234,56", 123_456),
            ("1\u{a0}234.56", 123_456),
            ("1\u{202f}234.56", 123_456),
            ("1'234.50", 123_450),
            ("12.50 USD", 1_250),
            ("usd 12.50", 1_250),
            ("US$12.50", 1_250),
            ("1,23,456.00", 12_345_600),
            ("1.234.567", 123_456_700),
            ("12,5", 1_250),
            ("1,234", 123_400),
            ("1200", 120_000),
        ] {
            assert_eq!(in_usd(text, DecimalMark::Unknown), Ok(minor), "{text}");
        }
        for bad in [
            "", "free", "1e5", "1.2e3", "12.3456", "1,2,3", "1 23", "5 x 3", "a1b2",
        ] {
            assert_eq!(
                in_usd(bad, DecimalMark::Point),
                Err(Trouble::NotAnAmount),
                "{bad}"
            );
        }
        for below in ["-3", "(3.00)", "$-3", "12.50-", "−4"] {
            assert_eq!(
                in_usd(below, DecimalMark::Point),
                Err(Trouble::AmountBelowZero),
                "{below}"
            );
        }
        for (other, found) in [
            ("12 €", "€"),
            ("EUR 12.50", "EUR"),
            ("kr 120.00", "kr"),
            ("¥1200", "¥"),
        ] {
            let expected = Trouble::OtherCurrency {
                found: found.into(),
                expected: "USD".into(),
            };
            assert_eq!(in_usd(other, DecimalMark::Point), Err(expected), "{other}");
        }
        let eur = Currency::parse("EUR").unwrap();
        assert_eq!(read("1.234,50 €", DecimalMark::Comma, eur), Ok(123_450));
    }

    #[test]
    fn the_column_tells_thousands_from_cents() {
        let mark = |texts: &[&str]| {
            let mut evidence = Evidence::default();
            for text in texts {
                evidence.add(text);
            }
            evidence.decimal_mark()
        };
        assert_eq!(mark(&["11,77", "1.234"]), DecimalMark::Comma);
        assert_eq!(mark(&["11.77", "1,234"]), DecimalMark::Point);
        assert_eq!(mark(&["11.77", "11,77"]), DecimalMark::Unknown);
        assert_eq!(mark(&["1,234", "5"]), DecimalMark::Unknown);
        assert_eq!(in_usd("1.234,56", DecimalMark::Comma), Ok(123_456));
        assert_eq!(in_usd("1.234", DecimalMark::Comma), Ok(123_400));
        assert_eq!(in_usd("1,234", DecimalMark::Point), Ok(123_400));
        for mark in [DecimalMark::Point, DecimalMark::Unknown] {
            assert_eq!(in_usd("1.234", mark), Err(Trouble::AmbiguousAmount));
        }
        assert_eq!(
            in_usd("1,234", DecimalMark::Comma),
            Err(Trouble::AmbiguousAmount)
        );
    }
}
