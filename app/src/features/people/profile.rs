//! `/app/{program}/people/{person}`: one record for life.

use laurel_api::NoQuery;
use laurel_api::endpoints::GetPerson;
use laurel_api::people::{PersonRef, Profile, TestimonialRef};
use laurel_domain::money::Currency;
use laurel_domain::motivation::Motivation;
use laurel_domain::role::Permission;
use laurel_domain::{PersonId, Timestamp};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::record::RecordButton;
use super::timeline::Timeline;
use super::words::{
    advocacy_stage_tone, advocacy_stage_words, balance_words, need_level_words, person_name,
    position_words,
};
use crate::hooks::use_remote::use_remote;
use crate::session::{CurrentProgram, use_program};
use crate::shell::{NotFound, use_program_details};
use crate::ui::dates::{DayOf, day_words};
use crate::ui::loaded::loaded;
use crate::ui::numbers::{amount, count, points};
use crate::ui::page_head::PageHead;
use crate::ui::tag::{Tag, Tone};

/// `/app/{program}/people/{person}`.
#[component]
pub fn PersonPage() -> impl IntoView {
    let params = use_params_map();
    let person = Memo::new(move |_| {
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
    let profile = Memo::new(move |_| latest.get().map(|answer| answer.person));
    let title = Signal::derive(move || {
        profile.with(|profile| {
            profile.as_ref().map_or_else(
                || "Person".to_owned(),
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
    // Counts what was recorded, so that the timeline begins anew.
    let recorded = RwSignal::new(0_u32);
    let on_recorded = move |()| {
        recorded.update(|count| *count = count.wrapping_add(1));
        remote.reload();
    };
    view! {
        <nav class="crumbs" aria-label="Way back">
            <a href=program.href("people")>"People"</a>
        </nav>
        <PageHead title lede>
            {may_record.then(|| view! { <RecordButton person on_recorded /> })}
        </PageHead>
        {loaded(
            remote,
            "Reading the record …",
            move |answer| {
                let profile = Memo::new(move |_| answer.with(|answer| answer.person.clone()));
                view! {
                    <Flags profile />
                    <StageTrack profile />
                    <div class="columns section">
                        <Timeline person recorded />
                        <Facts profile />
                    </div>
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
        let (escalated, opted_out) = profile.with(|profile| (profile.escalated, profile.opted_out));
        let flags = [
            (
                escalated,
                "A support case is escalated: solve it before any ask.",
            ),
            (opted_out, "This person asked not to be asked."),
        ];
        flags
            .into_iter()
            .filter(|(holds, _)| *holds)
            .map(|(_, words)| view! { <p class="banner problem">{words}</p> })
            .collect_view()
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
                            view! { <span class="visually-hidden">"not reached"</span> }.into_any()
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
    view! { <ol class="steps" aria-label="Stages reached">{stages}</ol> }
}

/// Everything else that is known, beside the timeline.
#[component]
fn Facts(profile: Memo<Profile>) -> impl IntoView {
    let program = StoredValue::new(use_program());
    let details = use_program_details();
    let currency = Memo::new(move |_| {
        details
            .program()
            .map_or(Currency::USD, |program| program.currency)
    });
    view! {
        <div class="stack loose">
            {move || profile.with(standing)}
            {move || profile.with(balance)}
            {move || profile.with(|profile| relations(profile, program))}
            {move || profile.with(|profile| testimonials(&profile.testimonials, program))}
            {move || profile.with(|profile| facts(profile, currency.get()))}
        </div>
    }
}

fn since(at: Option<Timestamp>) -> impl IntoView {
    at.map(|at| view! { <span class="muted small">" since " {day_words(at.day())}</span> })
}

fn standing(profile: &Profile) -> impl IntoView + use<> {
    let stage = match &profile.person.advocacy_stage {
        Some(code) => {
            let (words, tone) = (
                advocacy_stage_words(code).to_owned(),
                advocacy_stage_tone(code),
            );
            view! { <Tag words tone /> }.into_any()
        }
        None => view! { <span class="muted">"not on the ladder yet"</span> }.into_any(),
    };
    let level = match profile.person.need_level {
        Some(number) => {
            view! { <Tag words=need_level_words(number) tone=Tone::Attract /> }.into_any()
        }
        None => view! { <span class="muted">"no act yet"</span> }.into_any(),
    };
    view! {
        <section class="stack tight">
            <h2>"Advocacy"</h2>
            <dl class="facts-list">
                <dt>"Stage"</dt>
                <dd>{stage} {since(profile.advocacy_stage_at)}</dd>
                <dt>"Need level"</dt>
                <dd>{level} {since(profile.need_level_at)}</dd>
            </dl>
        </section>
    }
}

fn balance(profile: &Profile) -> impl IntoView + use<> {
    let value = profile.person.balance;
    view! {
        <section class="stack tight">
            <h2>"Value exchange"</h2>
            <table class="table">
                <tbody>
                    <tr>
                        <th scope="row">"Received"</th>
                        <td class="number">{points(profile.received, false)}</td>
                    </tr>
                    <tr>
                        <th scope="row">"Given"</th>
                        <td class="number">{points(profile.given, false)}</td>
                    </tr>
                </tbody>
                <tfoot>
                    <tr>
                        <th scope="row">"Balance"</th>
                        <td class="number">{points(value, true)}</td>
                    </tr>
                </tfoot>
            </table>
            <p class="muted small">
                {balance_words(value)} " In points; each act and reward counts half after its half-life."
            </p>
        </section>
    }
}

fn person_link(person: &PersonRef, program: StoredValue<CurrentProgram>) -> impl IntoView + use<> {
    let href = program.with_value(|program| program.href(&format!("people/{}", person.id)));
    view! {
        <a href=href dir="auto">
            {person.name.clone()}
        </a>
    }
}

fn relations(
    profile: &Profile,
    program: StoredValue<CurrentProgram>,
) -> Option<impl IntoView + use<>> {
    if profile.brought_by.is_none() && profile.brought.is_empty() {
        return None;
    }
    let by = profile
        .brought_by
        .as_ref()
        .map(|person| view! { <p>"Came through " {person_link(person, program)}</p> });
    let brought = profile
        .brought
        .iter()
        .map(|person| view! { <li>{person_link(person, program)}</li> })
        .collect_view();
    let brought = (!profile.brought.is_empty()).then(|| {
        view! {
            <p>"Brought"</p>
            <ul>{brought}</ul>
        }
    });
    Some(view! {
        <section class="stack tight">
            <h2>"Word of mouth"</h2>
            {by}
            {brought}
        </section>
    })
}

fn testimonials(
    testimonials: &[TestimonialRef],
    program: StoredValue<CurrentProgram>,
) -> Option<impl IntoView + use<>> {
    if testimonials.is_empty() {
        return None;
    }
    let items = testimonials
        .iter()
        .map(|testimonial| {
            let page = format!(
                "submissions?state={}&item={}",
                testimonial.state.code(),
                testimonial.id
            );
            let href = program.with_value(|program| program.href(&page));
            view! {
                <li class="stack tight">
                    <a class="words" href=href dir="auto">
                        {testimonial.beginning.clone()}
                    </a>
                    <span class="muted small">
                        {testimonial.state.label()} ", " {day_words(testimonial.said_at.day())}
                    </span>
                </li>
            }
        })
        .collect_view();
    Some(view! {
        <section class="stack tight">
            <h2>"Testimonials"</h2>
            <ul class="stack">{items}</ul>
        </section>
    })
}

fn facts(profile: &Profile, currency: Currency) -> impl IntoView + use<> {
    let person = &profile.person;
    let day = |at: Option<Timestamp>| at.map(|at| day_words(at.day()));
    let motivation = profile.motivation.as_ref().map(|code| {
        Motivation::parse(code)
            .map_or_else(|_| code.clone(), |motivation| motivation.label().to_owned())
    });
    let place = [&profile.city, &profile.country]
        .into_iter()
        .flatten()
        .cloned()
        .collect::<Vec<_>>();
    let rows = [
        ("E-mail", person.email.clone()),
        (
            "Source",
            Some(
                person
                    .source
                    .clone()
                    .unwrap_or_else(|| "not known".to_owned()),
            ),
        ),
        ("External id", person.external_id.clone()),
        ("Place", (!place.is_empty()).then(|| place.join(", "))),
        ("Industry", profile.industry.clone()),
        ("Company size", profile.company_size.clone()),
        ("Moved by", motivation),
        (
            "Would recommend",
            profile.nps_score.map(|score| format!("{score} of 10")),
        ),
        ("First contact", day(profile.first_touch_at)),
        ("First purchase", day(profile.first_purchase_at)),
        (
            "Purchases",
            (person.purchases > 0).then(|| count(u64::from(person.purchases))),
        ),
        (
            "Paid",
            (person.revenue_minor != 0).then(|| amount(person.revenue_minor, currency)),
        ),
        (
            "Acts",
            (person.acts > 0).then(|| count(u64::from(person.acts))),
        ),
        ("Known since", Some(day_words(profile.created_at.day()))),
    ];
    let rows = rows
        .into_iter()
        .filter_map(|(term, value)| Some((term, value?)))
        .map(|(term, value)| view! { <dt>{term}</dt><dd dir="auto">{value}</dd> })
        .collect_view();
    view! {
        <section class="stack tight">
            <h2>"Facts"</h2>
            <dl class="facts-list">{rows}</dl>
        </section>
    }
}
