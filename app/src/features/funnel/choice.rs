//! What the page shows, as its URL says it. The names are those of the API where there are such.

use laurel_api::figures::FunnelQuery;
use laurel_charts::Subject;
use laurel_domain::Day;
use laurel_domain::funnel::trend::Pace;
use laurel_domain::segment::Segment;

use crate::hooks::use_url_query::UrlQuery;
use crate::ui::period::Period;
use crate::words::t;

/// Whose funnel it is: `country:Norway`.
pub const SEGMENT: &str = "segment";
/// The other period's first day.
pub const COMPARE_FROM: &str = "compare_from";
/// The other period's last day.
pub const COMPARE_TO: &str = "compare_to";
/// With whom it is compared; blank for everybody else.
pub const COMPARE_SEGMENT: &str = "compare_segment";
/// Into what it is broken down.
pub const BREAKDOWN: &str = "breakdown";
/// Into which values.
pub const VALUES: &str = "values";
/// The stage whose details are shown.
pub const STAGE: &str = "stage";
/// The drop-off whose details are shown, by the stage before it.
pub const STEP: &str = "step";
/// How long the cohorts of the trend are.
pub const PACE: &str = "pace";
/// Which conversion the parts are compared by.
pub const MEASURE: &str = "measure";
/// Chosen conversions.
pub const WHAT_IF: &str = "what_if";

/// From so many days on a trend has months instead of weeks.
const LONG: i32 = 190;

/// What is asked of the API.
pub fn api_query(query: &UrlQuery, today: Day) -> FunnelQuery {
    let Period { from, to } = Period::read(query);
    let text = |name: &str| query.raw(name).map(str::to_owned);
    let day = |name: &str| query.get(name).and_then(|text| Day::parse(text).ok());
    let segment = text(SEGMENT).filter(|segment| !segment.is_empty());
    let breakdown = text(BREAKDOWN).filter(|_| segment.is_none());
    FunnelQuery {
        from,
        to,
        compare_from: day(COMPARE_FROM),
        compare_to: day(COMPARE_TO),
        compare_segment: text(COMPARE_SEGMENT),
        values: text(VALUES).filter(|_| breakdown.is_some()),
        breakdown,
        trend: chosen(query).map(|_| pace(query, today).code().to_owned()),
        segment,
    }
}

/// The part whose details are shown.
pub fn chosen(query: &UrlQuery) -> Option<Subject> {
    let stage = query.read(STAGE).map(Subject::Stage);
    stage.or_else(|| query.read(STEP).map(Subject::Step))
}

/// The same page with the details of a part, or of none.
pub fn choose(query: UrlQuery, subject: Option<Subject>) -> UrlQuery {
    let (stage, step) = match subject {
        Some(Subject::Stage(stage)) => (Some(stage.to_string()), None),
        Some(Subject::Step(step)) => (None, Some(step.to_string())),
        _ => (None, None),
    };
    query.with(STAGE, stage).with(STEP, step)
}

/// Weeks or months: as chosen, else as suits the period.
pub fn pace(query: &UrlQuery, today: Day) -> Pace {
    let period = Period::read(query);
    let days = period
        .from
        .map_or(i32::MAX, |from| period.to.unwrap_or(today).0 - from.0);
    query
        .read(PACE)
        .unwrap_or(if days < LONG { Pace::Week } else { Pace::Month })
}

/// The same page for another segment: what cannot go with it goes.
pub fn with_segment(query: UrlQuery, segment: Option<String>) -> UrlQuery {
    let everybody_else = query.raw(COMPARE_SEGMENT) == Some("");
    let query = if segment.is_some() {
        query.with(BREAKDOWN, None).with(VALUES, None)
    } else if everybody_else {
        query.with(COMPARE_SEGMENT, None)
    } else {
        query
    };
    query.with(SEGMENT, segment)
}

/// With what the funnel is compared, as the list of choices says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Compared {
    /// With nothing.
    Nothing,
    /// With another period.
    Period(Period),
    /// With a segment; `None` is everybody else.
    Segment(Option<String>),
}

impl Compared {
    /// What the URL says. A period and a segment together are compared by both.
    pub fn read(query: &UrlQuery) -> Self {
        let day = |name: &str| query.get(name).and_then(|text| Day::parse(text).ok());
        let period = Period {
            from: day(COMPARE_FROM),
            to: day(COMPARE_TO),
        };
        match query.raw(COMPARE_SEGMENT) {
            Some(segment) => Self::Segment((!segment.is_empty()).then(|| segment.to_owned())),
            None if period != Period::default() => Self::Period(period),
            None => Self::Nothing,
        }
    }

    /// The same page compared with this.
    pub fn write(&self, query: UrlQuery) -> UrlQuery {
        let (period, segment) = match self {
            Self::Nothing => (Period::default(), None),
            Self::Period(period) => (*period, None),
            Self::Segment(segment) => {
                (Period::default(), Some(segment.clone().unwrap_or_default()))
            }
        };
        let day = |day: Option<Day>| day.map(|day| day.to_string());
        query
            .with(COMPARE_FROM, day(period.from))
            .with(COMPARE_TO, day(period.to))
            .with(COMPARE_SEGMENT, segment)
    }
}

/// A segment for people: `Norway`, `Country not known`.
pub fn segment_words(text: &str) -> String {
    match Segment::parse(text) {
        Ok(segment) if segment.value().is_empty() => {
            t().funnel_segment_unknown(t().dimension(segment.dimension))
        }
        Ok(segment) => segment.value().to_owned(),
        Err(_) => text.to_owned(),
    }
}

/// Names of the two funnels that are compared.
pub fn sides(query: &UrlQuery) -> (String, String) {
    let period = Period::read(query);
    let own = query.raw(SEGMENT).filter(|segment| !segment.is_empty());
    let who = || own.map_or_else(|| t().funnel_everybody().to_owned(), segment_words);
    match Compared::read(query) {
        Compared::Nothing => (who(), String::new()),
        Compared::Period(other) => (capital(&period.words()), capital(&other.words())),
        Compared::Segment(None) => (who(), t().funnel_everybody_else().to_owned()),
        Compared::Segment(Some(other)) => (who(), segment_words(&other)),
    }
}

fn capital(words: &str) -> String {
    let mut characters = words.chars();
    characters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(characters).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn today() -> Day {
        Day::parse("2026-11-22").unwrap()
    }

    #[test]
    fn the_url_is_what_is_asked() {
        let query = UrlQuery::parse(
            "from=2026-09-01&segment=country:Norway&compare_segment=&breakdown=tag&stage=4",
        );
        let asked = api_query(&query, today());
        assert_eq!(asked.segment.as_deref(), Some("country:Norway"));
        assert_eq!(asked.compare_segment.as_deref(), Some(""));
        // A breakdown is of everybody.
        assert_eq!(asked.breakdown, None);
        assert_eq!(asked.trend.as_deref(), Some("week"));
        assert_eq!(chosen(&query), Some(Subject::Stage(4)));
        let plain = api_query(&UrlQuery::parse("what_if=1-50"), today());
        assert_eq!(plain, FunnelQuery::default());
    }

    #[test]
    fn long_periods_have_months_unless_weeks_are_chosen() {
        for (query, expected) in [
            ("", Pace::Month),
            ("from=2026-01-01", Pace::Month),
            ("from=2026-10-01", Pace::Week),
            ("from=2025-01-01&to=2025-02-01", Pace::Week),
            ("pace=week", Pace::Week),
            ("pace=day", Pace::Month),
        ] {
            assert_eq!(pace(&UrlQuery::parse(query), today()), expected, "{query}");
        }
    }

    #[test]
    fn a_part_is_chosen_and_left() {
        let query = UrlQuery::parse("from=2026-01-01&stage=2");
        let step = choose(query, Some(Subject::Step(1)));
        assert_eq!(step.suffix(), "?from=2026-01-01&step=1");
        assert_eq!(choose(step, None).suffix(), "?from=2026-01-01");
    }

    #[test]
    fn a_comparison_is_read_back() {
        let period = Period {
            from: Some(today()),
            to: None,
        };
        for compared in [
            Compared::Nothing,
            Compared::Period(period),
            Compared::Segment(None),
            Compared::Segment(Some("tag:beta".to_owned())),
        ] {
            let query =
                compared.write(UrlQuery::parse("compare_from=2020-01-01&compare_segment=x"));
            assert_eq!(Compared::read(&query), compared);
        }
    }

    #[test]
    fn choosing_a_segment_drops_what_it_excludes() {
        let query = UrlQuery::parse("breakdown=tag&values=a");
        assert_eq!(
            with_segment(query, Some("tag:a".to_owned())).suffix(),
            "?segment=tag%3Aa"
        );
        let query = UrlQuery::parse("segment=tag:a&compare_segment=");
        assert_eq!(with_segment(query, None).suffix(), "");
    }

    #[test]
    fn both_sides_have_names() {
        for (query, one, other) in [
            (
                "from=2026-01-01&compare_from=2025-01-01&compare_to=2025-12-31",
                "Since 1 Jan 2026",
                "1 Jan 2025 to 31 Dec 2025",
            ),
            (
                "segment=country:Norway&compare_segment=",
                "Norway",
                "Everybody else",
            ),
            ("compare_segment=source:", "Everybody", "Source not known"),
        ] {
            let (left, right) = sides(&UrlQuery::parse(query));
            assert_eq!((left.as_str(), right.as_str()), (one, other));
        }
    }
}
