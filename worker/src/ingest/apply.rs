//! From what is known and what is to be recorded to the statements that write it.

use laurel_api::people::{PersonChange, PersonRecord};
use laurel_api::touchpoints::RecordOutcome;
use laurel_domain::money::Currency;
use laurel_domain::settings::ProgramSettings;
use laurel_domain::{PersonId, ProgramId, Timestamp};

use super::entry::Entry;
use super::known::Known;
use super::person::Record;
use super::work::{Change, Work};
use crate::db::Statement;
use crate::error::AppError;

/// The program's own side of recording.
#[derive(Clone, Copy)]
pub(crate) struct Rules<'a> {
    /// Whose people.
    pub(crate) program: &'a ProgramId,
    /// Stages, thresholds, values.
    pub(crate) settings: &'a ProgramSettings,
    /// Counts the changes of the settings: a write under rules that were replaced meanwhile fails.
    pub(crate) revision: u64,
    /// In which revenue is summed.
    pub(crate) currency: Currency,
    /// When.
    pub(crate) now: Timestamp,
    /// What the request calls the list of the entries, for problems that name the place.
    pub(crate) list: &'static str,
}

/// What is to be written, and what it changes.
pub(crate) struct Plan {
    /// The write batch's statements; none when nothing changes.
    pub(crate) statements: Vec<Statement>,
    /// What recording changes.
    pub(crate) outcome: RecordOutcome,
    /// The person of each entry, in order.
    pub(crate) people: Vec<PersonId>,
    /// For each entry how many of its facts are new.
    pub(crate) added: Vec<u32>,
}

/// What members change on one person's record.
pub(crate) struct Rewritten<T> {
    /// The write batch's statements; none when nothing changes.
    pub(crate) statements: Vec<Statement>,
    /// The part of the record that it is about.
    pub(crate) change: Change<T>,
}

/// Plans recording the entries.
pub(crate) fn plan(rules: &Rules<'_>, known: &Known, entries: &[Entry]) -> Result<Plan, AppError> {
    let mut work = Work::new(known);
    let mut people = Vec::with_capacity(entries.len());
    let mut added = Vec::with_capacity(entries.len());
    let mut outcome = RecordOutcome::default();
    for (position, entry) in entries.iter().enumerate() {
        let person = work.person_of(&entry.person, rules.now)?.ok_or_else(|| {
            let field = format!("{}[{position}].person.id", rules.list);
            AppError::field(field, "There is no such person in this program.")
        })?;
        let new = entry
            .facts
            .iter()
            .filter(|fact| work.add(person, fact))
            .count() as u32;
        if let Some(at) = entry.facts.iter().map(|fact| fact.at).min() {
            work.bring(person, entry.person.brought_by.as_deref(), at);
        }
        outcome.touchpoints_added += new;
        outcome.unchanged += entry.facts.len() as u32 - new;
        people.push(person);
        added.push(new);
    }
    outcome.people_added = work.created.len() as u32;
    Ok(Plan {
        statements: work.statements(rules)?,
        outcome,
        people,
        added,
    })
}

/// Plans a change of one person's record, checked by [`super::check_change`]. `None` when there is no such
/// person.
pub(crate) fn plan_record(
    rules: &Rules<'_>,
    known: &Known,
    person: PersonId,
    change: &PersonChange,
) -> Result<Option<Rewritten<PersonRecord>>, AppError> {
    let mut work = Work::new(known);
    let written = work.rewrite(person, |record| {
        record.write(change);
        Ok(())
    })?;
    let Some(records) = written else {
        return Ok(None);
    };
    Ok(Some(Rewritten {
        statements: work.statements(rules)?,
        change: records.of(Record::written),
    }))
}

/// Plans a change of one person's tags. `None` when there is no such person.
pub(crate) fn plan_tags(
    rules: &Rules<'_>,
    known: &Known,
    person: PersonId,
    change: impl FnOnce(&[String]) -> Result<Vec<String>, AppError>,
) -> Result<Option<Rewritten<Vec<String>>>, AppError> {
    let mut work = Work::new(known);
    let written = work.rewrite(person, |record| {
        record.tags = change(&record.tags)?;
        Ok(())
    })?;
    let Some(records) = written else {
        return Ok(None);
    };
    Ok(Some(Rewritten {
        statements: work.statements(rules)?,
        change: records.of(|record| record.tags.clone()),
    }))
}

/// Plans noting what moves these people; `None` takes it away. Answers the statements and how many change,
/// or the place of somebody who is not in the program.
pub(crate) fn plan_motivation(
    rules: &Rules<'_>,
    known: &Known,
    people: &[PersonId],
    code: Option<&str>,
) -> Result<(Vec<Statement>, u32), AppError> {
    let mut work = Work::new(known);
    let mut changed = 0;
    for (place, person) in people.iter().enumerate() {
        let written = work.rewrite(*person, |record| {
            record.motivation = code.map(str::to_owned);
            Ok(())
        })?;
        let records = written.ok_or_else(|| {
            let field = format!("{}[{place}]", rules.list);
            AppError::field(field, "There is no such person in this program.")
        })?;
        changed += u32::from(records.before != records.after);
    }
    Ok((work.statements(rules)?, changed))
}

/// Plans deriving everybody who is known once more, for what the passing of time or other rules have
/// changed.
pub(crate) fn plan_again(rules: &Rules<'_>, known: &Known) -> Result<Vec<Statement>, AppError> {
    let mut work = Work::new(known);
    work.touched.extend(known.people.keys());
    work.statements(rules)
}

/// Plans deriving everybody who is known under rules that may be others than those they were last derived
/// under. Whose state is the same under both is not written.
pub(crate) fn plan_under_new_rules(
    rules: &Rules<'_>,
    known: &Known,
) -> Result<Vec<Statement>, AppError> {
    let mut work = Work::new(known);
    let changed = known.people.keys().filter(|id| work.changes(**id, rules));
    let changed: Vec<PersonId> = changed.copied().collect();
    work.touched.extend(changed);
    work.statements(rules)
}
