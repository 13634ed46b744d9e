//! What is known about a submission besides its words.

use laurel_api::testimonials::Testimonial;
use leptos::prelude::*;

use super::desk::Desk;
use crate::ui::dates::DayOf;
use crate::words::t;

/// Where it comes from, who wrote it, when.
#[component]
pub fn Facts(story: Memo<Testimonial>) -> impl IntoView {
    let desk = expect_context::<Desk>();
    move || {
        let story = story.get();
        let person = story.person.map(|person| {
            let href = desk
                .program
                .with_value(|program| program.href(&format!("people/{person}")));
            fact(
                t().story_record(),
                view! { <a href=href>{t().story_person()}</a> }.into_any(),
            )
        });
        let source = if story.source == "form" {
            t().story_form().to_owned()
        } else {
            story.source.clone()
        };
        let link = story
            .source_url
            .clone()
            .filter(|link| link.starts_with("https://") || link.starts_with("http://"));
        let link = link.map(|link| {
            let shown = link.clone();
            let place = view! { <a href=link rel="noopener noreferrer external" target="_blank">{shown}</a> };
            fact(t().story_original(), place.into_any())
        });
        view! {
            <section class="section" aria-labelledby="facts-title">
                <h3 id="facts-title" class="visually-hidden">
                    {t().story_about()}
                </h3>
                <dl class="facts-list">
                    {fact(t().story_source(), view! { <bdi>{source}</bdi> }.into_any())}
                    {link}
                    {fact(t().story_said(), view! { <DayOf at=story.said_at /> }.into_any())}
                    {fact(t().story_received(), view! { <DayOf at=story.created_at /> }.into_any())}
                    {fact(t().story_relationship(), t().relationship(story.relationship).into_any())}
                    {optional(t().story_incentive(), story.incentive)}
                    {optional(t().story_subject(), story.subject)}
                    {optional(t().story_email(), story.email)}
                    {person}
                </dl>
            </section>
        }
    }
}

fn optional(term: &'static str, value: Option<String>) -> Option<AnyView> {
    value.map(|value| fact(term, view! { <bdi>{value}</bdi> }.into_any()))
}

fn fact(term: &'static str, value: AnyView) -> AnyView {
    view! {
        <dt>{term}</dt>
        <dd>{value}</dd>
    }
    .into_any()
}
