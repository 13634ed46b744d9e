//! Somebody's words, with who said them and what must be disclosed. Used on walls and in the app's previews.

use laurel_domain::testimonial::Relationship;
use laurel_words::Words;
use maud::{Markup, html};

use crate::machine_date;
use crate::published::PublishedTestimonial;
use crate::sentence::{SLOTS, name, with_one};
use crate::ui::stars::stars;

/// Up to this many characters are set large.
const SHORT: usize = 120;
/// From this many characters on, the type is that of running text.
const LONG: usize = 420;

/// One testimonial as an editorial card.
///
/// Relationship and incentive are part of the card, so that nothing can show the words without them.
pub fn testimonial_card(words: Words, testimonial: &PublishedTestimonial) -> Markup {
    let PublishedTestimonial {
        id: _,
        quote,
        excerpt_of_longer,
        rating,
        author,
        headline,
        company,
        date,
        relationship,
        incentive,
        source,
    } = testimonial;
    let size = match quote.chars().count() {
        ..=SHORT => "words short",
        LONG.. => "words long",
        _ => "words",
    };
    html! {
        figure class="testimonial" {
            @if let Some(rating) = rating { (stars(words, *rating)) }
            blockquote class=(size) dir="auto" { (quote) }
            figcaption {
                @match author {
                    Some(author) => bdi class="author" { (author) },
                    None => span class="author" { (words.card_unnamed()) },
                }
                @match (headline, company) {
                    (Some(headline), Some(company)) => {
                        span class="headline" { (name(headline)) ", " (name(company)) }
                    }
                    (Some(one), None) | (None, Some(one)) => bdi class="headline" { (one) },
                    (None, None) => {},
                }
                span class="facts" {
                    @if *excerpt_of_longer { span { (words.card_excerpt()) " · " } }
                    time datetime=(machine_date(*date)) { (words.day(date.day())) }
                    @if let Some(source) = source {
                        span { " · " (with_one(&words.card_source(SLOTS[0]), &name(source))) }
                    }
                }
                (disclosure(relationship_disclosure(words, *relationship)))
                (disclosure(incentive.as_deref().map(|incentive| words.card_incentive(incentive))))
            }
        }
    }
}

/// The sentence about the author's relationship that is printed with the words, when one is needed.
pub fn relationship_disclosure(words: Words, relationship: Relationship) -> Option<&'static str> {
    match relationship {
        Relationship::Customer => None,
        Relationship::Employee => Some(words.card_employee()),
        Relationship::Partner => Some(words.card_partner()),
        Relationship::Investor => Some(words.card_investor()),
    }
}

fn disclosure(line: Option<impl AsRef<str>>) -> Markup {
    html! {
        @if let Some(line) = line { p class="disclosure" dir="auto" { (line.as_ref()) } }
    }
}
