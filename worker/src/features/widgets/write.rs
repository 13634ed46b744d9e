//! Making, changing and deleting widgets. Each is published at once.

use crate::auth::Actor;
use laurel_api::endpoint::NoBody;
use laurel_api::endpoints::{CreateWidget, DeleteWidget, UpdateWidget};
use laurel_api::widgets::{WidgetRequest, WidgetResponse};
use laurel_api::{Endpoint, PathParams, ProblemType};
use laurel_domain::WidgetId;
use laurel_domain::event::Subject;
use laurel_domain::mistake::Mistake;
use laurel_store::{Batch, StoreError};

use super::check::check;
use super::queries::{self, Place, WidgetRow};
use crate::db::{Statement, json};
use crate::error::AppError;
use crate::events::Event;
use crate::jobs;
use crate::web::{Call, Reply};
use crate::{publication, random};

/// How many widgets a program has at most: each is copied whenever something is published.
const WIDGETS_MAX: usize = 40;

/// Creates a widget.
pub(super) async fn create(call: Call<CreateWidget>) -> Result<Reply<WidgetResponse>, AppError> {
    let (ctx, program) = (&call.ctx, &call.path.program);
    let rows = call.authorized(Batch::new()).await?;
    let checked = check(&call.body)?;
    let id = WidgetId::new(ctx.now, random::bytes()?);
    let actor = &rows.access.actor;
    let written = ctx
        .db
        .batch(vec![
            queries::room(program, WIDGETS_MAX),
            queries::insert(program, id, &checked, ctx.now),
            event(&call, id, actor, "created", (None, Some(&checked)))?,
            publication::changed(program),
        ])
        .await;
    written.map_err(|error| match error {
        AppError::Store(StoreError::StaleWrite) => AppError::with_detail(
            ProblemType::Conflict,
            Mistake::TooManyWidgets {
                most: WIDGETS_MAX as u64,
            },
        ),
        error => error,
    })?;
    jobs::run_later(ctx, Some(program));
    let widget = Place::of(ctx, &rows.access).widget((id, 1), checked, ctx.now, ctx.now);
    Ok(Reply::new(WidgetResponse { widget }).with_revision(1))
}

/// Replaces a widget's configuration, of which the caller saw this revision.
pub(super) async fn update(call: Call<UpdateWidget>) -> Result<Reply<WidgetResponse>, AppError> {
    let (ctx, program, id) = (&call.ctx, &call.path.program, call.path.widget);
    let mut batch = Batch::new();
    let found = batch.add::<WidgetRow>(queries::one(program, id));
    let rows = call.authorized(batch).await?;
    let found = rows.first(found)?.ok_or_else(AppError::not_found)?;
    let checked = check(&call.body)?;
    let seen = call.revision()?;
    if seen != found.revision {
        return Err(AppError::client(ProblemType::Stale));
    }
    let actor = &rows.access.actor;
    ctx.db
        .batch(vec![
            queries::guard(program, id, seen),
            queries::update(program, id, &checked, ctx.now),
            event(
                &call,
                id,
                actor,
                "changed",
                (Some(&found.request()), Some(&checked)),
            )?,
            publication::changed(program),
        ])
        .await
        .map_err(|error| match error {
            AppError::Store(StoreError::StaleWrite) => AppError::client(ProblemType::Stale),
            other => other,
        })?;
    jobs::run_later(ctx, Some(program));
    let place = Place::of(ctx, &rows.access);
    let revision = seen + 1;
    let widget = place.widget((id, revision), checked, found.created_at(), ctx.now);
    Ok(Reply::new(WidgetResponse { widget }).with_revision(revision))
}

/// Deletes a widget. The copies that follow are without it; see `publication`.
pub(super) async fn delete(call: Call<DeleteWidget>) -> Result<Reply<NoBody>, AppError> {
    let (ctx, program, id) = (&call.ctx, &call.path.program, call.path.widget);
    let mut batch = Batch::new();
    let found = batch.add::<WidgetRow>(queries::one(program, id));
    let rows = call.authorized(batch).await?;
    let found = rows.first(found)?.ok_or_else(AppError::not_found)?;
    let actor = &rows.access.actor;
    ctx.db
        .batch(vec![
            queries::delete(program, id),
            event(&call, id, actor, "deleted", (Some(&found.request()), None))?,
            publication::changed(program),
        ])
        .await?;
    jobs::run_later(ctx, Some(program));
    Ok(Reply::new(NoBody {}))
}

/// Who did what to a widget.
fn event<E: Endpoint<Path: PathParams>>(
    call: &Call<E>,
    id: WidgetId,
    actor: &Actor,
    action: &str,
    (before, after): (Option<&WidgetRequest>, Option<&WidgetRequest>),
) -> Result<Statement, AppError> {
    let program = call.path.program().ok_or_else(AppError::not_found)?;
    let entry = Event {
        subject: Subject::Widget,
        subject_id: &id.to_string(),
        revision: 1,
        actor,
        action,
        before: before.map(json).transpose()?,
        after: after.map(json).transpose()?,
    };
    Ok(entry.statement(program, call.ctx.now))
}
