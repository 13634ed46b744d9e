//! The queue: claiming jobs under a lease, and saying what came of them.

use std::collections::BTreeMap;

use laurel_domain::job::{JobKind, next_attempt};
use laurel_domain::{ProgramId, Timestamp};
use laurel_store::Batch;
use serde::Deserialize;

use super::Next;
use crate::context::Ctx;
use crate::db::{Param, Statement, json, statement};
use crate::error::AppError;

/// How long a job may take, in milliseconds; longer than the platform lets one run in the background, and much
/// longer than a mail service is waited for.
const LEASE_MILLIS: i64 = 60_000;
/// How much of an error is kept.
const ERROR_MAX: usize = 300;

/// From program to program along the index, the longest due of each; of these one of the program that this run
/// has served least (the counts are an object of programs), so that none waits behind another's many, and the
/// instance's own before those of programs.
const CLAIM_SQL: &str = "WITH RECURSIVE each_program (program_id) AS (
    SELECT min(program_id) FROM jobs WHERE failed_at IS NULL
    UNION ALL
    SELECT (SELECT min(j.program_id) FROM jobs j WHERE j.failed_at IS NULL AND j.program_id > each_program.program_id)
    FROM each_program WHERE each_program.program_id IS NOT NULL)
  UPDATE jobs SET lease_until = ?2, due_at = ?2, updated_at = ?1
  WHERE (program_id, kind, key) IN (
    SELECT found.value ->> 0, found.value ->> 1, found.value ->> 2
    FROM each_program CROSS JOIN json_each((SELECT json_group_array(json_array(program_id, kind, key, due_at))
      FROM (SELECT j.program_id, j.kind, j.key, j.due_at FROM jobs j
        WHERE j.program_id = each_program.program_id AND j.failed_at IS NULL AND j.due_at <= ?1
          AND j.kind IN (SELECT value FROM json_each(?3))
        ORDER BY j.due_at LIMIT 1))) found
    ORDER BY coalesce((SELECT served.value FROM json_each(?4) served WHERE served.key = found.value ->> 0), 0),
      found.value ->> 0 <> '', found.value ->> 3 LIMIT 1)
  RETURNING program_id, kind, key, requests, attempts";

const CLAIM_OF_PROGRAM_SQL: &str = "UPDATE jobs SET lease_until = ?2, due_at = ?2, updated_at = ?1
  WHERE (program_id, kind, key) IN (SELECT program_id, kind, key FROM jobs
    WHERE program_id = ?4 AND failed_at IS NULL AND due_at <= ?1
      AND kind IN (SELECT value FROM json_each(?3)) ORDER BY due_at LIMIT 1)
  RETURNING program_id, kind, key, requests, attempts";

/// Done, unless somebody asked for it again meanwhile.
const DONE_SQL: &str = "DELETE FROM jobs
  WHERE program_id = ?1 AND kind = ?2 AND key = ?3 AND lease_until = ?4 AND requests = ?5";

const AGAIN_SQL: &str =
    "UPDATE jobs SET lease_until = 0, attempts = 0, last_error = NULL, updated_at = ?6,
    due_at = CASE WHEN requests = ?5 THEN ?7 ELSE ?6 END
  WHERE program_id = ?1 AND kind = ?2 AND key = ?3 AND lease_until = ?4";

const FAILED_SQL: &str =
    "UPDATE jobs SET lease_until = 0, attempts = attempts + 1, last_error = ?5, updated_at = ?6,
    due_at = ?7, failed_at = ?8
  WHERE program_id = ?1 AND kind = ?2 AND key = ?3 AND lease_until = ?4";

/// A job that we have the lease of.
#[derive(Debug, Clone)]
pub(super) struct Claimed {
    /// Whose; `None` for the instance itself.
    pub(super) program: Option<ProgramId>,
    /// What.
    pub(super) kind: JobKind,
    /// Which of its kind.
    pub(super) key: String,
    requests: u64,
    attempts: u32,
    lease: i64,
}

#[derive(Deserialize)]
struct ClaimedRow {
    program_id: String,
    kind: String,
    key: String,
    requests: u64,
    attempts: u32,
}

/// Whose jobs.
#[derive(Debug, Clone, Copy)]
pub(super) enum Of<'a> {
    /// Everybody's, with how many of each program this run has done.
    All {
        /// By program; the instance itself is `""`.
        served: &'a BTreeMap<String, i64>,
    },
    /// One program's; with `None` those of the instance itself.
    One(Option<&'a ProgramId>),
}

/// Gives back what was done before, and claims the next due job of these kinds: one, so that its lease begins
/// when its work does.
pub(super) async fn next(
    ctx: &Ctx,
    kinds: &[JobKind],
    of: Of<'_>,
    given_back: Vec<Statement>,
    now: Timestamp,
) -> Result<Option<Claimed>, AppError> {
    let lease = now.millis() + LEASE_MILLIS;
    let kinds = json(kinds)?;
    let claim = match of {
        Of::All { served } => {
            statement(CLAIM_SQL, [now.into(), lease.into(), kinds, json(served)?])
        }
        Of::One(program) => statement(
            CLAIM_OF_PROGRAM_SQL,
            [now.into(), lease.into(), kinds, key_of(program)],
        ),
    };
    let mut batch = Batch::new();
    batch.extend(given_back);
    let claimed = batch.add::<ClaimedRow>(claim);
    let Some(row) = ctx.db.batch(batch).await?.first(claimed)? else {
        return Ok(None);
    };
    let stored = |error: String| AppError::internal("stored job", error);
    Ok(Some(Claimed {
        program: match row.program_id.as_str() {
            "" => None,
            slug => Some(ProgramId::parse(slug).map_err(|error| stored(error.to_string()))?),
        },
        kind: JobKind::parse(&row.kind).map_err(|error| stored(error.to_string()))?,
        key: row.key,
        requests: row.requests,
        attempts: row.attempts,
        lease,
    }))
}

fn key_of(program: Option<&ProgramId>) -> Param {
    program.map_or("", ProgramId::as_str).into()
}

impl Claimed {
    fn key(&self) -> [Param; 4] {
        [
            key_of(self.program.as_ref()),
            self.kind.code().into(),
            (&self.key).into(),
            self.lease.into(),
        ]
    }

    /// The statements that give the job back: done, to be run again, or failed.
    pub(super) fn finish(
        &self,
        outcome: &Result<Next, AppError>,
        now: Timestamp,
    ) -> Vec<Statement> {
        let again = |at: Timestamp| {
            let [program, kind, key, lease] = self.key();
            statement(
                AGAIN_SQL,
                [
                    program,
                    kind,
                    key,
                    lease,
                    self.requests.into(),
                    now.into(),
                    at.into(),
                ],
            )
        };
        match outcome {
            Ok(Next::Done) => {
                let [program, kind, key, lease] = self.key();
                let done = statement(DONE_SQL, [program, kind, key, lease, self.requests.into()]);
                vec![done, again(now)]
            }
            Ok(Next::At(at)) => vec![again(*at)],
            Err(error) => {
                let [program, kind, key, lease] = self.key();
                let next = next_attempt(self.kind, self.attempts + 1, now);
                let given_up = next.is_none().then_some(now);
                let text: String = error.cause().chars().take(ERROR_MAX).collect();
                vec![statement(
                    FAILED_SQL,
                    [
                        program,
                        kind,
                        key,
                        lease,
                        text.into(),
                        now.into(),
                        next.unwrap_or(now).into(),
                        given_up.into(),
                    ],
                )]
            }
        }
    }
}
