//! Taking a batch in, and trying one without changing anything: the same plan, written or not.

use laurel_api::ProblemType;
use laurel_api::endpoints::{CheckBatch, ImportBatch};
use laurel_api::imports::{BatchOutcome, BatchResponse, Import, ImportState, Rows};
use laurel_domain::{ImportId, PersonId, ProgramId, Timestamp};

use super::check_rows::checked;
use super::reviews::ExistingRow;
use super::rows::{self, ImportRow};
use super::{entries, reviews};
use crate::auth::access::Authorized;
use crate::db::{Statement, statement};
use crate::error::AppError;
use crate::features::touchpoints;
use crate::ingest::{self, Entry, Known, Rules};
use crate::web::{Call, Reply};

/// How many statements [`ingest::reads`] gives.
const INGEST_READS: usize = 5;

/// Fails the batch when another one moved the import meanwhile.
const GUARD_SQL: &str = "INSERT INTO stale_write (found)
  SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM imports
    WHERE program_id = ?1 AND import_id = ?2 AND rows_done = ?3 AND state = 'running')";

const ADVANCE_SQL: &str = "UPDATE imports SET rows_done = ?3, people_added = people_added + ?4,
    touchpoints_added = touchpoints_added + ?5, testimonials_added = testimonials_added + ?6,
    rows_unchanged = rows_unchanged + ?7, updated_at = ?8,
    state = CASE WHEN ?3 >= rows_total THEN 'completed' ELSE state END
  WHERE program_id = ?1 AND import_id = ?2";

/// `POST /imports/check`
pub(super) async fn check_batch(call: Call<CheckBatch>) -> Result<Reply<BatchOutcome>, AppError> {
    let program = &call.path.program;
    let batch = Batch::new(program, checked(&call.body.rows, call.ctx.now)?);
    let authorized = call.authorized(batch.reads(program)?).await?;
    let planned = batch.plan(&authorized, 0, call.ctx.now)?;
    Ok(Reply::new(planned.outcome))
}

/// `POST /imports/{import}/batches`
pub(super) async fn import_batch(
    call: Call<ImportBatch>,
) -> Result<Reply<BatchResponse>, AppError> {
    let (program, id) = (&call.path.program, call.path.import);
    let batch = Batch::new(program, checked(&call.body.rows, call.ctx.now)?);
    ingest::retrying(|| async {
        let mut reads = vec![rows::one(program, id)];
        reads.extend(batch.reads(program)?);
        let authorized = call.authorized(reads).await?;
        let import: ImportRow = authorized.first(0)?.ok_or_else(AppError::not_found)?;
        let import = Import::try_from(import)?;
        let first_row = call.body.first_row;
        expects(&import, first_row, &batch.rows)?;
        let planned = batch.plan(&authorized, 1, call.ctx.now)?;
        if first_row < import.rows_done {
            // The answer to this batch was lost on its way: it has been taken in already.
            return Ok(Reply::new(BatchResponse {
                outcome: planned.outcome,
                import,
            }));
        }
        let done = first_row + batch.rows.len() as u32;
        let mut statements = vec![statement(
            GUARD_SQL,
            [program.into(), id.into(), import.rows_done.into()],
        )];
        statements.extend(planned.statements);
        statements.push(advance(program, id, done, planned.outcome, call.ctx.now));
        statements.push(rows::one(program, id));
        let last = statements.len() - 1;
        let rows = call.ctx.db.batch(statements).await?;
        let import: ImportRow = rows.first(last)?.ok_or_else(AppError::not_found)?;
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
        ],
    )
}

/// Whether these rows may come now.
fn expects(import: &Import, first_row: u32, rows: &Rows) -> Result<(), AppError> {
    let refuse = |detail: String| Err(AppError::with_detail(ProblemType::Malformed, detail));
    if rows.kind() != import.kind {
        return refuse(format!("This import takes {}.", import.kind.code()));
    }
    let end = first_row.saturating_add(rows.len() as u32);
    if end > import.rows_total {
        return refuse(format!(
            "This import announced {} rows; this batch ends at {end}.",
            import.rows_total
        ));
    }
    if first_row > import.rows_done || (first_row < import.rows_done && end > import.rows_done) {
        return refuse(format!(
            "The next batch begins at row {}.",
            import.rows_done
        ));
    }
    if import.state == ImportState::Cancelled {
        return refuse("This import was stopped. Start it again to go on.".to_owned());
    }
    Ok(())
}

/// A batch with what it records.
struct Batch {
    rows: Rows,
    entries: Vec<Entry>,
    /// The row of each entry.
    positions: Vec<usize>,
}

/// What a batch would write.
struct Planned {
    outcome: BatchOutcome,
    statements: Vec<Statement>,
}

impl Batch {
    fn new(program: &ProgramId, rows: Rows) -> Self {
        let (positions, entries) = entries::of(program, &rows).into_iter().unzip();
        Self {
            rows,
            entries,
            positions,
        }
    }

    fn reads(&self, program: &ProgramId) -> Result<Vec<Statement>, AppError> {
        let mut reads = ingest::reads(program, self.entries.iter().map(|entry| &entry.person))?;
        if let Rows::Reviews(rows) = &self.rows {
            reads.push(reviews::existing(program, rows)?);
        }
        Ok(reads)
    }

    fn plan(
        &self,
        authorized: &Authorized,
        offset: usize,
        now: Timestamp,
    ) -> Result<Planned, AppError> {
        let access = &authorized.access;
        let program = &access.program;
        let known = Known::read(authorized, offset)?;
        let rules = Rules::of(access, now, "rows")?;
        let plan = ingest::plan(&rules, &known, &self.entries)?;
        let mut outcome = BatchOutcome {
            people_added: plan.outcome.people_added,
            touchpoints_added: plan.outcome.touchpoints_added,
            ..BatchOutcome::default()
        };
        let mut statements = plan.statements;
        if !statements.is_empty() {
            let event = touchpoints::recorded(&plan.people, plan.outcome, &access.actor)?;
            statements.push(event.statement(program, now));
        }
        if let Rows::Reviews(rows) = &self.rows {
            let existing: Vec<ExistingRow> = authorized.all(offset + INGEST_READS)?;
            let new = reviews::new_ones(program, rows, &existing);
            outcome.testimonials_added = new.len() as u32;
            outcome.rows_unchanged = (rows.len() - new.len()) as u32;
            let person_of = |row: usize| self.person_of(row, &plan.people);
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

    fn person_of(&self, row: usize, people: &[PersonId]) -> Option<PersonId> {
        let entry = self
            .positions
            .iter()
            .position(|position| *position == row)?;
        people.get(entry).copied()
    }
}
