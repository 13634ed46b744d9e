//! "Record a touchpoint": the dialog, and what is sent.
//!
//! Long because the values typed, their checks and their fields are read together.

use laurel_api::NoQuery;
use laurel_api::endpoints::RecordTouchpoints;
use laurel_api::touchpoints::{NewTouchpoint, PersonKey, RecordRequest};
use laurel_domain::money::{Currency, Money, parse_minor_units};
use laurel_domain::time::DAY_MILLIS;
use laurel_domain::touchpoint::{Category, Channel, TouchpointKind};
use laurel_domain::{Day, PersonId, Timestamp};
use leptos::prelude::*;

use crate::api::{call, request_key};
use crate::hooks::erased::memo;
use crate::hooks::use_sending::{FieldProblem, use_sending};
use crate::session::use_program;
use crate::shell::use_program_details;
use crate::ui::button::{Button, SubmitButton};
use crate::ui::dates::now;
use crate::ui::dialog::Dialog;
use crate::ui::field::TextField;
use crate::ui::problem_banner::ProblemBanner;
use crate::ui::select_field::{Choice, SelectField};
use crate::ui::show::Show;
use crate::ui::toast::use_toasts;
use crate::words::t;

/// What is typed into the dialog.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// Code of the kind.
    pub kind: String,
    /// Code of the channel.
    pub channel: String,
    /// The day, as a date input gives it.
    pub day: String,
    /// What was paid or what it cost.
    pub amount: String,
    /// 0 to 10.
    pub score: String,
    /// A line for people.
    pub note: String,
}

/// Whether an amount belongs to this kind: what was paid, or what a reward cost.
pub const fn has_amount(kind: TouchpointKind) -> bool {
    matches!(kind, TouchpointKind::Purchase) || matches!(kind.category(), Category::Reward)
}

impl Draft {
    /// The touchpoint that is meant. `now` bounds the day and gives the time of day for today; `key`
    /// makes sending twice harmless.
    ///
    /// # Errors
    /// The first field that cannot be understood.
    pub fn read(
        &self,
        person: PersonId,
        currency: Currency,
        now: Timestamp,
        key: String,
    ) -> Result<NewTouchpoint, FieldProblem> {
        let kind = TouchpointKind::parse(&self.kind)
            .map_err(|_| FieldProblem::new("kind", t().record_kind_missing()))?;
        let channel = Channel::parse(&self.channel).ok();
        let day = Day::parse(&self.day)
            .map_err(|_| FieldProblem::new("day", t().record_day_missing()))?;
        if day > now.day() {
            return Err(FieldProblem::new("day", t().record_day_ahead()));
        }
        let amount = match self.amount.trim() {
            text if text.is_empty() || !has_amount(kind) => None,
            text => {
                let minor = parse_minor_units(text)
                    .ok()
                    .filter(|minor| *minor >= 0)
                    .ok_or_else(|| FieldProblem::new("amount", t().record_amount_wrong()))?;
                Some(Money { minor, currency })
            }
        };
        let score = if kind == TouchpointKind::NpsAnswer {
            let score = self.score.trim().parse().ok().filter(|score| *score <= 10);
            Some(score.ok_or_else(|| FieldProblem::new("score", t().record_score_wrong()))?)
        } else {
            None
        };
        let note = laurel_domain::text::optional_line(&self.note, 200)
            .map_err(|error| FieldProblem::new("note", error.to_string()))?;
        let noon = Timestamp::from_millis(day.start().millis() + DAY_MILLIS / 2);
        let at = if day == now.day() { now } else { noon };
        let person = PersonKey {
            id: Some(person),
            ..PersonKey::default()
        };
        Ok(NewTouchpoint {
            person,
            kind,
            channel,
            at,
            key: Some(key),
            amount,
            quantity: None,
            score,
            note,
        })
    }
}

/// The kinds by category, as they are offered.
fn kind_choices() -> Vec<Choice> {
    let groups = [
        (Category::Act, t().record_group_act()),
        (Category::Reward, t().record_group_reward()),
        (Category::Journey, t().record_group_journey()),
        (Category::Decision, t().record_group_decision()),
    ];
    let kinds = groups.into_iter().flat_map(|(category, group)| {
        TouchpointKind::ALL
            .iter()
            .filter(move |kind| kind.category() == category)
            .map(move |kind| Choice::new(kind.code(), t().touchpoint_kind(*kind)).under(group))
    });
    std::iter::once(Choice::new("", t().ui_choose()))
        .chain(kinds)
        .collect()
}

/// The button, and the dialog that it opens.
#[component]
pub fn RecordButton(
    /// Whom it is about.
    person: PersonId,
    /// Called when something was recorded.
    #[prop(into)]
    on_recorded: Callback<()>,
) -> impl IntoView {
    let open = RwSignal::new(false);
    view! {
        <Button on_press=move |()| open.set(true)>{t().record_title()}</Button>
        <Dialog title=t().record_title() open>
            <RecordForm person open on_recorded />
        </Dialog>
    }
}

#[component]
fn RecordForm(person: PersonId, open: RwSignal<bool>, on_recorded: Callback<()>) -> impl IntoView {
    let program = use_program();
    let details = use_program_details();
    let toasts = use_toasts();
    let kind = RwSignal::new(String::new());
    let channel = RwSignal::new(String::new());
    let day = RwSignal::new(now().day().to_string());
    let (amount, score, note) = (
        RwSignal::new(String::new()),
        RwSignal::new(String::new()),
        RwSignal::new(String::new()),
    );
    let key = StoredValue::new(request_key());
    let path = StoredValue::new(program.path());
    let sending = use_sending();
    let chosen = memo(move || kind.with(|kind| TouchpointKind::parse(kind).ok()));
    let currency = move || {
        details
            .program()
            .map_or(Currency::USD, |program| program.currency)
    };
    let send = move || {
        let draft = Draft {
            kind: kind.get_untracked(),
            channel: channel.get_untracked(),
            day: day.get_untracked(),
            amount: amount.get_untracked(),
            score: score.get_untracked(),
            note: note.get_untracked(),
        };
        let currency = untrack(currency);
        let touchpoint = match draft.read(person, currency, now(), key.get_value()) {
            Ok(touchpoint) => touchpoint,
            Err(problem) => return sending.refuse(problem),
        };
        let (path, label) = (path.get_value(), t().touchpoint_kind(touchpoint.kind));
        let request = async move {
            let request = RecordRequest {
                touchpoints: vec![touchpoint],
            };
            call::<RecordTouchpoints>(&path, &NoQuery {}, &request).await
        };
        sending.send(request, move |_| {
            open.try_set(false);
            toasts.show(t().record_recorded(label));
            details.reload();
            on_recorded.try_run(());
        });
    };
    let channels = std::iter::once(Choice::new("", t().record_no_channel()))
        .chain(
            Channel::ALL
                .iter()
                .filter(|channel| !matches!(channel, Channel::Import | Channel::Api))
                .map(|channel| Choice::new(channel.code(), t().channel(*channel))),
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
                label=t().record_what()
                value=kind
                on_choose=move |value| kind.set(value)
                choices=kind_choices()
                problem=sending.problem("kind")
            />
            <div class="pair">
                <TextField label=t().record_day() value=day kind="date" problem=sending.problem("day") />
                <SelectField
                    label=t().record_channel()
                    value=channel
                    on_choose=move |value| channel.set(value)
                    choices=channels
                />
            </div>
            <Show when=move || chosen.get().is_some_and(has_amount)>
                <TextField
                    label=t().record_amount()
                    optional=true
                    value=amount
                    input_mode="decimal"
                    class="short"
                    hint=Signal::derive(move || Some(t().record_currency(currency().as_str())))
                    problem=sending.problem("amount")
                />
            </Show>
            <Show when=move || chosen.get() == Some(TouchpointKind::NpsAnswer)>
                <TextField
                    label=t().record_answer()
                    value=score
                    input_mode="numeric"
                    class="short"
                    hint=t().record_answer_hint()
                    problem=sending.problem("score")
                />
            </Show>
            <TextField label=t().record_note() optional=true value=note problem=sending.problem("note") />
            <div class="actions">
                <SubmitButton busy=sending.busy>{t().record_record()}</SubmitButton>
                <Button class="quiet" on_press=move |()| open.set(false)>{t().ui_cancel()}</Button>
            </div>
        </form>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(kind: &str) -> Draft {
        Draft {
            kind: kind.to_owned(),
            channel: "call".to_owned(),
            day: "2026-11-20".to_owned(),
            amount: String::new(),
            score: String::new(),
            note: "  thanks  ".to_owned(),
        }
    }

    fn read(draft: &Draft) -> Result<NewTouchpoint, &'static str> {
        let now = Timestamp::parse_rfc3339("2026-11-22T08:15:00Z").unwrap();
        let person = PersonId::from_digest([1; 16]);
        draft
            .read(person, Currency::USD, now, "k".to_owned())
            .map_err(|problem| problem.field)
    }

    #[test]
    fn a_draft_becomes_a_touchpoint() {
        let touchpoint = read(&draft("reference_call")).unwrap();
        assert_eq!(touchpoint.kind, TouchpointKind::ReferenceCall);
        assert_eq!(touchpoint.at.to_rfc3339(), "2026-11-20T12:00:00.000Z");
        assert_eq!(touchpoint.note.as_deref(), Some("thanks"));
        assert_eq!((touchpoint.amount, touchpoint.score), (None, None));
        let today = Draft {
            day: "2026-11-22".to_owned(),
            ..draft("review")
        };
        assert_eq!(
            read(&today).unwrap().at.to_rfc3339(),
            "2026-11-22T08:15:00.000Z"
        );
    }

    #[test]
    fn each_field_is_understood_or_named() {
        assert_eq!(read(&draft("")), Err("kind"));
        for day in ["", "2026-02-30", "2026-11-23"] {
            assert_eq!(
                read(&Draft {
                    day: day.to_owned(),
                    ..draft("review")
                }),
                Err("day"),
                "{day}"
            );
        }
        let paid = |amount: &str| {
            read(&Draft {
                amount: amount.to_owned(),
                ..draft("purchase")
            })
        };
        assert_eq!(
            paid("12.5").unwrap().amount.map(|money| money.minor),
            Some(1_250)
        );
        assert_eq!(paid("-1"), Err("amount"));
        assert_eq!(paid("a lot"), Err("amount"));
        let answered = |score: &str| {
            read(&Draft {
                score: score.to_owned(),
                ..draft("nps_answer")
            })
        };
        assert_eq!(answered("10").unwrap().score, Some(10));
        assert_eq!(answered("11"), Err("score"));
        assert_eq!(answered(""), Err("score"));
        assert_eq!(
            read(&Draft {
                note: "x".repeat(201),
                ..draft("review")
            }),
            Err("note")
        );
    }

    #[test]
    fn an_amount_only_goes_where_it_belongs() {
        let review = Draft {
            amount: "12".to_owned(),
            ..draft("review")
        };
        assert_eq!(read(&review).unwrap().amount, None);
        assert!(has_amount(TouchpointKind::GiftCard) && !has_amount(TouchpointKind::LeadCreated));
    }

    #[test]
    fn every_kind_is_offered_once() {
        let choices = kind_choices();
        assert_eq!(choices.len(), TouchpointKind::ALL.len() + 1);
        let groups = choices
            .chunk_by(|one, other| one.group == other.group)
            .count();
        assert_eq!(groups, 5);
    }
}
