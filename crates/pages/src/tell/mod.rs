//! `/p/{program}/tell`: the form that takes a story. Works without JavaScript.

mod consent;
mod form;
mod values;

use leptos::prelude::*;

use crate::document::{Brand, Document};
use crate::form_problem::FieldProblem;

pub use consent::{ConsentWording, consent_wording};
pub(crate) use form::relationship_field;
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
    /// Something that went wrong on our side, in words; everything typed is still there.
    pub notice: Option<String>,
}

/// The form as a document.
pub fn tell_page(page: TellPage) -> String {
    let prefix = if page.problems.is_empty() {
        ""
    } else {
        "Please check: "
    };
    let document = Document {
        title: format!("{prefix}Tell your story – {}", page.program_name),
        description: format!(
            "Say in your own words how {} works for you.",
            page.product_name
        ),
        brand: Some(Brand {
            name: page.program_name.clone(),
            url: page.wall_url.clone(),
            link: None,
        }),
        scripts: vec!["/assets/tell.js".to_owned()],
        ..Document::default()
    };
    document.render(|| {
        let notice = page.notice.clone().map(|notice| {
            view! { <div class="banner problem" role="alert"><p>{notice}</p></div> }
        });
        view! {
            <div class="opening">
                <h1>"How does "<bdi>{page.product_name.clone()}</bdi>" work for you?"</h1>
                <p class="lede">
                    "Say it in your own words, good or bad. A person at "
                    <bdi>{page.program_name.clone()}</bdi>" reads every story."
                </p>
            </div>
            {notice}
            {form::form(page)}
        }
    })
}
