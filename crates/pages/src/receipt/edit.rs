//! Changing a story while nobody has decided.

use laurel_domain::text::{QUOTE_MAX, QUOTE_MIN};
use maud::{Markup, html};
use serde::Deserialize;

use super::ReceiptPage;
use crate::form_problem::message_for;
use crate::reader::Reader;
use crate::tell::{relationship_field, work};
use crate::ui::error_summary::error_summary;
use crate::ui::field::{TextArea, TextField};
use crate::ui::rating_choice::rating_choice;

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
pub(super) fn edit(reader: &Reader, page: &ReceiptPage) -> Markup {
    let words = reader.words;
    let values = page
        .values
        .clone()
        .unwrap_or_else(|| ReceiptValues::stored(page));
    let problems = &page.problems;
    let open = page.values.is_some() || !problems.is_empty();
    let hint = html! { p { (words.field_length(QUOTE_MIN as u64, QUOTE_MAX as u64)) } };
    let quote = TextArea {
        name: "quote",
        label: words.field_story(),
        hint: &hint,
        max: QUOTE_MAX,
        value: &values.quote,
        problem: message_for(problems, "quote"),
    };
    let author = TextField {
        name: "author",
        label: words.field_name(),
        autocomplete: "name",
        value: &values.author,
        problem: message_for(problems, "author"),
        ..TextField::default()
    };
    html! {
        details open[open] class="section" {
            summary { (words.receipt_edit()) }
            form class="form" method="post" action=(reader.link(&page.receipt_url)) novalidate {
                (error_summary(words, problems))
                input type="hidden" name="revision" value=(values.revision);
                (quote.render(words))
                (rating_choice(words, &values.rating, message_for(problems, "rating")))
                (author.render(words))
                (work(words, &values.headline, &values.company, problems))
                (relationship_field(words, &values.relationship, message_for(problems, "relationship")))
                div class="actions" {
                    button class="button" type="submit" { (words.receipt_save()) }
                }
            }
        }
    }
}
