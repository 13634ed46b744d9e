//! Copying to KV: after the commit, and again by the minute job.

use laurel_domain::{ProgramId, WidgetId};
use serde::Deserialize;
use worker::console_error;

use super::payload::{self, Copies};
use super::{Wanted, store};
use crate::context::{self, Ctx};
use crate::db::statement;
use crate::error::AppError;
use laurel_store::Batch;

/// How long one push may take, in milliseconds. Work after an answer is ended after 30 seconds, so
/// whoever takes the lease afterwards is alone.
const LEASE_MILLIS: i64 = 45_000;
/// How often a refill is pushed at most, in milliseconds.
const REFILL_MILLIS: i64 = 60_000;
/// How often one push begins again because something changed meanwhile. The job does the rest.
const ROUNDS: u32 = 3;
/// How many programs one run of the job takes.
const PER_RUN: u32 = 20;

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

const MORE_SQL: &str = "SELECT program_id FROM publication
  WHERE program_id = ?1 AND pushed_revision < revision";

const DUE_SQL: &str =
    "SELECT program_id FROM publication WHERE pushed_revision < revision LIMIT ?1";

#[derive(Deserialize)]
struct DueRow {
    program_id: String,
}

/// Pushes after the answer has gone out. Call it after a batch with [`changed`](super::changed).
pub(crate) fn push_later(ctx: &Ctx, program: &ProgramId) {
    spawn(ctx, program, None);
}

/// Puts back a copy that a reader missed, after the answer, unless somebody just did.
pub(super) fn refill_later(ctx: &Ctx, program: &ProgramId) {
    spawn(ctx, program, Some(REFILL_MILLIS));
}

fn spawn(ctx: &Ctx, program: &ProgramId, older_than: Option<i64>) {
    let (later, program) = (ctx.clone(), program.clone());
    ctx.shared.wait_until(async move {
        if let Err(error) = push(&later, &program, older_than).await {
            console_error!("publication of {program}: {error:?}");
        }
    });
}

/// Repeats what did not get through.
pub(crate) async fn push_due(ctx: &Ctx) -> Result<(), AppError> {
    let mut batch = Batch::new();
    let due = batch.add::<DueRow>(statement(DUE_SQL, [PER_RUN.into()]));
    let rows = ctx.db.batch(batch).await?;
    for row in rows.take(due)? {
        let program = ProgramId::parse(&row.program_id)
            .map_err(|error| AppError::internal("program id", error))?;
        if let Err(error) = push(ctx, &program, None).await {
            console_error!("publication of {program}: {error:?}");
        }
    }
    Ok(())
}

/// Pushes until KV has what D1 has, or somebody else is at it.
async fn push(ctx: &Ctx, program: &ProgramId, older_than: Option<i64>) -> Result<(), AppError> {
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
            let more = batch.add::<DueRow>(statement(MORE_SQL, [program.into()]));
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
