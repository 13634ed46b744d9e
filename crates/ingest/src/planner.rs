//! The people as they will be, and the statements that make them so.
//!
//! Long because adding, taking back and filling in are planned against the same people.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use laurel_api::touchpoints::PersonKey;
use laurel_domain::person::{History, PersonState, derive};
use laurel_domain::rollup::{Brought, Contributions, Deltas};
use laurel_domain::touchpoint::{Category, Touchpoint, TouchpointKind};
use laurel_domain::{PersonId, Timestamp, TouchpointId};

use super::entry::Fact;
use super::identity::{self, SystemKey};
use super::keys;
use super::person::Record;
use super::referrals::Referrals;
use super::snapshot::Snapshot;
use super::state_row::StateRow;
use super::terms;
use super::write::{self, Changes, Term};
use laurel_store::{ProgramRules, Statement, StoreError};

/// Something before and after.
pub struct Change<T> {
    /// As it was.
    pub before: T,
    /// As it will be.
    pub after: T,
}

impl<T> Change<T> {
    /// A part of it, before and after.
    pub(super) fn of<P>(&self, part: impl Fn(&T) -> P) -> Change<P> {
        Change {
            before: part(&self.before),
            after: part(&self.after),
        }
    }
}

/// The people as they will be.
pub(super) struct Planner<'k> {
    pub(super) known: &'k Snapshot,
    /// Records that are written: new people, and known ones with something filled in.
    pub(super) records: BTreeMap<PersonId, Record>,
    pub(super) created: BTreeSet<PersonId>,
    pub(super) by_key: HashMap<SystemKey, PersonId>,
    pub(super) owners: HashMap<String, BTreeSet<PersonId>>,
    new_touchpoints: BTreeMap<PersonId, Vec<Touchpoint>>,
    /// Known ones that are taken back.
    removed: BTreeMap<PersonId, Vec<Touchpoint>>,
    /// Everybody whose state is derived again.
    pub(super) touched: BTreeSet<PersonId>,
    /// Those whose touchpoints lose their notes.
    noteless: BTreeSet<PersonId>,
}

impl<'k> Planner<'k> {
    pub(super) fn new(known: &'k Snapshot) -> Self {
        let mut owners: HashMap<String, BTreeSet<PersonId>> = HashMap::new();
        for record in known.people.values() {
            if let Some(email) = &record.email {
                owners.entry(email.clone()).or_default().insert(record.id);
            }
        }
        let people = known.people.values();
        let keys = people.flat_map(|record| record.keys.iter().map(|key| (key.clone(), record.id)));
        Self {
            known,
            records: BTreeMap::new(),
            created: BTreeSet::new(),
            by_key: keys.collect(),
            owners,
            new_touchpoints: BTreeMap::new(),
            removed: BTreeMap::new(),
            touched: BTreeSet::new(),
            noteless: BTreeSet::new(),
        }
    }

    /// The record of somebody who was known before.
    pub(super) fn record_known(&self, id: PersonId) -> Option<&'k Record> {
        self.known.people.get(&id)
    }

    /// Notes that a person does not want to be asked. Whether that is new.
    pub(super) fn opt_out(&mut self, person: PersonId) -> bool {
        let mut record = self.record(person);
        if record.opted_out {
            return false;
        }
        record.opted_out = true;
        self.records.insert(person, record);
        self.touched.insert(person);
        true
    }

    /// Rewrites the record of a person who is known. `None` when nobody is, or they were erased.
    pub(super) fn rewrite<E>(
        &mut self,
        person: PersonId,
        change: impl FnOnce(&mut Record) -> Result<(), E>,
    ) -> Result<Option<Change<Record>>, E> {
        let known = self
            .known
            .people
            .get(&person)
            .filter(|record| !record.erased);
        let Some(before) = known.cloned() else {
            return Ok(None);
        };
        let mut after = before.clone();
        change(&mut after)?;
        if after != before {
            self.records.insert(person, after.clone());
            self.touched.insert(person);
        }
        Ok(Some(Change { before, after }))
    }

    /// Takes away whatever tells who a person is. The record as it was; `None` when nobody is known.
    pub(super) fn erase(&mut self, person: PersonId) -> Option<Record> {
        let before = self.known.people.get(&person).cloned()?;
        let mut after = before.clone();
        after.erase();
        self.records.insert(person, after);
        self.noteless.insert(person);
        self.touched.insert(person);
        Some(before)
    }

    /// Whether these rules derive somebody otherwise than they are stored, as of the same time.
    pub(super) fn changes(&self, id: PersonId, rules: &ProgramRules) -> bool {
        let Some(stored) = self.known.states.get(&id) else {
            return true;
        };
        let counted = |days: Option<u16>| days == Some(rules.settings.follow_days);
        let record = self.known.people.get(&id);
        let as_brought = record.is_none_or(|person| {
            person.brought_by.is_none() || counted(person.counted_follow_days)
        });
        let mut referrals = self.known.referrals.iter();
        let as_advocate = referrals.all(|(one, days)| one.advocate != id || counted(*days));
        let segment_values =
            record.is_some_and(|person| person.segment_values() == stored.segment_values);
        let then = stored.state.derived_at;
        !as_brought
            || !as_advocate
            || !segment_values
            || derived(&self.history(id).cloned().collect::<Vec<_>>(), rules, then) != stored.state
    }

    pub(super) fn record(&self, id: PersonId) -> Record {
        let record = self.records.get(&id).or_else(|| self.known.people.get(&id));
        record.cloned().unwrap_or_else(|| Record::empty(id))
    }

    /// Adds a fact unless it is there. Whether it was new.
    pub(super) fn add(&mut self, person: PersonId, fact: &Fact) -> bool {
        let Fact {
            id,
            kind,
            channel,
            at,
            amount,
            quantity,
            score,
            note,
        } = fact.clone();
        if self.history(person).any(|touchpoint| touchpoint.id == id) {
            return false;
        }
        let touchpoint = Touchpoint {
            id,
            person,
            kind,
            channel,
            at,
            amount,
            quantity,
            score,
            note,
        };
        self.new_touchpoints
            .entry(person)
            .or_default()
            .push(touchpoint);
        self.touched.insert(person);
        true
    }

    /// Takes touchpoints back; for each whether it was there.
    pub(super) fn remove_all(&mut self, removed: &[(PersonId, TouchpointId)]) -> Vec<bool> {
        let removed = removed.iter();
        removed
            .map(|(person, id)| self.remove(*person, *id))
            .collect()
    }

    /// Takes a touchpoint back. Whether it was there.
    pub(super) fn remove(&mut self, person: PersonId, id: TouchpointId) -> bool {
        if let Some(new) = self.new_touchpoints.get_mut(&person) {
            let before = new.len();
            new.retain(|touchpoint| touchpoint.id != id);
            if new.len() < before {
                return true;
            }
        }
        let found = self.history(person).find(|touchpoint| touchpoint.id == id);
        let Some(touchpoint) = found.cloned() else {
            return false;
        };
        self.removed.entry(person).or_default().push(touchpoint);
        self.touched.insert(person);
        true
    }

    /// Whoever has no touchpoint left was brought by nobody: the facts with which it was said are gone.
    fn forget_who_brought_nobody(&mut self) {
        let emptied: Vec<PersonId> = self.removed.keys().copied().collect();
        for person in emptied {
            let mut record = self.record(person);
            if record.brought_by.is_some() && self.history(person).next().is_none() {
                record.brought_by = None;
                record.brought_at = None;
                self.records.insert(person, record);
            }
        }
    }

    /// Notes who brought a person, once. Nobody brings themselves; an unknown advocate is nobody.
    pub(super) fn bring(&mut self, person: PersonId, key: &PersonKey, at: Timestamp) {
        let found = identity::keys_of_advocate(key).into_iter().find_map(|key| {
            let named = self.known.advocates_by_key.get(&key);
            named.or_else(|| self.by_key.get(&key)).copied()
        });
        let Some(advocate) = found.filter(|id| *id != person) else {
            return;
        };
        let mut record = self.record(person);
        if record.brought_by.is_none() {
            record.brought_by = Some(advocate);
            record.brought_at = Some(at);
            self.records.insert(person, record);
            self.touched.insert(person);
        }
    }

    pub(super) fn statements(
        mut self,
        rules: &ProgramRules,
        now: Timestamp,
    ) -> Result<Vec<Statement>, StoreError> {
        if self.touched.is_empty() {
            return Ok(Vec::new());
        }
        self.forget_who_brought_nobody();
        let mut deltas = Deltas::default();
        let mut states: BTreeMap<PersonId, PersonState> = BTreeMap::new();
        let mut rows = Vec::with_capacity(self.touched.len());
        let mut guards = Vec::with_capacity(self.touched.len());
        let (mut tagged, mut moved) = (Vec::new(), Vec::new());
        for id in &self.touched {
            let mut history: Vec<Touchpoint> = self.history(*id).cloned().collect();
            if self.noteless.contains(id) {
                for touchpoint in &mut history {
                    touchpoint.note = None;
                }
            }
            let state = derived(&history, rules, now);
            let record = self.record(*id);
            let stored = self.known.states.get(id);
            let segment_values = record.segment_values();
            let new =
                Contributions::of(&state, &segment_values.facts(Some(&record), rules.currency));
            let before = self.known.people.get(id);
            let old = stored.map(|stored| {
                let facts = stored.segment_values.facts(before, rules.currency);
                Contributions::of(&stored.state, &facts)
            });
            deltas.add(&Contributions::diff(old.as_ref(), &new));
            let revision = stored.map_or(0, |stored| stored.revision);
            let had_tags = stored.is_some_and(|stored| !stored.segment_values.tags.is_empty());
            if had_tags || !segment_values.tags.is_empty() {
                tagged.push(rows.len());
            }
            if stored.map_or(&[][..], |stored| &stored.state.moves) != state.moves {
                moved.push(rows.len());
            }
            rows.push(StateRow::of(
                *id,
                state.clone(),
                segment_values,
                changes_by_time(&history),
                revision + 1,
            ));
            guards.push((*id, revision));
            states.insert(*id, state);
        }
        let follow_days = rules.settings.follow_days;
        let referrals = Referrals::of(self.known, &self.records, &states, follow_days);
        deltas.add(&referrals.deltas);
        guards.extend(referrals.watched);
        let rows = self
            .touched
            .iter()
            .zip(rows)
            .map(|(id, row): (_, StateRow)| {
                let stored = self.known.states.get(id).map(|stored| stored.brought);
                let gain = referrals.gains.get(id).copied().unwrap_or_default();
                row.with_brought(
                    self.record(*id).brought_by,
                    stored.unwrap_or_default().plus(gain),
                )
            });
        let rows = rows.collect();
        let advocates = referrals.gains.into_iter().filter(|(id, gain)| {
            let changes = *gain != Brought::default() || referrals.advocates.contains(id);
            changes && !states.contains_key(id)
        });
        let advocates = advocates.collect();
        for record in self.records.values_mut() {
            record.counted_follow_days = record.brought_by.map(|_| follow_days);
        }
        let removed_terms: Vec<Term> = self
            .records
            .values()
            .flat_map(|r| self.removed_terms(r))
            .collect();
        let keys = keys::of(&self);
        let (created, filled) = self
            .records
            .values()
            .partition(|record| self.created.contains(&record.id));
        let touchpoints = self.new_touchpoints.values().flatten().collect();
        let removed = self.removed.values().flatten().collect();
        write::statements(
            rules,
            now,
            &Changes {
                guards,
                created,
                filled,
                removed_terms,
                touchpoints,
                removed,
                keys,
                rows,
                advocates,
                tagged,
                moved,
                followed: referrals.followed,
                deltas,
            },
        )
    }

    /// The words by which a person was found and is no longer, now that the record is another.
    fn removed_terms(&self, record: &Record) -> Vec<Term> {
        let now = terms::of(record);
        let before = self.known.people.get(&record.id).map(terms::of);
        let gone = before
            .into_iter()
            .flatten()
            .filter(|term| !now.contains(term));
        gone.map(|term| Term {
            term,
            person_id: record.id,
        })
        .collect()
    }

    /// What stands of a person's touchpoints after this batch.
    fn history(&self, id: PersonId) -> impl Iterator<Item = &Touchpoint> {
        let removed = self.removed.get(&id).map_or(&[][..], Vec::as_slice);
        let known = self.known.histories.get(&id).into_iter().flatten();
        let known = known.filter(|touchpoint| !removed.iter().any(|gone| gone.id == touchpoint.id));
        known.chain(self.new_touchpoints.get(&id).into_iter().flatten())
    }
}

fn derived(history: &[Touchpoint], rules: &ProgramRules, now: Timestamp) -> PersonState {
    let history = History {
        touchpoints: history,
        currency: rules.currency,
    };
    derive(&history, &rules.settings, now)
}

/// Whether the passing of time alone can move the person on the ladder of advocacy: after an act, or
/// after an experience that purchases alone do not give.
fn changes_by_time(history: &[Touchpoint]) -> bool {
    history.iter().any(|touchpoint| {
        touchpoint.kind.category() == Category::Act
            || matches!(
                touchpoint.kind,
                TouchpointKind::OnboardingCompleted
                    | TouchpointKind::SupportResolved
                    | TouchpointKind::NpsAnswer
            )
    })
}
