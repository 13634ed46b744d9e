//! Small words around numbers, for sentences that the rules make.

use crate::money::group_thousands;

/// `9,240`.
pub fn count(number: u64) -> String {
    group_thousands(number)
}

/// `1 ask`, `9,240 asks`: adds an s.
pub fn counted(number: u64, unit: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{} {unit}{plural}", count(number))
}

/// `1 person`, `9,240 people`.
pub fn people(number: u64) -> String {
    let unit = if number == 1 { "person" } else { "people" };
    format!("{} {unit}", count(number))
}

/// `0 days`, `1 day`, `12 days`; negative ones count as 0.
pub fn days(number: i32) -> String {
    counted(u64::try_from(number).unwrap_or(0), "day")
}

/// `today`, `yesterday`, `12 days ago`; what lies ahead is today.
pub fn ago(number: i32) -> String {
    match number {
        ..=0 => "today".to_owned(),
        1 => "yesterday".to_owned(),
        _ => format!("{} ago", days(number)),
    }
}

/// `A`, `A and B`, `A, B and C`.
pub fn and(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [rest @ .., last] => format!("{} and {last}", rest.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_and_many_read_right() {
        assert_eq!(counted(1, "ask"), "1 ask");
        assert_eq!(counted(0, "ask"), "0 asks");
        assert_eq!(people(1), "1 person");
        assert_eq!(people(1_234_567), "1,234,567 people");
        assert_eq!(
            (days(1), days(-4)),
            ("1 day".to_owned(), "0 days".to_owned())
        );
        assert_eq!(ago(0), "today");
        assert_eq!(ago(1), "yesterday");
        assert_eq!(ago(1_200), "1,200 days ago");
        assert_eq!(and(&[]), "");
        assert_eq!(and(&["A"]), "A");
        assert_eq!(and(&["A", "B", "C"]), "A, B and C");
    }
}
