//! Figures and dates in words for people.

use laurel_domain::Timestamp;
use laurel_domain::money::group_thousands;
use laurel_domain::testimonial::Rating;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// `22 November 2026`, in UTC.
pub fn date(at: Timestamp) -> String {
    let (year, month, day) = at.day().calendar();
    let name = MONTHS
        .get(usize::from(month.saturating_sub(1)))
        .copied()
        .unwrap_or_default();
    format!("{day} {name} {year}")
}

/// `2026-11-22`, for the `datetime` attribute.
pub fn machine_date(at: Timestamp) -> String {
    at.day().to_string()
}

/// `1 rating`, `1,204 ratings`.
pub fn count(number: u64, one: &str, many: &str) -> String {
    format!(
        "{} {}",
        group_thousands(number),
        if number == 1 { one } else { many }
    )
}

/// `4 out of 5 stars`.
pub fn stars(rating: Rating) -> String {
    format!("{} out of 5 stars", rating.stars())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words() {
        assert_eq!(date(Timestamp::from_millis(0)), "1 January 1970");
        assert_eq!(machine_date(Timestamp::from_millis(0)), "1970-01-01");
        assert_eq!(count(1, "rating", "ratings"), "1 rating");
        assert_eq!(count(1_204, "rating", "ratings"), "1,204 ratings");
        assert_eq!(stars(Rating::new(4).unwrap()), "4 out of 5 stars");
    }
}
