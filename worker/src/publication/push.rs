//! Copying to KV: a job that each change of what is published puts into the queue.

use laurel_domain::{ProgramId, WidgetId};
use laurel_store::Batch;
use serde::Deserialize;
use worker::console_error;

use super::payload::{self, Copies};
use super::{Wanted, store};
use crate::context::{self, Ctx};
use crate::db::statement;
use crate::error::AppError;

/// How long one push may take, in milliseconds. Work after an answer is ended after 30 seconds, so
/// whoever takes the lease afterwards is alone.
const LEASE_MILLIS: i64 = 45_000;
/// How often a refill is pushed at most, in milliseconds.
const REFILL_MILLIS: i64 = 60_000;
/// How often one push begins again because something changed meanwhile.
const ROUNDS: u32 = 3;

/// Takes the lease when there is something to push (or, with ?4, when the last push is older than
/// that) and nobody is at it.
const LEASE_SQL: &str =
    "INSERT INTO publication (program_id, revision, pushed_revision, lease_until)
  SELECT program_id, 0, 0, ?3 FROM programs WHERE program_id = ?1
  ON CONFLICT (program_id) DO UPDATE SET lease_until = ?3
  WHERE lease_until <= ?2 AND (pushed_revision < revision OR pushed_at <= ?4)";

const DONE_SQL: &str =
    "UPDATE publication SET pushed_revision = ?3, pushed_at = ?4, lease_until = 0
  WHERE program_id = ?1 AND lease_until = ?2";

const GIVE_BACK_SQL: &str =
    "UPDATE publication SET lease_until = 0 WHERE program_id = ?1 AND lease_until = ?2";

const MORE_SQL: &str = "SELECT revision FROM publication
  WHERE program_id = ?1 AND pushed_revision < revision";

/// What is still to be pushed.
#[derive(Deserialize)]
struct MoreRow {
    #[expect(dead_code, reason = "only whether there is one counts")]
    revision: u64,
}

/// Puts back a copy that a reader missed, after the answer, unless somebody just did.
pub(super) fn refill_later(ctx: &Ctx, program: &ProgramId) {
    let (later, program) = (ctx.clone(), program.clone());
    ctx.shared.wait_until(async move {
        if let Err(error) = repeat(&later, &program, Some(REFILL_MILLIS)).await {
            console_error!("publication of {program}: {error:?}");
        }
    });
}

/// Pushes until KV has what D1 has. Whether it has: somebody else may be at it.
pub(crate) async fn push(ctx: &Ctx, program: &ProgramId) -> Result<bool, AppError> {
    repeat(ctx, program, None).await?;
    let mut batch = Batch::new();
    let more = batch.add::<MoreRow>(statement(MORE_SQL, [program.into()]));
    Ok(ctx.db.batch(batch).await?.first(more)?.is_none())
}

async fn repeat(ctx: &Ctx, program: &ProgramId, older_than: Option<i64>) -> Result<(), AppError> {
    let mut older_than = older_than;
    for _ in 0..ROUNDS {
        if !push_once(ctx, program, older_than.take()).await? {
            break;
        }
    }
    Ok(())
}

/// One push under the lease. Whether there is more to push.
async fn push_once(
    ctx: &Ctx,
    program: &ProgramId,
    older_than: Option<i64>,
) -> Result<bool, AppError> {
    let now = context::now();
    let lease = now.millis() + LEASE_MILLIS;
    let oldest = older_than.map_or(-1, |age| now.millis() - age);
    let mut batch = Batch::new();
    let taken = [program.into(), now.into(), lease.into(), oldest.into()];
    let taken = batch.add::<()>(statement(LEASE_SQL, taken));
    let reads = payload::reads(&mut batch, Some(program), None, now);
    let rows = ctx.db.batch(batch).await?;
    if rows.changes(taken)? == 0 {
        return Ok(false);
    }
    let written = match Copies::take(&rows, reads, &ctx.config.origin) {
        Ok(Some(copies)) => write(ctx, &copies).await.map(|()| copies.revision),
        Ok(None) => Err(AppError::not_found()),
        Err(error) => Err(error),
    };
    match written {
        Ok(revision) => {
            let done = [
                program.into(),
                lease.into(),
                revision.into(),
                context::now().into(),
            ];
            let mut batch = Batch::new();
            let done = batch.add::<()>(statement(DONE_SQL, done));
            let more = batch.add::<MoreRow>(statement(MORE_SQL, [program.into()]));
            let rows = ctx.db.batch(batch).await?;
            Ok(rows.changes(done)? > 0 && rows.first(more)?.is_some())
        }
        Err(error) => {
            ctx.db
                .batch(vec![statement(
                    GIVE_BACK_SQL,
                    [program.into(), lease.into()],
                )])
                .await?;
            Err(error)
        }
    }
}

async fn write(ctx: &Ctx, copies: &Copies) -> Result<(), AppError> {
    for id in &copies.gone {
        store::remove(ctx, &widget_key(*id)).await?;
    }
    store::write(
        ctx,
        &store::key(Wanted::Wall(&copies.program)),
        &copies.wall,
    )
    .await?;
    for (id, copy) in &copies.widgets {
        store::write(ctx, &widget_key(*id), copy).await?;
    }
    Ok(())
}

fn widget_key(id: WidgetId) -> String {
    store::key(Wanted::Widget(id))
}
