//! Ends asks that nobody answered for long, so that they do not block others for ever.

use laurel_domain::ask::expires_due_before;

use crate::context::Ctx;
use crate::db::statement;
use crate::error::AppError;

/// Asks of one run.
const PER_RUN: u32 = 500;

const EXPIRE_SQL: &str = "UPDATE asks SET state = 'expired', closed_at = ?2
  FROM (SELECT program_id AS program, ask_id AS ask FROM asks WHERE state = 'open' AND due_day < ?1
    ORDER BY due_day LIMIT ?3)
  WHERE program_id = program AND ask_id = ask";

/// Expires what was due long ago, the longest ago first.
pub(crate) async fn expire(ctx: &Ctx) -> Result<(), AppError> {
    let limit = expires_due_before(ctx.now);
    ctx.db
        .batch(vec![statement(
            EXPIRE_SQL,
            [limit.into(), ctx.now.into(), PER_RUN.into()],
        )])
        .await?;
    Ok(())
}
