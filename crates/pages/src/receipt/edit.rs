//! Changing a story while nobody has decided.

use laurel_domain::text::QUOTE_MAX;
use leptos::prelude::*;

use crate::markup::IntoMarkup as _;
use serde::Deserialize;

use super::ReceiptPage;
use crate::form_problem::message_for;
use crate::tell::relationship_field;
use crate::ui::error_summary::ErrorSummary;
use crate::ui::field::{TextArea, TextField};
use crate::ui::rating_choice::RatingChoice;

/// What the edit form sends, as it was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ReceiptValues {
    /// The revision that was shown.
    pub revision: String,
    /// The story.
    pub quote: String,
    /// `""` or `"1"` to `"5"`.
    pub rating: String,
    /// The name.
    pub author: String,
    /// What the author is.
    pub headline: String,
    /// Where the author works.
    pub company: String,
    /// A code of [`Relationship`](laurel_domain::testimonial::Relationship).
    pub relationship: String,
}

impl ReceiptValues {
    fn stored(page: &ReceiptPage) -> Self {
        Self {
            revision: page.revision.to_string(),
            quote: page.quote.clone(),
            rating: page
                .rating
                .map(|rating| rating.stars().to_string())
                .unwrap_or_default(),
            author: page.author.clone(),
            headline: page.headline.clone().unwrap_or_default(),
            company: page.company.clone().unwrap_or_default(),
            relationship: page.relationship.code().to_owned(),
        }
    }
}

/// The edit form, closed until it is wanted or something is wrong with it.
pub(super) fn edit(page: &ReceiptPage) -> impl IntoView + use<> {
    let values = page
        .values
        .clone()
        .unwrap_or_else(|| ReceiptValues::stored(page));
    let problems = page.problems.clone();
    let problem = |field: &str| message_for(&problems, field);
    let open = page.values.is_some() || !problems.is_empty();
    view! {
        <details class="section" open=open>
            <summary>"Change my words"</summary>
            <form class="form" method="post" action=page.receipt_url.clone() novalidate>
                <ErrorSummary problems=problems.clone() />
                <input type="hidden" name="revision" value=values.revision />
                <TextArea name="quote" label="Your story" value=values.quote problem=problem("quote") max=QUOTE_MAX>
                    <p>"20 to 3,000 characters."</p>
                </TextArea>
                <RatingChoice value=values.rating problem=problem("rating") />
                <TextField name="author" label="Name" autocomplete="name" value=values.author problem=problem("author") />
                <div class="pair">
                    <TextField
                        name="headline"
                        label="Headline"
                        autocomplete="organization-title"
                        optional=true
                        value=values.headline
                        problem=problem("headline")
                    />
                    <TextField
                        name="company"
                        label="Company"
                        autocomplete="organization"
                        optional=true
                        value=values.company
                        problem=problem("company")
                    />
                </div>
                {relationship_field(values.relationship, problem("relationship"))}
                <div class="actions">
                    <button class="button" type="submit">"Save my changes"</button>
                </div>
            </form>
        </details>
    }
    .into_markup()
}
