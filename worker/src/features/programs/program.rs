//! A program with its counters.

use laurel_domain::mistake::{FieldMistake, Mistake};
use std::collections::BTreeMap;

use laurel_api::endpoints::{GetProgram, UpdateProgram};
use laurel_api::programs::{Program, ProgramChange, ProgramResponse, WITHDRAWN_DAYS_MAX};
use laurel_domain::ProgramId;
use laurel_domain::event::Subject;
use laurel_domain::text::{optional_line, single_line};
use serde::Deserialize;

use crate::auth::Actor;
use crate::auth::access::{Authorized, ProgramRow};
use crate::db::{json, statement};
use crate::error::AppError;
use crate::events::Event;
use crate::features::figures::counts::{self, Counts};
use crate::recomputation::{self, Job};
use crate::web::{Call, Reply};
use laurel_store::{Batch, Sent};

const TOTALS_SQL: &str = "SELECT name, value FROM program_totals WHERE program_id = ?1";

const COUNTS_SQL: &str =
    "SELECT cells -> '$.totals' AS totals FROM program_counts WHERE program_id = ?1";

const UPDATE_SQL: &str = "UPDATE programs SET name = ?2, product_name = ?3, product_type = ?4, website = ?5, incentive = ?6
  WHERE program_id = ?1";

const WITHDRAWN_DAYS_SQL: &str = "UPDATE programs SET withdrawn_days = ?2 WHERE program_id = ?1";

#[derive(Deserialize)]
struct TotalRow {
    name: String,
    value: i64,
}

#[derive(Deserialize)]
struct CountsRow {
    totals: Option<String>,
}

/// `GET /programs/{program}`
pub(super) async fn get_program(
    call: Call<GetProgram>,
) -> Result<Reply<ProgramResponse>, AppError> {
    let mut batch = Batch::new();
    let reads = reads(&mut batch, &call.path.program);
    let authorized = call.authorized(batch).await?;
    respond(&authorized, reads, &authorized.access.row)
}

/// `PATCH /programs/{program}`
pub(super) async fn update_program(
    call: Call<UpdateProgram>,
) -> Result<Reply<ProgramResponse>, AppError> {
    let program = &call.path.program;
    let mut batch = Batch::new();
    let reads = reads(&mut batch, program);
    let authorized = call.authorized(batch).await?;
    let before = &authorized.access.row;
    let after = changed(before, &call.body)?;
    let update = statement(
        UPDATE_SQL,
        [
            program.into(),
            (&after.name).into(),
            (&after.product_name).into(),
            after.product_type.as_deref().into(),
            after.website.as_deref().into(),
            after.incentive.as_deref().into(),
        ],
    );
    let entry = Event {
        subject: Subject::Program,
        subject_id: program.as_str(),
        revision: 0,
        actor: &authorized.access.actor,
        action: "edited",
        before: None,
        after: Some(json(&call.body)?),
    };
    let days = call.body.withdrawn_days.map(u32::from);
    let days = days.map(|days| statement(WITHDRAWN_DAYS_SQL, [program.into(), days.into()]));
    // Walls and widgets print the brand's name and product.
    let published = crate::publication::changed(program);
    let mut batch = vec![update, entry.statement(program, call.ctx.now), published];
    batch.extend(days);
    call.ctx.db.batch(batch).await?;
    crate::jobs::run_later(&call.ctx, Some(program));
    respond(&authorized, reads, &after)
}

/// The handles of what is read beside the program's row.
#[derive(Clone, Copy)]
struct Reads {
    totals: Sent<TotalRow>,
    counts: Sent<CountsRow>,
    job: Sent<Job>,
}

fn reads(batch: &mut Batch, program: &ProgramId) -> Reads {
    Reads {
        totals: batch.add(statement(TOTALS_SQL, [program.into()])),
        counts: batch.add(statement(COUNTS_SQL, [program.into()])),
        job: batch.add(recomputation::read(program)),
    }
}

fn respond(
    authorized: &Authorized,
    reads: Reads,
    row: &ProgramRow,
) -> Result<Reply<ProgramResponse>, AppError> {
    let own = authorized.take(reads.totals)?.into_iter();
    let mut totals: BTreeMap<String, i64> = own.map(|row| (row.name, row.value)).collect();
    let stored = authorized.first(reads.counts)?.and_then(|row| row.totals);
    let Counts(of_people) = counts::one(stored.as_deref())?;
    let of_people = of_people.into_iter();
    totals.extend(of_people.map(|(name, value)| (name.to_owned(), value)));
    let ProgramRow {
        name,
        product_name,
        product_type,
        website,
        incentive,
        withdrawn_days,
    } = row.clone();
    let access = &authorized.access;
    let program = Program {
        id: access.program.clone(),
        name,
        product_name,
        product_type,
        website,
        incentive,
        withdrawn_days,
        currency: access.rules.currency,
        stages: access
            .rules
            .settings
            .stages
            .iter()
            .map(|stage| stage.name.clone())
            .collect(),
        role: match &access.actor {
            Actor::Member { role, .. } => Some(*role),
            Actor::Token { .. } | Actor::Person { .. } | Actor::System => None,
        },
        totals,
        recomputation: authorized
            .first(reads.job)?
            .and_then(|job| job.unfinished()),
    };
    Ok(Reply::new(ProgramResponse { program }))
}

fn changed(before: &ProgramRow, change: &ProgramChange) -> Result<ProgramRow, AppError> {
    let mut problems = Vec::new();
    let mut refuse =
        |field: &str, mistake: Mistake| problems.push(FieldMistake::new(field, mistake));
    let mut after = before.clone();
    let ProgramChange {
        name,
        product_name,
        product_type,
        website,
        incentive,
        withdrawn_days,
    } = change;
    let mut required = |field: &str, given: &Option<String>, target: &mut String| match given
        .as_deref()
        .map(|text| single_line(text, 80))
    {
        Some(Ok(line)) => *target = line,
        Some(Err(error)) => refuse(field, error.into()),
        None => {}
    };
    required("name", name, &mut after.name);
    required("product_name", product_name, &mut after.product_name);
    if let Some(kind) = product_type {
        match kind.as_str() {
            "" => after.product_type = None,
            "Product" | "SoftwareApplication" => after.product_type = Some(kind.clone()),
            _ => refuse("product_type", Mistake::ProductTypeOutside),
        }
    }
    if let Some(website) = website {
        match web_address(website) {
            Ok(address) => after.website = address,
            Err(mistake) => refuse("website", mistake),
        }
    }
    if let Some(incentive) = incentive {
        match optional_line(incentive, 200) {
            Ok(line) => after.incentive = line,
            Err(error) => refuse("incentive", error.into()),
        }
    }
    match withdrawn_days {
        Some(days) if *days > WITHDRAWN_DAYS_MAX => refuse(
            "withdrawn_days",
            Mistake::NumberOutside {
                least: 0,
                most: WITHDRAWN_DAYS_MAX.into(),
            },
        ),
        Some(days) => after.withdrawn_days = *days,
        None => {}
    }
    if problems.is_empty() {
        Ok(after)
    } else {
        Err(AppError::invalid(problems))
    }
}

/// An https address, or nothing.
fn web_address(text: &str) -> Result<Option<String>, Mistake> {
    match optional_line(text, 200) {
        Ok(None) => Ok(None),
        Ok(Some(line))
            if line
                .strip_prefix("https://")
                .is_some_and(|rest| rest.contains('.') && !rest.contains(char::is_whitespace)) =>
        {
            Ok(Some(line))
        }
        Ok(Some(_)) => Err(Mistake::NotAWebAddress),
        Err(error) => Err(error.into()),
    }
}
