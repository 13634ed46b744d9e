//! The flywheel's figures as tables.

use laurel_api::figures::Flywheel;
use laurel_charts::figures::{NOT_YET, percent, rate};
use leptos::prelude::*;

use super::figures::{
    attract_detail, delight_detail, engage_comparison, engage_detail, loss_advice, loss_page,
};
use crate::session::CurrentProgram;
use crate::ui::numbers::count;
use crate::ui::table::TableFrame;

/// One row a phase, with what was divided by what.
#[component]
pub fn PhaseTable(
    /// The figures.
    flywheel: Memo<Flywheel>,
) -> impl IntoView {
    let row = |name: &'static str,
               what: &'static str,
               figure: Option<String>,
               detail: String,
               more: Option<String>| {
        view! {
            <tr>
                <th scope="row">{name} <div class="muted small">{what}</div></th>
                <td class="number">{figure.unwrap_or_else(|| NOT_YET.to_owned())}</td>
                <td>{detail} {more.map(|more| view! { <div class="muted small">{more}</div> })}</td>
            </tr>
        }
    };
    let rows = move || {
        flywheel.with(|flywheel| {
            let gain = format!(
                "{} brought by {} customers",
                count(flywheel.customers_brought),
                count(flywheel.customers)
            );
            (
                row(
                    "Attract",
                    "people per act",
                    flywheel.attract.and_then(rate),
                    attract_detail(flywheel),
                    None,
                ),
                row(
                    "Engage",
                    "of them buy",
                    flywheel.engage.and_then(percent),
                    engage_detail(flywheel),
                    engage_comparison(flywheel),
                ),
                row(
                    "Delight",
                    "acts per customer",
                    flywheel.delight.and_then(rate),
                    delight_detail(flywheel),
                    None,
                ),
                row(
                    "Loop gain",
                    "attract × engage × delight",
                    flywheel.loop_gain.and_then(rate),
                    gain,
                    None,
                ),
            )
        })
    };
    view! {
        <TableFrame label="Figures of the flywheel">
            <table class="table">
                <thead>
                    <tr>
                        <th scope="col">"Phase"</th>
                        <th scope="col" class="number">"Rate"</th>
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
