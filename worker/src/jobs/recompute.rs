//! Goes on with a program's recomputation.

use laurel_domain::{ProgramId, Timestamp};
use laurel_store::{Batch, ProgramRules, RulesRow, retrying};

use super::Next;
use crate::context::Ctx;
use crate::db::statement;
use crate::error::AppError;
use crate::recomputation;

/// Steps of one run; with more to do the next run follows. Members may drive it from a page beside.
const STEPS: u32 = 5;
/// People of one step.
const PEOPLE: u32 = 200;

const DUE_SQL: &str = "SELECT p.currency, p.settings, p.settings_revision FROM recomputations r
  CROSS JOIN programs p ON p.program_id = r.program_id
  WHERE r.program_id = ?1 AND r.state = 'running'";

/// Takes a few steps.
pub(super) async fn run(ctx: &Ctx, program: &ProgramId, now: Timestamp) -> Result<Next, AppError> {
    for _ in 0..STEPS {
        if !retrying(async || step(ctx, program, now).await).await? {
            return Ok(Next::Done);
        }
    }
    Ok(Next::At(now))
}

/// One step. Whether there was one.
async fn step(ctx: &Ctx, program: &ProgramId, now: Timestamp) -> Result<bool, AppError> {
    let mut batch = Batch::new();
    let due = batch.add::<RulesRow>(statement(DUE_SQL, [program.into()]));
    let Some(row) = ctx.db.batch(batch).await?.first(due)? else {
        return Ok(false);
    };
    let rules = ProgramRules::read(program, &row)?;
    let mut batch = Batch::new();
    let reads = recomputation::step_reads(&mut batch, program, PEOPLE);
    let rows = ctx.db.batch(batch).await?;
    if let Some(step) = recomputation::plan(&rules, now, &rows, reads, PEOPLE)?
        && !step.statements.is_empty()
    {
        ctx.db.batch(step.statements).await?;
    }
    Ok(true)
}
