//! The audit log: who changed what, written in the batch of the change.

use laurel_domain::{ProgramId, Timestamp};

use serde::Serialize;
use serde_json::Value;

use crate::db::{Param, Statement, json, statement};
use crate::error::AppError;

const INSERT_SQL: &str = "INSERT INTO audit_log
  (program_id, subject, subject_id, at, sequence, actor, action, before, after)
  VALUES (?1, ?2, ?3, ?4, coalesce((SELECT max(sequence) + 1 FROM audit_log
    WHERE program_id = ?1 AND subject = ?2 AND subject_id = ?3 AND at = ?4), ?5), ?6, ?7, ?8, ?9)";

/// An entry.
pub(crate) struct Entry<'a> {
    /// What sort of thing was changed: `testimonial`, `widget`, `member`, `token`, `import`, `program`, `view`,
    /// `plan`, `person`.
    pub(crate) subject: &'a str,
    /// Which one.
    pub(crate) subject_id: &'a str,
    /// Orders the entries of one millisecond.
    pub(crate) sequence: u64,
    /// A member's address, `token:<id>` or `author`.
    pub(crate) actor: &'a str,
    /// What was done.
    pub(crate) action: &'a str,
    /// JSON of the changed fields before.
    pub(crate) before: Option<Param>,
    /// JSON of the changed fields after.
    pub(crate) after: Option<Param>,
}

impl Entry<'_> {
    /// As a statement of the batch that makes the change.
    pub(crate) fn statement(self, program: &ProgramId, now: Timestamp) -> Statement {
        let Self {
            subject,
            subject_id,
            sequence,
            actor,
            action,
            before,
            after,
        } = self;
        statement(
            INSERT_SQL,
            [
                program.into(),
                subject.into(),
                subject_id.into(),
                now.into(),
                sequence.into(),
                actor.into(),
                action.into(),
                before.unwrap_or(Param::Null),
                after.unwrap_or(Param::Null),
            ],
        )
    }
}

/// Both as JSON; of objects only the fields in which they differ, so that the log repeats no more about a
/// person than was changed.
pub(crate) fn differing<T: Serialize>(before: &T, after: &T) -> Result<(Param, Param), AppError> {
    let value =
        |of: &T| serde_json::to_value(of).map_err(|error| AppError::internal("audit entry", error));
    let (mut before, mut after) = (value(before)?, value(after)?);
    if let (Value::Object(before), Value::Object(after)) = (&mut before, &mut after) {
        before.retain(|field, old| {
            let differs = after.get(field) != Some(old);
            if !differs {
                after.remove(field);
            }
            differs
        });
    }
    Ok((json(&before)?, json(&after)?))
}
