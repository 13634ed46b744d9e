//! `/p/{program}/tell`: the form that takes a story. Works without JavaScript.

mod consent;
mod form;
mod relationship;
mod values;

use maud::html;

use crate::document::{Brand, Document};
use crate::form_problem::FieldProblem;
use crate::reader::Reader;
use crate::sentence::{SLOTS, name, with_one};

pub(crate) use consent::purpose_name;
pub use consent::{ConsentWording, consent_wording};
pub(crate) use form::work;
pub(crate) use relationship::relationship_field;
pub use values::TellValues;

/// The values of the form.
#[derive(Debug, Clone, Default)]
pub struct TellPage {
    /// The company or brand that asks.
    pub program_name: String,
    /// What the story is about.
    pub product_name: String,
    /// The path of the program's wall.
    pub wall_url: String,
    /// Where the form sends to.
    pub action: String,
    /// What was typed so far, and the submission's id.
    pub values: TellValues,
    /// What is wrong, in the order of the fields; empty on first view.
    pub problems: Vec<FieldProblem>,
    /// What every author is offered, whatever they write.
    pub incentive: Option<String>,
    /// The exact words of each consent, stored with the answer.
    pub consents: Vec<ConsentWording>,
    /// What comes back with the form, so that only what was shown is stored.
    pub shown: Shown,
    /// Something that went wrong on our side, in words; everything typed is still there.
    pub notice: Option<String>,
}

/// Digests of what the form shows and is stored with the answer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shown {
    /// Of the wordings of consent.
    pub wording: String,
    /// Of the incentive, or that there is none.
    pub incentive: String,
}

/// The form as a document.
pub fn tell_page(reader: &Reader, page: TellPage) -> String {
    let words = reader.words;
    let title = words.tell_title(&page.program_name);
    let document = Document {
        title: if page.problems.is_empty() {
            title
        } else {
            words.tell_title_check(&title)
        },
        description: words.tell_description(&page.product_name),
        brand: Some(Brand {
            name: page.program_name.clone(),
            url: page.wall_url.clone(),
            link: None,
        }),
        scripts: vec!["/assets/tell.js".to_owned()],
        ..Document::default()
    };
    let product = name(&page.product_name);
    let program = name(&page.program_name);
    let main = html! {
        div class="opening" {
            h1 { (with_one(&words.tell_heading(SLOTS[0]), &product)) }
            p class="lede" { (with_one(&words.tell_lede(SLOTS[0]), &program)) }
        }
        @if let Some(notice) = &page.notice {
            div class="banner problem" role="alert" { p { (notice) } }
        }
        (form::form(reader, &page))
    };
    document.render(reader, &main)
}
