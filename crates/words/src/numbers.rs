//! Numbers as the language writes them.

use laurel_domain::money::Currency;

use crate::Words;

/// The sign of negative numbers; a hyphen is too short beside digits.
const MINUS: char = '−';

impl Words {
    /// `9,240`; `9.240` in German.
    pub fn count(self, number: u64) -> String {
        self.grouped(&number.to_string())
    }

    /// With so many digits after the decimal sign: `−1,234.5`; `−1.234,5` in German.
    pub fn decimal(self, number: f64, digits: usize) -> String {
        let text = format!("{:.digits$}", number.abs());
        let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
        let is_zero = text.chars().all(|c| matches!(c, '0' | '.'));
        let mut out = String::new();
        if number < 0.0 && !is_zero {
            out.push(MINUS);
        }
        out.push_str(&self.grouped(whole));
        if !fraction.is_empty() {
            out.push_str(self.number_decimal());
            out.push_str(fraction);
        }
        out
    }

    /// An average of stars as `laurel_domain::average` has it, with one decimal, or with two where it has them:
    /// `4.9`, `4.96`.
    pub fn average(self, stars: f64) -> String {
        let hundredths = (stars * 100.0).round();
        let digits = if hundredths % 10.0 == 0.0 { 1 } else { 2 };
        self.decimal(hundredths / 100.0, digits)
    }

    /// A share between 0 and 1 with so many digits: `12.5%`; `12,5 %` in German.
    pub fn percent(self, share: f64, digits: usize) -> String {
        self.number_percent(&self.decimal(share * 100.0, digits))
    }

    /// An amount in minor units: `1,234.50 USD`; `1.234,50 USD` in German.
    pub fn money(self, minor: i64, currency: Currency) -> String {
        let sign = if minor < 0 {
            MINUS.to_string()
        } else {
            String::new()
        };
        let minor = minor.unsigned_abs();
        let whole = self.count(minor / 100);
        format!(
            "{sign}{whole}{}{:02} {}",
            self.number_decimal(),
            minor % 100,
            currency.as_str()
        )
    }

    fn grouped(self, digits: &str) -> String {
        let separator = self.number_group();
        let mut out = String::new();
        for (index, digit) in digits.chars().enumerate() {
            if index > 0 && (digits.len() - index).is_multiple_of(3) {
                out.push_str(separator);
            }
            out.push(digit);
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Language;

    #[test]
    fn numbers_are_written_as_each_language_does() {
        let (english, german) = (Words::default(), Words::of(Language::De));
        assert_eq!(english.count(1_234_567), "1,234,567");
        assert_eq!(german.count(1_234_567), "1.234.567");
        assert_eq!(english.count(999), "999");
        assert_eq!(english.decimal(-1_234.56, 1), "−1,234.6");
        assert_eq!(german.decimal(-1_234.56, 1), "−1.234,6");
        assert_eq!(english.decimal(-0.01, 1), "0.0");
        assert_eq!(english.percent(0.125, 1), "12.5%");
        assert_eq!(german.percent(0.125, 1), "12,5\u{a0}%");
        assert_eq!(english.money(-123_450, Currency::USD), "−1,234.50 USD");
        assert_eq!(german.money(5, Currency::USD), "0,05 USD");
    }
}
