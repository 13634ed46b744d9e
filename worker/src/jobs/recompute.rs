//! Goes on with the recomputations that are under way, the one that waited longest first.

use laurel_domain::ProgramId;
use laurel_store::{Batch, ProgramRules, RulesRow, retrying};
use serde::Deserialize;

use crate::context::Ctx;
use crate::db::statement;
use crate::error::AppError;
use crate::recomputation;

/// Steps of one run: with the steps below a thousand people a minute, beside what members drive from a page.
const STEPS: u32 = 5;
/// People of one step.
const PEOPLE: u32 = 200;

const DUE_SQL: &str =
    "SELECT r.program_id, p.currency, p.settings, p.settings_revision FROM recomputations r
  JOIN programs p ON p.program_id = r.program_id
  WHERE r.state = 'running' ORDER BY r.updated_at, r.program_id LIMIT 1";

#[derive(Deserialize)]
struct DueRow {
    program_id: String,
    #[serde(flatten)]
    rules: RulesRow,
}

/// Takes a few steps.
pub(crate) async fn go_on(ctx: &Ctx) -> Result<(), AppError> {
    for _ in 0..STEPS {
        if !retrying(async || step(ctx).await).await? {
            break;
        }
    }
    Ok(())
}

/// One step of the job that waited longest. Whether there was one.
async fn step(ctx: &Ctx) -> Result<bool, AppError> {
    let mut batch = Batch::new();
    let due = batch.add::<DueRow>(statement(DUE_SQL, []));
    let Some(row) = ctx.db.batch(batch).await?.first(due)? else {
        return Ok(false);
    };
    let program = ProgramId::parse(&row.program_id)
        .map_err(|error| AppError::internal("program id", error))?;
    let rules = ProgramRules::read(&program, &row.rules)?;
    let mut batch = Batch::new();
    let reads = recomputation::step_reads(&mut batch, &program, PEOPLE);
    let rows = ctx.db.batch(batch).await?;
    if let Some(step) = recomputation::plan(&rules, ctx.now, &rows, reads, PEOPLE)?
        && !step.statements.is_empty()
    {
        ctx.db.batch(step.statements).await?;
    }
    Ok(true)
}
