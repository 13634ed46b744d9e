//! Ends asks that nobody answered for long, so that they do not block others for ever.

use std::collections::BTreeMap;

use laurel_domain::ProgramId;
use laurel_domain::ask::expires_due_before;
use laurel_domain::event::Subject;
use serde::Deserialize;

use crate::auth::Actor;
use crate::context::Ctx;
use crate::db::{json, statement};
use crate::error::AppError;
use crate::events;
use laurel_store::Batch;

/// Asks of one run.
const PER_RUN: u32 = 500;

const DUE_SQL: &str = "SELECT program_id, ask_id FROM asks WHERE state = 'open' AND due_day < ?1
  ORDER BY due_day LIMIT ?2";

/// Only those that are still open: somebody may have answered meanwhile.
const EXPIRE_SQL: &str = "UPDATE asks SET state = 'expired', closed_at = ?3
  WHERE program_id = ?1 AND ask_id IN (SELECT value FROM json_each(?2)) AND state = 'open'";

#[derive(Deserialize)]
struct DueRow {
    program_id: String,
    ask_id: String,
}

/// Expires what was due long ago, the longest ago first.
pub(crate) async fn expire(ctx: &Ctx) -> Result<(), AppError> {
    let limit = expires_due_before(ctx.now);
    let mut batch = Batch::new();
    let due = batch.add::<DueRow>(statement(DUE_SQL, [limit.into(), PER_RUN.into()]));
    let rows = ctx.db.batch(batch).await?;
    let mut programs: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for DueRow { program_id, ask_id } in rows.take(due)? {
        programs.entry(program_id).or_default().push(ask_id);
    }
    for (program, asks) in programs {
        let program =
            ProgramId::parse(&program).map_err(|error| AppError::internal("program id", error))?;
        let asks = json(&asks)?;
        let by = (&Actor::System, "expired");
        let events = events::each(&program, Subject::Ask, asks.clone(), by, ctx.now);
        let expire = statement(EXPIRE_SQL, [(&program).into(), asks, ctx.now.into()]);
        ctx.db.batch(vec![expire, events]).await?;
    }
    Ok(())
}
