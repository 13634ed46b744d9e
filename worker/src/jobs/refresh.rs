//! Derives people again whom the passing of time can move: points decay, windows close.

use std::collections::BTreeMap;

use laurel_api::touchpoints::PersonKey;
use laurel_domain::ProgramId;
use laurel_ingest::Snapshot;
use laurel_store::{Batch, ProgramRules, RulesRow, retrying};
use serde::Deserialize;

use crate::context::Ctx;
use crate::db::statement;
use crate::error::AppError;

/// People of one run: a thousand are through in twenty minutes, each once a day.
const PER_RUN: u32 = 50;

const DUE_SQL: &str = "SELECT program_id, person_id FROM person_state
  WHERE changes_by_time = 1 AND derived_at < ?1 ORDER BY derived_at LIMIT ?2";

const PROGRAM_SQL: &str =
    "SELECT currency, settings, settings_revision FROM programs WHERE program_id = ?1";

#[derive(Deserialize)]
struct DueRow {
    program_id: String,
    person_id: String,
}

/// Derives those again who were last derived more than a day ago, the longest ago first.
pub(crate) async fn refresh(ctx: &Ctx) -> Result<(), AppError> {
    let limit = ctx.now.plus_days(-1);
    let mut batch = Batch::new();
    let due = batch.add::<DueRow>(statement(DUE_SQL, [limit.into(), PER_RUN.into()]));
    let rows = ctx.db.batch(batch).await?;
    let mut programs: BTreeMap<String, Vec<PersonKey>> = BTreeMap::new();
    for row in rows.take(due)? {
        let id = row
            .person_id
            .parse()
            .map_err(|error| AppError::internal("person id", error))?;
        let key = PersonKey {
            id: Some(id),
            ..PersonKey::default()
        };
        programs.entry(row.program_id).or_default().push(key);
    }
    for (program, people) in programs {
        let program =
            ProgramId::parse(&program).map_err(|error| AppError::internal("program id", error))?;
        retrying(async || again(ctx, &program, &people).await).await?;
    }
    Ok(())
}

async fn again(ctx: &Ctx, program: &ProgramId, people: &[PersonKey]) -> Result<(), AppError> {
    let mut batch = Batch::new();
    let rules = batch.add::<RulesRow>(statement(PROGRAM_SQL, [program.into()]));
    let reads = laurel_ingest::reads(&mut batch, program, people.iter())?;
    let rows = ctx.db.batch(batch).await?;
    let row = rows.first(rules)?.ok_or_else(AppError::not_found)?;
    let rules = ProgramRules::read(program, &row)?;
    let snapshot = Snapshot::take(&rows, reads)?;
    let statements = laurel_ingest::plan_again(&rules, ctx.now, &snapshot)?;
    if !statements.is_empty() {
        ctx.db.batch(statements).await?;
    }
    Ok(())
}
