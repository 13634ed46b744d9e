//! Taking a batch in: what is new is recorded, what says something else now replaces what it said.

use std::collections::BTreeSet;

use laurel_api::ProblemType;
use laurel_api::endpoints::ImportBatch;
use laurel_api::imports::{BatchOutcome, BatchResponse, Import, ImportState, ReviewRow, Rows};
use laurel_api::touchpoints::PersonKey;
use laurel_domain::mistake::Mistake;
use laurel_domain::{ImportId, PersonId, ProgramId, Timestamp};
use laurel_ingest::{Entry, Snapshot};
use laurel_store::{Batch, Sent, retrying};

use super::check_rows::checked;
use super::reviews::{ExistingRow, Fate};
use super::rows::{self, ImportRow};
use super::stored::{Replaced, Stored, StoredRow};
use super::{entries, reviews, stored};
use crate::auth::access::Authorized;
use crate::config::Config;
use crate::db::{Statement, json, statement};
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
    rows_unchanged = rows_unchanged + ?7, rows_changed = rows_changed + ?9, people_opted_out = people_opted_out + ?10,
    rows_erased = rows_erased + ?11, updated_at = ?8,
    state = CASE WHEN ?3 >= rows_total THEN 'completed' ELSE state END
  WHERE program_id = ?1 AND import_id = ?2";

/// Whoever does not want to be asked is not waited for either.
const WITHDRAW_ASKS_SQL: &str =
    "UPDATE asks INDEXED BY asks_open SET state = 'withdrawn', closed_at = max(?3, asked_at)
  WHERE program_id = ?1 AND person_id IN (SELECT value FROM json_each(?2)) AND state = 'open'";

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
        let planned = taken.plan(&call, &authorized, reads).await?;
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
        rows_changed,
        people_opted_out,
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
            rows_changed.into(),
            people_opted_out.into(),
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
    stored: Sent<StoredRow>,
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

    fn people(&self) -> impl Iterator<Item = &PersonKey> + Clone {
        self.entries.iter().map(|entry| &entry.person)
    }

    fn reads(&self, batch: &mut Batch, program: &ProgramId) -> Result<Reads, AppError> {
        let people = laurel_ingest::reads(batch, program, self.people())?;
        let keys = entries::keys(&self.rows);
        let stored = batch.add(stored::read(program, self.rows.kind(), &keys)?);
        let existing = match &self.rows {
            Rows::Reviews(_) => Some(batch.add(reviews::existing(program, &keys)?)),
            _ => None,
        };
        let erased = self.incoming.read(batch, program)?;
        Ok(Reads {
            people,
            stored,
            existing,
            erased,
        })
    }

    async fn plan(
        &self,
        call: &Call<ImportBatch>,
        authorized: &Authorized,
        reads: Reads,
    ) -> Result<Planned, AppError> {
        let access = &authorized.access;
        let (program, now) = (&access.program, call.ctx.now);
        let keys = entries::keys(&self.rows);
        let stored = Stored::of(authorized.take(reads.stored)?)?;
        let fates = match &self.rows {
            Rows::Reviews(rows) => {
                let existing = authorized.rows.take_asked(reads.existing)?;
                reviews::fates(program, rows, &existing)
            }
            _ => Vec::new(),
        };
        let erased = self.incoming.erased(&authorized.rows, reads.erased)?;
        let (places, wanted) = touchpoints::without(&self.entries, &erased);
        let of = |place: &usize| self.positions.get(*place).copied();
        // The row of each entry that is wanted, and the rows about people who were erased.
        let rows_of: Vec<usize> = places.iter().filter_map(of).collect();
        let gone: BTreeSet<usize> = erased.iter().filter_map(of).collect();
        let is_kept = |row: usize| fates.get(row) == Some(&Fate::Kept) || gone.contains(&row);
        let entries: Vec<_> = rows_of.iter().copied().zip(wanted.iter()).collect();
        let replaced = stored.replaced(program, self.rows.kind(), &keys, &entries, is_kept);
        let snapshot = self.snapshot(call, authorized, reads, &replaced).await?;
        let new_person = &mut || random::person(now);
        let rules = &access.rules;
        let removed = &replaced.removed;
        let plan = laurel_ingest::plan_changes(rules, now, &snapshot, removed, &wanted, new_person);
        let row = |at: usize| rows_of.get(at).copied().unwrap_or(at);
        let plan = plan.map_err(|error| {
            AppError::ingest(error, |at| format!("rows[{}].person.id", row(at)))
        })?;
        AppError::of_conflicts(&plan.conflicts, |at| format!("rows[{}].person", row(at)))?;
        let mut changed = replaced.rows.clone();
        let mut outcome = BatchOutcome {
            people_added: plan.outcome.people_added,
            touchpoints_added: plan
                .outcome
                .touchpoints_added
                .saturating_sub(replaced.again),
            people_opted_out: plan.opted_out.len() as u32,
            rows_erased: erased.len() as u32,
            ..BatchOutcome::default()
        };
        let mut statements = plan.statements;
        if !statements.is_empty() {
            let event = touchpoints::recorded(&plan.people, plan.outcome, &access.actor)?;
            statements.push(event.statement(program, now));
        }
        if !plan.opted_out.is_empty() {
            statements.push(statement(
                WITHDRAW_ASKS_SQL,
                [program.into(), json(&plan.opted_out)?, now.into()],
            ));
        }
        // The rows that add something: nothing else is unchanged.
        let mut added: BTreeSet<usize> = rows_of
            .iter()
            .zip(&plan.added)
            .filter(|(_, added)| **added > 0)
            .map(|(row, _)| *row)
            .collect();
        if let Rows::Reviews(rows) = &self.rows {
            let of = |fate: Fate| -> Vec<(usize, &ReviewRow)> {
                let rows = rows.iter().enumerate();
                rows.filter(|(row, _)| fates.get(*row) == Some(&fate) && !gone.contains(row))
                    .collect()
            };
            let new = of(Fate::New);
            let updated = of(Fate::Changed);
            outcome.testimonials_added = new.len() as u32;
            added = new.iter().map(|(row, _)| *row).collect();
            changed.extend(updated.iter().map(|(row, _)| *row));
            let person_of = |row: usize| {
                let place = rows_of.iter().position(|position| *position == row)?;
                plan.people.get(place).copied()
            };
            let actor = &access.actor;
            statements.extend(reviews::insert(program, &new, person_of, actor, now)?);
            let updated: Vec<_> = updated.into_iter().map(|(_, row)| row).collect();
            statements.extend(reviews::update(program, &updated, actor, now)?);
        }
        if let Rows::Unsubscribed(_) = &self.rows {
            let of = |(row, person): (&usize, &PersonId)| {
                plan.opted_out.contains(person).then_some(*row)
            };
            added = rows_of.iter().zip(&plan.people).filter_map(of).collect();
        }
        added.retain(|row| !changed.contains(row));
        outcome.rows_changed = changed.len() as u32;
        outcome.rows_unchanged =
            (self.rows.len() - gone.len() - added.len() - changed.len()) as u32;
        Ok(Planned {
            outcome,
            statements,
        })
    }

    /// What is known of the people concerned. Whoever loses a touchpoint may be another person than the row
    /// names now; then everybody is read once more together.
    async fn snapshot(
        &self,
        call: &Call<ImportBatch>,
        authorized: &Authorized,
        reads: Reads,
        replaced: &Replaced,
    ) -> Result<Snapshot, AppError> {
        if replaced.removed.is_empty() {
            return Ok(Snapshot::take(&authorized.rows, reads.people)?);
        }
        let of = |person: &PersonId| PersonKey {
            id: Some(*person),
            ..PersonKey::default()
        };
        let losing: Vec<PersonKey> = replaced.removed.iter().map(|(one, _)| of(one)).collect();
        let mut batch = Batch::new();
        let people = self.people().chain(&losing);
        let reads = laurel_ingest::reads(&mut batch, &authorized.access.program, people)?;
        let rows = call.ctx.db.batch(batch).await?;
        Ok(Snapshot::take(&rows, reads)?)
    }
}
