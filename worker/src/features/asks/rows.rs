//! An ask out of a row.

use laurel_api::asks::Ask;
use laurel_api::people::PersonRef;
use laurel_domain::ask::{AskState, is_overdue};
use laurel_domain::touchpoint::TouchpointKind;
use laurel_domain::{Day, PersonId, ProgramId, Timestamp};
use serde::Deserialize;

use crate::db::{Statement, statement};
use crate::error::AppError;

const OF_PERSON_SQL: &str =
    "SELECT a.ask_id, a.person_id, a.kind, a.state, a.note, a.due_day, a.asked_by,
    a.asked_at, a.closed_at, coalesce(p.name, p.email, p.external_id, 'Name not known') AS name
  FROM asks a JOIN people p ON p.program_id = a.program_id AND p.person_id = a.person_id
  WHERE a.program_id = ?1 AND a.person_id = ?2 ORDER BY a.asked_at DESC, a.ask_id LIMIT 20";

const ALL_OF_PERSON_SQL: &str =
    "SELECT a.ask_id, a.person_id, a.kind, a.state, a.note, a.due_day, a.asked_by,
    a.asked_at, a.closed_at, coalesce(p.name, p.email, p.external_id, 'Name not known') AS name
  FROM asks a JOIN people p ON p.program_id = a.program_id AND p.person_id = a.person_id
  WHERE a.program_id = ?1 AND a.person_id = ?2 ORDER BY a.asked_at, a.ask_id";

/// All of a person's asks, the oldest first.
pub(crate) fn all_of_person(program: &ProgramId, person: PersonId) -> Statement {
    statement(ALL_OF_PERSON_SQL, [program.into(), person.into()])
}

/// A person's latest asks.
pub(crate) fn of_person(program: &ProgramId, person: PersonId) -> Statement {
    statement(OF_PERSON_SQL, [program.into(), person.into()])
}

/// A row of `asks` with the person's name.
#[derive(Deserialize)]
pub(crate) struct AskRow {
    pub(super) ask_id: String,
    person_id: String,
    kind: String,
    state: String,
    note: Option<String>,
    pub(super) due_day: i32,
    asked_by: String,
    pub(super) asked_at: i64,
    pub(super) closed_at: Option<i64>,
    name: String,
}

/// A stored value that must be one of ours.
fn stored<T, E: std::fmt::Display>(value: Result<T, E>) -> Result<T, AppError> {
    value.map_err(|error| AppError::internal("stored ask", error))
}

impl AskRow {
    /// The ask that goes over the wire.
    pub(crate) fn into_ask(self, now: Timestamp) -> Result<Ask, AppError> {
        let Self {
            ask_id,
            person_id,
            kind,
            state,
            note,
            due_day,
            asked_by,
            asked_at,
            closed_at,
            name,
        } = self;
        let state = stored(AskState::parse(&state))?;
        Ok(Ask {
            id: stored(ask_id.parse())?,
            person: PersonRef {
                id: stored(person_id.parse())?,
                name,
            },
            kind: stored(TouchpointKind::parse(&kind))?,
            state,
            note,
            due: Day(due_day),
            overdue: state == AskState::Open && is_overdue(Day(due_day), now),
            asked_by,
            asked_at: Timestamp::from_millis(asked_at),
            closed_at: closed_at.map(Timestamp::from_millis),
        })
    }
}
