//! How long a session goes on, and the note that it is used.

use laurel_domain::Timestamp;
use laurel_store::Batch;
use worker::console_error;

use crate::context::Ctx;
use crate::db::statement;

/// A session that nobody uses for so many days has ended.
pub(crate) const IDLE_DAYS: i32 = 14;

/// It is noted at most this often that a session is used, in milliseconds, so that reading stays reading.
const NOTED_EVERY: i64 = 3_600_000;

const USED_SQL: &str =
    "UPDATE sessions SET last_used_at = ?2 WHERE token_hash = ?1 AND last_used_at < ?3";

/// Notes after the answer that the session is used, when that was not noted lately.
pub(crate) fn note_use(ctx: &Ctx, hash: &str, created_at: i64, last_used_at: i64) {
    let before = ctx.now.millis() - NOTED_EVERY;
    if created_at.max(last_used_at) > before {
        return;
    }
    let before = Timestamp::from_millis(before);
    let note = statement(USED_SQL, [hash.into(), ctx.now.into(), before.into()]);
    let later = ctx.clone();
    ctx.shared.wait_until(async move {
        if let Err(error) = later.db.batch(Batch::from(vec![note])).await {
            console_error!("session: {error:?}");
        }
    });
}
