//! Rows of a file of reviews.

use laurel_api::imports::ReviewRow;
use laurel_api::touchpoints::PersonKey;
use laurel_domain::testimonial::Relationship;
use laurel_domain::text::Quote;

use super::cells::{Cells, LINE_MAX};
use crate::value::rating;

/// The longest address of a web page.
const URL_MAX: usize = 500;

/// Whether the row has a text. A placeholder is a text here: words are never interpreted.
pub(super) fn has_text(cells: &Cells<'_>) -> bool {
    cells
        .raw("quote")
        .is_some_and(|text| !text.trim().is_empty())
}

/// Reads a row; nothing when it has a problem.
pub(super) fn read(cells: &mut Cells<'_>, key: String) -> Option<ReviewRow> {
    let identity = cells.identity();
    let is_known = identity.external_id.is_some() || identity.email.is_some();
    let author = cells.line("author", LINE_MAX);
    let quote = cells.raw("quote").unwrap_or_default();
    if let Err(error) = Quote::imported(quote) {
        cells.refuse("quote", error.to_string());
    }
    let row = ReviewRow {
        key,
        person: is_known.then(|| PersonKey {
            name: author.clone(),
            ..identity
        }),
        at: cells.date("date").unwrap_or_default(),
        quote: quote.to_owned(),
        rating: cells.value("rating", rating::read),
        author,
        headline: cells.line("headline", LINE_MAX),
        company: cells.line("company", LINE_MAX),
        subject: cells.line("subject", LINE_MAX),
        source: cells.layout().source.clone(),
        source_url: cells.value("source_url", web_address),
        relationship: cells.value("relationship", relationship),
    };
    cells.problems.is_empty().then_some(row)
}

fn web_address(text: &str) -> Result<String, &'static str> {
    let is_web = text.starts_with("https://") || text.starts_with("http://");
    let is_plain = text.chars().all(|c| !c.is_whitespace() && !c.is_control());
    if is_web && is_plain && text.chars().count() <= URL_MAX {
        Ok(text.to_owned())
    } else {
        Err("This is not a web address that begins with https://.")
    }
}

fn relationship(text: &str) -> Result<Relationship, String> {
    Relationship::parse(&text.to_lowercase())
        .map_err(|error| format!("Not a relationship: {error}."))
}
