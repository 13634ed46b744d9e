//! Closing asks, and opening them again.

use laurel_domain::mistake::Mistake;
use std::collections::{BTreeSet, HashMap};

use laurel_api::ProblemType;
use laurel_api::asks::{AskChanged, AskRefused};
use laurel_api::endpoints::UpdateAsks;
use laurel_domain::AskId;
use laurel_domain::ask::AskState;
use laurel_domain::event::Subject;
use laurel_domain::touchpoint::TouchpointKind;
use serde::Deserialize;

use super::standing::{self, People};
use super::{check_known, check_length};
use crate::db::{json, statement};
use crate::error::AppError;
use crate::events;
use crate::web::{Call, Reply};
use laurel_store::{Batch, retrying};

const READ_SQL: &str = "SELECT a.ask_id, a.state, a.person_id, a.kind FROM json_each(?2) e
  CROSS JOIN asks a ON a.program_id = ?1 AND a.ask_id = e.value";

/// Only those that still are where they were read, so that two members never overwrite each other.
const UPDATE_SQL: &str = "UPDATE asks SET state = ?3, closed_at = ?4
  WHERE program_id = ?1 AND ask_id IN (SELECT value FROM json_each(?2))
    AND (state = 'open' OR ?3 = 'open')";

#[derive(Deserialize)]
struct Row {
    ask_id: String,
    state: String,
    person_id: String,
    kind: String,
}

/// `PATCH /asks`
pub(super) async fn update_asks(call: Call<UpdateAsks>) -> Result<Reply<AskChanged>, AppError> {
    let (asks, state) = (&call.body.asks, call.body.state);
    check_length("asks", asks.len())?;
    if state == AskState::Expired {
        return Err(AppError::field("state", Mistake::AskStateNotSet));
    }
    // Who opens the same at the same moment, or writes about one of the people, wins; then it is looked at again.
    retrying(async || changed(&call, asks, state).await).await
}

async fn changed(
    call: &Call<UpdateAsks>,
    asks: &[AskId],
    state: AskState,
) -> Result<Reply<AskChanged>, AppError> {
    let (program, now) = (&call.path.program, call.ctx.now);
    let mut batch = Batch::new();
    let found = batch.add::<Row>(statement(READ_SQL, [program.into(), json(asks)?]));
    let people = match state {
        AskState::Open => Some(standing::reads(&mut batch, program, (&[], asks), now)?),
        _ => None,
    };
    let authorized = call.authorized(batch).await?;
    let found = authorized.take(found)?.into_iter();
    let found: HashMap<String, Row> = found.map(|row| (row.ask_id.clone(), row)).collect();
    let known = asks.iter().map(|ask| found.contains_key(&ask.to_string()));
    check_known("asks", known, &Mistake::NoSuchAsk)?;
    let mut seen = BTreeSet::new();
    let mut moving: Vec<(AskId, &Row)> = asks
        .iter()
        .filter(|ask| seen.insert(**ask))
        .filter_map(|ask| Some((*ask, found.get(&ask.to_string())?)))
        .filter(|(_, row)| row.state != state.code())
        .collect();
    // A closed ask is opened before it gets another end, so that nobody's answer is lost by accident.
    let is_closed = |(_, row): &(AskId, &Row)| row.state != AskState::Open.code();
    if state != AskState::Open && moving.iter().any(is_closed) {
        return Err(AppError::with_detail(
            ProblemType::Conflict,
            Mistake::AskClosedMeanwhile,
        ));
    }
    let mut refused = Vec::new();
    let mut batch = Batch::new();
    if let Some(reads) = people {
        let mut people = People::take(&authorized, reads)?;
        let settings = &authorized.access.rules.settings;
        let mut opening = Vec::with_capacity(moving.len());
        for (ask, row) in moving {
            let stored = |error: String| AppError::internal("stored ask", error);
            let person = row
                .person_id
                .parse()
                .map_err(|error| stored(format!("{error}")))?;
            let kind =
                TouchpointKind::parse(&row.kind).map_err(|error| stored(error.to_string()))?;
            let blocked = people.blocks(person, kind, settings, now);
            if blocked.is_empty() {
                people.opens(person, kind);
                opening.push((ask, row));
            } else {
                let person = people.named(person);
                refused.push(AskRefused {
                    ask,
                    person,
                    blocked,
                });
            }
        }
        moving = opening;
        batch.push(people.guard(program)?);
    }
    let ids: Vec<AskId> = moving.into_iter().map(|(ask, _)| ask).collect();
    if ids.is_empty() {
        let changed = 0;
        return Ok(Reply::new(AskChanged { changed, refused }));
    }
    let closed_at = (state != AskState::Open).then_some(now);
    let update = [
        program.into(),
        json(&ids)?,
        state.code().into(),
        closed_at.into(),
    ];
    let by = (&authorized.access.actor, state.code());
    let events = events::each(program, Subject::Ask, json(&ids)?, by, now);
    let changed = batch.add::<()>(statement(UPDATE_SQL, update));
    batch.push(events);
    let rows = call.ctx.db.batch(batch).await?;
    Ok(Reply::new(AskChanged {
        changed: rows.changes(changed)? as u32,
        refused,
    }))
}
