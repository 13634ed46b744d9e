//! A program's jobs: what runs, what failed, try again.

use laurel_api::endpoints::{ListJobs, RetryJob};
use laurel_api::jobs::{Job, JobState, JobsResponse};
use laurel_domain::event::Subject;
use laurel_domain::job::JobKind;
use laurel_domain::{ProgramId, Timestamp};
use laurel_store::{Batch, Sent};
use serde::Deserialize;

use crate::db::statement;
use crate::error::AppError;
use crate::events::Event;
use crate::jobs;
use crate::web::{Call, Reply, Router, endpoint};

const FAILED_SQL: &str =
    "SELECT kind, key, due_at, lease_until, attempts, last_error, failed_at FROM jobs
  WHERE program_id = ?1 AND failed_at IS NOT NULL ORDER BY failed_at DESC LIMIT 50";

const WAITING_SQL: &str =
    "SELECT kind, key, due_at, lease_until, attempts, last_error, failed_at FROM jobs
  WHERE program_id = ?1 AND failed_at IS NULL ORDER BY due_at LIMIT 50";

/// One that nobody is working on: it is due now, with its failures forgotten.
const RETRY_SQL: &str =
    "UPDATE jobs SET due_at = ?4, attempts = 0, failed_at = NULL, updated_at = ?4
  WHERE program_id = ?1 AND kind = ?2 AND key = ?3 AND lease_until <= ?4";

const ONE_SQL: &str =
    "SELECT kind, key, due_at, lease_until, attempts, last_error, failed_at FROM jobs
  WHERE program_id = ?1 AND kind = ?2 AND key = ?3";

/// Adds the routes.
pub(crate) fn routes(router: Router) -> Router {
    let router = endpoint::<ListJobs, _, _>(router, list);
    endpoint::<RetryJob, _, _>(router, retry)
}

#[derive(Deserialize)]
struct JobRow {
    kind: String,
    key: String,
    due_at: i64,
    lease_until: i64,
    attempts: u32,
    last_error: Option<String>,
    failed_at: Option<i64>,
}

impl JobRow {
    fn job(self, now: Timestamp) -> Result<Job, AppError> {
        let Self {
            kind,
            key,
            due_at,
            lease_until,
            attempts,
            last_error,
            failed_at,
        } = self;
        let state = match (failed_at, attempts) {
            (Some(_), _) => JobState::Failed,
            _ if lease_until > now.millis() => JobState::Running,
            (None, 0) => JobState::Waiting,
            (None, _) => JobState::Failing,
        };
        Ok(Job {
            kind: JobKind::parse(&kind).map_err(|error| AppError::internal("stored job", error))?,
            key,
            state,
            due_at: Timestamp::from_millis(due_at),
            attempts,
            last_error,
        })
    }
}

/// The statements of the list, failed ones apart: few, whatever waits.
fn lists(batch: &mut Batch, program: &ProgramId) -> [Sent<JobRow>; 2] {
    [FAILED_SQL, WAITING_SQL].map(|sql| batch.add(statement(sql, [program.into()])))
}

/// `GET /jobs`
async fn list(call: Call<ListJobs>) -> Result<Reply<JobsResponse>, AppError> {
    let mut batch = Batch::new();
    let [failed, waiting] = lists(&mut batch, &call.path.program);
    let rows = call.authorized(batch).await?;
    let found = rows.take(failed)?.into_iter().chain(rows.take(waiting)?);
    let jobs = found
        .map(|row| row.job(call.ctx.now))
        .collect::<Result<_, _>>()?;
    Ok(Reply::new(JobsResponse { jobs }))
}

/// `POST /jobs/retries`
async fn retry(call: Call<RetryJob>) -> Result<Reply<JobsResponse>, AppError> {
    let program = &call.path.program;
    let (kind, key, now) = (call.body.kind, &call.body.key, call.ctx.now);
    let mut batch = Batch::new();
    let one = [program.into(), kind.code().into(), key.into()];
    let found = batch.add::<JobRow>(statement(ONE_SQL, one));
    let rows = call.authorized(batch).await?;
    rows.first(found)?.ok_or_else(AppError::not_found)?;
    let event = Event {
        subject: Subject::Job,
        subject_id: kind.code(),
        revision: 0,
        actor: &rows.access.actor,
        action: "retried",
        before: None,
        after: None,
    };
    let mut batch = Batch::new();
    let again = [program.into(), kind.code().into(), key.into(), now.into()];
    batch.push(statement(RETRY_SQL, again));
    batch.push(event.statement(program, now));
    let [failed, waiting] = lists(&mut batch, program);
    let rows = call.ctx.db.batch(batch).await?;
    jobs::run_later(&call.ctx, Some(program));
    let found = rows.take(failed)?.into_iter().chain(rows.take(waiting)?);
    let jobs = found.map(|row| row.job(now)).collect::<Result<_, _>>()?;
    Ok(Reply::new(JobsResponse { jobs }))
}
