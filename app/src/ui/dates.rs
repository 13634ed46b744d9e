//! Dates for people, in UTC as everything in Laurel.

use crate::words::t;
use laurel_domain::{Day, Timestamp};
use leptos::prelude::*;

/// This moment. The only place of the app that reads the clock.
pub fn now() -> Timestamp {
    Timestamp::from_millis(js_sys::Date::now() as i64)
}

/// `22 Nov 2026`.
pub fn day_words(day: Day) -> String {
    t().short_day(day)
}

/// `November 2026`.
pub fn month_words(day: Day) -> String {
    t().month(day)
}

/// `22 Nov 2026, 14:05 UTC`.
pub fn moment_words(at: Timestamp) -> String {
    t().moment(at)
}

/// `just now`, `5 minutes ago`, `yesterday`, `3 days ago`, `in 2 days`; the day itself beyond 30 days.
pub fn relative_words(at: Timestamp, now: Timestamp) -> String {
    let minutes = now.since(at) / 60_000;
    let days = now.day().0 - at.day().0;

    match (minutes, days) {
        (i64::MIN..=-1, -30..=-2) => t().ago_in_days(u64::from(days.unsigned_abs())),
        (i64::MIN..=-1, -1) => t().ago_tomorrow().to_owned(),
        (i64::MIN..=-1, 0) => t().ago_later_today().to_owned(),
        (0, _) => t().ago_now().to_owned(),
        (1..60, _) => t().ago_minutes(minutes.unsigned_abs()),
        (60..360, _) | (_, 0) => t().ago_hours((minutes / 60).unsigned_abs()),
        (_, 1) => t().ago_yesterday().to_owned(),
        (_, 2..=30) => t().ago_days(u64::from(days.unsigned_abs())),
        _ => day_words(at.day()),
    }
}

/// A number of days: `the same day`, `1 day`, `12 days`, `more than a year`.
pub fn days_words(days: f64) -> String {
    match days.round() {
        rounded if rounded < 1.0 => t().ago_same_day().to_owned(),
        rounded if rounded >= 366.0 => t().ago_over_a_year().to_owned(),
        rounded => t().count_days(rounded as u64),
    }
}

/// A moment, said relatively; the exact one stands in the tooltip and for machines.
#[component]
pub fn Moment(
    /// When.
    at: Timestamp,
) -> impl IntoView {
    view! {
        <time datetime=at.to_rfc3339() title=moment_words(at)>
            {relative_words(at, now())}
        </time>
    }
}

/// A day, as `22 Nov 2026`.
#[component]
pub fn DayOf(
    /// When.
    at: Timestamp,
) -> impl IntoView {
    view! {
        <time datetime=at.to_rfc3339() title=moment_words(at)>
            {day_words(at.day())}
        </time>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        Timestamp::parse_rfc3339(text).unwrap()
    }

    #[test]
    fn days_and_months_have_names() {
        let moment = at("2026-03-01T04:05:59Z");
        assert_eq!(day_words(moment.day()), "1 Mar 2026");
        assert_eq!(month_words(moment.day()), "March 2026");
        assert_eq!(moment_words(moment), "1 Mar 2026, 04:05 UTC");
        assert_eq!(day_words(Day::parse("1969-12-31").unwrap()), "31 Dec 1969");
    }

    #[test]
    fn nearness_is_said_as_people_do() {
        let now = at("2026-11-22T12:00:00Z");
        for (moment, words) in [
            ("2026-11-22T11:59:40Z", "just now"),
            ("2026-11-22T11:59:00Z", "1 minute ago"),
            ("2026-11-22T11:15:00Z", "45 minutes ago"),
            ("2026-11-22T02:00:00Z", "10 hours ago"),
            ("2026-11-21T23:00:00Z", "yesterday"),
            ("2026-11-21T03:00:00Z", "yesterday"),
            ("2026-11-02T23:59:00Z", "20 days ago"),
            ("2025-11-22T12:00:00Z", "22 Nov 2025"),
            ("2026-11-22T18:00:00Z", "later today"),
            ("2026-11-23T01:00:00Z", "tomorrow"),
            ("2026-11-25T01:00:00Z", "in 3 days"),
        ] {
            assert_eq!(relative_words(at(moment), now), words, "{moment}");
        }
    }

    #[test]
    fn spans_are_rounded_to_days() {
        for (days, words) in [
            (0.2, "the same day"),
            (1.0, "1 day"),
            (26.4, "26 days"),
            (366.0, "more than a year"),
        ] {
            assert_eq!(days_words(days), words);
        }
    }
}
