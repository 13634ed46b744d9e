//! `/receipt/{token}`: what an author sent, where it stands, and everything they can still change.

mod consent;
mod edit;
mod state;
mod yours;

use laurel_domain::Timestamp;
use laurel_domain::testimonial::{Purpose, Rating, RejectReason, Relationship, TestimonialState};
use laurel_words::Words;
use maud::{Markup, html};

use crate::document::{Brand, Document};
use crate::form_problem::FieldProblem;
use crate::machine_date;
use crate::published::PublishedTestimonial;
use crate::reader::Reader;
use crate::sentence::{SLOTS, name, with, with_one};
use crate::ui::testimonial_card::testimonial_card;

pub use edit::ReceiptValues;
pub(crate) use state::reason_for_author;
pub use yours::{ReceiptErasePage, receipt_erase_page};

/// The values of the receipt.
#[derive(Debug, Clone)]
pub struct ReceiptPage {
    /// The company or brand.
    pub program_name: String,
    /// The path of the program's wall.
    pub wall_url: String,
    /// The path of this receipt. Its forms send to it, to `…/consent` and to `…/withdraw`.
    pub receipt_url: String,
    /// Where the words were first said; `None` for a story from the form, which its author may change.
    pub source: Option<String>,
    /// Where the story stands.
    pub state: TestimonialState,
    /// Why it was rejected.
    pub reject_reason: Option<RejectReason>,
    /// The whole words.
    pub quote: String,
    /// Stars, when given.
    pub rating: Option<Rating>,
    /// The name.
    pub author: String,
    /// What the author is.
    pub headline: Option<String>,
    /// Where the author works.
    pub company: Option<String>,
    /// The relationship to the company.
    pub relationship: Relationship,
    /// What the author was offered, in the program's words: "a pound of tea".
    pub incentive: Option<String>,
    /// The part of the words that the company chose to show, when it is not all of them.
    pub excerpt: Option<String>,
    /// Consent per purpose, as it stands.
    pub consents: Vec<ReceiptConsent>,
    /// When the story was sent.
    pub sent_at: Timestamp,
    /// When anything last changed.
    pub changed_at: Timestamp,
    /// Counts the changes; comes back with the edit form, so that two windows do not overwrite each other.
    pub revision: u64,
    /// What was typed into the edit form, after a problem with it; `None` shows the stored words.
    pub values: Option<ReceiptValues>,
    /// What is wrong with it.
    pub problems: Vec<FieldProblem>,
    /// Whether the words and everything that tells the author are gone for good.
    pub erased: bool,
    /// What was just done, in words: "Your changes are saved."
    pub notice: Option<String>,
}

/// Consent to one purpose, as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceiptConsent {
    /// What for.
    pub purpose: Purpose,
    /// The words that were agreed to, or would be.
    pub wording: String,
    /// Whether it is given now.
    pub given: bool,
    /// When it was last given or withdrawn; `None` when never.
    pub changed_at: Option<Timestamp>,
}

/// The receipt as a document.
pub fn receipt_page(reader: &Reader, page: ReceiptPage) -> String {
    let words = reader.words;
    let document = Document {
        title: words.receipt_title(&page.program_name),
        description: words.receipt_description().to_owned(),
        brand: Some(Brand {
            name: page.program_name.clone(),
            url: page.wall_url.clone(),
            link: None,
        }),
        ..Document::default()
    };
    let program = name(&page.program_name);
    let (sent, changed) = (day(words, page.sent_at), day(words, page.changed_at));
    let times = words.receipt_times(SLOTS[0], SLOTS[1]);
    let changeable = page.state != TestimonialState::Withdrawn;
    let main = html! {
        div class="opening" {
            h1 { (with_one(&words.receipt_heading(SLOTS[0]), &program)) }
            p class="muted" { (with(&times, [&sent, &changed])) }
        }
        @if let Some(notice) = &page.notice {
            div class="banner good" role="status" { p { (notice) } }
        }
        (state::banner(words, &page))
        @if changeable { (own_words(words, &page)) }
        @if page.state == TestimonialState::Pending && page.source.is_none() { (edit::edit(reader, &page)) }
        @if changeable {
            (consent::consents(reader, &page))
            (consent::withdraw(reader, &page.receipt_url))
        }
        (yours::yours(reader, &page))
    };
    document.render(reader, &main)
}

fn day(words: Words, at: Timestamp) -> Markup {
    html! { time datetime=(machine_date(at)) { (words.day(at.day())) } }
}

/// The author's words as they would appear.
fn own_words(words: Words, page: &ReceiptPage) -> Markup {
    let testimonial = PublishedTestimonial {
        id: String::new(),
        quote: page.quote.clone(),
        excerpt_of_longer: false,
        rating: page.rating,
        author: Some(page.author.clone()),
        headline: page.headline.clone(),
        company: page.company.clone(),
        date: page.sent_at,
        relationship: page.relationship,
        incentive: page.incentive.clone(),
        source: None,
    };
    html! {
        section class="stack" aria-labelledby="words" {
            h2 id="words" { (words.receipt_words()) }
            (testimonial_card(words, &testimonial))
            @if let Some(excerpt) = &page.excerpt {
                p class="small muted" { (words.receipt_excerpt()) }
                blockquote class="words" dir="auto" { (excerpt) }
            }
        }
    }
}
