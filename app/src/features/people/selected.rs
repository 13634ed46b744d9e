//! What is done for everybody who is selected: a reward, an ask, a motivation.

use laurel_api::NoQuery;
use laurel_api::endpoints::{RecordTouchpoints, SetMotivation};
use laurel_api::pyramid::MotivationRequest;
use laurel_api::touchpoints::{NewTouchpoint, PersonKey, RecordRequest};
use laurel_domain::PersonId;
use laurel_domain::money::Currency;
use laurel_domain::motivation::Motivation;
use laurel_domain::role::Permission;
use laurel_domain::touchpoint::{Category, TouchpointKind};
use leptos::prelude::*;

use super::record::Draft;
use crate::api::{call, request_key};
use crate::features::asks::dialog::ask_form;
use crate::hooks::use_sending::use_sending;
use crate::session::use_program;
use crate::shell::use_program_details;
use crate::ui::button::{Button, SubmitButton};
use crate::ui::dates::now;
use crate::ui::dialog::Dialog;
use crate::ui::field::TextField;
use crate::ui::problem_banner::ProblemBanner;
use crate::ui::select_field::{Choice, SelectField};
use crate::ui::selection::{MOST, Selection};
use crate::ui::show::Show;
use crate::ui::toast::use_toasts;
use crate::words::t;

/// What is being done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Doing {
    Reward,
    Ask,
    Motivation,
}

/// The bar under a list while somebody is selected. `on_done` is called when something was recorded.
pub fn selection_bar(selection: Selection, on_done: Callback<()>) -> AnyView {
    if !use_program().may(Permission::Edit) {
        return ().into_any();
    }
    let open = RwSignal::new(false);
    let doing = RwSignal::new(Doing::Reward);
    // The title keeps saying for how many the dialog opened, also when nobody is selected any more.
    let number = RwSignal::new(0_u64);
    let begin = move |what: Doing| {
        number.set(untrack(|| selection.count()) as u64);
        doing.set(what);
        open.set(true);
    };
    let finished = Callback::new(move |()| {
        selection.clear();
        on_done.run(());
    });
    let title = Signal::derive(move || {
        let people = number.get();
        match doing.get() {
            Doing::Reward => t().selected_reward_for(people),
            Doing::Ask => t().selected_ask(people),
            Doing::Motivation => t().selected_motivation_of(people),
        }
    });
    let status = move || {
        let people = selection.count();
        if people >= MOST {
            t().selected_most(people as u64)
        } else {
            t().selected_some(people as u64)
        }
    };
    view! {
        <Show when=move || { selection.count() > 0 || open.get() }>
            <div class="selection-bar" role="region" aria-label=t().selected_region()>
                <span role="status">{status}</span>
                <div class="buttons">
                    <Button class="small" on_press=move |()| begin(Doing::Reward)>
                        {t().selected_record_reward()}
                    </Button>
                    <Button class="quiet small" on_press=move |()| begin(Doing::Ask)>
                        {t().selected_ask_them()}
                    </Button>
                    <Button class="quiet small" on_press=move |()| begin(Doing::Motivation)>
                        {t().selected_set_motivation()}
                    </Button>
                    <Button class="plain small" on_press=move |()| selection.clear()>
                        {t().selected_clear()}
                    </Button>
                </div>
            </div>
            <Dialog title open>
                {move || {
                    // Those who are selected when the dialog opens.
                    let people = untrack(|| selection.people());
                    match doing.get() {
                        Doing::Reward => reward_form(people, open, finished),
                        Doing::Ask => ask_form(people, open, finished),
                        Doing::Motivation => motivation_form(people, open, finished),
                    }
                }}
            </Dialog>
        </Show>
    }
    .into_any()
}

/// The same touchpoint for everybody, each with a key of its own.
fn for_everybody(touchpoint: &NewTouchpoint, people: &[PersonId], key: &str) -> Vec<NewTouchpoint> {
    let one = |person: &PersonId| NewTouchpoint {
        person: PersonKey {
            id: Some(*person),
            ..PersonKey::default()
        },
        key: Some(format!("{key}-{person}")),
        ..touchpoint.clone()
    };
    people.iter().map(one).collect()
}

/// The form of a dialog that records the same reward for these people.
fn reward_form(people: Vec<PersonId>, open: RwSignal<bool>, on_done: Callback<()>) -> AnyView {
    let path = StoredValue::new(use_program().path());
    let details = use_program_details();
    let toasts = use_toasts();
    let text = || RwSignal::new(String::new());
    let (kind, amount, note) = (text(), text(), text());
    let day = RwSignal::new(now().day().to_string());
    let sending = use_sending();
    let key = StoredValue::new(request_key());
    let currency = move || {
        let program = details.program();
        program.map_or(Currency::USD, |program| program.currency)
    };
    let number = people.len() as u64;
    let people = StoredValue::new(people);
    let send = move || {
        let people = people.get_value();
        let Some(first) = people.first().copied() else {
            return;
        };
        let draft = Draft {
            kind: kind.get_untracked(),
            channel: String::new(),
            day: day.get_untracked(),
            amount: amount.get_untracked(),
            score: String::new(),
            note: note.get_untracked(),
        };
        let touchpoint = match draft.read(first, untrack(currency), now(), String::new()) {
            Ok(touchpoint) => touchpoint,
            Err(problem) => return sending.refuse(problem),
        };
        let label = t().touchpoint_kind(touchpoint.kind);
        let request = RecordRequest {
            touchpoints: for_everybody(&touchpoint, &people, &key.get_value()),
        };
        let path = path.get_value();
        let request = async move { call::<RecordTouchpoints>(&path, &NoQuery {}, &request).await };
        sending.send(request, move |_| {
            open.try_set(false);
            toasts.show(t().selected_recorded(number, label));
            details.reload();
            on_done.try_run(());
        });
    };
    let kinds = TouchpointKind::ALL
        .iter()
        .filter(|kind| matches!(kind.category(), Category::Reward | Category::Decision))
        .map(|kind| Choice::new(kind.code(), t().touchpoint_kind(*kind)));
    let kinds = std::iter::once(Choice::new("", t().ui_choose()))
        .chain(kinds)
        .collect::<Vec<_>>();
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
                label=t().selected_reward()
                value=kind
                on_choose=move |value| kind.set(value)
                choices=kinds
                problem=sending.problem("kind")
            />
            <div class="pair">
                <TextField label=t().record_day() value=day kind="date" problem=sending.problem("day") />
                <TextField
                    label=t().selected_cost()
                    optional=true
                    value=amount
                    input_mode="decimal"
                    problem=sending.problem("amount")
                />
            </div>
            <TextField label=t().record_note() optional=true value=note problem=sending.problem("note") />
            <p class="muted small">
                {t().selected_stays()}
            </p>
            <div class="actions">
                <SubmitButton busy=sending.busy>{t().selected_record_for(number)}</SubmitButton>
                <Button class="quiet" on_press=move |()| open.set(false)>
                    {t().ui_cancel()}
                </Button>
            </div>
        </form>
    }
    .into_any()
}

/// The form of a dialog that notes what moves these people.
pub fn motivation_form(
    people: Vec<PersonId>,
    open: RwSignal<bool>,
    on_done: Callback<()>,
) -> AnyView {
    let path = StoredValue::new(use_program().path());
    let toasts = use_toasts();
    let chosen = RwSignal::new(String::new());
    let sending = use_sending();
    let people = StoredValue::new(people);
    let send = move || {
        let request = MotivationRequest {
            people: people.get_value(),
            motivation: chosen.with_untracked(|code| Motivation::parse(code).ok()),
        };
        let path = path.get_value();
        let request = async move { call::<SetMotivation>(&path, &NoQuery {}, &request).await };
        sending.send(request, move |answer| {
            open.try_set(false);
            toasts.show(t().selected_motivation_noted(u64::from(answer.changed)));
            on_done.try_run(());
        });
    };
    let choices = std::iter::once(Choice::new("", t().selected_motivation_not_known()))
        .chain(
            Motivation::ALL
                .iter()
                .map(|motivation| Choice::new(motivation.code(), t().motivation(*motivation))),
        )
        .collect::<Vec<_>>();
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
                label=t().selected_motivation()
                value=chosen
                on_choose=move |value| chosen.set(value)
                choices=choices
                hint=t().selected_motivation_hint()
            />
            <div class="actions">
                <SubmitButton busy=sending.busy>{t().selected_save_motivation()}</SubmitButton>
                <Button class="quiet" on_press=move |()| open.set(false)>
                    {t().ui_cancel()}
                </Button>
            </div>
        </form>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use laurel_domain::Timestamp;

    #[test]
    fn everybody_gets_a_touchpoint_with_a_key_of_its_own() {
        let people = [1, 2].map(|number| PersonId::from_digest([number; 16]));
        let one = NewTouchpoint {
            person: PersonKey::default(),
            kind: TouchpointKind::Swag,
            channel: None,
            at: Timestamp::from_millis(0),
            key: None,
            amount: None,
            quantity: None,
            score: None,
            note: Some("A tin".to_owned()),
        };
        let all = for_everybody(&one, &people, "k");
        assert_eq!(all.len(), 2);
        assert_eq!(all[1].person.id, Some(people[1]));
        assert!(all[0].key != all[1].key);
        assert_eq!(all[1].note, one.note);
    }
}
