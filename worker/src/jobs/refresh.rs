//! Derives people again whom the passing of time can move: points decay, windows close.

use std::collections::BTreeMap;

use laurel_api::touchpoints::PersonKey;
use laurel_domain::ProgramId;
use laurel_domain::money::Currency;
use serde::Deserialize;

use crate::context::Ctx;
use crate::db::statement;
use crate::error::AppError;
use crate::ingest::{self, Known, Rules};

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

#[derive(Deserialize)]
struct ProgramRow {
    currency: String,
    settings: String,
    settings_revision: u64,
}

/// Derives those again who were last derived more than a day ago, the longest ago first.
pub(crate) async fn refresh(ctx: &Ctx) -> Result<(), AppError> {
    let limit = ctx.now.plus_days(-1);
    let due = ctx
        .db
        .batch(vec![statement(DUE_SQL, [limit.into(), PER_RUN.into()])])
        .await?;
    let mut programs: BTreeMap<String, Vec<PersonKey>> = BTreeMap::new();
    for row in due.all::<DueRow>(0)? {
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
        ingest::retrying(|| again(ctx, &program, &people)).await?;
    }
    Ok(())
}

async fn again(ctx: &Ctx, program: &ProgramId, people: &[PersonKey]) -> Result<(), AppError> {
    let mut reads = vec![statement(PROGRAM_SQL, [program.into()])];
    reads.extend(ingest::reads(program, people.iter())?);
    let rows = ctx.db.batch(reads).await?;
    let row: ProgramRow = rows.first(0)?.ok_or_else(AppError::not_found)?;
    let known = Known::read(&rows, 1)?;
    let settings = serde_json::from_str(&row.settings)
        .map_err(|error| AppError::internal("program settings", error))?;
    let currency = Currency::parse(&row.currency)
        .map_err(|error| AppError::internal("program currency", error))?;
    let rules = Rules {
        program,
        settings: &settings,
        revision: row.settings_revision,
        currency,
        now: ctx.now,
        list: "people",
    };
    let statements = ingest::plan_again(&rules, &known)?;
    if !statements.is_empty() {
        ctx.db.batch(statements).await?;
    }
    Ok(())
}
