//! What is known about a person, beside the timeline.

use laurel_api::people::{PersonRef, Profile, TestimonialRef};
use laurel_domain::Timestamp;
use laurel_domain::money::Currency;
use laurel_domain::motivation::Motivation;
use laurel_domain::role::Permission;
use leptos::prelude::*;

use super::edit::edit_button;
use super::tags::Tags;
use super::words::{advocacy_stage_tone, advocacy_stage_words, balance_words, need_level_words};
use crate::hooks::erased::memo;
use crate::session::{CurrentProgram, use_program};
use crate::shell::use_program_details;
use crate::ui::dates::day_words;
use crate::ui::numbers::{amount, count, points};
use crate::ui::tag::{Tag, Tone};
use crate::words::t;

/// Everything else that is known, beside the timeline.
#[component]
pub fn Facts(
    /// The person.
    profile: Memo<Profile>,
    /// Something was changed here.
    #[prop(into)]
    on_changed: Callback<()>,
) -> impl IntoView {
    let program = StoredValue::new(use_program());
    let may = program.with_value(|program| program.may(Permission::Edit));
    let details = use_program_details();
    let currency = memo(move || {
        details
            .program()
            .map_or(Currency::USD, |program| program.currency)
    });
    view! {
        <div class="stack loose">
            {move || profile.with(standing)}
            {move || profile.with(balance)}
            <Tags profile on_changed />
            {move || profile.with(|profile| relations(profile, program))}
            {move || profile.with(|profile| testimonials(&profile.testimonials, program))}
            <section class="stack tight">
                <div class="row spread">
                    <h2>"Facts"</h2>
                    {may.then(|| edit_button(profile, on_changed))}
                </div>
                {move || profile.with(|profile| facts(profile, currency.get()))}
            </section>
        </div>
    }
}

fn since(at: Option<Timestamp>) -> impl IntoView {
    at.map(|at| view! { <div class="muted small">"since " {day_words(at.day())}</div> })
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
            <dl class="facts-list close">
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
                        {t().testimonial_state(testimonial.state)} ", " {day_words(testimonial.said_at.day())}
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

/// The address, broken before its domain rather than anywhere.
fn address(email: &str) -> AnyView {
    let at = email.rfind('@').unwrap_or(email.len());
    let (name, domain) = email.split_at(at);
    view! {
        <dt>"E-mail"</dt>
        <dd>
            <a href=format!("mailto:{email}")>
                {name.to_owned()} <wbr /> {domain.to_owned()}
            </a>
        </dd>
    }
    .into_any()
}

fn facts(profile: &Profile, currency: Currency) -> impl IntoView + use<> {
    let person = &profile.person;
    let day = |at: Option<Timestamp>| at.map(|at| day_words(at.day()));
    let motivation = profile.motivation.as_ref().map(|code| {
        Motivation::parse(code).map_or_else(
            |_| code.clone(),
            |motivation| t().motivation(motivation).to_owned(),
        )
    });
    let place = [&profile.city, &profile.country]
        .into_iter()
        .flatten()
        .cloned()
        .collect::<Vec<_>>();
    let rows = [
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
        ("First bought", profile.product.clone()),
        ("Moved by", motivation),
        (
            "Recommends",
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
        <dl class="facts-list close">
            {person.email.as_deref().map(address)} {rows}
        </dl>
    }
}
