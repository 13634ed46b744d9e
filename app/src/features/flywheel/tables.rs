//! The flywheel's figures as tables.

use laurel_api::figures::Flywheel;
use laurel_charts::figures::{NOT_YET, percent, rate};
use leptos::prelude::*;

use super::figures::{
    attract_detail, delight_detail, engage_comparison, engage_detail, interval_words, loss_advice,
    loss_page, quartile_words,
};
use crate::session::CurrentProgram;
use crate::ui::dates::days_words;
use crate::ui::numbers::count;
use crate::ui::table::TableFrame;

/// One row a phase, with what was divided by what.
#[component]
pub fn PhaseTable(
    /// The figures.
    flywheel: Memo<Flywheel>,
    /// Those of the period before.
    before: Signal<Option<Flywheel>>,
) -> impl IntoView {
    let rows = move || {
        before.with(|before| {
            flywheel.with(|flywheel| {
                let row = |name: &'static str,
                           what: &'static str,
                           figure: &dyn Fn(&Flywheel) -> Option<String>,
                           detail: String,
                           more: Option<String>| {
                    let text = |figure: Option<String>| figure.unwrap_or_else(|| NOT_YET.to_owned());
                    let earlier = before.as_ref().map(|before| text(figure(before)));
                    view! {
                        <tr>
                            <th scope="row">{name} <div class="muted small">{what}</div></th>
                            <td class="number" data-label="Rate">{text(figure(flywheel))}</td>
                            {earlier.map(|earlier| view! { <td class="number" data-label="Before">{earlier}</td> })}
                            <td data-label="From">
                                <div>{detail} {more.map(|more| view! { <div class="muted small">{more}</div> })}</div>
                            </td>
                        </tr>
                    }
                    .into_any()
                };
                let gain = format!(
                    "{} brought by {} customers",
                    count(flywheel.customers_brought),
                    count(flywheel.customers)
                );
                [
                    row(
                        "Attract",
                        "people per act",
                        &|flywheel| rate(flywheel.attract?),
                        attract_detail(flywheel),
                        None,
                    ),
                    row(
                        "Engage",
                        "of them buy",
                        &|flywheel| percent(flywheel.engage?),
                        engage_detail(flywheel),
                        engage_comparison(flywheel),
                    ),
                    row(
                        "Delight",
                        "acts per customer",
                        &|flywheel| rate(flywheel.delight?),
                        delight_detail(flywheel),
                        None,
                    ),
                    row(
                        "Loop gain",
                        "attract × engage × delight",
                        &|flywheel| rate(flywheel.loop_gain?),
                        gain,
                        interval_words(flywheel),
                    ),
                    row(
                        "Cycle time",
                        "from purchase to purchase",
                        &|flywheel| Some(days_words(flywheel.cycle_days?)),
                        "the median from a customer's first purchase to that of somebody they brought".to_owned(),
                        quartile_words(flywheel),
                    ),
                    row(
                        "Momentum",
                        "customers a day",
                        &|flywheel| rate(flywheel.momentum?),
                        "customers × loop gain ÷ cycle time".to_owned(),
                        None,
                    ),
                ]
                .into_iter()
                .collect_view()
            })
        })
    };
    view! {
        <TableFrame label="Figures of the flywheel">
            <table class="table stacked">
                <thead>
                    <tr>
                        <th scope="col">"Phase"</th>
                        <th scope="col" class="number">"Rate"</th>
                        {move || {
                            before
                                .with(Option::is_some)
                                .then(|| view! { <th scope="col" class="number">"Period before"</th> })
                        }}
                        <th scope="col">"From"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </TableFrame>
    }
}

/// What slows the wheel, and where to look after it.
#[component]
pub fn FrictionTable(
    /// The figures.
    flywheel: Memo<Flywheel>,
    /// The program, for links.
    program: StoredValue<CurrentProgram>,
) -> impl IntoView {
    let rows = move || {
        flywheel.with(|flywheel| {
            flywheel
                .friction
                .iter()
                .map(|loss| {
                    let href = loss_page(&loss.code).map(|page| program.with_value(|program| program.href(page)));
                    let label = loss.label.clone();
                    let name = match href {
                        Some(href) => view! { <a href=href>{label}</a> }.into_any(),
                        None => label.into_any(),
                    };
                    view! {
                        <tr>
                            <th scope="row">{name} <div class="muted small">{loss_advice(&loss.code)}</div></th>
                            <td class="number">{count(loss.count)}</td>
                        </tr>
                    }
                })
                .collect_view()
        })
    };
    view! {
        <section class="section">
            <h2>"Friction"</h2>
            <TableFrame label="Losses between the phases">
                <table class="table">
                    <thead>
                        <tr>
                            <th scope="col">"Loss"</th>
                            <th scope="col" class="number">"Now"</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </TableFrame>
        </section>
    }
}
