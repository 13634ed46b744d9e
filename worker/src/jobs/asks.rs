//! Ends asks that nobody answered for long, so that they do not block others for ever.

use laurel_domain::ask::expires_due_before;
use laurel_domain::event::Subject;
use laurel_domain::{ProgramId, Timestamp};
use laurel_store::Batch;
use serde::Deserialize;

use super::Next;
use crate::auth::Actor;
use crate::context::Ctx;
use crate::db::{json, statement};
use crate::error::AppError;
use crate::events;

/// Asks of one run.
const PER_RUN: u32 = 200;
/// How long until it is done again, in milliseconds.
const PAUSE_MILLIS: i64 = 3_600_000;

const DUE_SQL: &str =
    "SELECT ask_id FROM asks WHERE program_id = ?1 AND state = 'open' AND due_day < ?2
  ORDER BY due_day LIMIT ?3";

/// Only those that are still open: somebody may have answered meanwhile.
const EXPIRE_SQL: &str = "UPDATE asks SET state = 'expired', closed_at = ?3
  WHERE program_id = ?1 AND ask_id IN (SELECT value FROM json_each(?2)) AND state = 'open'";

#[derive(Deserialize)]
struct DueRow {
    ask_id: String,
}

/// Expires what was due long ago, the longest ago first.
pub(super) async fn run(ctx: &Ctx, program: &ProgramId, now: Timestamp) -> Result<Next, AppError> {
    let limit = expires_due_before(now);
    let mut batch = Batch::new();
    let due = statement(DUE_SQL, [program.into(), limit.into(), PER_RUN.into()]);
    let due = batch.add::<DueRow>(due);
    let due = ctx.db.batch(batch).await?.take(due)?;
    let asks: Vec<String> = due.into_iter().map(|row| row.ask_id).collect();
    if !asks.is_empty() {
        let ids = json(&asks)?;
        let by = (&Actor::System, "expired");
        let events = events::each(program, Subject::Ask, ids.clone(), by, now);
        let expire = statement(EXPIRE_SQL, [program.into(), ids, now.into()]);
        ctx.db.batch(vec![expire, events]).await?;
    }
    let is_more = asks.len() >= PER_RUN as usize;
    let pause = if is_more { 0 } else { PAUSE_MILLIS };
    Ok(Next::At(Timestamp::from_millis(now.millis() + pause)))
}
