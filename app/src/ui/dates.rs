//! Dates for people, in UTC as everything in Laurel.

use laurel_domain::time::DAY_MILLIS;
use laurel_domain::{Day, Timestamp};
use leptos::prelude::*;

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

/// This moment. The only place of the app that reads the clock.
pub fn now() -> Timestamp {
    Timestamp::from_millis(js_sys::Date::now() as i64)
}

fn month(number: u8) -> &'static str {
    usize::from(number)
        .checked_sub(1)
        .and_then(|index| MONTHS.get(index))
        .copied()
        .unwrap_or("")
}

/// `22 Nov 2026`.
pub fn day_words(day: Day) -> String {
    let (year, number, day) = day.calendar();
    format!(
        "{day} {} {year}",
        month(number).get(..3).unwrap_or_default()
    )
}

/// `November 2026`.
pub fn month_words(day: Day) -> String {
    let (year, number, _) = day.calendar();
    format!("{} {year}", month(number))
}

/// `22 Nov 2026, 14:05 UTC`.
pub fn moment_words(at: Timestamp) -> String {
    let minutes = at.millis().rem_euclid(DAY_MILLIS) / 60_000;
    format!(
        "{}, {:02}:{:02} UTC",
        day_words(at.day()),
        minutes / 60,
        minutes % 60
    )
}

/// `just now`, `5 minutes ago`, `yesterday`, `3 days ago`, `in 2 days`; the day itself beyond 30 days.
pub fn relative_words(at: Timestamp, now: Timestamp) -> String {
    let minutes = now.since(at) / 60_000;
    let days = now.day().0 - at.day().0;
    let ago =
        |count: i64, unit: &str| format!("{count} {unit}{} ago", if count == 1 { "" } else { "s" });
    match (minutes, days) {
        (i64::MIN..=-1, -30..=-2) => format!("in {} days", -days),
        (i64::MIN..=-1, -1) => "tomorrow".to_owned(),
        (i64::MIN..=-1, 0) => "later today".to_owned(),
        (0, _) => "just now".to_owned(),
        (1..60, _) => ago(minutes, "minute"),
        (60..360, _) | (_, 0) => ago(minutes / 60, "hour"),
        (_, 1) => "yesterday".to_owned(),
        (_, 2..=30) => ago(i64::from(days), "day"),
        _ => day_words(at.day()),
    }
}

/// A number of days: `the same day`, `1 day`, `12 days`, `more than a year`.
pub fn days_words(days: f64) -> String {
    match days.round() {
        rounded if rounded < 1.0 => "the same day".to_owned(),
        1.0 => "1 day".to_owned(),
        rounded if rounded >= 366.0 => "more than a year".to_owned(),
        rounded => format!("{rounded} days"),
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
