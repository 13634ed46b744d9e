//! Goes on with the recomputations that are under way, the one that waited longest first.

use laurel_domain::ProgramId;
use laurel_domain::money::Currency;
use serde::Deserialize;

use crate::context::Ctx;
use crate::db::statement;
use crate::error::AppError;
use crate::ingest::{self, Rules};
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
    currency: String,
    settings: String,
    settings_revision: u64,
}

/// Takes a few steps.
pub(crate) async fn go_on(ctx: &Ctx) -> Result<(), AppError> {
    for _ in 0..STEPS {
        if !ingest::retrying(|| step(ctx)).await? {
            break;
        }
    }
    Ok(())
}

/// One step of the job that waited longest. Whether there was one.
async fn step(ctx: &Ctx) -> Result<bool, AppError> {
    let due = ctx.db.batch(vec![statement(DUE_SQL, [])]).await?;
    let Some(row) = due.first::<DueRow>(0)? else {
        return Ok(false);
    };
    let program = ProgramId::parse(&row.program_id)
        .map_err(|error| AppError::internal("program id", error))?;
    let settings = serde_json::from_str(&row.settings)
        .map_err(|error| AppError::internal("program settings", error))?;
    let rules = Rules {
        program: &program,
        settings: &settings,
        revision: row.settings_revision,
        currency: Currency::parse(&row.currency)
            .map_err(|error| AppError::internal("program currency", error))?,
        now: ctx.now,
        list: "people",
    };
    let reads = recomputation::step_reads(&program, PEOPLE);
    let rows = ctx.db.batch(reads).await?;
    if let Some(step) = recomputation::plan(&rules, &rows, 0, PEOPLE)?
        && !step.statements.is_empty()
    {
        ctx.db.batch(step.statements).await?;
    }
    Ok(true)
}
