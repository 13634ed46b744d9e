//! One step's conversion over time: a line with its interval, and the same figures as a table.

use std::fmt::Write;

use laurel_api::funnel::{Cohort, Trend};
use laurel_domain::proportion::Proportion;
use leptos::prelude::*;

use super::words::share as percent;
use crate::ui::dates::day_words;
use crate::ui::figures::{NOT_YET, share};
use crate::ui::grid::{Cell, Column, grid};
use crate::ui::numbers::count;
use crate::words::t;

/// The picture's size in its own units.
const WIDTH: f64 = 640.0;
const HEIGHT: f64 = 180.0;
/// Room for the marks at the edges.
const EDGE: f64 = 8.0;

fn columns() -> [Column; 5] {
    [
        Column::Words(t().funnel_trend_contact()),
        Column::Number(t().funnel_trend_before()),
        Column::Number(t().funnel_trend_continued()),
        Column::Number(t().funnel_trend_conversion()),
        Column::Words(t().funnel_column_verdict()),
    ]
}

/// A cohort of one step.
#[derive(Debug, Clone, PartialEq)]
struct Point {
    words: String,
    people: u64,
    went_on: u64,
    conversion: Option<Proportion>,
    filling: bool,
}

/// The conversion to the stage at this position, cohort by cohort.
fn points(trend: &Trend, stage: usize) -> Vec<Point> {
    let of = |cohort: &Cohort, stage: usize| cohort.people.get(stage).copied().unwrap_or_default();
    let Some(before) = stage.checked_sub(1) else {
        return Vec::new();
    };
    trend
        .cohorts
        .iter()
        .map(|cohort| {
            let (people, went_on) = (of(cohort, before), of(cohort, stage));
            Point {
                words: day_words(cohort.from),
                people,
                went_on,
                conversion: Proportion::new(went_on, people),
                filling: cohort.filling.get(stage).copied().unwrap_or_default(),
            }
        })
        .collect()
}

/// Line and table of the step to this stage.
pub fn trend(trend: Signal<Option<Trend>>, stage: Memo<usize>) -> AnyView {
    let points = crate::hooks::erased::memo(move || {
        trend.with(|trend| {
            trend
                .as_ref()
                .map(|trend| points(trend, stage.get()))
                .unwrap_or_default()
        })
    });
    let rows = Signal::derive(move || points.with(|points| points.iter().map(row).collect()));
    let table = grid(
        t().funnel_trend(),
        t().funnel_trend_words(),
        &columns(),
        rows,
    );
    view! {
        {move || points.with(|points| picture(points))}
        <details>
            <summary>{t().funnel_trend_table()}</summary>
            {table}
        </details>
    }
    .into_any()
}

fn row(point: &Point) -> Vec<Cell> {
    let few = point.conversion.is_some_and(|share| share.is_few());
    let words = match (point.filling, few) {
        (false, false) => "",
        (false, true) => t().funnel_few(),
        (true, false) => t().funnel_early(),
        (true, true) => t().funnel_early_few(),
    };
    let conversion = share(point.went_on, point.people);
    vec![
        Cell::Head(point.words.clone(), None),
        Cell::Number(count(point.people), None),
        Cell::Number(count(point.went_on), None),
        Cell::Number(conversion.unwrap_or_else(|| NOT_YET.to_owned()), None),
        Cell::Words(words.to_owned()),
    ]
}

/// The line: solid through full cohorts, dashed through those that are still filling.
fn picture(points: &[Point]) -> AnyView {
    let measured: Vec<(f64, &Point, Proportion)> = points
        .iter()
        .enumerate()
        .filter_map(|(index, point)| {
            let steps = points.len().saturating_sub(1).max(1) as f64;
            let x = EDGE + index as f64 / steps * (WIDTH - 2.0 * EDGE);
            Some((x, point, point.conversion?))
        })
        .collect();
    let (Some(first), Some(last)) = (measured.first(), measured.last()) else {
        return view! { <p class="muted">{t().funnel_trend_nobody()}</p> }.into_any();
    };
    let highest = measured
        .iter()
        .map(|(_, _, share)| share.interval().high)
        .fold(0.05, f64::max);
    let top = (highest * 10.0).ceil() / 10.0;
    let y = |value: f64| HEIGHT - EDGE - value / top * (HEIGHT - 2.0 * EDGE);
    let ribbon = ribbon(&measured, &y);
    let full = measured
        .iter()
        .filter(|(_, point, _)| !point.filling)
        .count();
    let line = |points: &mut dyn Iterator<Item = &(f64, &Point, Proportion)>| {
        points.fold(String::new(), |mut path, (x, _, share)| {
            let command = if path.is_empty() { 'M' } else { 'L' };
            // Writing to a string cannot fail.
            _ = write!(path, "{command}{x:.1} {:.1}", y(share.value()));
            path
        })
    };
    let solid = line(&mut measured.iter().take(full));
    let dashed = line(&mut measured.iter().skip(full.saturating_sub(1)));
    let marks = measured
        .iter()
        .map(|(x, point, share)| {
            let class = if point.filling { "filling" } else { "" };
            let words = t().funnel_trend_mark(&point.words, &percent(Some(share.value())));
            view! {
                <circle class=class cx=format!("{x:.1}") cy=format!("{:.1}", y(share.value())) r="4">
                    <title>{words}</title>
                </circle>
            }
        })
        .collect_view();
    let words = t().funnel_trend_label(
        &percent(Some(first.2.value())),
        &first.1.words,
        &percent(Some(last.2.value())),
        &last.1.words,
    );
    view! {
        <figure class="trend">
            <div class="trend-scale" aria-hidden="true">
                <span>{percent(Some(top))}</span>
                <span>{percent(Some(0.0))}</span>
            </div>
            <svg
                viewBox=format!("0 0 {WIDTH} {HEIGHT}")
                role="img"
                aria-label=words
            >
                <path class="ribbon" d=ribbon />
                <path class="line" d=solid />
                <path class="line dashed" d=dashed />
                {marks}
            </svg>
            <figcaption>
                <span>{first.1.words.clone()}</span>
                <span>{t().funnel_trend_key()}</span>
                <span>{last.1.words.clone()}</span>
            </figcaption>
        </figure>
    }
    .into_any()
}

/// The interval around the line.
fn ribbon(measured: &[(f64, &Point, Proportion)], y: &dyn Fn(f64) -> f64) -> String {
    let upper = measured
        .iter()
        .map(|(x, _, share)| (*x, y(share.interval().high)));
    let lower = measured
        .iter()
        .rev()
        .map(|(x, _, share)| (*x, y(share.interval().low)));
    let mut path = upper.chain(lower).fold(String::new(), |mut path, (x, y)| {
        let command = if path.is_empty() { 'M' } else { 'L' };
        _ = write!(path, "{command}{x:.1} {y:.1}");
        path
    });
    path.push('Z');
    path
}

#[cfg(test)]
mod tests {
    use super::*;
    use laurel_domain::Day;
    use laurel_domain::funnel::trend::Pace;

    #[test]
    fn a_step_is_followed_through_its_cohorts() {
        let cohort = |day: i32, people: [u64; 2], filling: bool| Cohort {
            from: Day(day),
            to: Day(day + 6),
            people: people.to_vec(),
            filling: vec![false, filling],
        };
        let trend = Trend {
            pace: Pace::Week,
            cohorts: vec![
                cohort(4, [10, 5], false),
                cohort(11, [0, 0], false),
                cohort(18, [40, 4], true),
            ],
        };
        let points = points(&trend, 1);
        let rows: Vec<Vec<Cell>> = points.iter().map(row).collect();
        assert_eq!(rows[0][3], Cell::Number("50%".to_owned(), None));
        assert_eq!(rows[0][4], Cell::Words("few people".to_owned()));
        assert_eq!(rows[1][3], Cell::Number("–".to_owned(), None));
        assert_eq!(rows[2][4], Cell::Words("too early to tell".to_owned()));
        assert_eq!(super::points(&trend, 0), Vec::new());
    }
}
