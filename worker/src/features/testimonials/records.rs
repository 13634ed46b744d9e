//! What is kept for good beside a testimonial: the audit trail and the consent ledger.

use laurel_domain::event::Subject;
use laurel_domain::moderation::Event;
use laurel_domain::testimonial::{ConsentSource, Purpose};
use laurel_domain::{ProgramId, TestimonialId, Timestamp};
use serde_json::Value;

use crate::auth::Actor;
use crate::db::{Statement, json, statement};
use crate::error::AppError;
use crate::events;

const CONSENT_SQL: &str = "INSERT INTO consents (program_id, testimonial_id, purpose, at, given,
    wording, source, recorded_by, evidence)
  VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";

/// An entry of the audit trail in the making.
pub(crate) struct Trail<'a> {
    /// Who does it.
    pub(crate) actor: &'a Actor,
    /// What is done.
    pub(crate) event: Event,
    /// What changes, as it was; null for nothing.
    pub(crate) before: Value,
    /// And as it is to be.
    pub(crate) after: Value,
}

/// An entry of the audit trail; `revision` is the one that comes out.
pub(crate) fn audit(
    program: &ProgramId,
    testimonial: TestimonialId,
    revision: u64,
    trail: &Trail<'_>,
    now: Timestamp,
) -> Result<Statement, AppError> {
    let Trail {
        actor,
        event,
        before,
        after,
    } = trail;
    let details = |value: &Value| match value {
        Value::Null => Ok(None),
        some => json(some).map(Some),
    };
    let entry = events::Event {
        subject: Subject::Testimonial,
        subject_id: &testimonial.to_string(),
        revision,
        actor,
        action: event.code(),
        before: details(before)?,
        after: details(after)?,
    };
    Ok(entry.statement(program, now))
}

/// One entry of the consent ledger in the making.
pub(crate) struct Ledger<'a> {
    /// What for.
    pub(crate) purpose: Purpose,
    /// Given, or withdrawn.
    pub(crate) given: bool,
    /// The exact words that the author saw.
    pub(crate) wording: &'a str,
    /// How it came about.
    pub(crate) source: ConsentSource,
    /// The member who records it, and where the proof is.
    pub(crate) recorded: Option<(&'a str, &'a str)>,
}

/// An entry of the consent ledger.
pub(crate) fn ledger(
    program: &ProgramId,
    testimonial: TestimonialId,
    entry: &Ledger<'_>,
    now: Timestamp,
) -> Statement {
    let Ledger {
        purpose,
        given,
        wording,
        source,
        recorded,
    } = entry;
    let params = [
        program.into(),
        testimonial.into(),
        purpose.code().into(),
        now.into(),
        (*given).into(),
        (*wording).into(),
        source.code().into(),
        recorded.map(|(by, _)| by).into(),
        recorded.map(|(_, evidence)| evidence).into(),
    ];
    statement(CONSENT_SQL, params)
}
