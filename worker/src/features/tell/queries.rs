//! Statements of the form.

use laurel_domain::testimonial::{Purpose, Rating, TestimonialState};
use laurel_domain::text::Email;
use laurel_domain::{ProgramId, SubmissionId};
use laurel_pages::TellValues;
use serde::Deserialize;

use super::story::Story;
use crate::db::{Statement, statement};
use crate::error::AppError;
use crate::features::receipt;

const PROGRAM_SQL: &str = "SELECT name, product_name, incentive FROM programs
  WHERE program_id = ?1";

const SENT_SQL: &str =
    "SELECT testimonial_id, receipt_hash, quote, rating, author, email, headline, company,
    relationship, consent_website, consent_social_media, consent_sales_material, standing AS state
  FROM testimonials WHERE program_id = ?1 AND submission_id = ?2";

/// What the form says about the program.
#[derive(Deserialize)]
pub(super) struct ProgramRow {
    pub(super) name: String,
    pub(super) product_name: String,
    pub(super) incentive: Option<String>,
}

/// The program.
pub(super) fn program(program: &ProgramId) -> Statement {
    statement(PROGRAM_SQL, [program.into()])
}

/// What this sending has stored already.
#[derive(Deserialize)]
pub(super) struct SentRow {
    testimonial_id: String,
    receipt_hash: Option<String>,
    quote: String,
    rating: Option<u8>,
    author: Option<String>,
    email: Option<String>,
    headline: Option<String>,
    company: Option<String>,
    relationship: String,
    consent_website: u8,
    consent_social_media: u8,
    consent_sales_material: u8,
    state: String,
}

impl SentRow {
    /// Whether it waits to be read, so that its author can still change it.
    pub(super) fn waits(&self) -> bool {
        let state = TestimonialState::parse(&self.state);
        matches!(
            state,
            Ok(TestimonialState::Pending | TestimonialState::Suspected)
        )
    }

    /// Whether it was approved.
    pub(super) fn is_approved(&self) -> bool {
        TestimonialState::parse(&self.state) == Ok(TestimonialState::Approved)
    }

    /// Whether it was sent under this address.
    pub(super) fn is_from(&self, story: &Story) -> bool {
        self.email.as_deref() == story.email.as_ref().map(Email::as_str)
    }

    /// Whether this is what was sent, all of it.
    pub(super) fn is(&self, story: &Story, values: &TellValues) -> bool {
        let consents = [
            (Purpose::Website, self.consent_website),
            (Purpose::SocialMedia, self.consent_social_media),
            (Purpose::SalesMaterial, self.consent_sales_material),
        ];
        let same_consents = consents
            .into_iter()
            .all(|(purpose, given)| values.consents_to(purpose) == (given == 1));
        let Self {
            quote,
            rating,
            author,
            headline,
            company,
            relationship,
            ..
        } = self;
        quote == story.quote.as_str()
            && *rating == story.rating.map(Rating::stars)
            && author.as_ref() == Some(&story.author)
            && *headline == story.headline
            && *company == story.company
            && relationship == story.relationship.code()
            && self.is_from(story)
            && same_consents
    }

    /// What makes this token lead to it, unless it does already.
    pub(super) fn lead(
        &self,
        program: &ProgramId,
        token: &str,
    ) -> Result<Option<Statement>, AppError> {
        if self.receipt_hash.as_deref() == Some(&receipt::hash(token)) {
            return Ok(None);
        }
        let story = self
            .testimonial_id
            .parse()
            .map_err(|error| AppError::internal("testimonial id", error))?;
        Ok(Some(receipt::remember(program, story, token, false)))
    }
}

/// Whether this sending has arrived before.
pub(super) fn sent(program: &ProgramId, submission: SubmissionId) -> Statement {
    statement(SENT_SQL, [program.into(), submission.into()])
}
