//! Days and months as the language writes them.

use laurel_domain::{Day, Timestamp};

use crate::Words;

impl Words {
    /// `22 November 2026`; `22. November 2026` in German.
    pub fn day(self, day: Day) -> String {
        let (year, month, number) = day.calendar();
        self.date_day(
            &number.to_string(),
            self.month_name(month),
            &year.to_string(),
        )
    }

    /// `22 Nov 2026`; `22. Nov. 2026` in German.
    pub fn short_day(self, day: Day) -> String {
        let (year, month, number) = day.calendar();
        self.date_short_day(
            &number.to_string(),
            self.short_month_name(month),
            &year.to_string(),
        )
    }

    /// `November 2026`.
    pub fn month(self, day: Day) -> String {
        let (year, month, _) = day.calendar();
        self.date_month(self.month_name(month), &year.to_string())
    }

    /// `22 Nov 2026, 14:05 UTC`.
    pub fn moment(self, at: Timestamp) -> String {
        let minutes = at.millis().rem_euclid(laurel_domain::time::DAY_MILLIS) / 60_000;
        let time = format!("{:02}:{:02}", minutes / 60, minutes % 60);
        self.date_moment(&self.short_day(at.day()), &time)
    }

    fn month_name(self, month: u8) -> &'static str {
        nth(self.date_months(), month)
    }

    fn short_month_name(self, month: u8) -> &'static str {
        nth(self.date_short_months(), month)
    }
}

fn nth(names: &'static str, month: u8) -> &'static str {
    let index = usize::from(month.saturating_sub(1));
    names.split_whitespace().nth(index).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Language;

    #[test]
    fn days_are_written_as_each_language_does() {
        let at = Timestamp::parse_rfc3339("2026-03-01T04:05:59Z").unwrap();
        let (english, german) = (Words::default(), Words::of(Language::De));
        assert_eq!(english.day(at.day()), "1 March 2026");
        assert_eq!(german.day(at.day()), "1. März 2026");
        assert_eq!(english.short_day(at.day()), "1 Mar 2026");
        assert_eq!(english.month(at.day()), "March 2026");
        assert_eq!(english.moment(at), "1 Mar 2026, 04:05 UTC");
        assert_eq!(german.moment(at), "1. März 2026, 04:05 UTC");
    }
}
