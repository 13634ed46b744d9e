//! Asks as rows: on their own page, and on a person's profile.

use laurel_api::asks::Ask;
use laurel_api::endpoint::InProgram;
use laurel_domain::ask::AskState;
use laurel_domain::role::Permission;
use laurel_words::Words;
use leptos::prelude::*;

use super::dialog::set_state;
use crate::session::{CurrentProgram, use_program};
use crate::ui::actor::actor_words;
use crate::ui::dates::day_words;
use crate::ui::table::TableFrame;
use crate::ui::tag::{Tag, Tone};
use crate::ui::toast::{Toasts, use_toasts};
use crate::words::{Message, t};

/// What a row needs to change its ask.
#[derive(Clone, Copy)]
struct Doing {
    path: StoredValue<InProgram>,
    toasts: Toasts,
    on_change: Callback<()>,
    may: bool,
}

/// A table of asks. Without `with_person` all are about one person. `on_change` is called when one got
/// another state.
pub fn ask_table(asks: Signal<Vec<Ask>>, with_person: bool, on_change: Callback<()>) -> AnyView {
    let program = use_program();
    let doing = Doing {
        path: StoredValue::new(program.path()),
        toasts: use_toasts(),
        on_change,
        may: program.may(Permission::Edit),
    };
    let rows = move || {
        asks.with(|asks| {
            asks.iter()
                .map(|ask| row(ask, with_person.then_some(&program), doing))
                .collect_view()
        })
    };
    view! {
        <TableFrame label=t().asks_title()>
            <table class="table stacked">
                <thead>
                    <tr>
                        {with_person.then(|| view! { <th scope="col">{t().asks_person()}</th> })}
                        <th scope="col">{t().asks_asked_for()}</th>
                        <th scope="col">{t().asks_state()}</th>
                        <th scope="col">{t().asks_due()}</th>
                        <th scope="col">{t().asks_asked()}</th>
                        {doing.may.then(|| view! { <th scope="col"><span class="visually-hidden">{t().asks_actions()}</span></th> })}
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </TableFrame>
    }
    .into_any()
}

/// The words and the color of a state.
pub fn state_words(ask: &Ask) -> (&'static str, Tone) {
    match ask.state {
        AskState::Open if ask.overdue => (t().asks_list_overdue(), Tone::Problem),
        AskState::Open => (t().ask_state(AskState::Open), Tone::Attract),
        AskState::Done => (t().ask_state(AskState::Done), Tone::Accent),
        state => (t().ask_state(state), Tone::Hollow),
    }
}

fn row(ask: &Ask, program: Option<&CurrentProgram>, doing: Doing) -> AnyView {
    let (words, tone) = state_words(ask);
    let name = ask.person.name.clone();
    let person = program.map(|program| {
        let href = program.href(&format!("people/{}", ask.person.id));
        view! {
            <th scope="row">
                <a href=href dir="auto">
                    {name.clone()}
                </a>
            </th>
        }
    });
    let note = ask
        .note
        .clone()
        .map(|note| view! { <div class="muted small" dir="auto">{note}</div> });
    let closed = ask
        .closed_at
        .map(|at| view! { <div class="muted small">{day_words(at.day())}</div> });
    let choices: &[(AskState, Message)] = match ask.state {
        AskState::Open => &[
            (AskState::Done, Words::asks_mark_done),
            (AskState::Declined, Words::asks_mark_declined),
            (AskState::Withdrawn, Words::asks_withdraw),
        ],
        AskState::Expired => &[],
        _ => &[(AskState::Open, Words::asks_reopen)],
    };
    let id = ask.id;
    let buttons = choices
        .iter()
        .map(|(state, words)| {
            let state = *state;
            let press = move |_| {
                let Doing {
                    path,
                    toasts,
                    on_change,
                    ..
                } = doing;
                set_state(path.get_value(), vec![id], state, toasts, on_change);
            };
            view! {
                <button type="button" class="button quiet small" on:click=press>
                    {words(t())}
                    <span class="visually-hidden">{t().asks_of_person(&name)}</span>
                </button>
            }
        })
        .collect_view();
    view! {
        <tr>
            {person}
            <td data-label=t().asks_asked_for()>
                <div>{t().act(ask.kind).unwrap_or_default()} {note}</div>
            </td>
            <td data-label=t().asks_state()>
                <div>
                    <Tag words tone />
                    {closed}
                </div>
            </td>
            <td data-label=t().asks_due()>{day_words(ask.due)}</td>
            <td data-label=t().asks_asked()>
                <div>
                    {day_words(ask.asked_at.day())}
                    <div class="muted small clip" title=ask.asked_by.clone()>{actor_words(&ask.asked_by)}</div>
                </div>
            </td>
            {doing.may.then(|| view! { <td class="row-actions">{buttons}</td> })}
        </tr>
    }
    .into_any()
}
