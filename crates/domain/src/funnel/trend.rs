//! Cohorts over time: which days belong to one.

use crate::Day;
use crate::enums::coded_enum;

/// A trend has at most so many cohorts, the latest ones.
pub const MOST_COHORTS: usize = 104;

coded_enum! {
    /// How long a cohort of a trend is.
    Pace {
        /// From Monday to Sunday.
        Week = "week";
        /// A calendar month.
        Month = "month";
    }
}

impl Pace {
    /// The last day of the cohort that begins on `first`.
    pub fn last_day(self, first: Day) -> Day {
        match self {
            Self::Week => Day(first.0.saturating_add(6)),
            Self::Month => {
                let (year, month, _) = first.calendar();
                let next = if month == 12 {
                    (year + 1, 1)
                } else {
                    (year, month + 1)
                };
                // Between the first of one month and the first of the next lie 28 to 31 days.
                let end = (28..=31).find(|days| {
                    let (year, month, _) = Day(first.0.saturating_add(*days)).calendar();
                    (year, month) == next
                });
                Day(first.0.saturating_add(end.unwrap_or(31) - 1))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cohort_ends_where_the_next_begins() {
        let day = |text| Day::parse(text).expect("a day");
        for (pace, first, last) in [
            (Pace::Week, "2026-11-16", "2026-11-22"),
            (Pace::Month, "2026-11-01", "2026-11-30"),
            (Pace::Month, "2026-12-01", "2026-12-31"),
            (Pace::Month, "2024-02-01", "2024-02-29"),
            (Pace::Month, "2025-02-01", "2025-02-28"),
        ] {
            assert_eq!(pace.last_day(day(first)), day(last), "{first}");
        }
    }
}
