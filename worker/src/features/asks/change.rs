//! Closing asks, and opening them again.

use laurel_domain::mistake::Mistake;
use std::collections::HashMap;

use laurel_api::ProblemType;
use laurel_api::asks::AskChanged;
use laurel_api::endpoints::UpdateAsks;
use laurel_domain::AskId;
use laurel_domain::ask::AskState;
use laurel_domain::event::Subject;
use serde::Deserialize;

use super::{check_known, check_length};
use crate::db::{json, statement};
use crate::error::AppError;
use crate::events;
use crate::web::{Call, Reply};
use laurel_store::Batch;

const READ_SQL: &str = "SELECT a.ask_id, a.state FROM json_each(?2) e
  CROSS JOIN asks a ON a.program_id = ?1 AND a.ask_id = e.value";

/// Only those that still are where they were read, so that two members never overwrite each other.
const UPDATE_SQL: &str = "UPDATE asks SET state = ?3, closed_at = ?4
  WHERE program_id = ?1 AND ask_id IN (SELECT value FROM json_each(?2))
    AND (state = 'open' OR ?3 = 'open')";

#[derive(Deserialize)]
struct Row {
    ask_id: String,
    state: String,
}

/// `PATCH /asks`
pub(super) async fn update_asks(call: Call<UpdateAsks>) -> Result<Reply<AskChanged>, AppError> {
    let (asks, state) = (&call.body.asks, call.body.state);
    check_length("asks", asks.len())?;
    if state == AskState::Expired {
        return Err(AppError::field("state", Mistake::AskStateNotSet));
    }
    let program = &call.path.program;
    let mut batch = Batch::new();
    let found = batch.add::<Row>(statement(READ_SQL, [program.into(), json(asks)?]));
    let authorized = call.authorized(batch).await?;
    let states: HashMap<String, String> = authorized
        .take(found)?
        .into_iter()
        .map(|row| (row.ask_id, row.state))
        .collect();
    let known = asks.iter().map(|ask| states.contains_key(&ask.to_string()));
    check_known("asks", known, &Mistake::NoSuchAsk)?;
    let is = |ask: &AskId, code: &str| states.get(&ask.to_string()).is_some_and(|is| is == code);
    let moving: Vec<AskId> = asks
        .iter()
        .copied()
        .filter(|ask| !is(ask, state.code()))
        .collect();
    // A closed ask is opened before it gets another end, so that nobody's answer is lost by accident.
    if state != AskState::Open && moving.iter().any(|ask| !is(ask, AskState::Open.code())) {
        return Err(AppError::with_detail(
            ProblemType::Conflict,
            Mistake::AskClosedMeanwhile,
        ));
    }
    if moving.is_empty() {
        return Ok(Reply::new(AskChanged { changed: 0 }));
    }
    let closed_at = (state != AskState::Open).then_some(call.ctx.now);
    let update = statement(
        UPDATE_SQL,
        [
            program.into(),
            json(&moving)?,
            state.code().into(),
            closed_at.into(),
        ],
    );
    let by = (&authorized.access.actor, state.code());
    let events = events::each(program, Subject::Ask, json(&moving)?, by, call.ctx.now);
    let mut batch = Batch::new();
    let changed = batch.add::<()>(update);
    batch.push(events);
    let rows = call.ctx.db.batch(batch).await?;
    Ok(Reply::new(AskChanged {
        changed: rows.changes(changed)? as u32,
    }))
}
