//! Rows of a file of reviews.

use laurel_api::imports::ReviewRow;
use laurel_api::touchpoints::PersonKey;
use laurel_domain::limits::URL_MAX;
use laurel_domain::testimonial::Relationship;
use laurel_domain::text::{InvalidText, Quote};

use super::cells::Cells;
use crate::finding::Choice;
use crate::trouble::Trouble;
use crate::value::rating;

/// Whether the row has a text. A placeholder is a text here: words are never interpreted.
pub(super) fn has_text(cells: &Cells<'_>) -> bool {
    cells
        .raw("quote")
        .is_some_and(|text| !text.trim().is_empty())
}

/// Reads a row; nothing when it has a problem.
pub(super) fn read(cells: &mut Cells<'_>) -> Option<ReviewRow> {
    let identity = cells.identity();
    let is_known = identity.external_id.is_some() || identity.email.is_some();
    let author = cells.line("author");
    let quote = cells.words("quote").unwrap_or_default().into_owned();
    match Quote::imported(&quote) {
        Ok(_) => {}
        Err(InvalidText::TooLong { max, given }) => {
            cells.refuse("quote", Trouble::TooLong { max, given });
        }
        Err(_) => cells.refuse("quote", Trouble::Blank),
    }
    let has_stars = cells.layout().scale != Some(Choice::WithoutStars);
    let rating = if has_stars {
        cells.value("rating", rating::read)
    } else {
        None
    };
    let row = ReviewRow {
        key: String::new(),
        person: is_known.then(|| PersonKey {
            name: author.clone(),
            ..identity
        }),
        at: cells.date().unwrap_or_default(),
        quote,
        rating,
        author,
        headline: cells.line("headline"),
        company: cells.line("company"),
        subject: cells.line("subject"),
        source: cells.layout().source.clone(),
        source_url: cells.value("source_url", web_address),
        relationship: cells.value("relationship", relationship),
    };
    cells.problems.is_empty().then_some(row)
}

fn web_address(text: &str) -> Result<String, Trouble> {
    let is_web = text.starts_with("https://") || text.starts_with("http://");
    let is_plain = text.chars().all(|c| !c.is_whitespace() && !c.is_control());
    if is_web && is_plain && text.chars().count() <= URL_MAX {
        Ok(text.to_owned())
    } else {
        Err(Trouble::NotALink)
    }
}

fn relationship(text: &str) -> Result<Relationship, Trouble> {
    Relationship::parse(&text.to_lowercase()).map_err(|_| Trouble::NotARelationship)
}
