//! Asking one person or many for the same act, and who was not asked and why.

use laurel_api::NoQuery;
use laurel_api::asks::{AskChange, AskOutcome, AskRequest};
use laurel_api::endpoint::InProgram;
use laurel_api::endpoints::{CreateAsks, UpdateAsks};
use laurel_domain::ask::{AskState, DUE_IN_DAYS, is_possible_due};
use laurel_domain::touchpoint::TouchpointKind;
use laurel_domain::value_exchange::Block;
use laurel_domain::{AskId, Day, PersonId};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::{call, request_key};
use crate::hooks::use_sending::{FieldProblem, use_sending};
use crate::session::use_program;
use crate::ui::button::{Button, SubmitButton};
use crate::ui::dates::now;
use crate::ui::field::TextField;
use crate::ui::problem_banner::ProblemBanner;
use crate::ui::select_field::{Choice, SelectField};
use crate::ui::toast::{Toasts, use_toasts};
use crate::words::t;

/// Reasons in one sentence.
pub fn block_words(blocks: &[Block]) -> String {
    let words: Vec<_> = blocks.iter().map(|block| t().ask_block(*block)).collect();
    words.join("; ")
}

/// The acts that can be asked for.
fn act_choices() -> Vec<Choice> {
    let acts = TouchpointKind::ALL
        .iter()
        .filter_map(|kind| Some(Choice::new(kind.code(), t().act(*kind)?)));
    std::iter::once(Choice::new("", t().ui_choose()))
        .chain(acts)
        .collect()
}

/// What is typed, checked: the request, or the field that is wrong and what to do.
fn read(
    people: Vec<PersonId>,
    kind: &str,
    due: &str,
    note: &str,
    key: String,
) -> Result<AskRequest, FieldProblem> {
    let kind = TouchpointKind::parse(kind)
        .map_err(|_| FieldProblem::new("kind", t().asks_kind_missing()))?;
    let due = Day::parse(due)
        .ok()
        .filter(|due| is_possible_due(*due, now()))
        .ok_or_else(|| FieldProblem::new("due", t().asks_due_wrong()))?;
    let note = laurel_domain::text::optional_line(note, 200)
        .map_err(|error| FieldProblem::new("note", error.to_string()))?;
    Ok(AskRequest {
        people,
        kind,
        due: Some(due),
        note,
        key: Some(key),
    })
}

/// The form of a dialog that asks these people. `on_done` is called when somebody was asked.
pub fn ask_form(people: Vec<PersonId>, open: RwSignal<bool>, on_done: Callback<()>) -> AnyView {
    let path = StoredValue::new(use_program().path());
    let toasts = use_toasts();
    let kind = RwSignal::new(String::new());
    let due = RwSignal::new(Day(now().day().0 + DUE_IN_DAYS).to_string());
    let note = RwSignal::new(String::new());
    let sending = use_sending();
    let outcomes = RwSignal::new(None::<Vec<AskOutcome>>);
    let key = StoredValue::new(request_key());
    let people = StoredValue::new(people);
    let send = move || {
        let request = kind.with_untracked(|kind| {
            due.with_untracked(|due| {
                note.with_untracked(|note| {
                    read(people.get_value(), kind, due, note, key.get_value())
                })
            })
        });
        let request = match request {
            Ok(request) => request,
            Err(problem) => return sending.refuse(problem),
        };
        // The message with its way back outlives this form.
        let (to, back) = (path.get_value(), path.get_value());
        let request = async move { call::<CreateAsks>(&to, &NoQuery {}, &request).await };
        sending.send(request, move |answer| {
            let asked: Vec<AskId> = answer.outcomes.iter().filter_map(|one| one.ask).collect();
            let everybody = asked.len() == answer.outcomes.len();
            if everybody {
                open.try_set(false);
            } else {
                outcomes.try_set(Some(answer.outcomes));
            }
            if !asked.is_empty() {
                let words = t().asks_asked_people(asked.len() as u64);
                let undo = move || {
                    set_state(
                        back.clone(),
                        asked.clone(),
                        AskState::Withdrawn,
                        toasts,
                        on_done,
                    );
                };
                toasts.show_with_undo(words, undo);
                on_done.try_run(());
            }
        });
    };
    let form = move || {
        view! {
            <form
                class="form"
                novalidate
                on:submit=move |event| {
                    event.prevent_default();
                    send();
                }
            >
                <ProblemBanner problem=sending.failure() />
                <SelectField
                    label=t().asks_what()
                    value=kind
                    on_choose=move |value| kind.set(value)
                    choices=act_choices()
                    problem=sending.problem("kind")
                />
                <TextField label=t().asks_due_by() value=due kind="date" problem=sending.problem("due") />
                <TextField
                    label=t().asks_note()
                    optional=true
                    value=note
                    hint=t().asks_note_hint()
                    problem=sending.problem("note")
                />
                <div class="actions">
                    <SubmitButton busy=sending.busy>{t().asks_record()}</SubmitButton>
                    <Button class="quiet" on_press=move |()| open.set(false)>
                        {t().ui_cancel()}
                    </Button>
                </div>
            </form>
        }
        .into_any()
    };
    let content = move || match outcomes.get() {
        None => form(),
        Some(outcomes) => outcome_list(&outcomes, open),
    };
    content.into_any()
}

/// Who was asked and who was not, with every reason.
fn outcome_list(outcomes: &[AskOutcome], open: RwSignal<bool>) -> AnyView {
    let asked = outcomes.iter().filter(|one| one.ask.is_some()).count() as u64;
    let items = outcomes
        .iter()
        .filter(|one| one.ask.is_none())
        .map(|one| {
            view! {
                <li>
                    <strong dir="auto">{one.person.name.clone()}</strong>
                    <div class="muted small">{block_words(&one.blocked)}</div>
                </li>
            }
        })
        .collect_view();
    let heading = match asked {
        0 => t().asks_nobody_asked().to_owned(),
        asked => t().asks_some_asked(asked, outcomes.len() as u64 - asked),
    };
    view! {
        <div class="stack" role="status">
            <p>{heading}</p>
            <ul class="outcomes">{items}</ul>
        </div>
        <div class="actions">
            <Button on_press=move |()| open.set(false)>{t().ui_close()}</Button>
        </div>
    }
    .into_any()
}

/// Gives asks another state and says so.
pub fn set_state(
    path: InProgram,
    asks: Vec<AskId>,
    state: AskState,
    toasts: Toasts,
    on_done: Callback<()>,
) {
    spawn_local(async move {
        let change = AskChange { asks, state };
        match call::<UpdateAsks>(&path, &NoQuery {}, &change).await {
            Ok(answer) => {
                for one in &answer.refused {
                    let reasons = block_words(&one.blocked);
                    toasts.problem(t().asks_stays_closed(&one.person.name, &reasons));
                }
                let words = match state {
                    AskState::Open => t().asks_is_open(),
                    AskState::Done => t().asks_is_done(),
                    AskState::Declined => t().asks_is_declined(),
                    AskState::Withdrawn | AskState::Expired => t().asks_is_withdrawn(),
                };
                if answer.changed > 0 || answer.refused.is_empty() {
                    toasts.show(words);
                }
            }
            Err(error) => toasts.problem(error.to_string()),
        }
        on_done.try_run(());
    });
}
