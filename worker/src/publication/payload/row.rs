//! From a published row to what the public sees of it.

use laurel_domain::Timestamp;
use laurel_domain::testimonial::{Excerpt, Rating, Relationship};
use laurel_pages::PublishedTestimonial;
use serde::Deserialize;

use crate::error::AppError;

/// The source of words that were given through the program's own form.
const OWN_FORM: &str = "form";

/// The public columns of a testimonial.
#[derive(Deserialize)]
pub(super) struct PublishedRow {
    testimonial_id: String,
    quote: String,
    excerpt_start: Option<u32>,
    excerpt_end: Option<u32>,
    rating: Option<u8>,
    author: Option<String>,
    headline: Option<String>,
    company: Option<String>,
    said_at: i64,
    relationship: String,
    incentive: Option<String>,
    source: String,
}

impl PublishedRow {
    /// As the public sees it: the excerpt where one was chosen, with everything that must be disclosed.
    pub(super) fn publish(self) -> Result<PublishedTestimonial, AppError> {
        let Self {
            testimonial_id,
            quote,
            excerpt_start,
            excerpt_end,
            rating,
            author,
            headline,
            company,
            said_at,
            relationship,
            incentive,
            source,
        } = self;
        let excerpt = excerpt_start
            .zip(excerpt_end)
            .map(|(start, end)| Excerpt { start, end });
        let words = match excerpt {
            Some(excerpt) => excerpt
                .of(&quote)
                .map_err(|error| AppError::internal("stored excerpt", error))?
                .to_owned(),
            None => quote.clone(),
        };
        let relationship = Relationship::parse(&relationship)
            .map_err(|error| AppError::internal("stored relationship", error))?;
        let rating = rating
            .map(Rating::new)
            .transpose()
            .map_err(|error| AppError::internal("stored rating", error))?;
        Ok(PublishedTestimonial {
            id: testimonial_id,
            excerpt_of_longer: words != quote,
            quote: words,
            rating,
            author,
            headline,
            company,
            date: Timestamp::from_millis(said_at),
            relationship,
            incentive,
            source: (source != OWN_FORM).then_some(source),
        })
    }
}

/// A published row with the tag under which a widget shows it.
#[derive(Deserialize)]
pub(super) struct TaggedRow {
    tag: String,
    #[serde(flatten)]
    row: PublishedRow,
}

impl TaggedRow {
    /// The tag, and what the public sees.
    pub(super) fn publish(self) -> Result<(String, PublishedTestimonial), AppError> {
        let Self { tag, row } = self;
        Ok((tag, row.publish()?))
    }
}
