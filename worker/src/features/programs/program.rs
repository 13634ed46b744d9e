//! A program with its counters.

use laurel_domain::mistake::{FieldMistake, Mistake};
use std::collections::BTreeMap;

use laurel_api::endpoints::{GetProgram, UpdateProgram};
use laurel_api::programs::{Program, ProgramChange, ProgramResponse, WITHDRAWN_DAYS_MAX};
use laurel_domain::event::Subject;
use laurel_domain::text::{optional_line, single_line};
use laurel_domain::{ProgramId, bounds};
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

/// What is not given stays as it is by then, so that two changes at once never take each other back. Empty
/// takes away.
const UPDATE_SQL: &str = "UPDATE programs SET name = coalesce(?2, name), product_name = coalesce(?3, product_name),
    product_type = nullif(coalesce(?4, product_type), ''), website = nullif(coalesce(?5, website), ''),
    incentive = nullif(coalesce(?6, incentive), '')
  WHERE program_id = ?1";

const AFTER_SQL: &str =
    "SELECT name, product_name, product_type, website, incentive, withdrawn_days FROM programs
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
    let ProgramChange {
        name,
        product_name,
        product_type,
        website,
        incentive,
        withdrawn_days,
    } = checked(&call.body)?;
    let update = statement(
        UPDATE_SQL,
        [
            program.into(),
            name.into(),
            product_name.into(),
            product_type.into(),
            website.into(),
            incentive.into(),
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
    let days = withdrawn_days.map(u32::from);
    let days = days.map(|days| statement(WITHDRAWN_DAYS_SQL, [program.into(), days.into()]));
    // Walls and widgets print the brand's name and product.
    let published = crate::publication::changed(program);
    let mut batch = Batch::from(vec![
        update,
        entry.statement(program, call.ctx.now),
        published,
    ]);
    batch.extend(days);
    let after = batch.add::<ProgramRow>(statement(AFTER_SQL, [program.into()]));
    let after = call.ctx.db.batch(batch).await?.first(after)?;
    crate::jobs::run_later(&call.ctx, Some(program));
    respond(&authorized, reads, &after.ok_or_else(AppError::not_found)?)
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
    // Counted exactly, and shown as far as everybody who reads JSON can hold it.
    totals.extend(of_people.map(|(name, value)| (name.to_owned(), bounds::exact(value))));
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

/// The columns that are given, trimmed and checked; empty for those to be taken away.
fn checked(change: &ProgramChange) -> Result<ProgramChange, AppError> {
    let mut problems = Vec::new();
    let mut line = |field: &str, given: &Option<String>, check: Check| {
        let checked = check(given.as_deref()?);
        let refuse = |mistake| problems.push(FieldMistake::new(field, mistake));
        checked.map_err(refuse).ok()
    };
    let ProgramChange {
        name,
        product_name,
        product_type,
        website,
        incentive,
        withdrawn_days,
    } = change;
    let checked = ProgramChange {
        name: line("name", name, brand),
        product_name: line("product_name", product_name, brand),
        product_type: line("product_type", product_type, kind),
        website: line("website", website, web_address),
        incentive: line("incentive", incentive, optional),
        withdrawn_days: *withdrawn_days,
    };
    if withdrawn_days.is_some_and(|days| days > WITHDRAWN_DAYS_MAX) {
        let most = WITHDRAWN_DAYS_MAX.into();
        let outside = Mistake::NumberOutside { least: 0, most };
        problems.push(FieldMistake::new("withdrawn_days", outside));
    }
    if problems.is_empty() {
        Ok(checked)
    } else {
        Err(AppError::invalid(problems))
    }
}

/// From what was written to what is stored, or what is wrong with it.
type Check = fn(&str) -> Result<String, Mistake>;

fn brand(text: &str) -> Result<String, Mistake> {
    Ok(single_line(text, 80)?)
}

fn kind(text: &str) -> Result<String, Mistake> {
    match text {
        "" | "Product" | "SoftwareApplication" => Ok(text.to_owned()),
        _ => Err(Mistake::ProductTypeOutside),
    }
}

/// At most 200 characters; empty for none.
fn optional(text: &str) -> Result<String, Mistake> {
    Ok(optional_line(text, 200)?.unwrap_or_default())
}

/// An https address, or nothing.
fn web_address(text: &str) -> Result<String, Mistake> {
    let line = optional(text)?;
    let rest = line.strip_prefix("https://");
    let is_whole =
        rest.is_some_and(|rest| rest.contains('.') && !rest.contains(char::is_whitespace));
    if is_whole || line.is_empty() {
        Ok(line)
    } else {
        Err(Mistake::NotAWebAddress)
    }
}
