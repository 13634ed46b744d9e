//! Somebody's words, with who said them and what must be disclosed. Used on walls and in the app's previews.

use leptos::prelude::*;

use crate::markup::IntoMarkup as _;

use crate::published::PublishedTestimonial;
use crate::ui::stars::Stars;
use crate::words;

/// Up to this many characters are set large.
const SHORT: usize = 120;
/// From this many characters on, the type is that of running text.
const LONG: usize = 420;

/// One testimonial as an editorial card.
///
/// Relationship and incentive are part of the card, so that nothing can show the words without them.
#[component]
pub fn TestimonialCard(
    /// What is shown.
    testimonial: PublishedTestimonial,
) -> impl IntoView {
    let PublishedTestimonial {
        id: _,
        quote,
        excerpt_of_longer,
        rating,
        author,
        headline,
        company,
        date,
        relationship_disclosure,
        incentive_disclosure,
        source,
    } = testimonial;
    let size = match quote.chars().count() {
        ..=SHORT => "words short",
        LONG.. => "words long",
        _ => "words",
    };
    let excerpt = excerpt_of_longer.then(|| view! { <span>"Excerpt · "</span> });
    let source = source.map(|source| view! { <span>" · from "<bdi>{source}</bdi></span> });
    let author = match author {
        Some(author) => view! { <bdi class="author">{author}</bdi> }.into_markup(),
        None => view! { <span class="author">"Name not given"</span> }.into_markup(),
    };
    let headline = match (headline, company) {
        (Some(headline), Some(company)) => Some(
            view! { <span class="headline"><bdi>{headline}</bdi>", "<bdi>{company}</bdi></span> }
                .into_markup(),
        ),
        (Some(one), None) | (None, Some(one)) => {
            Some(view! { <bdi class="headline">{one}</bdi> }.into_markup())
        }
        (None, None) => None,
    };
    view! {
        <figure class="testimonial">
            {rating.map(|rating| view! { <Stars rating /> })}
            <blockquote class=size dir="auto">{quote}</blockquote>
            <figcaption>
                {author}
                {headline}
                <span class="facts">
                    {excerpt}
                    <time datetime=words::machine_date(date)>{words::date(date)}</time>
                    {source}
                </span>
                <Disclosure relationship=relationship_disclosure incentive=incentive_disclosure />
            </figcaption>
        </figure>
    }
    .into_markup()
}

/// Relationship and incentive in words, when there is either.
#[component]
fn Disclosure(relationship: Option<String>, incentive: Option<String>) -> impl IntoView {
    let lines: Vec<_> = relationship
        .into_iter()
        .chain(incentive)
        .map(|line| view! { <p class="disclosure" dir="auto">{line}</p> })
        .collect();
    lines
}
