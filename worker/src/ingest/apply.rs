//! From what is known and what is to be recorded to the statements that write it.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use laurel_api::touchpoints::{PersonKey, RecordOutcome};
use laurel_domain::money::Currency;
use laurel_domain::person::{History, PersonState, derive};
use laurel_domain::rollup::{BroughtFacts, Contributions, Deltas, Facts, Profile};
use laurel_domain::settings::ProgramSettings;
use laurel_domain::touchpoint::{Category, Touchpoint, TouchpointKind};
use laurel_domain::{PersonId, ProgramId, Timestamp};

use super::entry::{Entry, Fact};
use super::known::Known;
use super::person::Record;
use super::state_row::StateRow;
use super::write::{self, Changes};
use crate::db::Statement;
use crate::error::AppError;
use crate::random;

/// The program's own side of recording.
#[derive(Clone, Copy)]
pub(crate) struct Rules<'a> {
    /// Whose people.
    pub(crate) program: &'a ProgramId,
    /// Stages, thresholds, values.
    pub(crate) settings: &'a ProgramSettings,
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

/// Plans deriving everybody who is known once more, for what the passing of time has changed.
pub(crate) fn plan_again(rules: &Rules<'_>, known: &Known) -> Result<Vec<Statement>, AppError> {
    let mut work = Work::new(known);
    work.touched.extend(known.people.keys());
    work.statements(rules)
}

/// The people as they will be.
struct Work<'k> {
    known: &'k Known,
    /// Records that are written: new people, and known ones with something filled in.
    records: BTreeMap<PersonId, Record>,
    created: BTreeSet<PersonId>,
    by_external_id: HashMap<String, PersonId>,
    by_email: HashMap<String, PersonId>,
    new_touchpoints: BTreeMap<PersonId, Vec<Touchpoint>>,
    /// Everybody whose state is derived again.
    touched: BTreeSet<PersonId>,
}

impl<'k> Work<'k> {
    fn new(known: &'k Known) -> Self {
        let by = |pick: fn(&Record) -> Option<&String>| {
            known
                .people
                .values()
                .filter_map(|record| Some((pick(record)?.clone(), record.id)))
                .collect()
        };
        Self {
            known,
            records: BTreeMap::new(),
            created: BTreeSet::new(),
            by_external_id: by(|record| record.external_id.as_ref()),
            by_email: by(|record| record.email.as_ref()),
            new_touchpoints: BTreeMap::new(),
            touched: BTreeSet::new(),
        }
    }

    /// The person whom a key means: known by id, external id or address, in this order; else a new one.
    /// `None` for an id that nobody in the program has.
    fn person_of(&mut self, key: &PersonKey, now: Timestamp) -> Result<Option<PersonId>, AppError> {
        let found = match key.id {
            Some(id) if self.known.people.contains_key(&id) => Some(id),
            Some(_) => return Ok(None),
            None => None,
        };
        let found = found
            .or_else(|| self.by_external_id.get(key.external_id.as_ref()?).copied())
            .or_else(|| self.by_email.get(key.email.as_ref()?).copied());
        let id = if let Some(id) = found {
            id
        } else {
            let id = PersonId::new(now, random::bytes()?);
            self.created.insert(id);
            id
        };
        let before = self.record(id);
        let mut record = before.clone();
        let email_is_free = key
            .email
            .as_ref()
            .is_none_or(|email| self.by_email.get(email).is_none_or(|owner| *owner == id));
        record.fill(key, email_is_free);
        if let Some(external_id) = &record.external_id {
            self.by_external_id.entry(external_id.clone()).or_insert(id);
        }
        if let Some(email) = &record.email {
            self.by_email.entry(email.clone()).or_insert(id);
        }
        if record != before || self.created.contains(&id) {
            // A source that becomes known moves the person in the rollups.
            self.touched.insert(id);
            self.records.insert(id, record);
        }
        Ok(Some(id))
    }

    fn record(&self, id: PersonId) -> Record {
        let record = self.records.get(&id).or_else(|| self.known.people.get(&id));
        record.cloned().unwrap_or_else(|| Record::empty(id))
    }

    /// Adds a fact unless it is there. Whether it was new.
    fn add(&mut self, person: PersonId, fact: &Fact) -> bool {
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
        let there = |list: Option<&Vec<Touchpoint>>| {
            list.is_some_and(|list| list.iter().any(|touchpoint| touchpoint.id == id))
        };
        if there(self.known.histories.get(&person)) || there(self.new_touchpoints.get(&person)) {
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

    /// Notes who brought a person, once. Nobody brings themselves; an unknown advocate is nobody.
    fn bring(&mut self, person: PersonId, advocate: Option<&str>, at: Timestamp) {
        let Some(advocate) = advocate else { return };
        let found = self
            .known
            .advocates_by_external_id
            .get(advocate)
            .or_else(|| self.by_external_id.get(advocate));
        let Some(advocate) = found.copied().filter(|id| *id != person) else {
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

    fn statements(self, rules: &Rules<'_>) -> Result<Vec<Statement>, AppError> {
        if self.touched.is_empty() {
            return Ok(Vec::new());
        }
        let mut deltas = Deltas::default();
        let mut states: BTreeMap<PersonId, PersonState> = BTreeMap::new();
        let mut rows = Vec::with_capacity(self.touched.len());
        let mut guards = Vec::with_capacity(self.touched.len());
        for id in &self.touched {
            let history = self.history(*id);
            let state = derived(&history, rules);
            let record = self.record(*id);
            let stored = self.known.states.get(id);
            let new = Contributions::of(
                &state,
                &facts(record.source.as_deref(), Some(&record), rules),
            );
            let before = self.known.people.get(id);
            let old = stored.map(|stored| {
                Contributions::of(
                    &stored.state,
                    &facts(stored.source.as_deref(), before, rules),
                )
            });
            deltas.add(&Contributions::diff(old.as_ref(), &new));
            let revision = stored.map_or(0, |stored| stored.revision);
            rows.push(StateRow::of(
                *id,
                &state,
                record.source.as_deref(),
                changes_by_time(&history),
                revision + 1,
            )?);
            guards.push((*id, revision));
            states.insert(*id, state);
        }
        let (mut watched, mut advocates) = (BTreeMap::new(), BTreeSet::new());
        self.add_pairs(rules, &states, &mut deltas, &mut watched, &mut advocates);
        guards.extend(watched);
        let (created, filled) = self
            .records
            .values()
            .partition(|record| self.created.contains(&record.id));
        let touchpoints = self.new_touchpoints.values().flatten().collect();
        write::statements(
            rules,
            &Changes {
                guards,
                created,
                filled,
                touchpoints,
                rows,
                advocates,
                deltas,
            },
        )
    }

    fn history(&self, id: PersonId) -> Vec<Touchpoint> {
        let mut history = self.known.histories.get(&id).cloned().unwrap_or_default();
        history.extend(self.new_touchpoints.get(&id).into_iter().flatten().cloned());
        history
    }

    /// The difference that the touched people make to the flywheels of those who brought them, and to
    /// their own through those whom they brought.
    fn add_pairs(
        &self,
        rules: &Rules<'_>,
        states: &BTreeMap<PersonId, PersonState>,
        deltas: &mut Deltas,
        watched: &mut BTreeMap<PersonId, u64>,
        advocates: &mut BTreeSet<PersonId>,
    ) {
        let follow_days = rules.settings.follow_days;
        let before = |id: PersonId| {
            let stored = self
                .known
                .states
                .get(&id)
                .map(|stored| stored.state.first_purchase_at);
            stored
                .or_else(|| {
                    self.known
                        .relatives
                        .get(&id)
                        .map(|relative| relative.first_purchase_at)
                })
                .flatten()
        };
        let after = |id: PersonId| {
            states
                .get(&id)
                .map_or_else(|| before(id), |state| state.first_purchase_at)
        };

        let known = self
            .known
            .people
            .values()
            .filter_map(|person| Some((person.brought_by?, person.id, person.brought_at?)));
        let old: BTreeSet<_> = known.chain(self.known.pairs.iter().copied()).collect();
        let filled = self
            .records
            .values()
            .filter_map(|person| Some((person.brought_by?, person.id, person.brought_at?)));
        let all: BTreeSet<_> = filled.chain(old.iter().copied()).collect();
        for pair in all {
            let (advocate, person, brought_at) = pair;
            let facts = |first_purchase: &dyn Fn(PersonId) -> Option<Timestamp>| BroughtFacts {
                advocate_first_purchase_at: first_purchase(advocate),
                brought_at,
                first_purchase_at: first_purchase(person),
                follow_days,
            };
            let was = old.contains(&pair).then(|| facts(&before).contributions());
            deltas.add(&Contributions::diff(
                was.as_ref(),
                &facts(&after).contributions(),
            ));
            if was.is_none() && !states.contains_key(&advocate) {
                advocates.insert(advocate);
            }
            for id in [advocate, person] {
                if let Some(relative) = self
                    .known
                    .relatives
                    .get(&id)
                    .filter(|_| !states.contains_key(&id))
                {
                    watched.insert(id, relative.revision);
                }
            }
        }
    }
}

fn derived(history: &[Touchpoint], rules: &Rules<'_>) -> PersonState {
    let history = History {
        touchpoints: history,
        currency: rules.currency,
    };
    derive(&history, rules.settings, rules.now)
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

/// `person` is the record that the state goes with: as it was stored for the stored state.
fn facts<'a>(source: Option<&'a str>, person: Option<&Record>, rules: &Rules<'_>) -> Facts<'a> {
    Facts {
        source,
        brought: person.is_some_and(|person| person.brought_by.is_some()),
        currency: rules.currency,
        profile: Profile {
            industry: person.is_some_and(|person| person.industry.is_some()),
            company_size: person.is_some_and(|person| person.company_size.is_some()),
            motivation: person.is_some_and(|person| person.motivation.is_some()),
        },
    }
}
