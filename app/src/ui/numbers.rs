//! Counts, amounts and points for people. Shares and rates come from `laurel_charts::figures`, so
//! that tables and pictures agree.

use laurel_domain::money::Currency;

use crate::words::t;

/// `9,240`.
pub fn count(number: u64) -> String {
    t().count(number)
}

/// A number for a file: unrounded, without grouping; empty when there is none.
pub fn plain(number: Option<f64>) -> String {
    number.map(|number| number.to_string()).unwrap_or_default()
}

/// Cells of a row of a file.
pub fn row<const N: usize>(cells: [&str; N]) -> Vec<String> {
    cells.map(str::to_owned).into()
}

/// `1 purchase`, `9,240 purchases`: adds an s.
pub fn counted(number: u64, unit: &str) -> String {
    format!(
        "{} {unit}{}",
        count(number),
        if number == 1 { "" } else { "s" }
    )
}

/// `1 person`, `9,240 people`.
pub fn people(number: u64) -> String {
    t().count_people(number)
}

/// `1,234.50 USD`.
pub fn amount(minor: i64, currency: Currency) -> String {
    t().money(minor, currency)
}

/// Whole points: `1,250`; with `signed` always with its sign, `+40` or `−40`.
pub fn points(value: f64, signed: bool) -> String {
    let whole = value.round();
    let digits = count(whole.abs() as u64);
    match (whole < 0.0, whole > 0.0 && signed) {
        (true, _) => format!("−{digits}"),
        (_, true) => format!("+{digits}"),
        _ => digits,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_and_have_units() {
        assert_eq!(counted(1, "purchase"), "1 purchase");
        assert_eq!(counted(69_659, "purchase"), "69,659 purchases");
        assert_eq!(people(1), "1 person");
        assert_eq!(people(0), "0 people");
        assert_eq!(amount(250_031_563, Currency::USD), "2,500,315.63 USD");
        assert_eq!(amount(-300, Currency::USD), "−3.00 USD");
    }

    #[test]
    fn points_show_their_sign_when_asked() {
        for (value, signed, words) in [
            (1_250.4, false, "1,250"),
            (40.0, true, "+40"),
            (-40.0, true, "−40"),
            (0.2, true, "0"),
            (-0.2, true, "0"),
        ] {
            assert_eq!(points(value, signed), words);
        }
    }
}
