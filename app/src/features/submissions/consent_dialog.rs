//! Records a consent, or its withdrawal, that the author gave outside Laurel.

use laurel_api::testimonials::ConsentRequest;
use laurel_domain::testimonial::Purpose;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::consents::authors_own;
use super::desk::Desk;
use super::intent::Intent;
use crate::api::ApiError;
use crate::ui::button::SubmitButton;
use crate::ui::dialog::Dialog;
use crate::ui::field::{TextArea, TextField};
use crate::ui::problem_banner::ProblemBanner;
use crate::ui::show::Show;
use crate::words::t;

/// What is wrong with a field, before anything is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Missing {
    wording: Option<&'static str>,
    evidence: Option<&'static str>,
}

/// Checks what was typed.
fn missing(wording: &str, evidence: &str) -> Missing {
    let fits = |text: &str, least: usize, most: usize| {
        (least..=most).contains(&text.trim().chars().count())
    };
    Missing {
        wording: (!fits(wording, 10, 1_000)).then_some(t().consents_wording_length()),
        evidence: (!fits(evidence, 3, 300)).then_some(t().consents_evidence_length()),
    }
}

/// The dialog.
#[component]
pub fn ConsentDialog() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let open = desk.dialogs.consent;
    view! {
        <Dialog title=t().consents_record() open=open>
            <ConsentForm open=open />
        </Dialog>
    }
}

#[component]
fn ConsentForm(open: RwSignal<bool>) -> impl IntoView {
    let desk = expect_context::<Desk>();
    let purpose = RwSignal::new(Purpose::Website);
    let own = desk.dialogs.about.with_value(|about| {
        let about = about.as_ref()?;
        let detail = desk.detail.latest();
        let ledger = detail.with_untracked(|detail| {
            let same = detail
                .as_ref()
                .filter(|detail| detail.testimonial.id == about.id);
            same.map(|detail| detail.consents.clone())
        });
        Some(authors_own(&about.source, &ledger.unwrap_or_default()))
    });
    let own = StoredValue::new(own.unwrap_or_default());
    let authors = move || own.with_value(|own| own.contains(&purpose.get()));
    let chosen = RwSignal::new(true);
    // What only the author can give is not offered.
    let given = Signal::derive(move || chosen.get() && !authors());
    let wording = RwSignal::new(String::new());
    let evidence = RwSignal::new(String::new());
    let lacks = RwSignal::new(Missing::default());
    let refused = RwSignal::new(None::<ApiError>);
    let sending = RwSignal::new(false);
    let problem = move |own: fn(&Missing) -> Option<&'static str>, field: &'static str| {
        Signal::derive(move || {
            lacks.with(own).map(str::to_owned).or_else(|| {
                refused.with(|refused| {
                    refused
                        .as_ref()
                        .and_then(|error| error.field(field))
                        .map(str::to_owned)
                })
            })
        })
    };
    // What is said next to a field need not be said twice.
    let general = Signal::derive(move || refused.get().filter(|error| error.fields().is_empty()));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        lacks.set(missing(&wording.get_untracked(), &evidence.get_untracked()));
        if lacks.get_untracked() != Missing::default() || sending.get_untracked() {
            return;
        }
        let Some(seen) = desk.dialogs.about.get_value() else {
            return;
        };
        let consent = ConsentRequest {
            purpose: purpose.get_untracked(),
            given: given.get_untracked(),
            wording: wording.get_untracked().trim().to_owned(),
            evidence: evidence.get_untracked().trim().to_owned(),
        };
        sending.set(true);
        spawn_local(async move {
            let answer = desk.carry_out(seen, Intent::Consent(consent)).await;
            sending.try_set(false);
            match answer {
                Ok(()) | Err(None) => _ = open.try_set(false),
                Err(Some(error)) => _ = refused.try_set(Some(error)),
            }
        });
    };
    let purposes = Purpose::ALL
        .iter()
        .map(|one| view! { <option value=one.code()>{t().purpose(*one)}</option> })
        .collect_view();
    let choice = move |value: bool, words: &'static str| {
        view! {
            <label class="choice">
                <input
                    type="radio"
                    name="consent-given"
                    prop:checked=move || given.get() == value
                    prop:disabled=move || value && authors()
                    on:change=move |_| chosen.set(value)
                />
                {words}
            </label>
        }
    };
    view! {
        <form class="form" novalidate on:submit=submit>
            <ProblemBanner problem=general />
            <div class="field">
                <label for="consent-purpose">{t().consents_purpose()}</label>
                <select
                    id="consent-purpose"
                    on:change:target=move |event| {
                        if let Ok(chosen) = Purpose::parse(&event.target().value()) {
                            purpose.set(chosen);
                        }
                    }
                >
                    {purposes}
                </select>
            </div>
            <fieldset class="field">
                <legend>{t().consents_author()}</legend>
                <div class="choices across">{choice(true, t().consents_gave())} {choice(false, t().consents_withdrew())}</div>
                <Show when=authors>
                    <p class="muted small">{t().consents_only_the_author()}</p>
                </Show>
            </fieldset>
            <TextArea
                label=t().consents_wording_label()
                hint=t().consents_wording_hint()
                value=wording
                problem=problem(|lacks| lacks.wording, "wording")
            />
            <TextField
                label=t().consents_evidence()
                hint=t().consents_evidence_hint()
                value=evidence
                problem=problem(|lacks| lacks.evidence, "evidence")
            />
            <div class="actions">
                <SubmitButton busy=sending>{t().record_record()}</SubmitButton>
                <button type="button" class="button quiet" on:click=move |_| open.set(false)>
                    {t().ui_cancel()}
                </button>
            </div>
        </form>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_fields_are_needed() {
        let empty = missing(" ", "");
        assert!(empty.wording.is_some() && empty.evidence.is_some());
        assert_eq!(
            missing("You may show my words.", "Ticket 12"),
            Missing::default()
        );
        assert!(missing("You may show my words.", "no").evidence.is_some());
    }
}
