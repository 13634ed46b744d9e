//! What leaves the server, and how it gets to where it is read.
//!
//! D1 decides: only rows with `published = 1` are ever read here. KV holds copies of what was read,
//! one for the program's wall and one for each widget; a request that finds its copy asks D1 nothing.
//!
//! 1. Every write batch that may change the published set, or how it looks, contains [`changed`]
//!    (which [`moved`] adds by itself). It counts `publication.revision` up in the same transaction.
//!    A trigger puts a job into the queue then.
//! 2. After the commit the job copies the set to KV ([`push()`]) and notes which revision was copied.
//!
//! One push runs at a time for each program (a lease in D1): KV keeps the last value that arrives, so
//! an older payload that arrives late would bring back words that were withdrawn.

mod counters;
mod payload;
mod push;
mod store;

use laurel_domain::{ProgramId, WidgetId};
use worker::console_error;

use crate::context::Ctx;
use crate::db::{Statement, statement};
use crate::error::AppError;
use laurel_store::Batch;

pub(crate) use counters::{Counted, moved, state_total};
use payload::Copies;
pub(crate) use payload::{AfterQuery, after};
pub(crate) use push::push;
pub(crate) use store::{Head, Published};

const CHANGED_SQL: &str = "INSERT INTO publication (program_id, revision, pushed_revision)
  VALUES (?1, 1, 0)
  ON CONFLICT (program_id) DO UPDATE SET revision = revision + 1";

/// Notes, in the batch that causes it, that what is published (or how it looks) may have changed.
pub(crate) fn changed(program: &ProgramId) -> Statement {
    statement(CHANGED_SQL, [program.into()])
}

/// What a reader asks for.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Wanted<'a> {
    /// A program's wall.
    Wall(&'a ProgramId),
    /// A widget.
    Widget(WidgetId),
}

/// What a reader gets: the copy in KV, or else what D1 says now. 404 when there is no such thing.
pub(crate) async fn published(ctx: &Ctx, wanted: Wanted<'_>) -> Result<Published, AppError> {
    match store::read(ctx, &store::key(wanted)).await {
        Ok(Some(found)) => return Ok(found),
        Ok(None) => {}
        Err(error) => console_error!("reading KV: {error:?}"),
    }
    let (program, widget) = match wanted {
        Wanted::Wall(program) => (Some(program), None),
        Wanted::Widget(widget) => (None, Some(widget)),
    };
    let mut batch = Batch::new();
    let reads = payload::reads(&mut batch, program, widget, ctx.now);
    let rows = ctx.db.batch(batch).await?;
    let copies = Copies::take(&rows, reads, &ctx.config.origin)?.ok_or_else(AppError::not_found)?;
    let found = match wanted {
        Wanted::Wall(_) => Some(copies.wall),
        Wanted::Widget(id) => copies
            .widgets
            .into_iter()
            .find(|(widget, _)| *widget == id)
            .map(|(_, copy)| copy),
    };
    push::refill_later(ctx, &copies.program);
    found.ok_or_else(AppError::not_found)
}
