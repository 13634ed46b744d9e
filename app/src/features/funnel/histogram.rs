//! How long people took for a step: sixteen buckets as a table with bars.

use laurel_api::funnel::FunnelStage;
use laurel_domain::histogram::{BUCKETS, range_days};
use leptos::prelude::*;

use crate::ui::figures::share;
use crate::ui::grid::{Cell, Column, grid};
use crate::ui::numbers::count;
use crate::words::t;

fn columns() -> [Column; 3] {
    [
        Column::Words(t().funnel_elapsed_days()),
        Column::Number(t().funnel_column_people()),
        Column::Number(t().funnel_elapsed_share()),
    ]
}

/// The table; nothing when nobody's time is known.
pub fn histogram(stage: Memo<Option<FunnelStage>>) -> AnyView {
    let rows = Signal::derive(move || {
        stage.with(|stage| {
            stage
                .as_ref()
                .map(|stage| rows(&stage.elapsed))
                .unwrap_or_default()
        })
    });
    let table = move || {
        (!rows.with(Vec::is_empty)).then(|| {
            grid(
                t().funnel_elapsed(),
                t().funnel_elapsed_words(),
                &columns(),
                rows,
            )
        })
    };
    let nobody = move || {
        rows.with(Vec::is_empty)
            .then(|| view! { <p class="muted">{t().funnel_elapsed_nobody()}</p> })
    };
    view! { {table} {nobody} }.into_any()
}

/// One row a bucket from the first to the last with somebody in it; the empty ones before are one.
fn rows(elapsed: &[u64]) -> Vec<Vec<Cell>> {
    let total: u64 = elapsed.iter().sum();
    let most = elapsed.iter().copied().max().unwrap_or(0).max(1);
    let first = elapsed.iter().position(|people| *people > 0);
    let last = elapsed.iter().rposition(|people| *people > 0);
    let Some((first, last)) = first.zip(last) else {
        return Vec::new();
    };
    let row = |name: String, people: u64| {
        vec![
            Cell::Head(name, None),
            Cell::Bar(people as f64 / most as f64, count(people)),
            Cell::Number(share(people, total).unwrap_or_default(), None),
        ]
    };
    let (first_day, _) = range_days(first);
    let before = (first_day > 0).then(|| row(t().funnel_elapsed_fewer(&first_day.to_string()), 0));
    let buckets = elapsed.iter().enumerate().take(last + 1).skip(first);
    before
        .into_iter()
        .chain(buckets.map(|(bucket, people)| row(days(bucket), *people)))
        .collect()
}

/// `the same day`, `3`, `31 to 45`, `more than a year`.
fn days(bucket: usize) -> String {
    match range_days(bucket) {
        _ if bucket + 1 >= BUCKETS => t().funnel_elapsed_year().to_owned(),
        (0, 0) => t().funnel_elapsed_same_day().to_owned(),
        (lower, upper) if lower == upper => lower.to_string(),
        (lower, upper) => t().funnel_elapsed_range(&lower.to_string(), &upper.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn buckets_are_named_by_their_days() {
        let names: Vec<String> = (0..BUCKETS).map(days).collect();
        assert_eq!(names.first().map(String::as_str), Some("the same day"));
        assert_eq!(names.get(3).map(String::as_str), Some("3"));
        assert_eq!(names.get(10).map(String::as_str), Some("31 to 45"));
        assert_eq!(names.last().map(String::as_str), Some("more than a year"));
    }

    #[test]
    fn the_table_begins_with_the_first_people_and_ends_with_the_last() {
        let mut elapsed = vec![0; BUCKETS];
        assert!(rows(&elapsed).is_empty());
        elapsed[2] = 1;
        elapsed[4] = 3;
        let table = rows(&elapsed);
        let names: Vec<&Cell> = table.iter().map(|row| &row[0]).collect();
        let head = |name: &str| Cell::Head(name.to_owned(), None);
        assert_eq!(
            names,
            [
                &head("fewer than 2"),
                &head("2"),
                &head("3"),
                &head("4 to 5")
            ]
        );
        assert_eq!(table[3][1], Cell::Bar(1.0, "3".to_owned()));
        assert_eq!(table[3][2], Cell::Number("75%".to_owned(), None));
        elapsed[0] = 1;
        assert_eq!(rows(&elapsed).len(), 5);
    }
}
