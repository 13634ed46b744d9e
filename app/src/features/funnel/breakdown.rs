//! The funnel of everybody, broken down into the values of one dimension.

use laurel_api::funnel::{Breakdown, Funnel, Part};
use laurel_api::segments::SegmentsResponse;
use laurel_domain::segment::{read_values, write_values};
use leptos::prelude::*;

use super::choice::{BREAKDOWN, MEASURE, SEGMENT, VALUES};
use super::words;
use crate::hooks::erased::memo;
use crate::hooks::use_url_query::{QueryState, Step, UrlQuery};
use crate::ui::figures::{NOT_YET, rate, share};
use crate::ui::grid::{Cell, Column, grid};
use crate::ui::numbers::count;
use crate::ui::select_field::{Choice, SelectField};
use crate::words::t;

/// At most so many values at once.
const MOST: usize = 5;

/// So many values are offered to choose from.
const OFFERED: usize = 30;

fn columns() -> [Column; 7] {
    [
        Column::Words(t().funnel_breakdown_who()),
        Column::Number(t().funnel_column_people()),
        Column::Number(t().funnel_breakdown_conversion()),
        Column::Number(t().funnel_breakdown_against()),
        Column::Number(t().funnel_column_interval()),
        Column::Words(t().funnel_column_verdict()),
        Column::Number(t().funnel_breakdown_cylinder()),
    ]
}

/// Which conversion the parts are compared by: of the stage before, or of all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Measure {
    stage: usize,
    overall: bool,
}

impl Measure {
    /// `of_all.4`, `step.4`; a purchase of all where nothing is said.
    fn read(query: &UrlQuery, funnel: &Funnel) -> Self {
        let last = funnel.stages.len().saturating_sub(1);
        let chosen = query.get(MEASURE).and_then(|text| {
            let (how, stage) = text.split_once('.')?;
            let stage = stage
                .parse()
                .ok()
                .filter(|stage| (1..=last).contains(stage))?;
            Some(Self {
                stage,
                overall: how == "of_all",
            })
        });
        let purchase = funnel.purchase_stage.map_or(last, usize::from);
        chosen.unwrap_or(Self {
            stage: purchase.clamp(1, last.max(1)),
            overall: true,
        })
    }

    fn value(self) -> String {
        let how = if self.overall { "of_all" } else { "step" };
        format!("{how}.{}", self.stage)
    }

    /// Part and whole.
    fn of(self, people: &[u64]) -> (u64, u64) {
        let at = |stage: usize| people.get(stage).copied().unwrap_or_default();
        let whole = if self.overall {
            0
        } else {
            self.stage.saturating_sub(1)
        };
        (at(self.stage), at(whole))
    }
}

/// The section; nothing while no dimension is chosen.
pub fn breakdown(
    funnel: Memo<Funnel>,
    segments: Signal<Option<SegmentsResponse>>,
    state: QueryState,
) -> AnyView {
    let parts = memo(move || funnel.with(|funnel| funnel.breakdown.clone()));
    let measure = memo(move || {
        state
            .query
            .with(|query| funnel.with(|funnel| Measure::read(query, funnel)))
    });
    let rows = Signal::derive(move || {
        parts.with(|parts| {
            let measure = measure.get();
            let parts = parts.as_ref();
            parts
                .map(|parts| rows(parts, measure, state))
                .unwrap_or_default()
        })
    });
    let measures = memo(move || funnel.with(measures));
    let shown = memo(move || parts.with(Option::is_some));
    let title = move || {
        parts.with(|parts| {
            let label = parts
                .as_ref()
                .map_or("", |parts| t().dimension(parts.dimension));
            t().funnel_breakdown(label)
        })
    };
    let section = move || {
        view! {
            <section class="section stack">
                <h2>{title}</h2>
                <div class="filters">
                    <SelectField
                        label=t().funnel_breakdown_conversion()
                        class="beside"
                        value=Signal::derive(move || measure.get().value())
                        on_choose=move |value: String| {
                            state.go(&state.query.get_untracked().with(MEASURE, Some(value)), Step::Push);
                        }
                        choices=measures
                    />
                    {values(parts, segments, state)}
                </div>
                {grid(
                    t().funnel_breakdown_figures(), t().funnel_breakdown_words(), &columns(),
                    rows,
                )}
            </section>
        }
        .into_any()
    };
    (move || shown.get().then(section)).into_any()
}

fn measures(funnel: &Funnel) -> Vec<Choice> {
    let choice = |overall: bool, group: &'static str| {
        let before = funnel.stages.iter();
        before
            .zip(funnel.stages.iter().skip(1))
            .map(move |(before, stage)| {
                let measure = Measure {
                    stage: usize::from(stage.position),
                    overall,
                };
                let from = funnel.stages.first().filter(|_| overall).unwrap_or(before);
                let words = t().funnel_between(&from.name, &stage.name);
                Choice::new(measure.value(), words).under(group)
            })
    };
    choice(true, t().funnel_breakdown_of_all())
        .chain(choice(false, t().funnel_breakdown_of_step()))
        .collect()
}

fn rows(breakdown: &Breakdown, measure: Measure, state: QueryState) -> Vec<Vec<Cell>> {
    let shares: Vec<f64> = breakdown
        .parts
        .iter()
        .map(|part| {
            let (part, whole) = measure.of(&part.people);
            part as f64 / whole.max(1) as f64
        })
        .collect();
    let most = shares.iter().copied().fold(f64::MIN_POSITIVE, f64::max);
    breakdown
        .parts
        .iter()
        .zip(shares)
        .map(|(part, value)| {
            let (reached, whole) = measure.of(&part.people);
            let differences = if measure.overall {
                &part.overall_differences
            } else {
                &part.differences
            };
            let difference = differences.get(measure.stage).copied().flatten();
            let or_dash = |text: Option<String>| text.unwrap_or_else(|| NOT_YET.to_owned());
            vec![
                Cell::Head(
                    value_words(&part.value),
                    Some(own_funnel(breakdown, part, state)),
                ),
                Cell::Number(
                    count(part.people.first().copied().unwrap_or_default()),
                    None,
                ),
                Cell::Bar(value / most, or_dash(share(reached, whole))),
                Cell::Number(
                    or_dash(difference.map(|difference| words::points(difference.value))),
                    None,
                ),
                Cell::Number(or_dash(difference.as_ref().map(words::interval)), None),
                Cell::Words(
                    difference
                        .as_ref()
                        .map(words::verdict)
                        .unwrap_or_default()
                        .to_owned(),
                ),
                Cell::Number(or_dash(part.cylinder_index.and_then(rate)), None),
            ]
        })
        .collect()
}

fn own_funnel(breakdown: &Breakdown, part: &Part, state: QueryState) -> String {
    let segment = format!("{}:{}", breakdown.dimension, part.value);
    let query = state.query.get();
    let query = query.with(BREAKDOWN, None).with(VALUES, None);
    state.href(&query.with(MEASURE, None).with(SEGMENT, Some(segment)))
}

fn value_words(value: &str) -> String {
    if value.is_empty() {
        t().funnel_breakdown_unknown().to_owned()
    } else {
        value.to_owned()
    }
}

/// The values to choose from, five at most at once.
fn values(
    parts: Memo<Option<Breakdown>>,
    segments: Signal<Option<SegmentsResponse>>,
    state: QueryState,
) -> AnyView {
    let shown = memo(move || {
        let shown = |parts: &Breakdown| parts.parts.iter().map(|part| part.value.clone()).collect();
        parts.with(|parts| parts.as_ref().map(shown).unwrap_or_default())
    });
    let offered = memo(move || -> Vec<String> {
        let dimension = parts.with(|parts| parts.as_ref().map(|parts| parts.dimension));
        let values = segments.with(|answer| {
            let values = answer.as_ref().map(|answer| answer.segments.as_slice());
            let values = values.unwrap_or_default().iter();
            values
                .filter(|value| Some(value.dimension) == dimension)
                .map(|value| value.value.clone())
                .take(OFFERED)
                .collect::<Vec<_>>()
        });
        // Those that are shown can always be taken off.
        let mut all: Vec<String> = shown.get();
        all.retain(|value| !values.contains(value));
        values.into_iter().chain(all).collect()
    });
    let boxes = move || {
        let shown: Vec<String> = shown.get();
        offered
            .get()
            .into_iter()
            .map(|value| {
                let on = shown.contains(&value);
                let off = !on && shown.len() >= MOST;
                let words = value_words(&value);
                let shown = shown.clone();
                let change = move |_| {
                    let mut values = shown.clone();
                    if on {
                        values.retain(|other| *other != value);
                    } else {
                        values.push(value.clone());
                    }
                    let text = write_values(values.iter().map(String::as_str));
                    let text = (!values.is_empty()).then_some(text);
                    state.go(&state.query.get_untracked().with(VALUES, text), Step::Push);
                };
                view! {
                    <label class="choice">
                        <input type="checkbox" prop:checked=on disabled=off on:change=change />
                        <span dir="auto">{words}</span>
                    </label>
                }
            })
            .collect_view()
    };
    let summary = move || {
        let chosen = state
            .query
            .with(|query| query.raw(VALUES).map(|text| read_values(text).len()));
        match chosen {
            Some(chosen) => t().funnel_breakdown_chosen(&chosen.to_string(), &MOST.to_string()),
            None => t().funnel_breakdown_default(&MOST.to_string()),
        }
    };
    view! {
        <details class="values">
            <summary>{summary}</summary>
            <fieldset class="choices across">
                <legend class="visually-hidden">{t().funnel_breakdown_values()}</legend>
                {boxes}
            </fieldset>
        </details>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn funnel() -> Funnel {
        super::super::figures::sample_funnel(&[9, 7, 5, 1])
    }

    #[test]
    fn a_measure_is_the_purchase_of_all_unless_said() {
        let read = |query: &str| Measure::read(&UrlQuery::parse(query), &funnel());
        assert_eq!(read("").value(), "of_all.2");
        assert_eq!(read("measure=step.1").value(), "step.1");
        assert_eq!(read("measure=step.0").value(), "of_all.2");
        assert_eq!(read("measure=of_all.9").value(), "of_all.2");
        assert_eq!(read("measure=step.1").of(&[9, 7, 5]), (7, 9));
        assert_eq!(read("measure=of_all.2").of(&[9, 7, 5]), (5, 9));
        assert_eq!(measures(&funnel()).len(), 6);
    }
}
