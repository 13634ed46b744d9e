//! The flywheel's figures as tables.

use laurel_api::figures::Flywheel;
use leptos::prelude::*;

use super::figures::{
    attract_detail, delight_detail, engage_comparison, engage_detail, interval_words, loss_advice,
    loss_name, loss_page, quartile_words,
};
use crate::session::CurrentProgram;
use crate::ui::dates::days_words;
use crate::ui::figures::{NOT_YET, percent, rate};
use crate::ui::numbers::count;
use crate::ui::table::TableFrame;
use crate::words::t;

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
                            <td class="number" data-label=t().flywheel_column_rate()>{text(figure(flywheel))}</td>
                            {earlier.map(|earlier| view! { <td class="number" data-label=t().flywheel_column_before_short()>{earlier}</td> })}
                            <td data-label=t().flywheel_column_from()>
                                <div>{detail} {more.map(|more| view! { <div class="muted small">{more}</div> })}</div>
                            </td>
                        </tr>
                    }
                    .into_any()
                };
                let gain = t().flywheel_loop_gain_detail(&count(flywheel.customers_brought), flywheel.customers);
                [
                    row(
                        t().flywheel_attract(), t().flywheel_attract_unit(),
                        &|flywheel| rate(flywheel.attract?),
                        attract_detail(flywheel),
                        None,
                    ),
                    row(
                        t().flywheel_engage(), t().flywheel_engage_unit(),
                        &|flywheel| percent(flywheel.engage?),
                        engage_detail(flywheel),
                        engage_comparison(flywheel),
                    ),
                    row(
                        t().flywheel_delight(), t().flywheel_delight_unit(),
                        &|flywheel| rate(flywheel.delight?),
                        delight_detail(flywheel),
                        None,
                    ),
                    row(
                        t().flywheel_loop_gain(), t().flywheel_loop_gain_unit(),
                        &|flywheel| rate(flywheel.loop_gain?),
                        gain,
                        interval_words(flywheel),
                    ),
                    row(
                        t().flywheel_cycle(), t().flywheel_cycle_unit(),
                        &|flywheel| Some(days_words(flywheel.cycle_days?)),
                        t().flywheel_cycle_detail().to_owned(),
                        quartile_words(flywheel),
                    ),
                    row(
                        t().flywheel_momentum(), t().flywheel_momentum_unit(),
                        &|flywheel| rate(flywheel.momentum?),
                        t().flywheel_momentum_detail().to_owned(),
                        None,
                    ),
                ]
                .into_iter()
                .collect_view()
            })
        })
    };
    view! {
        <TableFrame label=t().flywheel_figures()>
            <table class="table stacked">
                <thead>
                    <tr>
                        <th scope="col">{t().flywheel_column_phase()}</th>
                        <th scope="col" class="number">{t().flywheel_column_rate()}</th>
                        {move || {
                            before
                                .with(Option::is_some)
                                .then(|| view! { <th scope="col" class="number">{t().flywheel_column_before()}</th> })
                        }}
                        <th scope="col">{t().flywheel_column_from()}</th>
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
                    let label = loss_name(&loss.code);
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
            <h2>{t().flywheel_friction()}</h2>
            <TableFrame label=t().flywheel_losses()>
                <table class="table">
                    <thead>
                        <tr>
                            <th scope="col">{t().flywheel_column_loss()}</th>
                            <th scope="col" class="number">{t().flywheel_column_now()}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </TableFrame>
        </section>
    }
}
