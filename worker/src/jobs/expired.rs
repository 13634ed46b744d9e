//! Forgets sessions and sign-in links that no longer work, a day after they ended, counts of limits whose
//! time is over, and mails after 30 days.

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

/// Deletes what expired more than a day ago.
pub(super) async fn run(ctx: &Ctx, now: Timestamp) -> Result<Next, AppError> {
    let limit = now.plus_days(-1);
    ctx.db
        .batch(vec![
            statement(SESSIONS_SQL, [limit.into()]),
            statement(LINKS_SQL, [limit.into()]),
            statement(MAILS_SQL, [now.plus_days(-MAIL_DAYS).into()]),
            limits::forget(now),
        ])
        .await?;
    Ok(Next::At(Timestamp::from_millis(
        now.millis() + PAUSE_MILLIS,
    )))
}
