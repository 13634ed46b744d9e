//! Who is meant: by ids of other systems, which carry their system, and by addresses.
//!
//! - An id means whoever has it in its system. An address alone means whoever is the only one to have it; of
//!   several the only one without an id; else somebody new.
//! - Somebody who is known by an address alone gets the id that comes with it, unless others share the address.
//!   Whoever has another id of the same system is somebody else, and so is everybody with an id at an address
//!   that several people read (`info@`).
//! - An id that is known with another address, or whose address is somebody else's who may be the same person, is
//!   a conflict, of which nothing is recorded. Whoever sends it again with Laurel's own id decides it, and that is
//!   remembered for this id with this address.

use laurel_api::touchpoints::PersonKey;
use laurel_domain::PersonId;
use laurel_domain::identity::is_role_address;
use laurel_store::StoreError;

use super::apply::NewPerson;
use super::planner::Planner;

/// A system and a key in it.
pub(crate) type SystemKey = (String, String);

/// Under which an additional address of a person stands.
pub(crate) const ADDRESS: &str = "@";
/// Under which stands that an id and an address together mean somebody.
pub(crate) const DECIDED: &str = "=";
/// How many of those who share an address are read: one, two, many.
pub(crate) const OWNERS: u32 = 3;

/// Whether a system's name has a meaning of its own.
pub(crate) fn is_reserved(system: &str) -> bool {
    system.starts_with([' ', '@', '='])
}

/// An entry whose id and address mean different people. Nothing of it is recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Conflict {
    /// The position of the entry.
    pub place: usize,
    /// Whom the id means.
    pub by_key: PersonId,
    /// Whom the address means, when it means somebody.
    pub by_address: Option<PersonId>,
}

/// What was found of an entry's person.
pub(super) enum Found {
    Person(PersonId),
    /// An id that nobody has.
    Nobody,
    Conflict {
        by_key: PersonId,
        by_address: Option<PersonId>,
    },
}

enum Meant {
    Known(PersonId),
    New,
    Conflict {
        by_key: PersonId,
        by_address: Option<PersonId>,
    },
}

fn system(person: &PersonKey) -> String {
    person.system.clone().unwrap_or_default()
}

fn id_of(person: &PersonKey) -> Option<SystemKey> {
    Some((system(person), person.external_id.clone()?))
}

fn decided(person: &PersonKey) -> Option<SystemKey> {
    let together = (
        system(person),
        person.external_id.as_ref()?,
        person.email.as_ref()?,
    );
    let key = serde_json::to_string(&together).unwrap_or_default();
    Some((DECIDED.to_owned(), key))
}

/// All by which a person may be known.
pub(super) fn keys_of(person: &PersonKey) -> impl Iterator<Item = SystemKey> {
    let address = person
        .email
        .clone()
        .map(|email| (ADDRESS.to_owned(), email));
    [id_of(person), address, decided(person)]
        .into_iter()
        .flatten()
}

/// By which the advocate who brought a person may be known: an id of the same system, or of none.
pub(super) fn keys_of_advocate(person: &PersonKey) -> Vec<SystemKey> {
    let Some(key) = &person.brought_by else {
        return Vec::new();
    };
    vec![(system(person), key.clone()), (String::new(), key.clone())]
}

impl Planner<'_> {
    /// The person whom a key means, with what it says filled in; a new one when nobody is known.
    pub(super) fn person_of(
        &mut self,
        key: &PersonKey,
        new_person: NewPerson<'_>,
    ) -> Result<Found, StoreError> {
        let mut meant = self.meant(key);
        let contradicts = matches!(meant, Meant::Conflict { .. });
        if let Some(id) = key.id {
            if self.record_known(id).is_none_or(|record| record.erased) {
                return Ok(Found::Nobody);
            }
            meant = Meant::Known(id);
        }
        let id = match meant {
            Meant::Known(id) => id,
            Meant::Conflict { by_key, by_address } => {
                return Ok(Found::Conflict { by_key, by_address });
            }
            Meant::New => {
                let id = new_person()?;
                self.created.insert(id);
                id
            }
        };
        self.fill(id, key, key.id.is_some(), contradicts);
        Ok(Found::Person(id))
    }

    /// `chosen`: a person was named, so that what is somebody else's stays theirs. `contradicts`: and the id and
    /// the address mean that person from now on.
    fn fill(&mut self, id: PersonId, key: &PersonKey, chosen: bool, contradicts: bool) {
        let before = self.record(id);
        let mut record = before.clone();
        let owners = key
            .email
            .as_deref()
            .map(|email| self.owners(email))
            .unwrap_or_default();
        let may_share = !chosen || owners.is_empty() || owners.contains(&id);
        record.fill(key, may_share);
        if let Some((system, external_id)) = id_of(key) {
            let owner = self.by_key.get(&(system.clone(), external_id.clone()));
            if owner.is_none_or(|owner| *owner == id) {
                record
                    .external_id
                    .get_or_insert_with(|| external_id.clone());
                record.keys.insert((system, external_id));
            }
        }
        record.keys.extend(decided(key).filter(|_| contradicts));
        for key in &record.keys {
            self.by_key.entry(key.clone()).or_insert(id);
        }
        if let Some(email) = &record.email {
            self.owners.entry(email.clone()).or_default().insert(id);
        }
        if record != before || self.created.contains(&id) {
            // A source that becomes known moves the person in the rollups.
            self.touched.insert(id);
            self.records.insert(id, record);
        }
    }

    fn meant(&self, key: &PersonKey) -> Meant {
        let address = key.email.as_deref();
        let owners = address
            .map(|address| self.owners(address))
            .unwrap_or_default();
        let only = match owners[..] {
            [one] => Some(one),
            _ => None,
        };
        let is_role = address.is_some_and(is_role_address);
        let Some(id) = id_of(key) else {
            if let Some(one) = only.filter(|_| !is_role) {
                return Meant::Known(one);
            }
            let without_id = |person: &&PersonId| !self.has_id(**person, None);
            let mut nameless = owners.iter().filter(without_id);
            return match (nameless.next(), nameless.next()) {
                (Some(one), None) => Meant::Known(*one),
                _ => Meant::New,
            };
        };
        if let Some(person) = decided(key).and_then(|together| self.by_key.get(&together)) {
            return Meant::Known(*person);
        }
        let may_be_same = only.filter(|one| !is_role && !self.has_id(*one, Some(&id.0)));
        let Some(by_key) = self.by_key.get(&id).copied() else {
            return may_be_same.map_or(Meant::New, Meant::Known);
        };
        let is_known_otherwise = self.record(by_key).email.is_some();
        let contradicts = may_be_same.is_some() || is_known_otherwise;
        if address.is_some() && !owners.contains(&by_key) && contradicts {
            return Meant::Conflict {
                by_key,
                by_address: only,
            };
        }
        Meant::Known(by_key)
    }

    /// Those who have an address, as far as they were read.
    pub(super) fn owners(&self, address: &str) -> Vec<PersonId> {
        let more = self.by_key.get(&(ADDRESS.to_owned(), address.to_owned()));
        let mut owners = self.owners.get(address).cloned().unwrap_or_default();
        owners.extend(more);
        owners.into_iter().collect()
    }

    /// Whether somebody has an id of a system, or of any.
    fn has_id(&self, person: PersonId, system: Option<&str>) -> bool {
        let record = self.record(person);
        let mut ids = record
            .keys
            .iter()
            .filter(|(system, _)| !is_reserved(system));
        ids.any(|(of, _)| system.is_none_or(|system| system == of))
    }
}
