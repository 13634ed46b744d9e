//! A person's touchpoints, the latest first.

use laurel_api::endpoints::ListTouchpoints;
use laurel_api::page::Meta;
use laurel_api::touchpoints::{Touchpoint, TouchpointsResponse};
use laurel_ingest::TouchpointRow;
use serde::de::IgnoredAny;

use crate::db::statement;
use crate::error::AppError;
use crate::web::{Call, Reply};
use laurel_store::{Batch, END_OF_TIME, Keyset, Page};

const LIST_SQL: &str = "SELECT touchpoint_id, person_id, kind, channel, at, amount_minor, currency, quantity, score, note
  FROM touchpoints WHERE program_id = ?1 AND person_id = ?2 AND (at, touchpoint_id) < (?3, ?4)
  ORDER BY at DESC, touchpoint_id DESC LIMIT ?5";

const PERSON_SQL: &str = "SELECT person_id FROM people WHERE program_id = ?1 AND person_id = ?2";

/// `GET /people/{person}/touchpoints`
pub(super) async fn list_touchpoints(
    call: Call<ListTouchpoints>,
) -> Result<Reply<TouchpointsResponse>, AppError> {
    let first = (END_OF_TIME, String::new());
    let (cursor, limit) = (call.query.cursor.as_deref(), call.query.limit.get());
    let keyset = Keyset::after(cursor, first, limit.into())?;
    let (before, id) = keyset.start.clone();
    let (program, person) = (&call.path.program, call.path.person);
    let mut batch = Batch::new();
    let known = batch.add::<IgnoredAny>(statement(PERSON_SQL, [program.into(), person.into()]));
    let params = [
        program.into(),
        person.into(),
        before.into(),
        id.into(),
        keyset.limit(),
    ];
    let list = batch.add::<TouchpointRow>(statement(LIST_SQL, params));
    let authorized = call.authorized(batch).await?;
    if authorized.take(known)?.is_empty() {
        return Err(AppError::not_found());
    }
    let rows = authorized.take(list)?.into_iter();
    let touchpoints = rows.map(touchpoint).collect::<Result<Vec<_>, _>>()?;
    let Page {
        rows: touchpoints,
        next,
    } = keyset.page(touchpoints, |last| (last.at.millis(), last.id.to_string()));
    Ok(Reply::new(TouchpointsResponse {
        touchpoints,
        meta: Meta { next },
    }))
}

/// A touchpoint out of a row.
pub(crate) fn touchpoint(row: TouchpointRow) -> Result<Touchpoint, AppError> {
    let laurel_domain::touchpoint::Touchpoint {
        id,
        person: _,
        kind,
        channel,
        at,
        amount,
        quantity,
        score,
        note,
    } = row.try_into()?;
    Ok(Touchpoint {
        id,
        kind,
        channel,
        at,
        amount,
        quantity,
        score,
        note,
    })
}
