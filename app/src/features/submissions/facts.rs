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
                "Record",
                view! { <a href=href>"Everything about this person"</a> }.into_any(),
            )
        });
        let source = if story.source == "form" {
            "The form".to_owned()
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
            fact("Original place", place.into_any())
        });
        view! {
            <section class="section" aria-labelledby="facts-title">
                <h3 id="facts-title" class="visually-hidden">
                    "About this submission"
                </h3>
                <dl class="facts-list">
                    {fact("Source", view! { <bdi>{source}</bdi> }.into_any())}
                    {link}
                    {fact("Said", view! { <DayOf at=story.said_at /> }.into_any())}
                    {fact("Came in", view! { <DayOf at=story.created_at /> }.into_any())}
                    {fact("Relationship", t().relationship(story.relationship).into_any())}
                    {optional("Offered for writing", story.incentive)}
                    {optional("About", story.subject)}
                    {optional("E-mail, never shown", story.email)}
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
