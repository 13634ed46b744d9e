//! Going on with a recomputation, stopping it, letting it go on.

use laurel_api::endpoints::{ChangeRecomputation, StepRecomputation};
use laurel_api::settings::RecomputationResponse;
use laurel_domain::mistake::Mistake;
use laurel_store::{Batch, retrying};

use crate::db::statement;
use crate::error::AppError;
use crate::recomputation::{self, Job};
use crate::web::{Call, Reply};

/// The most people of a step that can be asked for; when none are, the plan of the platform says how many.
const MOST: u32 = 500;

const CHANGE_SQL: &str = "UPDATE recomputations SET state = CASE ?2 WHEN 1 THEN 'paused' ELSE 'running' END, updated_at = ?3
  WHERE program_id = ?1 AND state <> 'done'";

/// `POST /recomputation/steps`
pub(super) async fn step(
    call: Call<StepRecomputation>,
) -> Result<Reply<RecomputationResponse>, AppError> {
    let usual = call.ctx.config.plan.limits().people;
    let people = call.body.people.map_or(usual, u32::from);
    if !(1..=MOST).contains(&people) {
        let outside = Mistake::NumberOutside {
            least: 1,
            most: u64::from(MOST),
        };
        return Err(AppError::field("people", outside));
    }
    let now = call.ctx.now;
    retrying(async || {
        let mut batch = Batch::new();
        let reads = recomputation::step_reads(&mut batch, &call.path.program, people);
        let authorized = call.authorized(batch).await?;
        let rules = &authorized.access.rules;
        let step = recomputation::plan(rules, now, &authorized.rows, reads, people)?
            .ok_or_else(AppError::not_found)?;
        if !step.statements.is_empty() {
            call.ctx.db.batch(step.statements).await?;
        }
        let recomputation = step.job.wire();
        Ok(Reply::new(RecomputationResponse { recomputation }))
    })
    .await
}

/// `PATCH /recomputation`
pub(super) async fn change(
    call: Call<ChangeRecomputation>,
) -> Result<Reply<RecomputationResponse>, AppError> {
    let program = &call.path.program;
    call.authorized(Vec::new()).await?;
    let paused = call.body.paused.into();
    let change = [program.into(), paused, call.ctx.now.into()];
    let mut batch = Batch::from(vec![statement(CHANGE_SQL, change)]);
    let job = batch.add::<Job>(recomputation::read(program));
    let rows = call.ctx.db.batch(batch).await?;
    let job = rows.first(job)?.ok_or_else(AppError::not_found)?;
    let recomputation = job.wire();
    Ok(Reply::new(RecomputationResponse { recomputation }))
}
