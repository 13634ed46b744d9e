//! From what is known and what is to be recorded to the statements that write it.

use laurel_api::people::{PersonChange, PersonRecord};
use laurel_api::touchpoints::RecordOutcome;
use laurel_domain::{PersonId, Timestamp, TouchpointId};
use laurel_store::{ProgramRules, Statement, StoreError};

use crate::IngestError;
use crate::entry::Entry;
use crate::identity::{Conflict, Found};
use crate::person::Record;
use crate::planner::{Change, Planner};
use crate::snapshot::Snapshot;

/// Gives the id of a person who is new.
pub type NewPerson<'a> = &'a mut dyn FnMut() -> Result<PersonId, StoreError>;

/// What is to be written, and what it changes.
pub struct Plan {
    /// The write batch's statements; none when nothing changes.
    pub statements: Vec<Statement>,
    /// What recording changes.
    pub outcome: RecordOutcome,
    /// The person of each entry, in order; of a conflict whom the id means.
    pub people: Vec<PersonId>,
    /// For each entry how many of its facts are new.
    pub added: Vec<u32>,
    /// For each touchpoint that was to be taken back whether it was there.
    pub removed: Vec<bool>,
    /// Who does not want to be asked from now on.
    pub opted_out: Vec<PersonId>,
    /// Entries of which nothing is recorded: their id and their address mean different people.
    pub conflicts: Vec<Conflict>,
}

/// What is to be taken back.
pub struct Removal {
    /// The write batch's statements; none when nothing changes.
    pub statements: Vec<Statement>,
    /// For each touchpoint whether it was there.
    pub removed: Vec<bool>,
}

/// What members change on one person's record.
pub struct Rewritten<T> {
    /// The write batch's statements; none when nothing changes.
    pub statements: Vec<Statement>,
    /// The part of the record that it is about.
    pub change: Change<T>,
}

/// Plans recording the entries.
///
/// # Errors
/// With the place of an entry about somebody who is not in the program.
pub fn plan(
    rules: &ProgramRules,
    now: Timestamp,
    known: &Snapshot,
    entries: &[Entry],
    new_person: NewPerson<'_>,
) -> Result<Plan, IngestError> {
    plan_changes(rules, now, known, &[], entries, new_person)
}

/// Plans taking these touchpoints back. One that is not there is no change. Their people are known to the
/// snapshot when [`crate::reads`] was given their ids.
///
/// Asks that such an act had closed are open again, unless another act has answered them since or the person
/// has been asked for the same again. Whoever has no touchpoint left was brought by nobody.
///
/// # Errors
/// When a statement cannot be made.
pub fn plan_removal(
    rules: &ProgramRules,
    now: Timestamp,
    known: &Snapshot,
    removed: &[(PersonId, TouchpointId)],
) -> Result<Removal, StoreError> {
    let mut planner = Planner::new(known);
    let removed = planner.remove_all(removed);
    Ok(Removal {
        statements: planner.statements(rules, now)?,
        removed,
    })
}

/// Plans taking touchpoints back, as [`plan_removal`], and recording the entries, in one batch. What is taken
/// back and recorded with the same id is replaced.
///
/// # Errors
/// With the place of an entry about somebody who is not in the program.
pub fn plan_changes(
    rules: &ProgramRules,
    now: Timestamp,
    known: &Snapshot,
    removed: &[(PersonId, TouchpointId)],
    entries: &[Entry],
    new_person: NewPerson<'_>,
) -> Result<Plan, IngestError> {
    let mut planner = Planner::new(known);
    let removed = planner.remove_all(removed);
    let mut people = Vec::with_capacity(entries.len());
    let mut added = Vec::with_capacity(entries.len());
    let mut opted_out = Vec::new();
    let mut conflicts = Vec::new();
    let mut outcome = RecordOutcome::default();
    for (place, entry) in entries.iter().enumerate() {
        let person = match planner.person_of(&entry.person, new_person)? {
            Found::Person(person) => person,
            Found::Nobody => return Err(IngestError::NoSuchPerson { place }),
            Found::Conflict { by_key, by_address } => {
                conflicts.push(Conflict {
                    place,
                    by_key,
                    by_address,
                });
                people.push(by_key);
                added.push(0);
                continue;
            }
        };
        let new = entry
            .facts
            .iter()
            .filter(|fact| planner.add(person, fact))
            .count() as u32;
        if let Some(at) = entry.facts.iter().map(|fact| fact.at).min() {
            planner.bring(person, &entry.person, at);
        }
        if entry.opts_out && planner.opt_out(person) {
            opted_out.push(person);
        }
        outcome.touchpoints_added += new;
        outcome.unchanged += entry.facts.len() as u32 - new;
        people.push(person);
        added.push(new);
    }
    outcome.people_added = planner.created.len() as u32;
    Ok(Plan {
        statements: planner.statements(rules, now)?,
        outcome,
        people,
        added,
        removed,
        opted_out,
        conflicts,
    })
}

/// Plans a change of one person's record, checked by [`crate::check_change`]. `None` when there is no such
/// person.
///
/// # Errors
/// When a statement cannot be made.
pub fn plan_record(
    rules: &ProgramRules,
    now: Timestamp,
    known: &Snapshot,
    person: PersonId,
    change: &PersonChange,
) -> Result<Option<Rewritten<PersonRecord>>, StoreError> {
    let mut planner = Planner::new(known);
    let written = planner.rewrite(person, |record| {
        record.write(change);
        Ok::<_, StoreError>(())
    })?;
    let Some(records) = written else {
        return Ok(None);
    };
    Ok(Some(Rewritten {
        statements: planner.statements(rules, now)?,
        change: records.of(Record::written),
    }))
}

/// Plans a change of one person's tags. `None` when there is no such person.
///
/// # Errors
/// Those of the change.
pub fn plan_tags<E: From<StoreError>>(
    rules: &ProgramRules,
    now: Timestamp,
    known: &Snapshot,
    person: PersonId,
    change: impl FnOnce(&[String]) -> Result<Vec<String>, E>,
) -> Result<Option<Rewritten<Vec<String>>>, E> {
    let mut planner = Planner::new(known);
    let written = planner.rewrite(person, |record| {
        record.tags = change(&record.tags)?;
        Ok::<_, E>(())
    })?;
    let Some(records) = written else {
        return Ok(None);
    };
    Ok(Some(Rewritten {
        statements: planner.statements(rules, now)?,
        change: records.of(|record| record.tags.clone()),
    }))
}

/// Plans noting what moves these people; `None` takes it away. Answers the statements and how many change.
///
/// # Errors
/// With the place of somebody who is not in the program.
pub fn plan_motivation(
    rules: &ProgramRules,
    now: Timestamp,
    known: &Snapshot,
    people: &[PersonId],
    code: Option<&str>,
) -> Result<(Vec<Statement>, u32), IngestError> {
    let mut planner = Planner::new(known);
    let mut changed = 0;
    for (place, person) in people.iter().enumerate() {
        let written = planner.rewrite(*person, |record| {
            record.motivation = code.map(str::to_owned);
            Ok::<_, StoreError>(())
        })?;
        let records = written.ok_or(IngestError::NoSuchPerson { place })?;
        changed += u32::from(records.before != records.after);
    }
    Ok((planner.statements(rules, now)?, changed))
}

/// Plans deriving everybody who is known once more, for what the passing of time or other rules have
/// changed.
///
/// # Errors
/// When a statement cannot be made.
pub fn plan_again(
    rules: &ProgramRules,
    now: Timestamp,
    known: &Snapshot,
) -> Result<Vec<Statement>, StoreError> {
    let mut planner = Planner::new(known);
    planner.touched.extend(known.people.keys());
    planner.statements(rules, now)
}

/// Plans deriving everybody who is known under rules that may be others than those they were last derived
/// under. Whose state is the same under both is not written.
///
/// # Errors
/// When a statement cannot be made.
pub fn plan_under_new_rules(
    rules: &ProgramRules,
    now: Timestamp,
    known: &Snapshot,
) -> Result<Vec<Statement>, StoreError> {
    let mut planner = Planner::new(known);
    let changed = known
        .people
        .keys()
        .filter(|id| planner.changes(**id, rules));
    let changed: Vec<PersonId> = changed.copied().collect();
    planner.touched.extend(changed);
    planner.statements(rules, now)
}
