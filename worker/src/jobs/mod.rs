//! What happens after a change or by the clock: one queue (`queue`), a file a kind of job.
//!
//! A job is claimed under a lease before it runs, so that nobody else runs it at the same time; each belongs
//! to one program, and one that fails waits longer and longer while the others go on. A run
//! ends when what is left of the platform's limits (`config::Limits`) is too little for another job. The queue is worked
//! off once a minute by cron, after requests that put something in, and by Cloudflare Queues where the
//! binding `JOBS` exists. Each kind is safe to repeat and takes a bounded share of its work.

mod asks;
mod expired;
mod journal;
mod publish;
mod queue;
mod recompute;
mod refresh;
mod replay;
mod withdrawn;

use std::collections::{BTreeMap, BTreeSet};

use laurel_domain::job::JobKind;
use laurel_domain::{ProgramId, Timestamp};
use serde::{Deserialize, Serialize};
use worker::{Env, MessageBatch, console_error};

use crate::context::{self, Ctx, Shared};
use crate::error::AppError;
use crate::{mail, publication};
use queue::{Claimed, Of};

/// After how long a run begins no further job, in milliseconds: the platform gives what goes on after an answer
/// half a minute.
const RUN_MILLIS: i64 = 20_000;
/// How many of the instance's own jobs, which are sign-in mails, a run does before any program's.
const SIGN_IN_FIRST: i64 = 10;
/// Giving the job before back, claiming one and giving it back, in statements.
const CLAIM_AND_FINISH: u32 = 5;

/// Statements of a job that looks for people to derive and finds nobody.
const LOOKING: u32 = 1;

/// What a job of this kind asks at most, in statements and other subrequests, when nobody interferes. Replaying after
/// a restore may ask more: withdrawn words must not wait. A test
/// holds what a run asks altogether.
const fn most_calls(kind: JobKind) -> u32 {
    match kind {
        JobKind::Publish => 24,
        JobKind::Mail => 4,
        JobKind::Refresh | JobKind::Recompute | JobKind::ForgetWords | JobKind::Replay => 36,
        JobKind::ExpireAsks | JobKind::Forget | JobKind::Journal => 6,
    }
}

/// What of it are other subrequests than statements.
const fn other_calls(kind: JobKind) -> u32 {
    match kind {
        JobKind::Publish => 8,
        JobKind::Mail | JobKind::Journal => 1,
        JobKind::Refresh
        | JobKind::Recompute
        | JobKind::ExpireAsks
        | JobKind::Forget
        | JobKind::ForgetWords
        | JobKind::Replay => 0,
    }
}

/// Whether a job of this kind may derive people: a run has time for a few such jobs only.
const fn derives_people(kind: JobKind) -> bool {
    matches!(kind, JobKind::Refresh | JobKind::Recompute)
}

/// What comes after a job that did not fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Next {
    /// Nothing: it is removed.
    Done,
    /// It is due again at this time.
    At(Timestamp),
}

/// Works the queue off, as far as one run may.
pub(crate) async fn run_due(env: &Env) {
    match Ctx::open(Shared::for_job(env.clone())) {
        Ok(ctx) => {
            if let Err(error) = work_off(&ctx, Whose::All).await {
                console_error!("jobs: {error:?}");
            }
        }
        Err(error) => console_error!("jobs: {error:?}"),
    }
}

/// The same at once, in development, for what it costs.
#[cfg(feature = "dev")]
pub(crate) async fn run_now(ctx: &Ctx) -> Result<(), AppError> {
    work_off(ctx, Whose::All).await
}

/// The binding of the queue whose messages say that something is due.
const QUEUE: &str = "JOBS";

/// Says that something is due: of a program, or of the instance itself.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Nudge {
    program: Option<ProgramId>,
}

/// Works off what a request put in for its program (or for the instance), after the answer has gone out: by
/// a message where a queue is bound, else by itself. What gets lost on the way waits for cron.
pub(crate) fn run_later(ctx: &Ctx, program: Option<&ProgramId>) {
    let (later, program) = (ctx.clone(), program.cloned());
    ctx.shared
        .wait_until(async move { run_what_is_due(&later, program.as_ref()).await });
}

/// The same where the answer has gone out already.
pub(crate) async fn run_what_is_due(ctx: &Ctx, program: Option<&ProgramId>) {
    if let Some(program) = program {
        publication::look_again(ctx, program).await;
    }
    let outcome = match ctx.shared.env.queue(QUEUE) {
        Ok(queue) => {
            let program = program.cloned();
            queue.send(Nudge { program }).await.map_err(AppError::from)
        }
        Err(_) => work_off(ctx, Whose::One(program)).await,
    };
    if let Err(error) = outcome {
        console_error!("jobs: {error:?}");
    }
}

/// Works off what the messages name, each program once. An error has the messages delivered again.
pub(crate) async fn run_nudged(env: &Env, messages: &MessageBatch<Nudge>) -> worker::Result<()> {
    let failed = |error: AppError| worker::Error::RustError(error.cause());
    let ctx = Ctx::open(Shared::for_job(env.clone())).map_err(failed)?;
    let messages = messages.messages()?;
    let programs: BTreeSet<Option<&ProgramId>> = messages
        .iter()
        .map(|message| message.body().program.as_ref())
        .collect();
    for program in programs {
        work_off(&ctx, Whose::One(program)).await.map_err(failed)?;
    }
    Ok(())
}

/// After a request: what readers and authors wait for, and what must be outside the database soon. Cron does
/// the rest.
const AFTER_A_REQUEST: [JobKind; 3] = [JobKind::Publish, JobKind::Mail, JobKind::Journal];

/// Whose jobs a run does.
#[derive(Debug, Clone, Copy)]
enum Whose<'a> {
    All,
    One(Option<&'a ProgramId>),
}

async fn work_off(ctx: &Ctx, whose: Whose<'_>) -> Result<(), AppError> {
    let all = match whose {
        Whose::All => JobKind::ALL,
        Whose::One(_) => &AFTER_A_REQUEST[..],
    };
    // Without a mail service mails stay in the outbox.
    let can = |kind: &JobKind| *kind != JobKind::Mail || ctx.config.mail.is_some();
    let kinds: Vec<JobKind> = all.iter().copied().filter(can).collect();
    let begin = context::now().millis();
    let limits = ctx.config.plan.limits();
    let (mut others, mut derivations) = (0, 0);
    // After a request its own statements are not counted: if the platform refuses, cron repeats in a minute.
    let asked = ctx.db.statements();
    let mut served = BTreeMap::from([(String::new(), -SIGN_IN_FIRST)]);
    let mut given_back = Vec::new();
    for _ in 0..limits.jobs {
        let now = context::now();
        let left = limits
            .calls
            .saturating_sub(ctx.db.statements() - asked + others);
        let fits = |kind: JobKind| {
            most_calls(kind) + CLAIM_AND_FINISH <= left
                && !(derives_people(kind) && derivations >= limits.derivations)
        };
        let kinds: Vec<JobKind> = kinds.iter().copied().filter(|kind| fits(*kind)).collect();
        if kinds.is_empty() || now.millis() - begin > RUN_MILLIS {
            break;
        }
        let of = match whose {
            Whose::All => Of::All { served: &served },
            Whose::One(program) => Of::One(program),
        };
        let done = std::mem::take(&mut given_back);
        let Some(job) = queue::next(ctx, &kinds, of, done, now).await? else {
            return Ok(());
        };
        let program = job.program.as_ref().map_or("", ProgramId::as_str);
        *served.entry(program.to_owned()).or_default() += 1;
        others += other_calls(job.kind);
        let before = ctx.db.statements();
        let outcome = run(ctx, &job).await;
        // One that found nobody to derive has only looked.
        let worked = ctx.db.statements().saturating_sub(before) > LOOKING;
        derivations += u32::from(derives_people(job.kind) && worked);
        if let Err(error) = &outcome {
            console_error!("job {} of {program:?}: {error:?}", job.kind);
        }
        given_back = job.finish(&outcome, context::now());
    }
    if !given_back.is_empty() {
        ctx.db.batch(given_back).await?;
    }
    Ok(())
}

async fn run(ctx: &Ctx, job: &Claimed) -> Result<Next, AppError> {
    let program = || {
        let missing = || AppError::internal("job", "a job of a program without one");
        job.program.as_ref().ok_or_else(missing)
    };
    let now = context::now();
    match job.kind {
        JobKind::Publish => publish::run(ctx, program()?).await,
        JobKind::Mail => mail::send(ctx, &job.key, now).await,
        JobKind::Refresh => refresh::run(ctx, program()?, now).await,
        JobKind::ExpireAsks => asks::run(ctx, program()?, now).await,
        JobKind::Recompute => recompute::run(ctx, program()?, now).await,
        JobKind::Forget => expired::run(ctx, now).await,
        JobKind::ForgetWords => withdrawn::run(ctx, program()?, now).await,
        JobKind::Journal => journal::run(ctx, program()?).await,
        JobKind::Replay => replay::run(ctx, program()?).await,
    }
}
