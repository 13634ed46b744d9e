//! Imports in words for people.

use laurel_api::imports::{BatchOutcome, ImportKind};

use crate::ui::numbers::count;
use crate::words::t;

/// A kind of file: its name, and what one row of it is.
pub fn kind_words(kind: ImportKind) -> (&'static str, &'static str) {
    match kind {
        ImportKind::Leads => (t().imported_leads(), t().imported_leads_words()),
        ImportKind::Purchases => (t().imported_purchases(), t().imported_purchases_words()),
        ImportKind::Reviews => (t().imported_reviews(), t().imported_reviews_words()),
        ImportKind::Nps => (t().imported_nps(), t().imported_nps_words()),
        ImportKind::Unsubscribed => (
            t().imported_unsubscribed(),
            t().imported_unsubscribed_words(),
        ),
    }
}

/// What an import changed, the important first.
pub fn outcome_words(kind: ImportKind, outcome: BatchOutcome) -> String {
    let BatchOutcome {
        people_added,
        touchpoints_added,
        testimonials_added,
        rows_unchanged,
        rows_erased,
        rows_changed,
        people_opted_out,
    } = outcome;
    let mut parts = Vec::new();
    if kind == ImportKind::Reviews {
        parts.push(t().imported_new_testimonials(u64::from(testimonials_added)));
    }
    if kind == ImportKind::Unsubscribed || people_opted_out > 0 {
        parts.push(t().imported_opted_out(u64::from(people_opted_out)));
    }
    if kind != ImportKind::Reviews || people_added > 0 {
        parts.push(t().imported_people_added(u64::from(people_added)));
        parts.push(t().imported_touchpoints(u64::from(touchpoints_added)));
    }
    if rows_changed > 0 {
        parts.push(t().imported_rows_changed(u64::from(rows_changed)));
    }
    parts.push(t().imported_already_there(u64::from(rows_unchanged)));
    if rows_erased > 0 {
        parts.push(t().imported_erased(u64::from(rows_erased)));
    }
    parts.join(", ")
}

/// A file's size: `1.7 MB`, `12 KB`.
pub fn size_words(bytes: u64) -> String {
    const KB: u64 = 1024;
    const MB: u64 = KB * KB;
    if bytes >= MB {
        let tenths = bytes * 10 / MB;
        t().imported_megabytes(&t().decimal(tenths as f64 / 10.0, 1))
    } else {
        t().imported_kilobytes(&count(bytes.div_ceil(KB)))
    }
}

/// Seconds: `0.8 s`, `12 s`, `3 min 5 s`.
pub fn seconds_words(seconds: f64) -> String {
    let whole = seconds.round() as u64;
    match whole {
        0..=9 => t().imported_seconds(&t().decimal(seconds, 1)),
        10..=119 => t().imported_seconds(&whole.to_string()),
        _ => t().imported_minutes(&count(whole / 60), &(whole % 60).to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outcomes_say_what_matters_for_the_kind() {
        let outcome = BatchOutcome {
            people_added: 23_570,
            touchpoints_added: 69_659,
            testimonials_added: 0,
            rows_unchanged: 1,
            ..BatchOutcome::default()
        };
        assert_eq!(
            outcome_words(ImportKind::Purchases, outcome),
            "23,570 people added, 69,659 touchpoints, 1 row already there"
        );
        let outcome = BatchOutcome {
            testimonials_added: 2_385,
            ..BatchOutcome::default()
        };
        assert_eq!(
            outcome_words(ImportKind::Reviews, outcome),
            "2,385 new testimonials, 0 rows already there"
        );
    }

    #[test]
    fn sizes_and_times_are_short() {
        assert_eq!(size_words(1), "1 KB");
        assert_eq!(size_words(1_811_636), "1.7 MB");
        assert_eq!(seconds_words(0.84), "0.8 s");
        assert_eq!(seconds_words(12.4), "12 s");
        assert_eq!(seconds_words(185.0), "3 min 5 s");
    }
}
