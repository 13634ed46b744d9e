//! `/app/{program}/people/{person}`: one record for life.

use laurel_api::NoQuery;
use laurel_api::endpoints::GetPerson;
use laurel_api::people::Profile;
use laurel_domain::PersonId;
use laurel_domain::role::Permission;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::asks::{ask_button, asks_section, motivation_button};
use super::facts::Facts;
use super::privacy::privacy_section;
use super::record::RecordButton;
use super::timeline::Timeline;
use super::words::{person_name, position_words};
use crate::hooks::erased::memo;
use crate::hooks::use_remote::use_remote;
use crate::session::use_program;
use crate::shell::NotFound;
use crate::ui::dates::DayOf;
use crate::ui::loaded::loaded;
use crate::ui::page_head::PageHead;
use crate::ui::show::Show;
use crate::words::t;

/// `/app/{program}/people/{person}`.
#[component]
pub fn PersonPage() -> impl IntoView {
    let params = use_params_map();
    let person = memo(move || {
        params.with(|params| {
            params
                .get_str("person")
                .and_then(|id| id.parse::<PersonId>().ok())
        })
    });
    move || match person.get() {
        Some(person) => view! { <ProfilePage person /> }.into_any(),
        None => view! { <NotFound /> }.into_any(),
    }
}

#[component]
fn ProfilePage(person: PersonId) -> impl IntoView {
    let program = use_program();
    let path = program.person(person);
    let remote = use_remote::<GetPerson>(move || Some((path.clone(), NoQuery {})));
    let latest = remote.latest();
    let profile = memo(move || latest.get().map(|answer| answer.person));
    let title = Signal::derive(move || {
        profile.with(|profile| {
            profile.as_ref().map_or_else(
                || t().person_person().to_owned(),
                |profile| person_name(&profile.person),
            )
        })
    });
    let lede = Signal::derive(move || {
        profile.with(|profile| {
            profile
                .as_ref()
                .map(|profile| position_words(&profile.person))
                .unwrap_or_default()
        })
    });
    let may_record = program.may(Permission::Edit);
    // Nothing is recorded about somebody who is not there, or who was erased.
    let is_known = memo(move || {
        profile.with(|profile| {
            profile
                .as_ref()
                .is_some_and(|profile| profile.erased_at.is_none())
        })
    });
    // Counts what was recorded, so that the timeline begins anew.
    let recorded = RwSignal::new(0_u32);
    let on_recorded = move |()| {
        recorded.update(|count| *count = count.wrapping_add(1));
        remote.reload();
    };
    view! {
        <nav class="crumbs" aria-label=t().person_back()>
            <a href=program.href("people")>{t().person_people()}</a>
        </nav>
        <PageHead title lede>
            <Show when=move || may_record && is_known.get()>
                {motivation_button(person, Callback::new(move |()| remote.reload()))}
                {ask_button(person, Callback::new(move |()| remote.reload()))}
                <RecordButton person on_recorded />
            </Show>
        </PageHead>
        {loaded(
            remote,
            t().person_reading(),
            move |answer| {
                let profile = memo(move || answer.with(|answer| answer.person.clone()));
                view! {
                    <Flags profile />
                    <StageTrack profile />
                    <div class="columns section">
                        <div class="stack loose">
                            {asks_section(profile, Callback::new(move |()| remote.reload()))}
                            <Timeline person recorded />
                        </div>
                        <Facts profile on_changed=move |()| remote.reload() />
                    </div>
                    {may_record
                        .then(|| {
                            privacy_section(person, profile, Callback::new(move |()| remote.reload()))
                        })}
                }
                .into_any()
            },
        )}
    }
}

/// What must be known before anything is asked.
#[component]
fn Flags(profile: Memo<Profile>) -> impl IntoView {
    move || {
        let (escalated, opted_out, erased) =
            profile.with(|profile| (profile.escalated, profile.opted_out, profile.erased_at));
        if let Some(at) = erased {
            let words = t().privacy_erased_on(&t().day(at.day()));
            return view! { <p class="banner">{words}</p> }.into_any();
        }
        let flags = [
            (escalated, t().person_escalated()),
            (opted_out, t().person_opted_out()),
        ];
        flags
            .into_iter()
            .filter(|(holds, _)| *holds)
            .map(|(_, words)| view! { <p class="banner problem">{words}</p> })
            .collect_view()
            .into_any()
    }
}

/// The funnel's stages with the day on which each was reached.
#[component]
fn StageTrack(profile: Memo<Profile>) -> impl IntoView {
    let stages = move || {
        profile.with(|profile| {
            let furthest = profile.person.stage.map(usize::from);
            profile
                .stages
                .iter()
                .enumerate()
                .map(|(place, stage)| {
                    let here = furthest == Some(place);
                    let class = if stage.at.is_some() && !here {
                        "done"
                    } else {
                        ""
                    };
                    let when = match stage.at {
                        Some(at) => view! { <DayOf at /> }.into_any(),
                        None => {
                            view! { <span class="visually-hidden">{t().person_not_reached()}</span> }.into_any()
                        }
                    };
                    view! {
                        <li class=class aria-current=here.then_some("step")>
                            <span>
                                <span dir="auto">{stage.name.clone()}</span>
                                <br />
                                <span class="muted small">{when}</span>
                            </span>
                        </li>
                    }
                })
                .collect_view()
        })
    };
    view! { <ol class="steps track" aria-label=t().person_stages()>{stages}</ol> }
}
