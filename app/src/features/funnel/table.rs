//! The funnel's figures as a table, alone or beside those of another funnel.

use laurel_api::funnel::{Comparison, Funnel, FunnelStage};
use laurel_charts::Subject;
use leptos::prelude::*;

use super::words;
use crate::ui::dates::days_words;
use crate::ui::figures::{NOT_YET, share};
use crate::ui::grid::{Cell, Column, frame, grid};
use crate::ui::numbers::count;
use crate::words::t;

fn columns() -> [Column; 6] {
    [
        Column::Words(t().funnel_column_stage()),
        Column::Number(t().funnel_column_people()),
        Column::Number(t().funnel_column_step()),
        Column::Number(t().funnel_column_all()),
        Column::Number(t().funnel_column_behind()),
        Column::Number(t().funnel_column_time()),
    ]
}

/// One row a stage; names and losses lead to the people behind them.
pub fn figures_table(funnel: Memo<Funnel>, link: Callback<Subject, Option<String>>) -> AnyView {
    let rows = Signal::derive(move || funnel.with(|funnel| plain_rows(&funnel.stages, link)));
    grid(
        t().funnel_figures(),
        t().funnel_figures_words(),
        &columns(),
        rows,
    )
}

fn plain_rows(stages: &[FunnelStage], link: Callback<Subject, Option<String>>) -> Vec<Vec<Cell>> {
    let first = stages.first().map_or(0, |stage| stage.people);
    with_before(stages)
        .map(|(stage, before)| {
            let position = usize::from(stage.position);
            let behind = position
                .checked_sub(1)
                .filter(|_| stage.drop_off > 0)
                .and_then(|before| link.run(Subject::Step(before)));
            vec![
                Cell::Head(stage.name.clone(), link.run(Subject::Stage(position))),
                number(Some(count(stage.people))),
                number(before.and_then(|before| share(stage.people, before))),
                number(share(stage.people, first)),
                Cell::Number(
                    before.map_or_else(|| NOT_YET.to_owned(), |_| count(stage.drop_off)),
                    behind,
                ),
                number(time_words(stage)),
            ]
        })
        .collect()
}

/// The table of two funnels; the heads of its columns name them.
pub fn comparison_table(
    funnel: Memo<Funnel>,
    sides: Memo<(String, String)>,
    link: Callback<Subject, Option<String>>,
) -> AnyView {
    let heads = view! {
        <th scope="col">{t().funnel_column_stage()}</th>
        {move || {
            let (one, other) = sides.get();
            [t().funnel_column_people(), t().funnel_column_step()]
                .into_iter()
                .flat_map(|what| [(what, one.clone()), (what, other.clone())])
                .map(|(what, side)| {
                    view! {
                        <th scope="col" class="number">
                            {what} <span class="side">{side}</span>
                        </th>
                    }
                })
                .collect_view()
        }}
        <th scope="col" class="number">{t().funnel_column_difference()}</th>
        <th scope="col" class="number">{t().funnel_column_interval()}</th>
        <th scope="col">{t().funnel_column_verdict()}</th>
    };
    let rows = Signal::derive(move || {
        funnel.with(|funnel| {
            funnel
                .comparison
                .as_ref()
                .map(|comparison| compared_rows(funnel, comparison, link))
                .unwrap_or_default()
        })
    });
    let rough = memo_overlap(funnel);
    let caption = view! {
        {t().funnel_both_words()} {move || rough.get().then(|| view! { " " {t().funnel_both_overlap()} })}
    };
    frame(
        t().funnel_both_figures(),
        caption.into_any(),
        heads.into_any(),
        rows,
    )
}

fn memo_overlap(funnel: Memo<Funnel>) -> Memo<bool> {
    crate::hooks::erased::memo(move || {
        funnel.with(|funnel| {
            funnel
                .comparison
                .as_ref()
                .is_some_and(|comparison| comparison.overlapping)
        })
    })
}

fn compared_rows(
    funnel: &Funnel,
    comparison: &Comparison,
    link: Callback<Subject, Option<String>>,
) -> Vec<Vec<Cell>> {
    let others = with_before(&comparison.stages);
    with_before(&funnel.stages)
        .zip(others)
        .zip(comparison.differences.iter().zip(&comparison.filling))
        .map(
            |(((stage, before), (other, other_before)), (difference, filling))| {
                let position = usize::from(stage.position);
                let verdict = match difference {
                    Some(difference) if *filling => words::early_verdict(difference),
                    Some(difference) => words::verdict(difference),
                    None => "",
                };
                vec![
                    Cell::Head(stage.name.clone(), link.run(Subject::Stage(position))),
                    number(Some(count(stage.people))),
                    number(Some(count(other.people))),
                    number(before.and_then(|before| share(stage.people, before))),
                    number(other_before.and_then(|before| share(other.people, before))),
                    number(difference.map(|difference| words::points(difference.value))),
                    number(difference.as_ref().map(words::interval)),
                    Cell::Words(verdict.to_owned()),
                ]
            },
        )
        .collect()
}

/// Each stage with the people of the one before.
fn with_before(stages: &[FunnelStage]) -> impl Iterator<Item = (&FunnelStage, Option<u64>)> {
    let before = std::iter::once(None).chain(stages.iter().map(|stage| Some(stage.people)));
    stages.iter().zip(before)
}

fn number(words: Option<String>) -> Cell {
    Cell::Number(words.unwrap_or_else(|| NOT_YET.to_owned()), None)
}

/// `12 days (3 to 40)`.
fn time_words(stage: &FunnelStage) -> Option<String> {
    let median = days_words(stage.median_days?);
    Some(
        match (stage.lower_quartile_days, stage.upper_quartile_days) {
            (Some(lower), Some(upper)) if (upper - lower).round() >= 1.0 => t().funnel_time_spread(
                &median,
                &t().decimal(lower.round(), 0),
                &t().decimal(upper.round(), 0),
            ),
            _ => median,
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_has_its_spread() {
        let mut stage = super::super::figures::sample_stage(1, "Interest", 5);
        stage.median_days = Some(12.2);
        stage.lower_quartile_days = Some(3.0);
        stage.upper_quartile_days = Some(39.6);
        assert_eq!(time_words(&stage).as_deref(), Some("12 days (3 to 40)"));
        stage.lower_quartile_days = None;
        assert_eq!(time_words(&stage).as_deref(), Some("12 days"));
        stage.median_days = None;
        assert_eq!(time_words(&stage), None);
    }
}
