//! Amounts of money, with the decimal mark that the whole column uses.

use laurel_domain::bounds;
use laurel_domain::money::parse_minor_units;

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
}

impl Evidence {
    /// Looks at one value: one or two digits behind the last mark are cents.
    pub(crate) fn add(&mut self, text: &str) {
        let text = text.trim();
        let Some(at) = text.rfind(['.', ',']) else {
            return;
        };
        let behind = text.get(at + 1..).unwrap_or_default();
        if (1..=2).contains(&behind.len()) && behind.bytes().all(|byte| byte.is_ascii_digit()) {
            if text.get(at..=at) == Some(",") {
                self.commas += 1;
            } else {
                self.points += 1;
            }
        }
    }

    /// The comma where commas are all there is; otherwise the point.
    pub(crate) const fn decimal_mark(self) -> DecimalMark {
        if self.commas > 0 && self.points == 0 {
            DecimalMark::Comma
        } else {
            DecimalMark::Point
        }
    }
}

/// Reads an amount into minor units.
pub(crate) fn read(text: &str, mark: DecimalMark) -> Result<i64, &'static str> {
    const MESSAGE: &str = "This is not an amount such as 12.50.";
    let text = match mark {
        DecimalMark::Point => text.trim().to_owned(),
        DecimalMark::Comma => text.trim().replace('.', "").replace(',', "."),
    };
    let text = text.trim_end_matches(['€', '$', '£']).trim_end();
    if text
        .trim_start_matches(['$', '€', '£', ' '])
        .starts_with('-')
        || text.starts_with('(')
    {
        return Err("A refund or another amount below zero cannot be imported as a purchase.");
    }
    // A single comma with two digits behind it is no thousands separator.
    if text.rsplit_once(',').is_some_and(|(_, behind)| {
        behind
            .split('.')
            .next()
            .is_none_or(|group| group.len() != 3)
    }) {
        return Err(
            "A comma is followed by other than three digits here. Write amounts as 1234.50.",
        );
    }
    let text = text.trim_start_matches(['$', '€', '£']).trim_start();
    let minor = parse_minor_units(text).map_err(|_| MESSAGE)?;
    match bounds::check_amount(minor) {
        Ok(()) => Ok(minor),
        Err(_) => Err("An amount is at most 10,000,000,000.00. Is this the right column?"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_with_a_point() {
        for (text, minor) in [
            ("11.77", 1_177),
            ("0.00", 0),
            ("$ 7.10", 710),
            ("1,234.5", 123_450),
            ("12 €", 1_200),
        ] {
            assert_eq!(read(text, DecimalMark::Point), Ok(minor), "{text}");
        }
        for bad in ["", "-3", "(3.00)", "$-3", "11,77", "1.234", "free", "1e5"] {
            assert!(read(bad, DecimalMark::Point).is_err(), "{bad}");
        }
    }

    #[test]
    fn the_decimal_mark_is_the_columns() {
        let mark = |texts: &[&str]| {
            let mut evidence = Evidence::default();
            for text in texts {
                evidence.add(text);
            }
            evidence.decimal_mark()
        };
        assert_eq!(mark(&["11,77", "1.234"]), DecimalMark::Comma);
        assert_eq!(mark(&["11.77", "1,234"]), DecimalMark::Point);
        assert_eq!(mark(&["11.77", "11,77"]), DecimalMark::Point);
        assert_eq!(mark(&["1,234", "5"]), DecimalMark::Point);
        assert_eq!(read("1.234,56", DecimalMark::Comma), Ok(123_456));
        assert_eq!(read("1.234", DecimalMark::Comma), Ok(123_400));
    }
}
