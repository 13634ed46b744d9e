//! Finding the story that a token belongs to.

use laurel_domain::testimonial::Purpose;
use laurel_domain::{ProgramId, TestimonialId, Timestamp};
use serde::Deserialize;

use super::hash;
use crate::context::Ctx;
use crate::db::{Statement, statement};
use crate::error::AppError;
use crate::features::testimonials::{Stored, TestimonialRow};
use laurel_store::Batch;

/// Hex digits of a token.
const TOKEN_DIGITS: usize = 64;

const STORY_SQL: &str = "WITH found (program_id, testimonial_id, proves) AS (
    SELECT program_id, testimonial_id, 0 FROM testimonials WHERE receipt_hash = ?1
    UNION ALL SELECT program_id, testimonial_id, proves FROM receipt_links WHERE receipt_hash = ?1)
  SELECT f.proves, t.program_id, p.name AS program_name, t.testimonial_id, t.person_id, t.submission_id,
    t.language, t.source, t.source_url, t.quote, t.rating, t.author, t.email, t.headline, t.company, t.subject,
    t.relationship, t.incentive, t.excerpt_start, t.excerpt_end, t.tags, t.standing AS state, t.proven_at,
    t.reject_reason, t.consent_website, t.consent_social_media, t.consent_sales_material, t.licence, t.revision,
    t.said_at, t.created_at, t.updated_at, t.forgotten_at
  FROM found f
  CROSS JOIN testimonials t ON t.program_id = f.program_id AND t.testimonial_id = f.testimonial_id
  CROSS JOIN programs p ON p.program_id = t.program_id";

const STORY_BY_ID_SQL: &str =
    "SELECT 0 AS proves, t.program_id, p.name AS program_name, t.testimonial_id, t.person_id, t.submission_id,
    t.language, t.source, t.source_url, t.quote, t.rating, t.author, t.email, t.headline, t.company, t.subject,
    t.relationship, t.incentive, t.excerpt_start, t.excerpt_end, t.tags, t.standing AS state, t.proven_at, t.reject_reason,
    t.consent_website, t.consent_social_media, t.consent_sales_material, t.licence, t.revision,
    t.said_at, t.created_at, t.updated_at, t.forgotten_at
  FROM testimonials t JOIN programs p ON p.program_id = t.program_id WHERE t.program_id = ?1 AND t.testimonial_id = ?2";

const LEDGER_BY_ID_SQL: &str = "SELECT purpose, max(at) AS at, wording FROM consents
  WHERE program_id = ?1 AND testimonial_id = ?2 GROUP BY purpose";

/// The latest entry of each purpose: with `max`, SQLite takes the other columns from the same row.
const LEDGER_SQL: &str = "WITH found (program_id, testimonial_id) AS (
    SELECT program_id, testimonial_id FROM testimonials WHERE receipt_hash = ?1
    UNION ALL SELECT program_id, testimonial_id FROM receipt_links WHERE receipt_hash = ?1)
  SELECT c.purpose, max(c.at) AS at, c.wording FROM found f
  CROSS JOIN consents c ON c.program_id = f.program_id AND c.testimonial_id = f.testimonial_id
  GROUP BY c.purpose";

#[derive(Deserialize)]
struct StoryRow {
    proves: u8,
    program_id: String,
    program_name: String,
    forgotten_at: Option<i64>,
    #[serde(flatten)]
    testimonial: TestimonialRow,
}

#[derive(Deserialize)]
struct LedgerRow {
    purpose: String,
    at: i64,
    wording: String,
}

/// A story whose author is looking at it.
pub(super) struct Open {
    /// The key to it.
    pub(super) token: String,
    /// Whose program.
    pub(super) program: ProgramId,
    /// Its name.
    pub(super) program_name: String,
    /// Whether only mails to its author carry the key.
    pub(super) proves: bool,
    /// The story.
    pub(super) found: Stored,
    /// Whether its words and everything that tells its author are gone.
    pub(super) erased: bool,
    ledger: Vec<LedgerRow>,
}

impl Open {
    /// When consent to a purpose last changed, and the words that were seen then.
    pub(super) fn last_word(&self, purpose: Purpose) -> Option<(Timestamp, &str)> {
        let row = self
            .ledger
            .iter()
            .find(|row| row.purpose == purpose.code())?;
        Some((Timestamp::from_millis(row.at), &row.wording))
    }
}

/// The story of a token; 404 when there is none.
pub(super) async fn open(ctx: &Ctx, token: &str) -> Result<Open, AppError> {
    let is_token = token.len() == TOKEN_DIGITS
        && token
            .bytes()
            .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    if !is_token {
        return Err(AppError::not_found());
    }
    let hash = hash(token);
    let story = statement(STORY_SQL, [(&hash).into()]);
    let ledger = statement(LEDGER_SQL, [(&hash).into()]);
    read(ctx, token, story, ledger).await
}

/// A story by its id, whoever sent it; 404 when there is none.
pub(super) async fn open_story(
    ctx: &Ctx,
    program: &ProgramId,
    story: TestimonialId,
) -> Result<Open, AppError> {
    let of = |sql| statement(sql, [program.into(), story.into()]);
    read(ctx, "", of(STORY_BY_ID_SQL), of(LEDGER_BY_ID_SQL)).await
}

async fn read(
    ctx: &Ctx,
    token: &str,
    story: Statement,
    ledger: Statement,
) -> Result<Open, AppError> {
    let mut batch = Batch::new();
    let story = batch.add(story);
    let ledger = batch.add(ledger);
    let rows = ctx.db.batch(batch).await?;
    let StoryRow {
        proves,
        program_id,
        program_name,
        forgotten_at,
        testimonial,
    } = rows.first(story)?.ok_or_else(AppError::not_found)?;
    Ok(Open {
        token: token.to_owned(),
        program: ProgramId::parse(&program_id)
            .map_err(|error| AppError::internal("program id", error))?,
        program_name,
        proves: proves == 1,
        found: Stored::try_from(testimonial)?,
        erased: forgotten_at.is_some(),
        ledger: rows.take(ledger)?,
    })
}
