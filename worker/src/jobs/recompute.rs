//! Goes on with a program's recomputation.

use laurel_domain::{ProgramId, Timestamp};
use laurel_store::{Batch, LostRace, ProgramRules, RulesRow};

use super::Next;
use crate::context::Ctx;
use crate::db::statement;
use crate::error::AppError;
use crate::recomputation;

const DUE_SQL: &str = "SELECT p.currency, p.settings, p.settings_revision FROM recomputations r
  CROSS JOIN programs p ON p.program_id = r.program_id
  WHERE r.program_id = ?1 AND r.state = 'running'";

/// Takes a step; with more to do the next run follows. Members may drive it from a page beside.
pub(super) async fn run(ctx: &Ctx, program: &ProgramId, now: Timestamp) -> Result<Next, AppError> {
    match step(ctx, program, now).await {
        Ok(false) => Ok(Next::Done),
        Ok(true) => Ok(Next::At(now)),
        // Somebody else was faster; what one run may ask is too little for a second try.
        Err(error) if error.is_lost_race() => Ok(Next::At(now)),
        Err(error) => Err(error),
    }
}

/// One step. Whether there was one.
async fn step(ctx: &Ctx, program: &ProgramId, now: Timestamp) -> Result<bool, AppError> {
    let people = ctx.config.plan.limits().people;
    let mut batch = Batch::new();
    let due = batch.add::<RulesRow>(statement(DUE_SQL, [program.into()]));
    let Some(row) = ctx.db.batch(batch).await?.first(due)? else {
        return Ok(false);
    };
    let rules = ProgramRules::read(program, &row)?;
    let mut batch = Batch::new();
    let reads = recomputation::step_reads(&mut batch, program, people);
    let rows = ctx.db.batch(batch).await?;
    if let Some(step) = recomputation::plan(&rules, now, &rows, reads, people)?
        && !step.statements.is_empty()
    {
        ctx.db.batch(step.statements).await?;
    }
    Ok(true)
}
