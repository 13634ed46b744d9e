//! Erasing a person: what tells who it was goes, what is counted stays.
//!
//! The touchpoints stay, without their notes, under a record of which nothing is known. By what people are
//! divided (source, country, product, tags, …) the person moves to "not known", so that a rare combination
//! of values tells nobody apart, and every rollup still equals a recount.

use std::collections::BTreeSet;

use laurel_domain::rollup::Contributions;
use laurel_domain::{Day, PersonId, Timestamp};
use laurel_store::{Param, ProgramRules, Statement, StoreError, json, statement};

use crate::cells::group_key;
use crate::planner::Planner;
use crate::snapshot::Snapshot;

const FORGET_NOTES_SQL: &str = "UPDATE touchpoints SET note = NULL
  WHERE program_id = ?1 AND person_id = ?2 AND note IS NOT NULL";

/// Nobody is asked any more, and what members wrote with their asks goes.
const FORGET_ASKS_SQL: &str = "UPDATE asks INDEXED BY asks_by_person SET note = NULL,
    closed_at = CASE state WHEN 'open' THEN max(?3, asked_at) ELSE closed_at END,
    state = CASE state WHEN 'open' THEN 'withdrawn' ELSE state END
  WHERE program_id = ?1 AND person_id = ?2 AND (note IS NOT NULL OR state = 'open')";

/// Counts of the person's day by values that nobody has any more: a tag or a product may have a name in it.
const FORGET_DAYS_SQL: &str = "UPDATE cohort_days SET cells = (
    SELECT json_group_object(g.key, json(g.value)) FROM json_each(cells) g WHERE g.value <> '{}')
  WHERE program_id = ?1 AND day = ?2 AND EXISTS (SELECT 1 FROM json_each(cells) g WHERE g.value = '{}')";

const FORGET_SEGMENTS_OF_DAYS_SQL: &str = "DELETE FROM cohort_segments
  WHERE program_id = ?1 AND segment IN (SELECT value FROM json_each(?3)) AND day = ?2
    AND NOT EXISTS (SELECT 1 FROM json_each(cells) g WHERE g.value <> '{}')";

const FORGET_VALUES_SQL: &str = "DELETE FROM segments WHERE program_id = ?1
  AND dimension IN ('source', 'country', 'industry', 'company_size', 'product', 'tag') AND people = 0";

const ERASED_SQL: &str =
    "UPDATE people SET erased_at = ?3 WHERE program_id = ?1 AND person_id = ?2";

/// A person who is erased.
pub struct Erasure {
    /// The write batch's statements; none when the person was erased before.
    pub statements: Vec<Statement>,
    /// The address that the person had.
    pub email: Option<String>,
    /// The ids that other systems gave, each with its system.
    pub ids: Vec<(String, String)>,
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
        statements.extend(forget_values(rules, known, person)?);
        for sql in [FORGET_ASKS_SQL, ERASED_SQL] {
            let mut write = statement(sql, about());
            write.push(now.into());
            statements.push(write);
        }
    }
    Ok(Some(Erasure {
        statements,
        ids: before.ids(),
        email: before.email,
    }))
}

/// By what the person was divided, where nobody else is.
fn forget_values(
    rules: &ProgramRules,
    known: &Snapshot,
    person: PersonId,
) -> Result<Vec<Statement>, StoreError> {
    let program = || Param::from(&rules.program);
    let mut statements = vec![statement(FORGET_VALUES_SQL, [program()])];
    let Some(stored) = known.states.get(&person) else {
        return Ok(statements);
    };
    let facts = stored.segment_values.facts(None, rules.currency);
    let counted = Contributions::of(&stored.state, &facts);
    let keys = &counted.rows().funnel;
    let segments: BTreeSet<_> = keys.keys().map(|key| group_key(&key.segment)).collect();
    let segments = json(&segments)?;
    let days: BTreeSet<Day> = keys.keys().map(|key| key.day).collect();
    for day in days {
        let of_day = [program(), day.into()];
        statements.push(statement(FORGET_DAYS_SQL, of_day.clone()));
        let mut forget = statement(FORGET_SEGMENTS_OF_DAYS_SQL, of_day);
        forget.push(segments.clone());
        statements.push(forget);
    }
    Ok(statements)
}
