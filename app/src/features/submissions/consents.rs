//! Consent by purpose with the exact words, the ledger behind it, and the licence of imported words.

use laurel_api::testimonials::{
    ConsentEntry, LicenceRequest, Testimonial, TestimonialDetailResponse,
};
use laurel_domain::testimonial::{Purpose, consent_is_the_authors};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::desk::Desk;
use super::intent::Intent;
use crate::hooks::erased::memo;
use crate::ui::dates::{DayOf, day_words};
use crate::ui::field::TextField;
use crate::ui::show::Show;
use crate::words::t;

/// The purposes for which nobody but the author can give consent.
pub fn authors_own(source: &str, ledger: &[ConsentEntry]) -> Vec<Purpose> {
    let belongs = |purpose: &Purpose| {
        let entries = ledger.iter().filter(|entry| entry.purpose == *purpose);
        consent_is_the_authors(
            source == "form",
            entries.map(|entry| (entry.source, entry.given)),
        )
    };
    Purpose::ALL.iter().copied().filter(belongs).collect()
}

/// What the author allows.
#[component]
pub fn Consents(
    story: Memo<Testimonial>,
    detail: Memo<Option<TestimonialDetailResponse>>,
) -> impl IntoView {
    let desk = expect_context::<Desk>();
    let ledger = memo(move || {
        detail.with(|detail| {
            detail
                .as_ref()
                .map(|detail| detail.consents.clone())
                .unwrap_or_default()
        })
    });
    let purposes = Purpose::ALL
        .iter()
        .map(|purpose| {
            let purpose = *purpose;
            move || {
                let given = story.with(|story| story.consents.contains(&purpose));
                let latest = ledger.with(|ledger| {
                    ledger
                        .iter()
                        .find(|entry| entry.purpose == purpose)
                        .cloned()
                });
                consent(purpose, given, latest)
            }
        })
        .collect_view();
    let imported = move || story.with(|story| story.source != "form" || story.licence.is_some());
    let may = desk.may_moderate();
    let own = memo(move || {
        let source = story.with(|story| story.source.clone());
        ledger.with(|ledger| authors_own(&source, ledger))
    });
    let why = move || {
        own.with(|own| match own.len() {
            0 => None,
            all if all == Purpose::ALL.len() => Some(t().consents_all_the_authors().to_owned()),
            _ => {
                let names: Vec<_> = own.iter().map(|one| t().purpose(*one)).collect();
                Some(t().consents_some_the_authors(&t().and(&names)))
            }
        })
    };
    view! {
        <section class="section stack" aria-labelledby="consents-title">
            <h3 id="consents-title">{t().consents_title()}</h3>
            <ul class="consent-list">{purposes}</ul>
            <Show when=move || may>
                {move || why().map(|why| view! { <p class="muted small">{why}</p> })}
                <div>
                    <button
                        type="button"
                        class="button quiet small"
                        on:click=move |_| desk.ask(desk.dialogs.consent)
                    >
                        {move || {
                            if own.with(Vec::len) == Purpose::ALL.len() {
                                t().consents_record_withdrawal()
                            } else {
                                t().consents_record()
                            }
                        }}
                    </button>
                </div>
            </Show>
            <Show when=move || !ledger.with(Vec::is_empty)>
                <details>
                    <summary>{t().consents_ledger()}</summary>
                    <Ledger ledger=ledger />
                </details>
            </Show>
            <Show when=imported>
                <Licence story=story may=may />
            </Show>
        </section>
    }
}

/// One purpose: allowed or not, since when, in which words.
fn consent(purpose: Purpose, given: bool, latest: Option<ConsentEntry>) -> impl IntoView {
    let (class, state) = if given {
        ("tag accent", t().consents_given())
    } else {
        ("tag hollow", t().consents_not_given())
    };
    let withdrawn = latest.as_ref().is_some_and(|entry| !entry.given);
    let (class, state) = if withdrawn {
        ("tag problem", t().consents_withdrawn())
    } else {
        (class, state)
    };
    let since = latest.as_ref().map(|entry| {
        t().consents_since(&day_words(entry.at.day()), t().consent_source(entry.source))
    });
    let wording = latest.filter(|entry| entry.given).map(|entry| {
        view! { <q class="words" dir="auto">{entry.wording}</q> }
    });
    view! {
        <li>
            <div class="row">
                <strong>{t().purpose(purpose)}</strong>
                <span class=class>{state}</span>
                <span class="muted small">{since}</span>
            </div>
            {wording}
        </li>
    }
}

/// All entries, the latest first.
#[component]
fn Ledger(ledger: Memo<Vec<ConsentEntry>>) -> impl IntoView {
    let rows = move || {
        ledger
            .get()
            .into_iter()
            .map(|entry| {
                let how = [
                    Some(t().consent_source(entry.source).to_owned()),
                    entry.recorded_by,
                    entry.evidence,
                ]
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
                .join(" · ");
                view! {
                    <tr>
                        <td>
                            <DayOf at=entry.at />
                        </td>
                        <td>{t().purpose(entry.purpose)}</td>
                        <td>{if entry.given { t().consents_given() } else { t().consents_withdrawn() }}</td>
                        <td dir="auto">{entry.wording}</td>
                        <td dir="auto">{how}</td>
                    </tr>
                }
            })
            .collect_view()
    };
    view! {
        <div class="table-frame" tabindex="0" role="region" aria-label=t().consents_ledger_label()>
            <table class="table dense">
                <thead>
                    <tr>
                        <th scope="col">{t().consents_when()}</th>
                        <th scope="col">{t().consents_purpose()}</th>
                        <th scope="col">{t().consents_what()}</th>
                        <th scope="col">{t().consents_wording()}</th>
                        <th scope="col">{t().consents_how()}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

/// The licence that allows showing imported words without the author's consent.
#[component]
fn Licence(story: Memo<Testimonial>, may: bool) -> impl IntoView {
    let desk = expect_context::<Desk>();
    let licence = memo(move || story.with(|story| story.licence.clone()));
    let typed = RwSignal::new(String::new());
    let problem = RwSignal::new(None::<String>);
    let state = move |licence: Option<String>| {
        let Some(seen) = desk.ready() else { return };
        spawn_local(async move {
            let intent = Intent::Licence(LicenceRequest { licence });
            match desk.carry_out(seen, intent.clone()).await {
                Ok(()) => {
                    problem.try_set(None);
                    typed.try_set(String::new());
                }
                Err(Some(error)) => {
                    let words = error
                        .field("licence")
                        .map_or_else(|| error.to_string(), str::to_owned);
                    problem.try_set(Some(words));
                }
                Err(None) => {}
            }
        });
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let words = typed.get_untracked().trim().to_owned();
        if (3..=300).contains(&words.chars().count()) {
            state(Some(words));
        } else {
            problem.set(Some(t().consents_license_length().into()));
        }
    };
    view! {
        <div class="stack">
            <h4>{t().consents_license()}</h4>
            {move || match licence.get() {
                Some(licence) => {
                    view! {
                        <p dir="auto">{licence}</p>
                        {may
                            .then(|| {
                                view! {
                                    <div>
                                        <button
                                            type="button"
                                            class="button quiet small"
                                            on:click=move |_| state(None)
                                        >
                                            {t().consents_remove_license()}
                                        </button>
                                    </div>
                                }
                            })}
                    }
                        .into_any()
                }
                None if may => {
                    view! {
                        <form class="stack" on:submit=submit novalidate>
                            <TextField
                                label=t().consents_license_label()
                                hint=t().consents_license_hint()
                                value=typed
                                problem=problem
                            />
                            <div>
                                <button class="button quiet small">{t().consents_state_license()}</button>
                            </div>
                        </form>
                    }
                        .into_any()
                }
                None => view! { <p class="muted">{t().consents_no_license()}</p> }.into_any(),
            }}
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use laurel_domain::Timestamp;
    use laurel_domain::testimonial::ConsentSource;

    #[test]
    fn what_the_author_took_back_is_not_offered() {
        let entry = |source, given| ConsentEntry {
            purpose: Purpose::Website,
            given,
            at: Timestamp::from_millis(0),
            wording: "You may show my words.".into(),
            source,
            recorded_by: None,
            evidence: None,
        };
        assert_eq!(authors_own("form", &[]), Purpose::ALL);
        assert_eq!(
            authors_own("Shop", &[entry(ConsentSource::Member, false)]),
            []
        );
        let ledger = [
            entry(ConsentSource::Receipt, false),
            entry(ConsentSource::Member, true),
        ];
        assert_eq!(authors_own("Shop", &ledger), [Purpose::Website]);
    }
}
