//! The keys by which people are known, and how a batch changes them.

use std::collections::BTreeSet;

use laurel_domain::PersonId;
use serde::Serialize;

use super::identity::OWNERS;
use super::planner::Planner;

/// What changes in `person_keys`, and the addresses that new people or records have.
#[derive(Debug, Default)]
pub(super) struct Keys {
    pub(super) added: Vec<Key>,
    pub(super) removed: Vec<Key>,
    /// How many have an address that somebody gets now: nobody else may get it meanwhile.
    pub(super) owners: Vec<Owned>,
}

#[derive(Debug, Serialize)]
#[expect(clippy::struct_field_names, reason = "a column's name")]
pub(super) struct Key {
    system: String,
    key: String,
    person_id: PersonId,
}

#[derive(Debug, Serialize)]
pub(super) struct Owned {
    email: String,
    owners: usize,
}

/// The keys that people get and lose.
pub(super) fn of(planner: &Planner<'_>) -> Keys {
    let mut keys = Keys::default();
    let mut emails: BTreeSet<&String> = BTreeSet::new();
    let none = BTreeSet::new();
    for record in planner.records.values() {
        let before = planner.known.people.get(&record.id);
        let had = before.map_or(&none, |before| &before.keys);
        let key = |(system, key): &(String, String)| Key {
            system: system.clone(),
            key: key.clone(),
            person_id: record.id,
        };
        keys.added.extend(record.keys.difference(had).map(key));
        keys.removed.extend(had.difference(&record.keys).map(key));
        if before.and_then(|before| before.email.as_ref()) != record.email.as_ref() {
            emails.extend(&record.email);
        }
    }
    for email in emails {
        let mut known = planner.known.people.values();
        let owners = known
            .by_ref()
            .filter(|one| one.email.as_ref() == Some(email))
            .count();
        keys.owners.push(Owned {
            email: email.clone(),
            owners: owners.min(OWNERS as usize),
        });
    }
    keys
}
