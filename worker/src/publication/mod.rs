//! What leaves the server, and how it gets to where it is read.
//!
//! D1 decides: only rows with `published = 1` are ever read here. How readers get it, and why what is withdrawn
//! is gone in a minute whatever KV does, is decided in `laurel_publication`; here it meets the platform.
//!
//! 1. Every write batch that may change the published set, or how it looks, contains [`changed`]
//!    (which [`moved`] adds by itself). It counts `publication.revision` up in the same transaction.
//!    A trigger puts a job into the queue then.
//! 2. After the commit the job copies what changed to KV ([`push`]) and notes which revision was copied.
//! 3. A reader ([`published()`]) compares the revision every 15 seconds at most, and asks D1 for the words
//!    themselves when KV does not have them.

mod counters;
mod payload;
mod platform;
mod store;

use std::rc::Rc;

use laurel_domain::ProgramId;
use laurel_publication::{Platform, Unread};
use worker::console_error;

use crate::context::Ctx;
use crate::db::{Statement, statement};
use crate::error::AppError;

pub(crate) use counters::{Counted, moved, state_total};
pub(crate) use laurel_publication::Target;
pub(crate) use payload::{AfterQuery, after};
use platform::Here;
pub(crate) use store::{Head, Published};

const CHANGED_SQL: &str = "INSERT INTO publication (program_id, revision, pushed_revision)
  VALUES (?1, 1, 0)
  ON CONFLICT (program_id) DO UPDATE SET revision = revision + 1";

/// Notes, in the batch that causes it, that what is published (or how it looks) may have changed.
pub(crate) fn changed(program: &ProgramId) -> Statement {
    statement(CHANGED_SQL, [program.into()])
}

/// What a reader gets. 404 when there is no such thing.
pub(crate) async fn published(ctx: &Ctx, target: &Target) -> Result<Rc<Published>, AppError> {
    let found = laurel_publication::published(&Here(ctx), target).await;
    let found = found.map_err(|unread| match unread {
        Unread::Failed(error) => error,
        Unread::TooSlow => AppError::Unavailable {
            cause: format!("{target}: what was read is too old to be served"),
        },
    })?;
    if let Some(program) = found.ended {
        let later = ctx.clone();
        ctx.shared.wait_until(async move {
            if let Err(error) = laurel_publication::renew(&Here(&later), &program).await {
                console_error!("copies of {program}: {error:?}");
            }
        });
    }
    found.payload.ok_or_else(AppError::not_found)
}

/// After a change: what it comes to is read at once by whoever asks at this edge.
pub(crate) async fn look_again(ctx: &Ctx, program: &ProgramId) {
    if let Err(error) = laurel_publication::look_again(&Here(ctx), program).await {
        console_error!("publication of {program}: {error:?}");
    }
}

/// The names around a program's wall as this isolate last saw them, when D1 does not say.
pub(crate) fn last_names(ctx: &Ctx, program: &ProgramId) -> Option<(String, String)> {
    let wall = Target::Wall(program.clone());
    let seen = Here(ctx).memory(|memory| memory.last_seen(&wall))?;
    let Head {
        program_name,
        product_name,
        ..
    } = &seen.head;
    Some((program_name.clone(), product_name.clone()))
}

/// Copies to KV what a program publishes, as far as it changed.
pub(crate) async fn push(ctx: &Ctx, program: &ProgramId) -> Result<(), AppError> {
    laurel_publication::push(&Here(ctx), program).await
}
