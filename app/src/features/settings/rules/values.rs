//! What each act and each reward is worth, and which acts cost a lot.

use laurel_domain::settings::ProgramSettings;
use laurel_domain::touchpoint::{Category, TouchpointKind};
use leptos::prelude::*;

use super::draft::{of, value_field, valued, whole};
use super::{Problems, Typed, problem};
use crate::ui::field::unique_id;
use crate::ui::numbers::count;
use crate::ui::table::TableFrame;
use crate::words::t;

/// The values for those who may not change them.
pub(super) fn shown_values(rules: &ProgramSettings) -> AnyView {
    let rows = valued()
        .map(|kind| {
            let costs = rules.high_effort_acts.contains(&kind);
            let points = count(rules.points(kind).into());
            let value = if costs {
                t().values_worth_points_costly(&points)
            } else {
                t().values_worth_points(&points)
            };
            view! { <dt>{t().touchpoint_kind(kind)}</dt><dd>{value}</dd> }
        })
        .collect_view();
    view! {
        <section class="section stack tight">
            <h2>{t().values_worth()}</h2>
            <p class="muted small measure">{t().values_worth_words()}</p>
            <dl class="facts-list">{rows}</dl>
        </section>
    }
    .into_any()
}

/// The two tables with a field each.
pub(super) fn values(typed: Typed, problems: Problems) -> AnyView {
    let texts = typed.values.get_value();
    let fields: Vec<(TouchpointKind, RwSignal<String>)> = valued().zip(texts).collect();
    let of_category = |category| {
        let fields = fields
            .iter()
            .filter(move |(kind, _)| kind.category() == category);
        fields
            .map(|(kind, value)| row(*kind, *value, typed, problems))
            .collect_view()
    };
    let (acts, rewards) = (of_category(Category::Act), of_category(Category::Reward));
    view! {
        <section class="section stack">
            <h2>{t().values_worth()}</h2>
            <p class="muted small measure">{t().values_worth_words()} " " {t().values_worth_empty()}</p>
            <div class="value-tables">
                <TableFrame label=t().values_give()>
                    <table class="table dense">
                        <caption>{t().values_give()}</caption>
                        <thead>
                            <tr>
                                <th scope="col">{t().values_act()}</th>
                                <th scope="col">{t().values_points_head()}</th>
                                <th scope="col">{t().values_costly()}</th>
                            </tr>
                        </thead>
                        <tbody>{acts}</tbody>
                    </table>
                </TableFrame>
                <TableFrame label=t().values_receive()>
                    <table class="table dense">
                        <caption>{t().values_receive()}</caption>
                        <thead>
                            <tr>
                                <th scope="col">{t().values_reward()}</th>
                                <th scope="col">{t().values_points_head()}</th>
                            </tr>
                        </thead>
                        <tbody>{rewards}</tbody>
                    </table>
                </TableFrame>
            </div>
        </section>
    }
    .into_any()
}

fn row(kind: TouchpointKind, value: RwSignal<String>, typed: Typed, problems: Problems) -> AnyView {
    let wrong = problem(problems, value_field(kind));
    let described = unique_id("value");
    let says = described.clone();
    let usual = ProgramSettings::default().points(kind);
    let differs = move || {
        let is_usual = value.with(|text| whole(text) == Some(usual));
        (!is_usual).then(|| t().values_usually(&count(usual.into())))
    };
    let effort = (kind.category() == Category::Act).then(|| {
        let costs = move || typed.high_effort.with(|acts| acts.contains(&kind));
        let change = move |costs: bool| {
            // In the order of the list, so that the same choice is the same rule.
            typed.high_effort.update(|acts| {
                let chosen = |act: &TouchpointKind| {
                    if *act == kind {
                        costs
                    } else {
                        acts.contains(act)
                    }
                };
                *acts = of(Category::Act).filter(chosen).collect();
            });
        };
        view! {
            <td>
                <input
                    type="checkbox"
                    aria-label=t().values_costly_kind(t().touchpoint_kind(kind))
                    prop:checked=costs
                    on:change:target=move |event| change(event.target().checked())
                />
            </td>
        }
    });
    view! {
        <tr>
            <th scope="row">
                {t().touchpoint_kind(kind)} <div class="muted small" aria-live="polite">{differs}</div>
            </th>
            <td class="field">
                <input
                    inputmode="numeric"
                    autocomplete="off"
                    aria-label=t().values_points_kind(t().touchpoint_kind(kind))
                    prop:value=value
                    on:input:target=move |event| value.set(event.target().value())
                    aria-invalid=move || wrong.with(Option::is_some).then_some("true")
                    aria-describedby=move || wrong.with(Option::is_some).then(|| described.clone())
                />
                {move || {
                    wrong.get().map(|words| view! { <p class="problem" id=says.clone()>{words}</p> })
                }}
            </td>
            {effort}
        </tr>
    }
    .into_any()
}
