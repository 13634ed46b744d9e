//! Who brought whom: the difference that people make to the flywheels of those who brought them, and to
//! their own through those whom they brought.

use std::collections::{BTreeMap, BTreeSet};

use laurel_domain::person::PersonState;
use laurel_domain::rollup::{Brought, BroughtFacts, Contributions, Deltas, squares};
use laurel_domain::{PersonId, Timestamp};

use super::person::Record;
use super::snapshot::{Referral, Snapshot};

/// What the referrals of a batch change.
pub(super) struct Referrals {
    /// In the rollups.
    pub(super) deltas: Deltas,
    /// The revisions of those who are at the other end and not written themselves.
    pub(super) watched: BTreeMap<PersonId, u64>,
    /// What is added to each advocate's own counters; 0 where nothing changes.
    pub(super) gains: BTreeMap<PersonId, Brought>,
    /// Those who bring somebody from now on.
    pub(super) advocates: BTreeSet<PersonId>,
    /// Brought people who are not written themselves and count under another follow time from now on.
    pub(super) followed: BTreeSet<PersonId>,
}

impl Referrals {
    /// Compares the pairs as they were counted, each under its own follow time, with what they are when
    /// these people have these records and states, under the follow time of now.
    pub(super) fn of(
        known: &Snapshot,
        written: &BTreeMap<PersonId, Record>,
        states: &BTreeMap<PersonId, PersonState>,
        follow_days: u16,
    ) -> Self {
        let mut changes = Self {
            deltas: Deltas::default(),
            watched: BTreeMap::new(),
            gains: BTreeMap::new(),
            advocates: BTreeSet::new(),
            followed: BTreeSet::new(),
        };
        let people = known
            .people
            .values()
            .filter_map(|person| Some((pair(person)?, person.counted_follow_days)));
        let old: BTreeMap<Referral, Option<u16>> =
            known.referrals.iter().copied().chain(people).collect();
        let kept = old.keys().copied();
        let kept = kept.filter(|pair| !written.contains_key(&pair.person));
        let new: BTreeSet<Referral> = written.values().filter_map(pair).chain(kept).collect();
        let all: BTreeSet<Referral> = new.iter().copied().chain(old.keys().copied()).collect();
        let before = |id: PersonId| first_purchase(known, id);
        let after = |id: PersonId| {
            states
                .get(&id)
                .map_or_else(|| before(id), |state| state.first_purchase_at)
        };
        for pair in all {
            let counted = old.get(&pair).map(|days| days.unwrap_or(follow_days));
            let was = counted.map(|days| facts(pair, &before, days));
            let is = new.contains(&pair);
            let is = is.then(|| facts(pair, &after, follow_days));
            let contributions =
                |facts: Option<BroughtFacts>| facts.map(|facts| facts.contributions());
            changes.deltas.add(&Contributions::diff(
                contributions(was).as_ref(),
                &contributions(is).unwrap_or_default(),
            ));
            if was.is_none() {
                changes.advocates.insert(pair.advocate);
            }
            // A counter counts the pairs of which both are stored, so that it comes out right in
            // whichever order everybody is derived anew.
            let was_stored = |id| is_stored(known, id);
            let both =
                |stored: &dyn Fn(PersonId) -> bool| stored(pair.advocate) && stored(pair.person);
            let counted = |facts: Option<BroughtFacts>, stored: &dyn Fn(PersonId) -> bool| {
                let facts = facts.filter(|_| both(stored));
                facts.map(|facts| facts.brought()).unwrap_or_default()
            };
            let gain = counted(is, &|id| states.contains_key(&id) || was_stored(id))
                .minus(counted(was, &was_stored));
            let sum = changes.gains.entry(pair.advocate).or_default();
            *sum = sum.plus(gain);
            let noted = old
                .get(&pair)
                .is_some_and(|days| *days == Some(follow_days));
            if !noted && !written.contains_key(&pair.person) {
                changes.followed.insert(pair.person);
            }
            for id in [pair.advocate, pair.person] {
                let neighbor = known.neighbors.get(&id);
                if let Some(neighbor) = neighbor.filter(|_| !states.contains_key(&id)) {
                    changes.watched.insert(id, neighbor.revision);
                }
            }
        }
        for (advocate, gain) in &changes.gains {
            let followed = followed(known, *advocate);
            changes.deltas.add(&Contributions::diff(
                Some(&squares(before(*advocate), followed)),
                &squares(after(*advocate), followed + gain.followed),
            ));
        }
        changes
    }
}

/// Whether somebody's state is stored.
fn is_stored(known: &Snapshot, id: PersonId) -> bool {
    let is_relative = known
        .neighbors
        .get(&id)
        .is_some_and(|neighbor| neighbor.revision > 0);
    is_relative || known.states.contains_key(&id)
}

/// How many customers the flywheel counts for an advocate, as stored.
fn followed(known: &Snapshot, advocate: PersonId) -> i64 {
    let stored = known
        .states
        .get(&advocate)
        .map(|stored| stored.brought.followed);
    let neighbor = known
        .neighbors
        .get(&advocate)
        .map(|neighbor| neighbor.followed);
    stored.or(neighbor).unwrap_or_default()
}

fn pair(person: &Record) -> Option<Referral> {
    Some(Referral {
        advocate: person.brought_by?,
        person: person.id,
        at: person.brought_at?,
    })
}

fn facts(
    pair: Referral,
    first_purchase: &dyn Fn(PersonId) -> Option<Timestamp>,
    follow_days: u16,
) -> BroughtFacts {
    BroughtFacts {
        advocate_first_purchase_at: first_purchase(pair.advocate),
        brought_at: pair.at,
        first_purchase_at: first_purchase(pair.person),
        follow_days,
    }
}

/// When somebody became a customer, as it is stored.
fn first_purchase(known: &Snapshot, id: PersonId) -> Option<Timestamp> {
    match known.states.get(&id) {
        Some(stored) => stored.state.first_purchase_at,
        None => known.neighbors.get(&id)?.first_purchase_at,
    }
}
