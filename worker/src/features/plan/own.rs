//! Checks of a program's own: adding and removing them.

use crate::auth::Actor;
use laurel_api::ProblemType;
use laurel_api::endpoint::NoBody;
use laurel_api::endpoints::{AddOwnCheck, RemoveOwnCheck};
use laurel_api::plan::PlanItemResponse;
use laurel_domain::event::Subject;
use laurel_domain::mistake::Mistake;
use laurel_domain::plan::{Item, OWN_MAX, OwnCheck, PlanItem};
use laurel_domain::{PlanItemId, ProgramId, Timestamp};
use laurel_store::Batch;

use super::change;
use super::rows::{self, ItemRow, StoredItem};
use crate::db::{Param, Statement, json, statement};
use crate::error::AppError;
use crate::events::Event;
use crate::random;
use crate::web::{Call, Reply};

const REMOVE_SQL: &str = "DELETE FROM plan_items WHERE program_id = ?1 AND item = ?2";

/// Adds a check.
pub(super) async fn add(call: Call<AddOwnCheck>) -> Result<Reply<PlanItemResponse>, AppError> {
    let (ctx, program) = (&call.ctx, &call.path.program);
    let mut batch = Batch::new();
    let items = batch.add::<ItemRow>(rows::items(program));
    let rows = call.authorized(batch).await?;
    let OwnCheck { phase, title } = OwnCheck::parse(call.body.phase, &call.body.title)
        .map_err(|error| AppError::field("title", error))?;
    let mut own = 0;
    for row in rows.take(items)? {
        own += usize::from(StoredItem::try_from(row)?.own.is_some());
    }
    if own >= OWN_MAX {
        return Err(AppError::with_detail(
            ProblemType::Conflict,
            Mistake::TooManyChecks {
                most: OWN_MAX as u64,
            },
        ));
    }
    let stored = StoredItem {
        item: Item::Own(PlanItemId::new(ctx.now, random::bytes()?)),
        own: Some((phase, title)),
        added: PlanItem::default(),
        revision: 1,
    };
    let after = Some(json(&call.body)?);
    let actor = &rows.access.actor;
    let entry = event(
        (program, ctx.now),
        stored.item,
        actor,
        ("added", None, after),
    );
    ctx.db
        .batch(vec![change::put(program, &stored, ctx.now), entry])
        .await?;
    Ok(change::reply(&stored))
}

/// Removes a check that the program added.
pub(super) async fn remove(call: Call<RemoveOwnCheck>) -> Result<Reply<NoBody>, AppError> {
    let (ctx, program, item) = (&call.ctx, &call.path.program, call.path.item);
    let mut batch = Batch::new();
    let found = batch.add::<ItemRow>(rows::one(program, item));
    let rows = call.authorized(batch).await?;
    if let Item::Known(_) = item {
        return Err(AppError::with_detail(
            ProblemType::Conflict,
            Mistake::CheckOfFramework,
        ));
    }
    let found = rows.first(found)?.ok_or_else(AppError::not_found)?;
    let found = StoredItem::try_from(found)?;
    let before = Some(json(&found.kept())?);
    let actor = &rows.access.actor;
    let entry = event((program, ctx.now), item, actor, ("removed", before, None));
    let remove = statement(REMOVE_SQL, [program.into(), item.to_string().into()]);
    ctx.db.batch(vec![remove, entry]).await?;
    Ok(Reply::new(NoBody {}))
}

fn event(
    (program, now): (&ProgramId, Timestamp),
    item: Item,
    actor: &Actor,
    (action, before, after): (&str, Option<Param>, Option<Param>),
) -> Statement {
    let entry = Event {
        subject: Subject::Plan,
        subject_id: &item.to_string(),
        revision: 1,
        actor,
        action,
        before,
        after,
    };
    entry.statement(program, now)
}
