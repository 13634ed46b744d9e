//! `/receipt/{token}`: what an author sent, where it stands, and everything they can still change.

mod consent;
mod edit;
mod state;

use laurel_domain::Timestamp;
use laurel_domain::testimonial::{
    Purpose, Rating, RejectReason, Relationship, TestimonialState, incentive_disclosure,
    relationship_disclosure,
};
use leptos::prelude::*;

use crate::markup::IntoMarkup as _;

use crate::document::{Brand, Document};
use crate::form_problem::FieldProblem;
use crate::published::PublishedTestimonial;
use crate::ui::testimonial_card::TestimonialCard;
use crate::words;

pub use edit::ReceiptValues;

/// The values of the receipt.
#[derive(Debug, Clone)]
pub struct ReceiptPage {
    /// The company or brand.
    pub program_name: String,
    /// The path of the program's wall.
    pub wall_url: String,
    /// The path of this receipt. Its forms send to it, to `…/consent` and to `…/withdraw`.
    pub receipt_url: String,
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
    /// What the author was offered, in the programme's words: "a pound of tea".
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
pub fn receipt_page(page: ReceiptPage) -> String {
    let document = Document {
        title: format!("Your story – {}", page.program_name),
        description: "Your receipt.".to_owned(),
        brand: Some(Brand {
            name: page.program_name.clone(),
            url: page.wall_url.clone(),
            link: None,
        }),
        ..Document::default()
    };
    document.render(|| {
        let notice = page.notice.clone().map(|notice| {
            view! { <div class="banner good" role="status"><p>{notice}</p></div> }
        });
        let changeable = page.state != TestimonialState::Withdrawn;
        let edit = (page.state == TestimonialState::Pending).then(|| edit::edit(&page));
        let consents = changeable.then(|| consent::consents(&page));
        let withdraw = changeable.then(|| consent::withdraw(&page.receipt_url));
        view! {
            <div class="opening">
                <h1>"Your story for "<bdi>{page.program_name.clone()}</bdi></h1>
                <p class="muted">
                    "Sent on "
                    <time datetime=words::machine_date(page.sent_at)>{words::date(page.sent_at)}</time>
                    ", last changed on "
                    <time datetime=words::machine_date(page.changed_at)>{words::date(page.changed_at)}</time>
                </p>
            </div>
            {notice}
            {state::banner(&page)}
            {changeable.then(|| own_words(&page))}
            {edit}
            {consents}
            {withdraw}
        }
    })
}

/// The author's words as they would appear.
fn own_words(page: &ReceiptPage) -> impl IntoView + use<> {
    let testimonial = PublishedTestimonial {
        id: String::new(),
        quote: page.quote.clone(),
        excerpt_of_longer: false,
        rating: page.rating,
        author: Some(page.author.clone()),
        headline: page.headline.clone(),
        company: page.company.clone(),
        date: page.sent_at,
        relationship_disclosure: relationship_disclosure(page.relationship).map(str::to_owned),
        incentive_disclosure: page.incentive.as_deref().map(incentive_disclosure),
        source: None,
    };
    let excerpt = page.excerpt.clone().map(|excerpt| {
        view! {
            <p class="small muted">"Of these words, this part is shown:"</p>
            <blockquote class="words" dir="auto">{excerpt}</blockquote>
        }
    });
    view! {
        <section class="stack" aria-labelledby="words">
            <h2 id="words">"Your words"</h2>
            <TestimonialCard testimonial />
            {excerpt}
        </section>
    }
    .into_markup()
}
