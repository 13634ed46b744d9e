//! Takes words that were withdrawn long enough ago out of the database.

use laurel_domain::moderation::Event;
use laurel_domain::{ProgramId, Timestamp};
use laurel_store::{Batch, retrying};

use super::Next;
use crate::auth::Actor;
use crate::context::Ctx;
use crate::db::statement;
use crate::error::AppError;
use crate::features::privacy::Forgetting;
use crate::features::testimonials::{Stored, TestimonialRow};

/// Stories of one run; with more the next one follows at once.
const PER_RUN: u32 = 10;
/// How long until it is done again, in milliseconds.
const PAUSE_MILLIS: i64 = 3_600_000;

/// A withdrawn story is changed no more, so its latest change is its withdrawal.
const DUE_SQL: &str = "SELECT testimonial_id, person_id, submission_id, language, source, source_url, quote, rating,
    author, email, headline, company, subject, relationship, incentive, excerpt_start, excerpt_end, tags,
    standing AS state, proven_at, reject_reason, consent_website, consent_social_media, consent_sales_material, licence,
    revision, said_at, created_at, updated_at
  FROM testimonials INDEXED BY testimonials_to_forget
  WHERE program_id = ?1 AND state = 'withdrawn' AND forgotten_at IS NULL
    AND updated_at <= ?2 - 86400000 * (SELECT withdrawn_days FROM programs WHERE program_id = ?1)
  ORDER BY updated_at LIMIT ?3";

/// Those that are due, the longest ago first.
pub(super) async fn run(ctx: &Ctx, program: &ProgramId, now: Timestamp) -> Result<Next, AppError> {
    let forgotten = retrying(async || {
        let mut batch = Batch::new();
        let due = statement(DUE_SQL, [program.into(), now.into(), PER_RUN.into()]);
        let due = batch.add::<TestimonialRow>(due);
        let due = ctx.db.batch(batch).await?.take(due)?.into_iter();
        let due: Vec<Stored> = due.map(Stored::try_from).collect::<Result<_, AppError>>()?;
        let forgetting = Forgetting {
            config: &ctx.config,
            program,
            actor: &Actor::System,
            event: Event::Forgotten,
            now,
        };
        if !due.is_empty() {
            ctx.db.batch(forgetting.statements(&due)?).await?;
        }
        Ok::<_, AppError>(due.len())
    });
    let is_more = forgotten.await? >= PER_RUN as usize;
    let pause = if is_more { 0 } else { PAUSE_MILLIS };
    Ok(Next::At(Timestamp::from_millis(now.millis() + pause)))
}
