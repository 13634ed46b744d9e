//! `PATCH /plan/{item}`: owner, due day, notes, tick, title. One conditional write.

use laurel_api::ProblemType;
use laurel_api::endpoints::UpdatePlanItem;
use laurel_api::plan::{PlanChange, PlanItemResponse};
use laurel_domain::event::Subject;
use laurel_domain::mistake::{FieldMistake, Mistake};
use laurel_domain::plan::{Item, NOTE_MAX, OwnCheck};
use laurel_domain::{Day, ProgramId, Timestamp};
use serde::Deserialize;

use super::rows::{self, ItemRow, StoredItem};
use crate::db::{Statement, json, statement};
use crate::error::AppError;
use crate::events::Event;
use crate::web::{Call, Reply};
use laurel_store::{Batch, StoreError};

const MEMBER_SQL: &str = "SELECT email FROM members WHERE program_id = ?1 AND email = ?2";

/// Fails the batch when the item has another revision than the one that was read.
const GUARD_SQL: &str = "INSERT INTO stale_write (found)
  SELECT 1 WHERE coalesce((SELECT revision FROM plan_items WHERE program_id = ?1 AND item = ?2), 0) <> ?3";

const PUT_SQL: &str =
    "INSERT INTO plan_items (program_id, item, phase, title, owner, due_day, note, done_at, done_by,
    revision, created_at, updated_at)
  VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?11)
  ON CONFLICT (program_id, item) DO UPDATE SET title = excluded.title, owner = excluded.owner,
    due_day = excluded.due_day, note = excluded.note, done_at = excluded.done_at,
    done_by = excluded.done_by, revision = excluded.revision, updated_at = excluded.updated_at";

#[derive(Deserialize)]
struct MemberRow {
    email: String,
}

/// Changes what people added to a check. 412 when the caller has not seen the latest change.
pub(super) async fn update(
    call: Call<UpdatePlanItem>,
) -> Result<Reply<PlanItemResponse>, AppError> {
    let (ctx, program, item) = (&call.ctx, &call.path.program, call.path.item);
    let owner = call.body.owner.as_deref().unwrap_or_default().trim();
    let mut batch = Batch::new();
    let found = batch.add::<ItemRow>(rows::one(program, item));
    let owner = [program.into(), owner.to_lowercase().into()];
    let member = batch.add::<MemberRow>(statement(MEMBER_SQL, owner));
    let rows = call.authorized(batch).await?;
    let found = rows.first(found)?.map(StoredItem::try_from).transpose()?;
    let found = match (found, item) {
        (Some(found), _) => found,
        (None, Item::Known(_)) => StoredItem::untouched(item),
        (None, Item::Own(_)) => return Err(AppError::not_found()),
    };
    if call.revision()? != found.revision {
        return Err(stale());
    }
    let member = rows.first(member)?.map(|row| row.email);
    let actor = rows.access.actor.name();
    let after = changed(&found, &call.body, member, (&actor, ctx.now))?;
    if after == found {
        return Ok(reply(&found));
    }
    let after = StoredItem {
        revision: found.revision + 1,
        ..after
    };
    let entry = Event {
        subject: Subject::Plan,
        subject_id: &item.to_string(),
        revision: after.revision,
        actor: &rows.access.actor,
        action: "changed",
        before: Some(json(&found.kept())?),
        after: Some(json(&after.kept())?),
    };
    let guard = statement(
        GUARD_SQL,
        [
            program.into(),
            item.to_string().into(),
            found.revision.into(),
        ],
    );
    let batch = vec![
        guard,
        put(program, &after, ctx.now),
        entry.statement(program, ctx.now),
    ];
    match ctx.db.batch(batch).await {
        Ok(_) => Ok(reply(&after)),
        Err(AppError::Store(StoreError::StaleWrite)) => Err(stale()),
        Err(error) => Err(error),
    }
}

pub(super) fn reply(stored: &StoredItem) -> Reply<PlanItemResponse> {
    Reply::new(PlanItemResponse {
        item: stored.item,
        kept: stored.kept(),
    })
    .with_revision(stored.revision)
}

fn stale() -> AppError {
    AppError::with_detail(ProblemType::Stale, Mistake::CheckChangedMeanwhile)
}

/// The item as it is wanted; everything that is wrong with the wish.
fn changed(
    found: &StoredItem,
    wanted: &PlanChange,
    member: Option<String>,
    (actor, now): (&str, Timestamp),
) -> Result<StoredItem, AppError> {
    let PlanChange {
        owner,
        due,
        note,
        done,
        title,
    } = wanted;
    let mut after = found.clone();
    let mut problems = Vec::new();
    let mut refuse =
        |field: &str, mistake: Mistake| problems.push(FieldMistake::new(field, mistake));
    match owner.as_deref().map(str::trim) {
        None => {}
        Some("") => after.added.owner = None,
        Some(_) if member.is_some() => after.added.owner = member,
        Some(_) => refuse("owner", Mistake::NotAMember),
    }
    match due.as_deref().map(str::trim) {
        None => {}
        Some("") => after.added.due = None,
        Some(text) => match Day::parse(text) {
            Ok(day) => after.added.due = Some(day),
            Err(_) => refuse("due", Mistake::NotADay),
        },
    }
    if let Some(text) = note.as_deref().map(str::trim) {
        let given = text.chars().count();
        if given > NOTE_MAX {
            let (most, given) = (NOTE_MAX as u64, given as u64);
            refuse("note", Mistake::TooLong { most, given });
        } else {
            after.added.note = (!text.is_empty()).then(|| text.to_owned());
        }
    }
    match (done, found.item) {
        (Some(_), Item::Known(check)) if check.is_computed() => {
            refuse("done", Mistake::AnsweredByFigures);
        }
        (Some(true), _) if found.added.done.is_none() => {
            after.added.done = Some((now, actor.to_owned()));
        }
        (Some(false), _) => after.added.done = None,
        _ => {}
    }
    match (title, &found.own) {
        (None, _) => {}
        (Some(title), Some((phase, _))) => match OwnCheck::parse(*phase, title) {
            Ok(OwnCheck { phase, title }) => after.own = Some((phase, title)),
            Err(error) => refuse("title", error.into()),
        },
        (Some(_), None) => refuse("title", Mistake::TitleOfFramework),
    }
    if problems.is_empty() {
        Ok(after)
    } else {
        Err(AppError::invalid(problems))
    }
}

/// Stores an item as it is.
pub(super) fn put(program: &ProgramId, stored: &StoredItem, now: Timestamp) -> Statement {
    let StoredItem {
        item,
        own,
        added,
        revision,
    } = stored;
    let (phase, title) = own
        .as_ref()
        .map(|(phase, title)| (phase.code(), title))
        .unzip();
    let (done_at, done_by) = added.done.as_ref().map(|(at, by)| (*at, by)).unzip();
    statement(
        PUT_SQL,
        [
            program.into(),
            item.to_string().into(),
            phase.into(),
            title.into(),
            added.owner.as_ref().into(),
            added.due.into(),
            added.note.as_ref().into(),
            done_at.into(),
            done_by.into(),
            (*revision).into(),
            now.into(),
        ],
    )
}
