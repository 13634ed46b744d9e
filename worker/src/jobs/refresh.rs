//! Derives people again whom the passing of time can move: points decay, windows close.

use laurel_api::touchpoints::PersonKey;
use laurel_domain::{ProgramId, Timestamp};
use laurel_ingest::Snapshot;
use laurel_store::{Batch, LostRace, ProgramRules, RulesRow};
use serde::Deserialize;

use super::Next;
use crate::context::Ctx;
use crate::db::{self, statement};
use crate::error::AppError;

/// How long until somebody is looked for again, in milliseconds.
const PAUSE_MILLIS: i64 = 3_600_000;

const DUE_SQL: &str = "SELECT person_id FROM person_state
  WHERE program_id = ?1 AND changes_by_time = 1 AND derived_at < ?2 ORDER BY derived_at LIMIT ?3";

#[derive(Deserialize)]
struct DueRow {
    person_id: String,
}

/// Derives those again who were last derived more than a day ago, the longest ago first.
pub(super) async fn run(ctx: &Ctx, program: &ProgramId, now: Timestamp) -> Result<Next, AppError> {
    // With more than these the next run follows at once. Each is derived once a day.
    let most = ctx.config.plan.limits().people;
    let limit = now.plus_days(-1);
    let mut batch = Batch::new();
    let due = statement(DUE_SQL, [program.into(), limit.into(), most.into()]);
    let due = batch.add::<DueRow>(due);
    let due = ctx.db.batch(batch).await?.take(due)?;
    let people = due.into_iter().map(|row| {
        let id = row.person_id.parse();
        Ok(PersonKey {
            id: Some(id.map_err(|error| AppError::internal("person id", error))?),
            ..PersonKey::default()
        })
    });
    let people = people.collect::<Result<Vec<PersonKey>, AppError>>()?;
    if !people.is_empty() {
        match again(ctx, program, &people, now).await {
            // Somebody else was faster; what one run may ask is too little for a second try.
            Err(error) if error.is_lost_race() => return Ok(Next::At(now)),
            outcome => outcome?,
        }
    }
    let is_more = people.len() >= most as usize;
    let pause = if is_more { 0 } else { PAUSE_MILLIS };
    Ok(Next::At(Timestamp::from_millis(now.millis() + pause)))
}

async fn again(
    ctx: &Ctx,
    program: &ProgramId,
    people: &[PersonKey],
    now: Timestamp,
) -> Result<(), AppError> {
    let mut batch = Batch::new();
    let rules = batch.add::<RulesRow>(db::rules(program));
    let reads = laurel_ingest::reads(&mut batch, program, people.iter())?;
    let rows = ctx.db.batch(batch).await?;
    let row = rows.first(rules)?.ok_or_else(AppError::not_found)?;
    let rules = ProgramRules::read(program, &row)?;
    let snapshot = Snapshot::take(&rows, reads)?;
    let statements = laurel_ingest::plan_again(&rules, now, &snapshot)?;
    if !statements.is_empty() {
        ctx.db.batch(statements).await?;
    }
    Ok(())
}
