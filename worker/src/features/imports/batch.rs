//! Taking a batch in, and trying one without changing anything: the same plan, written or not.

use std::collections::BTreeSet;

use laurel_api::ProblemType;
use laurel_api::endpoints::{CheckBatch, ImportBatch};
use laurel_api::imports::{BatchOutcome, BatchResponse, Import, ImportState, Rows};
use laurel_domain::mistake::Mistake;
use laurel_domain::{ImportId, ProgramId, Timestamp};
use laurel_ingest::{Entry, Snapshot};
use laurel_store::{Batch, Sent, retrying};

use super::check_rows::checked;
use super::reviews::ExistingRow;
use super::rows::{self, ImportRow};
use super::{entries, reviews};
use crate::auth::access::Authorized;
use crate::config::Config;
use crate::db::{Statement, statement};
use crate::error::AppError;
use crate::features::privacy::{DigestRow, Incoming};
use crate::features::touchpoints;
use crate::random;
use crate::web::{Call, Reply};

/// Fails the batch when another one moved the import meanwhile.
const GUARD_SQL: &str = "INSERT INTO stale_write (found)
  SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM imports
    WHERE program_id = ?1 AND import_id = ?2 AND rows_done = ?3 AND state = 'running')";

const ADVANCE_SQL: &str = "UPDATE imports SET rows_done = ?3, people_added = people_added + ?4,
    touchpoints_added = touchpoints_added + ?5, testimonials_added = testimonials_added + ?6,
    rows_unchanged = rows_unchanged + ?7, rows_erased = rows_erased + ?9, updated_at = ?8,
    state = CASE WHEN ?3 >= rows_total THEN 'completed' ELSE state END
  WHERE program_id = ?1 AND import_id = ?2";

/// `POST /imports/check`
pub(super) async fn check_batch(call: Call<CheckBatch>) -> Result<Reply<BatchOutcome>, AppError> {
    let program = &call.path.program;
    let taken = Taken::new(
        &call.ctx.config,
        program,
        checked(&call.body.rows, call.ctx.now)?,
    )?;
    let mut batch = Batch::new();
    let reads = taken.reads(&mut batch, program)?;
    let authorized = call.authorized(batch).await?;
    let planned = taken.plan(&authorized, reads, call.ctx.now)?;
    Ok(Reply::new(planned.outcome))
}

/// `POST /imports/{import}/batches`
pub(super) async fn import_batch(
    call: Call<ImportBatch>,
) -> Result<Reply<BatchResponse>, AppError> {
    let (program, id) = (&call.path.program, call.path.import);
    let taken = Taken::new(
        &call.ctx.config,
        program,
        checked(&call.body.rows, call.ctx.now)?,
    )?;
    retrying(async || {
        let mut batch = Batch::new();
        let import = batch.add::<ImportRow>(rows::one(program, id));
        let reads = taken.reads(&mut batch, program)?;
        let authorized = call.authorized(batch).await?;
        let import = authorized.rows.first(import)?;
        let import = Import::try_from(import.ok_or_else(AppError::not_found)?)?;
        let first_row = call.body.first_row;
        expects(&import, first_row, &taken.rows)?;
        let planned = taken.plan(&authorized, reads, call.ctx.now)?;
        if first_row < import.rows_done {
            // The answer to this batch was lost on its way: it has been taken in already.
            return Ok(Reply::new(BatchResponse {
                outcome: planned.outcome,
                import,
            }));
        }
        let done = first_row + taken.rows.len() as u32;
        let mut batch = Batch::new();
        batch.push(statement(
            GUARD_SQL,
            [program.into(), id.into(), import.rows_done.into()],
        ));
        batch.extend(planned.statements);
        batch.push(advance(program, id, done, planned.outcome, call.ctx.now));
        let after = batch.add::<ImportRow>(rows::one(program, id));
        let rows = call.ctx.db.batch(batch).await?;
        let import = rows.first(after)?.ok_or_else(AppError::not_found)?;
        Ok(Reply::new(BatchResponse {
            outcome: planned.outcome,
            import: import.try_into()?,
        }))
    })
    .await
}

fn advance(
    program: &ProgramId,
    id: ImportId,
    done: u32,
    outcome: BatchOutcome,
    now: Timestamp,
) -> Statement {
    let BatchOutcome {
        people_added,
        touchpoints_added,
        testimonials_added,
        rows_unchanged,
        rows_erased,
    } = outcome;
    statement(
        ADVANCE_SQL,
        [
            program.into(),
            id.into(),
            done.into(),
            people_added.into(),
            touchpoints_added.into(),
            testimonials_added.into(),
            rows_unchanged.into(),
            now.into(),
            rows_erased.into(),
        ],
    )
}

/// Whether these rows may come now.
fn expects(import: &Import, first_row: u32, rows: &Rows) -> Result<(), AppError> {
    let refuse = |why: Mistake| Err(AppError::with_detail(ProblemType::Malformed, why));
    if rows.kind() != import.kind {
        let kind = import.kind.code().to_owned();
        return refuse(Mistake::OtherImportKind { kind });
    }
    let end = first_row.saturating_add(rows.len() as u32);
    if end > import.rows_total {
        return refuse(Mistake::BeyondAnnounced {
            announced: import.rows_total.into(),
            end: end.into(),
        });
    }
    if first_row > import.rows_done || (first_row < import.rows_done && end > import.rows_done) {
        let next = import.rows_done.into();
        return refuse(Mistake::NotTheNextRows { next });
    }
    if import.state == ImportState::Cancelled {
        return refuse(Mistake::ImportStopped);
    }
    Ok(())
}

/// A batch's rows with what they record.
struct Taken {
    rows: Rows,
    entries: Vec<Entry>,
    /// The row of each entry.
    positions: Vec<usize>,
    /// Whom each entry is about.
    incoming: Incoming,
}

/// What a batch would write.
struct Planned {
    outcome: BatchOutcome,
    statements: Vec<Statement>,
}

/// The handles of what [`Taken::reads`] asked.
#[derive(Clone, Copy)]
struct Reads {
    people: laurel_ingest::Reads,
    existing: Option<Sent<ExistingRow>>,
    erased: Sent<DigestRow>,
}

impl Taken {
    fn new(config: &Config, program: &ProgramId, rows: Rows) -> Result<Self, AppError> {
        let (positions, entries): (_, Vec<Entry>) = entries::of(program, &rows).into_iter().unzip();
        let people = entries.iter().map(|entry| &entry.person);
        let incoming = Incoming::of(config, program, people)?;
        Ok(Self {
            rows,
            entries,
            positions,
            incoming,
        })
    }

    fn reads(&self, batch: &mut Batch, program: &ProgramId) -> Result<Reads, AppError> {
        let people = self.entries.iter().map(|entry| &entry.person);
        let people = laurel_ingest::reads(batch, program, people)?;
        let existing = match &self.rows {
            Rows::Reviews(rows) => Some(batch.add(reviews::existing(program, rows)?)),
            _ => None,
        };
        let erased = self.incoming.read(batch, program)?;
        Ok(Reads {
            people,
            existing,
            erased,
        })
    }

    fn plan(
        &self,
        authorized: &Authorized,
        reads: Reads,
        now: Timestamp,
    ) -> Result<Planned, AppError> {
        let access = &authorized.access;
        let program = &access.program;
        let snapshot = Snapshot::take(&authorized.rows, reads.people)?;
        let new_person = &mut || random::person(now);
        let erased = self.incoming.erased(&authorized.rows, reads.erased)?;
        let (places, wanted) = touchpoints::without(&self.entries, &erased);
        let plan = laurel_ingest::plan(&access.rules, now, &snapshot, &wanted, new_person);
        let rows_of: Vec<usize> = places
            .iter()
            .filter_map(|place| self.positions.get(*place).copied())
            .collect();
        let plan = plan.map_err(|error| {
            let row = |at| rows_of.get(at).copied().unwrap_or(at);
            AppError::ingest(error, |at| format!("rows[{}].person.id", row(at)))
        })?;
        let mut outcome = BatchOutcome {
            people_added: plan.outcome.people_added,
            touchpoints_added: plan.outcome.touchpoints_added,
            rows_erased: erased.len() as u32,
            ..BatchOutcome::default()
        };
        let mut statements = plan.statements;
        if !statements.is_empty() {
            let event = touchpoints::recorded(&plan.people, plan.outcome, &access.actor)?;
            statements.push(event.statement(program, now));
        }
        if let Rows::Reviews(rows) = &self.rows {
            let existing = authorized.rows.take_asked(reads.existing)?;
            let gone: BTreeSet<usize> = erased
                .iter()
                .filter_map(|place| self.positions.get(*place).copied())
                .collect();
            let mut new = reviews::new_ones(program, rows, &existing);
            new.retain(|(row, _)| !gone.contains(row));
            outcome.testimonials_added = new.len() as u32;
            outcome.rows_unchanged = (rows.len() - gone.len() - new.len()) as u32;
            let person_of = |row: usize| {
                let place = rows_of.iter().position(|position| *position == row)?;
                plan.people.get(place).copied()
            };
            statements.extend(reviews::insert(
                program,
                &new,
                person_of,
                &access.actor,
                now,
            )?);
        } else {
            outcome.rows_unchanged = plan.added.iter().filter(|added| **added == 0).count() as u32;
        }
        Ok(Planned {
            outcome,
            statements,
        })
    }
}
