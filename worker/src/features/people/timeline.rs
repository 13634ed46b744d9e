//! A person's touchpoints, the latest first.

use laurel_api::endpoints::ListTouchpoints;
use laurel_api::page::Meta;
use laurel_api::touchpoints::{Touchpoint, TouchpointsResponse};
use laurel_ingest::TouchpointRow;

use crate::cursor;
use crate::db::statement;
use crate::error::AppError;
use crate::web::{Call, Reply};

const LIST_SQL: &str = "SELECT touchpoint_id, person_id, kind, channel, at, amount_minor, currency, quantity, score, note
  FROM touchpoints WHERE program_id = ?1 AND person_id = ?2 AND (at, touchpoint_id) < (?3, ?4)
  ORDER BY at DESC, touchpoint_id DESC LIMIT ?5";

const PERSON_SQL: &str = "SELECT person_id FROM people WHERE program_id = ?1 AND person_id = ?2";

/// `GET /people/{person}/touchpoints`
pub(super) async fn list_touchpoints(
    call: Call<ListTouchpoints>,
) -> Result<Reply<TouchpointsResponse>, AppError> {
    let (before, id) = match &call.query.cursor {
        Some(cursor) => match cursor::decode(cursor, 2)?.as_slice() {
            [at, id] => {
                let at = at
                    .parse::<i64>()
                    .map_err(|_| AppError::field("cursor", "This cursor does not belong here."))?;
                (at, id.clone())
            }
            _ => (1 << 53, String::new()),
        },
        None => (1 << 53, String::new()),
    };
    let size = usize::from(call.query.limit.get());
    let (program, person) = (&call.path.program, call.path.person);
    let authorized = call
        .authorized(vec![
            statement(PERSON_SQL, [program.into(), person.into()]),
            statement(
                LIST_SQL,
                [
                    program.into(),
                    person.into(),
                    before.into(),
                    id.into(),
                    (size as u32 + 1).into(),
                ],
            ),
        ])
        .await?;
    if authorized.all::<serde::de::IgnoredAny>(0)?.is_empty() {
        return Err(AppError::not_found());
    }
    let mut rows: Vec<TouchpointRow> = authorized.all(1)?;
    let more = rows.len() > size;
    rows.truncate(size);
    let touchpoints: Vec<Touchpoint> = rows.into_iter().map(wire).collect::<Result<_, _>>()?;
    let next = touchpoints
        .last()
        .filter(|_| more)
        .map(|last| cursor::encode(&[&last.at.millis().to_string(), &last.id.to_string()]));
    Ok(Reply::new(TouchpointsResponse {
        touchpoints,
        meta: Meta { next },
    }))
}

fn wire(row: TouchpointRow) -> Result<Touchpoint, AppError> {
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
