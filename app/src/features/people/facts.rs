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
                    <h2>{t().person_facts()}</h2>
                    {may.then(|| edit_button(profile, on_changed))}
                </div>
                {move || profile.with(|profile| facts(profile, currency.get()))}
            </section>
        </div>
    }
}

fn since(at: Option<Timestamp>) -> impl IntoView {
    at.map(|at| view! { <div class="muted small">{t().person_since(&day_words(at.day()))}</div> })
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
        None => view! { <span class="muted">{t().person_not_on_ladder()}</span> }.into_any(),
    };
    let level = match profile.person.need_level {
        Some(number) => {
            view! { <Tag words=need_level_words(number) tone=Tone::Attract /> }.into_any()
        }
        None => view! { <span class="muted">{t().person_no_act()}</span> }.into_any(),
    };
    view! {
        <section class="stack tight">
            <h2>{t().person_advocacy()}</h2>
            <dl class="facts-list close">
                <dt>{t().person_stage()}</dt>
                <dd>{stage} {since(profile.advocacy_stage_at)}</dd>
                <dt>{t().person_need_level()}</dt>
                <dd>{level} {since(profile.need_level_at)}</dd>
            </dl>
        </section>
    }
}

fn balance(profile: &Profile) -> impl IntoView + use<> {
    let value = profile.person.balance;
    view! {
        <section class="stack tight">
            <h2>{t().person_exchange()}</h2>
            <table class="table">
                <tbody>
                    <tr>
                        <th scope="row">{t().person_received()}</th>
                        <td class="number">{points(profile.received, false)}</td>
                    </tr>
                    <tr>
                        <th scope="row">{t().person_given()}</th>
                        <td class="number">{points(profile.given, false)}</td>
                    </tr>
                </tbody>
                <tfoot>
                    <tr>
                        <th scope="row">{t().person_balance()}</th>
                        <td class="number">{points(value, true)}</td>
                    </tr>
                </tfoot>
            </table>
            <p class="muted small">
                {balance_words(value)} " " {t().person_balance_how()}
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
    let by = profile.brought_by.as_ref().map(
        |person| view! { <p>{t().person_came_through()} " " {person_link(person, program)}</p> },
    );
    let brought = profile
        .brought
        .iter()
        .map(|person| view! { <li>{person_link(person, program)}</li> })
        .collect_view();
    let brought = (!profile.brought.is_empty()).then(|| {
        view! {
            <p>{t().person_brought()}</p>
            <ul>{brought}</ul>
        }
    });
    Some(view! {
        <section class="stack tight">
            <h2>{t().person_word_of_mouth()}</h2>
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
                        {match testimonial.beginning.as_str() {
                            "" => t().story_without_words().to_owned(),
                            beginning => beginning.to_owned(),
                        }}
                    </a>
                    <span class="muted small">
                        {t().person_state_and_day(t().testimonial_state(testimonial.state), &day_words(testimonial.said_at.day()))}
                    </span>
                </li>
            }
        })
        .collect_view();
    Some(view! {
        <section class="stack tight">
            <h2>{t().person_testimonials()}</h2>
            <ul class="stack">{items}</ul>
        </section>
    })
}

/// The address, broken before its domain rather than anywhere.
fn address(email: &str) -> AnyView {
    let at = email.rfind('@').unwrap_or(email.len());
    let (name, domain) = email.split_at(at);
    view! {
        <dt>{t().person_email()}</dt>
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
    let keys = profile.keys.iter();
    let keys = keys.map(|key| format!("{} {}", key.system, key.key).trim().to_owned());
    let keys: Vec<String> = keys.collect();
    let rows = [
        (
            t().person_source(),
            Some(
                person
                    .source
                    .clone()
                    .unwrap_or_else(|| t().ui_not_known().to_owned()),
            ),
        ),
        (
            t().person_external_id(),
            (!keys.is_empty()).then(|| keys.join(", ")),
        ),
        (
            t().person_shared_address(),
            profile
                .address_is_shared
                .then(|| t().person_address_is_shared().to_owned()),
        ),
        (
            t().person_place(),
            (!place.is_empty()).then(|| place.join(", ")),
        ),
        (t().person_industry(), profile.industry.clone()),
        (t().person_company_size(), profile.company_size.clone()),
        (t().person_product(), profile.product.clone()),
        (t().person_moved_by(), motivation),
        (
            t().person_recommends(),
            profile
                .nps_score
                .map(|score| t().ui_of_ten(&score.to_string())),
        ),
        (t().person_first_contact(), day(profile.first_touch_at)),
        (t().person_first_purchase(), day(profile.first_purchase_at)),
        (
            t().person_purchases(),
            (person.purchases > 0).then(|| count(u64::from(person.purchases))),
        ),
        (
            t().person_paid(),
            (person.revenue_minor != 0).then(|| amount(person.revenue_minor, currency)),
        ),
        (
            t().person_acts(),
            (person.acts > 0).then(|| count(u64::from(person.acts))),
        ),
        (
            t().person_known_since(),
            Some(day_words(profile.created_at.day())),
        ),
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
