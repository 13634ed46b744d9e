//! The event log of a program, the latest first.

use laurel_api::endpoints::ListEvents;
use laurel_api::events::{Event, EventsResponse};
use laurel_api::page::Meta;
use laurel_domain::Timestamp;
use laurel_domain::event::Subject;
use laurel_store::{Batch, END_OF_TIME, Keyset, Page};
use serde::Deserialize;

use crate::auth::Actor;
use crate::db::statement;
use crate::error::AppError;
use crate::web::{Call, Reply, Router, endpoint};

const LIST_SQL: &str =
    "SELECT position, at, subject, subject_id, action, actor_kind, actor_id FROM events
  WHERE program_id = ?1 AND position < ?2 ORDER BY position DESC LIMIT ?3";

/// Adds the route.
pub(crate) fn routes(router: Router) -> Router {
    endpoint::<ListEvents, _, _>(router, list)
}

/// An event as it is stored, without its details.
#[derive(Deserialize)]
pub(crate) struct EventRow {
    position: i64,
    at: i64,
    subject: String,
    subject_id: String,
    action: String,
    actor_kind: String,
    actor_id: String,
}

/// `GET /events`
async fn list(call: Call<ListEvents>) -> Result<Reply<EventsResponse>, AppError> {
    let query = &call.query;
    let first = (END_OF_TIME, String::new());
    let keyset = Keyset::after(query.cursor.as_deref(), first, query.limit.get().into())?;
    let (before, _) = keyset.start.clone();
    let program = &call.path.program;
    let mut batch = Batch::new();
    let params = [program.into(), before.into(), keyset.limit()];
    let list = batch.add::<EventRow>(statement(LIST_SQL, params));
    let rows = call.authorized(batch).await?;
    let Page { rows, next } = keyset.page(rows.take(list)?, |row| (row.position, String::new()));
    let events = rows.into_iter().map(event).collect::<Result<_, _>>()?;
    Ok(Reply::new(EventsResponse {
        events,
        meta: Meta { next },
    }))
}

/// An event out of a row.
pub(crate) fn event(row: EventRow) -> Result<Event, AppError> {
    let EventRow {
        position,
        at,
        subject,
        subject_id,
        action,
        actor_kind,
        actor_id,
    } = row;
    Ok(Event {
        position: position.unsigned_abs(),
        at: Timestamp::from_millis(at),
        subject: Subject::parse(&subject)
            .map_err(|error| AppError::internal("stored event", error))?,
        subject_id,
        action,
        actor: Actor::name_of(&actor_kind, &actor_id),
    })
}
