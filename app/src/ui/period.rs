//! A period of whole days, as the URL says it.

use laurel_api::figures::PeriodQuery;
use laurel_domain::Day;
use laurel_words::Words;

use super::dates::day_words;
use crate::hooks::use_url_query::UrlQuery;
use crate::words::{Message, t};

/// A period, both ends included; open where absent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Period {
    /// The first day.
    pub from: Option<Day>,
    /// The last day.
    pub to: Option<Day>,
}

/// The periods that are offered: their words, and how many days until today they have.
pub const PRESETS: [(Message, Option<i32>); 4] = [
    (Words::period_last_30, Some(30)),
    (Words::period_last_90, Some(90)),
    (Words::period_last_365, Some(365)),
    (Words::period_all_time, None),
];

impl Period {
    /// What `from` and `to` say; an impossible date counts as absent.
    pub fn read(query: &UrlQuery) -> Self {
        let day = |name| query.get(name).and_then(|text| Day::parse(text).ok());
        Self {
            from: day("from"),
            to: day("to"),
        }
    }

    /// The same query for this period, from its first page.
    pub fn write(self, query: UrlQuery) -> UrlQuery {
        let text = |day: Option<Day>| day.map(|day| day.to_string());
        query
            .with("from", text(self.from))
            .with("to", text(self.to))
            .with(super::pagination::CURSOR, None)
    }

    /// The last so many days; all time for `None`.
    pub fn preset(days: Option<i32>, today: Day) -> Self {
        Self {
            from: days.map(|days| Day(today.0 - days + 1)),
            to: None,
        }
    }

    /// For the API.
    pub fn to_query(self) -> PeriodQuery {
        PeriodQuery {
            from: self.from,
            to: self.to,
        }
    }

    /// In words: `since 24 Oct 2026`, `until …`, `1 Jan 2026 to 31 Mar 2026`, `all time`.
    pub fn words(self) -> String {
        match (self.from, self.to) {
            (None, None) => t().period_ever().to_owned(),
            (Some(from), None) => t().period_since(&day_words(from)),
            (None, Some(to)) => t().period_until(&day_words(to)),
            (Some(from), Some(to)) => t().period_between(&day_words(from), &day_words(to)),
        }
    }

    /// The equally long period before it; `None` for a period without a beginning.
    pub fn before(self, today: Day) -> Option<Self> {
        let from = self.from?;
        let to = self.to.unwrap_or(today);
        let days = to.0 - from.0 + 1;
        (days > 0).then(|| Self {
            from: Some(Day(from.0 - days)),
            to: Some(Day(from.0 - 1)),
        })
    }

    /// Whether it ends before it begins.
    pub fn is_reversed(self) -> bool {
        matches!((self.from, self.to), (Some(from), Some(to)) if from > to)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_url_is_the_period() {
        let query = UrlQuery::parse("source=a&from=2026-01-01&to=2026-02-30&cursor=x");
        let period = Period::read(&query);
        assert_eq!(period.words(), "since 1 Jan 2026");
        let ended = Period {
            to: Some(Day::parse("2026-03-31").unwrap()),
            ..period
        };
        assert_eq!(ended.words(), "1 Jan 2026 to 31 Mar 2026");
        assert_eq!(
            ended.write(query).suffix(),
            "?source=a&from=2026-01-01&to=2026-03-31"
        );
        assert_eq!(Period::default().write(UrlQuery::default()).suffix(), "");
    }

    #[test]
    fn a_preset_ends_today() {
        let today = Day::parse("2026-11-22").unwrap();
        assert_eq!(
            Period::preset(Some(30), today).from,
            Day::parse("2026-10-24").ok()
        );
        assert_eq!(Period::preset(None, today), Period::default());
    }

    #[test]
    fn the_period_before_is_as_long_and_touches() {
        let today = Day(100);
        let month = Period::preset(Some(30), today);
        assert_eq!(
            month.before(today),
            Some(Period {
                from: Some(Day(41)),
                to: Some(Day(70))
            })
        );
        assert_eq!(Period::default().before(today), None);
        assert_eq!(
            Period {
                from: Some(Day(200)),
                to: None
            }
            .before(today),
            None
        );
    }

    #[test]
    fn a_reversed_period_is_noticed() {
        let (early, late) = (Some(Day(1)), Some(Day(2)));
        assert!(
            Period {
                from: late,
                to: early
            }
            .is_reversed()
        );
        assert!(
            !Period {
                from: early,
                to: early
            }
            .is_reversed()
        );
        assert!(
            !Period {
                from: late,
                to: None
            }
            .is_reversed()
        );
    }
}
