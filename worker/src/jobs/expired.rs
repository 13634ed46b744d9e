//! Forgets sessions and sign-in links that no longer work, a day after they ended, counts of limits whose time
//! is over, mails after 30 days, and likely spam that nobody took out for as long.

use laurel_domain::Timestamp;

use super::Next;
use crate::context::Ctx;
use crate::db::statement;
use crate::error::AppError;
use crate::limits;

/// How long until it is done again, in milliseconds.
const PAUSE_MILLIS: i64 = 3_600_000;

const SESSIONS_SQL: &str = "DELETE FROM sessions WHERE expires_at < ?1";
const LINKS_SQL: &str = "DELETE FROM sign_in_links WHERE expires_at < ?1";

/// For how many days it is known to whom a mail went.
const MAIL_DAYS: i32 = 30;

/// A bounded number at a time. A mail that never could be sent goes as well.
const MAILS_SQL: &str = "DELETE FROM outbox WHERE mail_id IN (
    SELECT mail_id FROM outbox INDEXED BY outbox_recent WHERE created_at < ?1 ORDER BY created_at LIMIT 500)";
/// For how many days likely spam waits for somebody to look at it.
const SUSPECTED_DAYS: i32 = 30;

/// Counts before the rows are gone, the same ones in the same order.
const COUNT_SUSPECTED_SQL: &str = "INSERT INTO program_totals (program_id, name, value)
  SELECT program_id, 'testimonials:suspected', -count(*) FROM (
    SELECT program_id FROM testimonials INDEXED BY testimonials_suspected
    WHERE suspected = 1 AND state = 'pending' AND created_at < ?1
    ORDER BY created_at, program_id, testimonial_id LIMIT 500)
  WHERE true GROUP BY program_id
  ON CONFLICT (program_id, name) DO UPDATE SET value = value + excluded.value";
const SUSPECTED_TAGS_SQL: &str =
    "DELETE FROM testimonial_tags WHERE (program_id, testimonial_id) IN (
    SELECT program_id, testimonial_id FROM testimonials INDEXED BY testimonials_suspected
    WHERE suspected = 1 AND state = 'pending' AND created_at < ?1
    ORDER BY created_at, program_id, testimonial_id LIMIT 500)";
const SUSPECTED_SQL: &str = "DELETE FROM testimonials WHERE (program_id, testimonial_id) IN (
    SELECT program_id, testimonial_id FROM testimonials INDEXED BY testimonials_suspected
    WHERE suspected = 1 AND state = 'pending' AND created_at < ?1
    ORDER BY created_at, program_id, testimonial_id LIMIT 500)";

/// Deletes what expired more than a day ago.
pub(super) async fn run(ctx: &Ctx, now: Timestamp) -> Result<Next, AppError> {
    let limit = now.plus_days(-1);
    let suspected = now.plus_days(-SUSPECTED_DAYS);
    ctx.db
        .batch(vec![
            statement(SESSIONS_SQL, [limit.into()]),
            statement(LINKS_SQL, [limit.into()]),
            statement(MAILS_SQL, [now.plus_days(-MAIL_DAYS).into()]),
            limits::forget(now),
            statement(COUNT_SUSPECTED_SQL, [suspected.into()]),
            statement(SUSPECTED_TAGS_SQL, [suspected.into()]),
            statement(SUSPECTED_SQL, [suspected.into()]),
        ])
        .await?;
    Ok(Next::At(Timestamp::from_millis(
        now.millis() + PAUSE_MILLIS,
    )))
}
