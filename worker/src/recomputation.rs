//! Deriving everybody of a program again, after its rules have changed: a job of bounded steps that goes on
//! where it stopped.
//!
//! A step reads the next people behind the job's cursor, takes back what they added to the rollups under
//! whatever rules, adds what they add now, and moves the cursor, all in one batch. The batch begins with
//! guards: another step, another change of the rules or another write of one of the people makes it fail as
//! a whole, and it is tried again. So the rollups are exact at any moment, under old rules for those who are
//! not through and under the new ones for those who are, and nothing is lost when the server dies.

use laurel_api::settings::{Recomputation, RecomputationState};
use laurel_domain::{ProgramId, Timestamp};
use laurel_ingest::Snapshot;
use laurel_store::{Batch, ProgramRules, Sent, StoreError};
use serde::Deserialize;

use crate::db::{Rows, Statement, statement};
use crate::error::AppError;

const JOB_SQL: &str =
    "SELECT state, settings_revision, cursor, done, total, started_at FROM recomputations
  WHERE program_id = ?1";

/// Fails the batch when the job is not where it was.
const GUARD_SQL: &str = "INSERT INTO stale_write (found)
  SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM recomputations
    WHERE program_id = ?1 AND state = 'running' AND cursor = ?2 AND settings_revision = ?3)";

const ADVANCE_SQL: &str =
    "UPDATE recomputations SET cursor = ?2, done = ?3, total = ?4, state = ?5, updated_at = ?6
  WHERE program_id = ?1";

/// Begins again, whatever was going on. Those who are there are counted as far as they are known.
const QUEUE_SQL: &str =
    "INSERT INTO recomputations (program_id, state, settings_revision, total, started_at, updated_at)
  VALUES (?1, 'running', ?2, coalesce((SELECT cells ->> '$.totals.people' FROM program_counts WHERE program_id = ?1), 0),
    ?3, ?3)
  ON CONFLICT (program_id) DO UPDATE SET state = 'running', settings_revision = excluded.settings_revision,
    cursor = '', done = 0, total = max(excluded.total, CASE state WHEN 'done' THEN 0 ELSE total END),
    started_at = excluded.started_at, updated_at = excluded.updated_at";

/// A row of the job.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Job {
    state: RecomputationState,
    settings_revision: u64,
    cursor: String,
    done: u64,
    total: u64,
    started_at: i64,
}

impl Job {
    /// As it goes over the wire.
    pub(crate) fn wire(&self) -> Recomputation {
        Recomputation {
            state: self.state,
            done: self.done,
            total: self.total.max(self.done),
            started_at: Timestamp::from_millis(self.started_at),
        }
    }

    /// The same, unless everybody is through.
    pub(crate) fn unfinished(&self) -> Option<Recomputation> {
        (self.state != RecomputationState::Done).then(|| self.wire())
    }
}

/// Reads the program's job.
pub(crate) fn read(program: &ProgramId) -> Statement {
    statement(JOB_SQL, [program.into()])
}

/// Queues deriving everybody under the rules of this revision.
pub(crate) fn queue(program: &ProgramId, settings_revision: u64, now: Timestamp) -> Statement {
    statement(
        QUEUE_SQL,
        [program.into(), settings_revision.into(), now.into()],
    )
}

/// The handles of what [`step_reads`] asked.
#[derive(Clone, Copy)]
pub(crate) struct StepReads {
    job: Sent<Job>,
    people: laurel_ingest::Reads,
}

/// Adds the reads of a step.
pub(crate) fn step_reads(batch: &mut Batch, program: &ProgramId, people: u32) -> StepReads {
    StepReads {
        job: batch.add(read(program)),
        people: laurel_ingest::reads_next(batch, program, people),
    }
}

/// A step that was planned.
pub(crate) struct Step {
    /// The write batch; none when there is nothing to do.
    pub(crate) statements: Vec<Statement>,
    /// The job as it is after it.
    pub(crate) job: Job,
}

/// Plans a step from what [`step_reads`] read. `None` when the program has no job.
pub(crate) fn plan(
    rules: &ProgramRules,
    now: Timestamp,
    rows: &Rows,
    reads: StepReads,
    people: u32,
) -> Result<Option<Step>, AppError> {
    let Some(job) = rows.first(reads.job)? else {
        return Ok(None);
    };
    let statements = Vec::new();
    if job.state != RecomputationState::Running {
        return Ok(Some(Step { statements, job }));
    }
    if job.settings_revision != rules.revision {
        return Err(AppError::Store(StoreError::StaleWrite));
    }
    let known = Snapshot::take(rows, reads.people)?;
    let read = known.count();
    let after = Job {
        cursor: known.last().unwrap_or_else(|| job.cursor.clone()),
        done: job.done + read,
        total: job.total.max(job.done + read),
        state: if read < u64::from(people) {
            RecomputationState::Done
        } else {
            RecomputationState::Running
        },
        ..job.clone()
    };
    let state = match after.state {
        RecomputationState::Done => "done",
        _ => "running",
    };
    let program = &rules.program;
    let revision = job.settings_revision.into();
    let mut statements = vec![
        statement(GUARD_SQL, [program.into(), job.cursor.into(), revision]),
        statement(
            ADVANCE_SQL,
            [
                program.into(),
                (&after.cursor).into(),
                after.done.into(),
                after.total.into(),
                state.into(),
                now.into(),
            ],
        ),
    ];
    statements.extend(laurel_ingest::plan_under_new_rules(rules, now, &known)?);
    Ok(Some(Step {
        statements,
        job: after,
    }))
}
