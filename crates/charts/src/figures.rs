//! How counts, shares and rates are written. The tables beside the charts use the same functions,
//! so that picture and table never disagree.

use laurel_words::Words;

/// What stands where a figure cannot be computed yet.
pub const NOT_YET: &str = "–";

/// `9,240`; from a billion on `1.2 bn`, from a trillion on `18 tn`.
pub fn count(words: Words, number: u64) -> String {
    const BILLION: u64 = 1_000_000_000;
    const TRILLION: u64 = 1_000 * BILLION;
    if number >= TRILLION {
        words.chart_trillions(&words.count(number / TRILLION))
    } else if number >= BILLION {
        let tenths = number / (BILLION / 10);
        words.chart_billions(&words.decimal(tenths as f64 / 10.0, 1))
    } else {
        words.count(number)
    }
}

/// `1 person`, `9,240 people`.
pub fn people(words: Words, number: u64) -> String {
    words.chart_people(number, &count(words, number))
}

/// `part` of `whole` as a percentage: `63.0%`. `None` when `whole` is 0. A whole below 100 gets no
/// decimals, because it cannot carry them; what is not quite 0 % or 100 % never reads as such.
pub fn share(words: Words, part: u64, whole: u64) -> Option<String> {
    share_of(words, part as f64, whole as f64)
}

/// The same of people who would be there and need not be whole.
pub fn share_of(words: Words, part: f64, whole: f64) -> Option<String> {
    if !(part.is_finite() && whole.is_finite() && whole > 0.0) {
        return None;
    }
    let percent = part / whole * 100.0;
    Some(if part == 0.0 {
        words.percent(0.0, 0)
    } else if (part - whole).abs() <= whole * 1e-12 {
        words.percent(1.0, 0)
    } else if percent < 0.1 {
        format!("<{}", words.percent(0.001, 1))
    } else if percent < 100.0 && percent > 99.9 {
        format!(">{}", words.percent(0.999, 1))
    } else if percent >= 100_000.0 {
        format!("{}×", count(words, (percent / 100.0) as u64))
    } else if whole < 100.0 {
        words.percent(percent / 100.0, 0)
    } else {
        words.percent(percent / 100.0, 1)
    })
}

/// A rate such as `1.83`: two decimals below 10, one below 100, none above. `None` for what is not
/// a finite number.
pub fn rate(words: Words, value: f64) -> Option<String> {
    let size = value.abs();
    if !value.is_finite() {
        return None;
    }
    Some(if size > 0.0 && size < 0.005 {
        format!(
            "{}{}",
            if value > 0.0 { "<" } else { ">−" },
            words.decimal(0.01, 2)
        )
    } else if size < 9.995 {
        words.decimal(value, 2)
    } else if size < 99.95 {
        words.decimal(value, 1)
    } else {
        let sign = if value < 0.0 { "−" } else { "" };
        format!("{sign}{}", count(words, size.round() as u64))
    })
}

/// A fraction such as 0.24 as a percentage: `24.0%`. `None` for what is not a finite number.
pub fn percent(words: Words, fraction: f64) -> Option<String> {
    let value = fraction * 100.0;
    if !value.is_finite() {
        return None;
    }
    Some(if value == 0.0 {
        words.percent(0.0, 0)
    } else if (value - 100.0).abs() < 1e-9 {
        words.percent(1.0, 0)
    } else if value > 0.0 && value < 0.1 {
        format!("<{}", words.percent(0.001, 1))
    } else if value > 99.9 && value < 100.0 {
        format!(">{}", words.percent(0.999, 1))
    } else if value.abs() >= 10_000.0 {
        words.number_percent(&count(words, value.abs().round() as u64))
    } else {
        words.percent(fraction, 1)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_grouped_and_shortened_late() {
        let cases = [
            (0, "0"),
            (999, "999"),
            (1_000, "1,000"),
            (1_000_000, "1,000,000"),
            (999_999_999, "999,999,999"),
            (1_250_000_000, "1.2 bn"),
            (u64::MAX, "18,446,744 tn"),
        ];
        for (number, text) in cases {
            assert_eq!(count(Words::default(), number), text);
        }
        assert_eq!(people(Words::default(), 1), "1 person");
        assert_eq!(people(Words::default(), 0), "0 people");
    }

    #[test]
    fn shares_say_no_more_than_the_count_carries() {
        let cases = [
            (0, 0, None),
            (0, 10, Some("0%")),
            (4, 10, Some("40%")),
            (10, 10, Some("100%")),
            (1, 3_000, Some("<0.1%")),
            (9_999, 10_000, Some(">99.9%")),
            (3_561, 9_240, Some("38.5%")),
            (132, 100, Some("132.0%")),
            (u64::MAX, 1, Some("18,446,744 tn×")),
        ];
        for (part, whole, text) in cases {
            assert_eq!(
                share(Words::default(), part, whole).as_deref(),
                text,
                "{part} of {whole}"
            );
        }
    }

    #[test]
    fn rates_keep_three_figures() {
        let cases = [
            (0.0, Some("0.00")),
            (0.001, Some("<0.01")),
            (1.834, Some("1.83")),
            (9.999, Some("10.0")),
            (1_234.0, Some("1,234")),
            (f64::NAN, None),
        ];
        for (value, text) in cases {
            assert_eq!(rate(Words::default(), value).as_deref(), text);
        }
        assert_eq!(percent(Words::default(), 0.24).as_deref(), Some("24.0%"));
        assert_eq!(percent(Words::default(), 1.0).as_deref(), Some("100%"));
        assert_eq!(percent(Words::default(), f64::INFINITY), None);
    }
}
