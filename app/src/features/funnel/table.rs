//! The funnel's figures as a table.

use laurel_api::figures::{Funnel, FunnelStage};
use laurel_charts::Subject;
use laurel_charts::figures::{NOT_YET, share};
use leptos::prelude::*;

use crate::ui::dates::days_words;
use crate::ui::numbers::count;
use crate::ui::table::TableFrame;

/// One row a stage; names and losses lead to the people behind them.
#[component]
pub fn FunnelTable(
    /// The figures.
    funnel: Memo<Funnel>,
    /// Where a part leads.
    link: Callback<Subject, Option<String>>,
) -> impl IntoView {
    let rows = move || {
        funnel.with(|funnel| {
            let first = funnel.stages.first().map_or(0, |stage| stage.people);
            let before =
                std::iter::once(None).chain(funnel.stages.iter().map(|stage| Some(stage.people)));
            funnel
                .stages
                .iter()
                .zip(before)
                .map(|(stage, before)| row(stage, before, first, link))
                .collect_view()
        })
    };
    view! {
        <TableFrame label="Figures of the funnel">
            <table class="table">
                <caption>
                    "People count in every stage up to the furthest they reached. Times are medians, with the middle half of people behind them."
                </caption>
                <thead>
                    <tr>
                        <th scope="col">"Stage"</th>
                        <th scope="col" class="number">"People"</th>
                        <th scope="col" class="number">"Of the stage before"</th>
                        <th scope="col" class="number">"Of all"</th>
                        <th scope="col" class="number">"Stayed behind"</th>
                        <th scope="col" class="number">"Time to come here"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </TableFrame>
    }
}

fn row(
    stage: &FunnelStage,
    before: Option<u64>,
    first: u64,
    link: Callback<Subject, Option<String>>,
) -> impl IntoView + use<> {
    let position = usize::from(stage.position);
    let or_dash = |text: Option<String>| text.unwrap_or_else(|| NOT_YET.to_owned());
    let behind = before.map(|_| {
        let words = count(stage.drop_off);
        match position
            .checked_sub(1)
            .and_then(|before| link.run(Subject::Step(before)))
        {
            Some(href) if stage.drop_off > 0 => view! { <a href=href>{words}</a> }.into_any(),
            _ => words.into_any(),
        }
    });
    view! {
        <tr>
            <th scope="row">
                <a href=link.run(Subject::Stage(position)) dir="auto">
                    {stage.name.clone()}
                </a>
            </th>
            <td class="number">{count(stage.people)}</td>
            <td class="number">{or_dash(before.and_then(|before| share(stage.people, before)))}</td>
            <td class="number">{or_dash(share(stage.people, first))}</td>
            <td class="number">{behind.unwrap_or_else(|| NOT_YET.into_any())}</td>
            <td class="number">{or_dash(time_words(stage))}</td>
        </tr>
    }
}

/// `12 days (3 to 40)`.
fn time_words(stage: &FunnelStage) -> Option<String> {
    let median = days_words(stage.median_days?);
    Some(
        match (stage.lower_quartile_days, stage.upper_quartile_days) {
            (Some(lower), Some(upper)) if (upper - lower).round() >= 1.0 => {
                format!("{median} ({} to {})", lower.round(), upper.round())
            }
            _ => median,
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_has_its_spread() {
        let mut stage = FunnelStage {
            position: 1,
            name: "Interest".to_owned(),
            people: 5,
            step_conversion: None,
            overall_conversion: None,
            drop_off: 0,
            median_days: Some(12.2),
            lower_quartile_days: Some(3.0),
            upper_quartile_days: Some(39.6),
        };
        assert_eq!(time_words(&stage).as_deref(), Some("12 days (3 to 40)"));
        stage.lower_quartile_days = None;
        assert_eq!(time_words(&stage).as_deref(), Some("12 days"));
        stage.median_days = None;
        assert_eq!(time_words(&stage), None);
    }
}
