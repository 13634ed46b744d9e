//! Erasing a person: what tells who it was goes, what is counted stays.
//!
//! The touchpoints stay, without their notes, under a record of which nothing is known. By what people are
//! divided (source, country, product, tags, …) the person moves to "not known", so that a rare combination
//! of values tells nobody apart, and every rollup still equals a recount.

use laurel_domain::{PersonId, Timestamp};
use laurel_store::{ProgramRules, Statement, StoreError, statement};

use crate::planner::Planner;
use crate::snapshot::Snapshot;

const FORGET_NOTES_SQL: &str = "UPDATE touchpoints SET note = NULL
  WHERE program_id = ?1 AND person_id = ?2 AND note IS NOT NULL";

/// Nobody is asked any more, and what members wrote with their asks goes.
const FORGET_ASKS_SQL: &str = "UPDATE asks INDEXED BY asks_by_person SET note = NULL,
    closed_at = CASE state WHEN 'open' THEN max(?3, asked_at) ELSE closed_at END,
    state = CASE state WHEN 'open' THEN 'withdrawn' ELSE state END
  WHERE program_id = ?1 AND person_id = ?2 AND (note IS NOT NULL OR state = 'open')";

const ERASED_SQL: &str =
    "UPDATE people SET erased_at = ?3 WHERE program_id = ?1 AND person_id = ?2";

/// A person who is erased.
pub struct Erasure {
    /// The write batch's statements; none when the person was erased before.
    pub statements: Vec<Statement>,
    /// The address that the person had.
    pub email: Option<String>,
    /// The id that another system gave.
    pub external_id: Option<String>,
}

/// Plans erasing a person. `None` when there is no such person.
///
/// # Errors
/// When a statement cannot be made.
pub fn plan_erasure(
    rules: &ProgramRules,
    now: Timestamp,
    known: &Snapshot,
    person: PersonId,
) -> Result<Option<Erasure>, StoreError> {
    let mut planner = Planner::new(known);
    let Some(before) = planner.erase(person) else {
        return Ok(None);
    };
    let mut statements = Vec::new();
    if !before.erased {
        statements = planner.statements(rules, now)?;
        let program = &rules.program;
        let about = || [program.into(), person.into()];
        statements.push(statement(FORGET_NOTES_SQL, about()));
        for sql in [FORGET_ASKS_SQL, ERASED_SQL] {
            let mut write = statement(sql, about());
            write.push(now.into());
            statements.push(write);
        }
    }
    Ok(Some(Erasure {
        statements,
        email: before.email,
        external_id: before.external_id,
    }))
}
