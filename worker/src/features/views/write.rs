//! Saving, renaming and deleting views.

use crate::auth::Actor;
use crate::auth::access::Authorized;
use laurel_api::endpoint::NoBody;
use laurel_api::endpoints::{ChangeView, CreateView, DeleteView};
use laurel_api::views::{View, ViewChange, ViewRequest, ViewResponse};
use laurel_api::{Endpoint, PathParams, ProblemType};
use laurel_domain::event::Subject;
use laurel_domain::mistake::{FieldMistake, Mistake};
use laurel_domain::saved_view::{NAME_MAX, SavedQuery, VIEWS_MAX, ViewPage};
use laurel_domain::text::single_line;
use laurel_domain::{ProgramId, ViewId};
use laurel_store::{Batch, StoreError};

use super::queries::{self, Checked, ViewRow};
use crate::db::{Statement, json};
use crate::error::AppError;
use crate::events::Event;
use crate::random;
use crate::web::{Call, Reply};

/// Saves a view.
pub(super) async fn create(call: Call<CreateView>) -> Result<Reply<ViewResponse>, AppError> {
    let (ctx, program) = (&call.ctx, &call.path.program);
    let (rows, known) = known(&call, program).await?;
    let ViewRequest { name, page, query } = &call.body;
    let checked = check(name, *page, query, None, &known)?;
    let id = ViewId::new(ctx.now, random::bytes()?);
    let actor = rows.access.actor.name();
    let written = ctx
        .db
        .batch(vec![
            queries::room(program, VIEWS_MAX),
            queries::insert(program, id, &checked, &actor, ctx.now),
            event(
                &call,
                id,
                &rows.access.actor,
                "created",
                (None, Some(&checked)),
            )?,
        ])
        .await;
    written.map_err(|error| match error {
        AppError::Store(StoreError::StaleWrite) => AppError::with_detail(
            ProblemType::Conflict,
            Mistake::TooManyViews {
                most: VIEWS_MAX as u64,
            },
        ),
        error => error,
    })?;
    let view = View {
        id,
        name: checked.name,
        page: checked.page,
        query: checked.query.as_str().to_owned(),
        created_by: actor,
        created_at: ctx.now,
    };
    Ok(Reply::new(ViewResponse { view }))
}

/// Changes a view's name or filters. Whose it is stays.
pub(super) async fn change(call: Call<ChangeView>) -> Result<Reply<ViewResponse>, AppError> {
    let (ctx, program, id) = (&call.ctx, &call.path.program, call.path.view);
    let (rows, known) = known(&call, program).await?;
    let before = find(&known, id)?;
    let ViewChange { name, query } = &call.body;
    let checked = check(
        name.as_deref().unwrap_or(&before.name),
        before.page,
        query.as_deref().unwrap_or(&before.query),
        Some(id),
        &known,
    )?;
    let given = (
        name.as_ref().map(|_| checked.name.as_str()),
        query.as_ref().map(|_| checked.query.as_str()),
    );
    let actor = &rows.access.actor;
    let what = (Some(&before), Some(&checked));
    let mut batch = Batch::from(vec![
        queries::update(program, id, given),
        event(&call, id, actor, "changed", what)?,
    ]);
    let after = batch.add::<ViewRow>(queries::one(program, id));
    let after = ctx.db.batch(batch).await?.first(after)?;
    let view = after.ok_or_else(AppError::not_found)?.view()?;
    Ok(Reply::new(ViewResponse { view }))
}

/// Deletes a view. Its address goes on working.
pub(super) async fn delete(call: Call<DeleteView>) -> Result<Reply<NoBody>, AppError> {
    let (ctx, program, id) = (&call.ctx, &call.path.program, call.path.view);
    let (rows, known) = known(&call, program).await?;
    let before = find(&known, id)?;
    ctx.db
        .batch(vec![
            queries::delete(program, id),
            event(
                &call,
                id,
                &rows.access.actor,
                "deleted",
                (Some(&before), None),
            )?,
        ])
        .await?;
    Ok(Reply::new(NoBody {}))
}

/// All views of the program, behind the check of who asks.
async fn known<E: Endpoint>(
    call: &Call<E>,
    program: &ProgramId,
) -> Result<(Authorized, Vec<ViewRow>), AppError> {
    let mut batch = Batch::new();
    let list = batch.add(queries::list(program));
    let rows = call.authorized(batch).await?;
    let known = rows.take(list)?;
    Ok((rows, known))
}

/// A stored view's content.
fn find(known: &[ViewRow], id: ViewId) -> Result<ViewRequest, AppError> {
    let id = id.to_string();
    let row = known.iter().find(|row| row.view_id == id);
    let row = row.ok_or_else(AppError::not_found)?;
    let content = ViewRequest {
        name: row.name.clone(),
        page: ViewPage::parse(&row.page).map_err(|error| AppError::internal("view page", error))?,
        query: row.query.clone(),
    };
    Ok(content)
}

/// The content, trimmed; or everything that is wrong with it. Another view of the page must not have
/// the name.
fn check(
    name: &str,
    page: ViewPage,
    query: &str,
    own: Option<ViewId>,
    known: &[ViewRow],
) -> Result<Checked, AppError> {
    let own = own.map(|id| id.to_string()).unwrap_or_default();
    let name = single_line(name, NAME_MAX).map_err(Mistake::from);
    let name = name.and_then(|name| {
        let taken = known.iter().any(|row| {
            row.view_id != own && row.page == page.code() && row.name.eq_ignore_ascii_case(&name)
        });
        if taken {
            Err(Mistake::ViewNameTaken)
        } else {
            Ok(name)
        }
    });
    let query = SavedQuery::parse(query).map_err(Mistake::from);
    match (name, query) {
        (Ok(name), Ok(query)) => Ok(Checked { name, page, query }),
        (name, query) => {
            let problems = [("name", name.err()), ("query", query.err())];
            let problems = problems
                .into_iter()
                .filter_map(|(field, mistake)| Some(FieldMistake::new(field, mistake?)));
            Err(AppError::invalid(problems.collect()))
        }
    }
}

/// Who did what to a view.
fn event<E: Endpoint<Path: PathParams>>(
    call: &Call<E>,
    id: ViewId,
    actor: &Actor,
    action: &str,
    (before, after): (Option<&ViewRequest>, Option<&Checked>),
) -> Result<Statement, AppError> {
    let program = call.path.program().ok_or_else(AppError::not_found)?;
    let after = after.map(|checked| ViewRequest {
        name: checked.name.clone(),
        page: checked.page,
        query: checked.query.as_str().to_owned(),
    });
    let entry = Event {
        subject: Subject::View,
        subject_id: &id.to_string(),
        revision: 1,
        actor,
        action,
        before: before.map(json).transpose()?,
        after: after.as_ref().map(json).transpose()?,
    };
    Ok(entry.statement(program, call.ctx.now))
}
