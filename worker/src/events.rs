//! The event log: what changed, by whom, written in the batch of the change. The audit trail reads it, and
//! whatever follows from a change goes on behind the last position that it has seen.

use laurel_domain::event::Subject;
use laurel_domain::{ProgramId, Timestamp};
use serde::Serialize;
use serde_json::Value;

use crate::auth::Actor;
use crate::db::{Param, Statement, json, statement};
use crate::error::AppError;

const INSERT_SQL: &str = "INSERT INTO events
  (program_id, position, at, subject, subject_id, action, actor_kind, actor_id, revision, before, after)
  VALUES (?1, coalesce((SELECT max(position) FROM events WHERE program_id = ?1), 0) + 1,
    ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)";

const INSERT_MANY_SQL: &str = "INSERT INTO events
  (program_id, position, at, subject, subject_id, action, actor_kind, actor_id, revision)
  SELECT ?1, coalesce((SELECT max(position) FROM events WHERE program_id = ?1), 0) + 1 + e.key,
    ?2, ?3, e.value, ?5, ?6, ?7, 1 FROM json_each(?4) e";

/// Something that changed.
pub(crate) struct Event<'a> {
    /// The kind of thing.
    pub(crate) subject: Subject,
    /// Which one; empty for many at once.
    pub(crate) subject_id: &'a str,
    /// The revision that came out, for things that count them; else 0.
    pub(crate) revision: u64,
    /// Who did it.
    pub(crate) actor: &'a Actor,
    /// What was done.
    pub(crate) action: &'a str,
    /// JSON of ids, codes and figures as they were. Words about a person stay out: events are never changed.
    pub(crate) before: Option<Param>,
    /// The same as they are now.
    pub(crate) after: Option<Param>,
}

impl Event<'_> {
    /// As a statement of the batch that makes the change.
    pub(crate) fn statement(self, program: &ProgramId, now: Timestamp) -> Statement {
        let Self {
            subject,
            subject_id,
            revision,
            actor,
            action,
            before,
            after,
        } = self;
        statement(
            INSERT_SQL,
            [
                program.into(),
                now.into(),
                subject.code().into(),
                subject_id.into(),
                action.into(),
                actor.kind().into(),
                actor.id().into(),
                revision.into(),
                before.unwrap_or(Param::Null),
                after.unwrap_or(Param::Null),
            ],
        )
    }
}

/// The same action on each of these things, as one statement.
pub(crate) fn each(
    program: &ProgramId,
    subject: Subject,
    ids: Param,
    (actor, action): (&Actor, &str),
    now: Timestamp,
) -> Statement {
    statement(
        INSERT_MANY_SQL,
        [
            program.into(),
            now.into(),
            subject.code().into(),
            ids,
            action.into(),
            actor.kind().into(),
            actor.id().into(),
        ],
    )
}

/// The names of the fields in which two objects differ, as `{"fields": […]}`: what may be said for good of a
/// change of somebody's record.
pub(crate) fn changed_fields<T: Serialize>(before: &T, after: &T) -> Result<Param, AppError> {
    let value =
        |of: &T| serde_json::to_value(of).map_err(|error| AppError::internal("event", error));
    let (before, after) = (value(before)?, value(after)?);
    let names: Vec<&String> = match (&before, &after) {
        (Value::Object(before), Value::Object(after)) => after
            .iter()
            .filter(|(name, value)| before.get(*name) != Some(value))
            .map(|(name, _)| name)
            .collect(),
        _ => Vec::new(),
    };
    Ok(json(&serde_json::json!({ "fields": names }))?)
}
