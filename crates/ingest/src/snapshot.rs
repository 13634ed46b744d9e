//! What is known about the people concerned before anything is written.

use std::collections::{BTreeSet, HashMap};

use laurel_api::touchpoints::PersonKey;
use laurel_domain::person::PersonState;
use laurel_domain::rollup::Brought;
use laurel_domain::touchpoint::Touchpoint;
use laurel_domain::{PersonId, ProgramId, TestimonialId, Timestamp};
use serde::Deserialize;

use super::identity::{self, SystemKey};
use super::person::{PersonRow, Record, SegmentValues};
use super::state_row::StoredRow;
use super::touchpoint_row::TouchpointRow;
use laurel_store::{Answers, Batch, Param, Rows, Sent, Statement, StoreError, json, statement};

/// The people concerned as `matched`, and what is asked about them. ?1 the program, ?2 ids with their systems,
/// ?3 addresses, ?4 our ids, ?5 how many of a recomputation's next, ?6 a story whose people are meant.
macro_rules! of_matched {
    ($what:literal) => {
        concat!(
            "WITH named (email) AS (SELECT value FROM json_each(?3)
    UNION ALL SELECT email FROM testimonials WHERE program_id = ?1 AND testimonial_id = ?6),
  owners (person_id) AS (
    SELECT (SELECT person_id FROM people WHERE program_id = ?1 AND email = e.email
      ORDER BY external_id, person_id LIMIT 1) FROM named e
    UNION ALL SELECT (SELECT person_id FROM people WHERE program_id = ?1 AND email = e.email
      ORDER BY external_id, person_id LIMIT 1 OFFSET 1) FROM named e
    UNION ALL SELECT (SELECT person_id FROM people WHERE program_id = ?1 AND email = e.email
      ORDER BY external_id, person_id LIMIT 1 OFFSET 2) FROM named e),
  matched (person_id) AS (
    SELECT k.person_id FROM json_each(?2) e
      CROSS JOIN person_keys k ON k.program_id = ?1 AND k.system = e.value ->> 0 AND k.key = e.value ->> 1
    UNION SELECT person_id FROM owners
    UNION SELECT value FROM json_each(?4)
    UNION SELECT person_id FROM testimonials WHERE program_id = ?1 AND testimonial_id = ?6 AND person_id IS NOT NULL
    UNION SELECT person_id FROM (SELECT person_id FROM people WHERE program_id = ?1
      AND person_id > (SELECT cursor FROM recomputations WHERE program_id = ?1) ORDER BY person_id LIMIT ?5))
  ",
            $what
        )
    };
}

/// D1 takes five terms in a compound, no more. Of those who share an address the first three say whom it means
/// (`identity::OWNERS`).
const PEOPLE_SQL: &str = of_matched!("SELECT p.person_id, p.external_id, p.email, p.name, p.headline, p.company, p.industry, p.company_size,
    p.country, p.city, p.source, p.motivation, p.opted_out, p.brought_by, p.brought_at, p.tags,
    p.counted_follow_days, p.erased_at
  FROM matched m CROSS JOIN people p ON p.program_id = ?1 AND p.person_id = m.person_id");

const STATES_SQL: &str = of_matched!("SELECT s.person_id, s.revision, s.people_brought, s.customers_brought, s.customers_followed, s.state
  FROM matched m CROSS JOIN person_state s ON s.program_id = ?1 AND s.person_id = m.person_id");

const HISTORY_SQL: &str = of_matched!("SELECT t.touchpoint_id, t.person_id, t.kind, t.channel, t.at, t.amount_minor, t.currency, t.quantity,
    t.score, t.note
  FROM matched m CROSS JOIN touchpoints t ON t.program_id = ?1 AND t.person_id = m.person_id");

/// Advocates: those who brought the matched people, and those who are named as bringing them now.
const ADVOCATES_SQL: &str = of_matched!(",
  advocates (person_id, system, key) AS (
    SELECT p.brought_by, NULL, NULL FROM matched m
      CROSS JOIN people p ON p.program_id = ?1 AND p.person_id = m.person_id WHERE p.brought_by IS NOT NULL
    UNION SELECT k.person_id, k.system, k.key FROM json_each(?7) e
      CROSS JOIN person_keys k ON k.program_id = ?1 AND k.system = e.value ->> 0 AND k.key = e.value ->> 1)
  SELECT a.person_id, a.system, a.key, NULL AS brought_by, NULL AS brought_at, NULL AS counted_follow_days,
    s.first_purchase_at, coalesce(s.revision, 0) AS revision, coalesce(s.customers_followed, 0) AS customers_followed
  FROM advocates a
  CROSS JOIN people p ON p.program_id = ?1 AND p.person_id = a.person_id
  LEFT JOIN person_state s ON s.program_id = ?1 AND s.person_id = a.person_id");

/// People whom the matched people brought.
const BROUGHT_SQL: &str = of_matched!("SELECT p.person_id, NULL AS system, NULL AS key, p.brought_by, p.brought_at, p.counted_follow_days,
    s.first_purchase_at, coalesce(s.revision, 0) AS revision, coalesce(s.customers_followed, 0) AS customers_followed
  FROM matched m
  CROSS JOIN people p INDEXED BY people_by_advocate ON p.program_id = ?1 AND p.brought_by = m.person_id
  LEFT JOIN person_state s ON s.program_id = ?1 AND s.person_id = p.person_id");

const KEYS_SQL: &str = of_matched!(
    "SELECT k.person_id, k.system, k.key
  FROM matched m CROSS JOIN person_keys k INDEXED BY person_keys_by_person
    ON k.program_id = ?1 AND k.person_id = m.person_id"
);

/// The handles of what [`reads`] asked.
#[derive(Debug, Clone, Copy)]
pub struct Reads {
    people: Sent<PersonRow>,
    states: Sent<StoredRow>,
    histories: Sent<TouchpointRow>,
    advocates: Sent<NeighborRow>,
    brought: Sent<NeighborRow>,
    keys: Sent<KeyRow>,
}

/// Adds the statements that read what is known about these people.
///
/// # Errors
/// When the people cannot be a parameter.
pub fn reads<'a>(
    batch: &mut Batch,
    program: &ProgramId,
    people: impl Iterator<Item = &'a PersonKey> + Clone,
) -> Result<Reads, StoreError> {
    let texts = |pick: fn(&PersonKey) -> Option<String>| {
        json(&people.clone().filter_map(pick).collect::<BTreeSet<_>>())
    };
    let keys: BTreeSet<SystemKey> = people.clone().flat_map(identity::keys_of).collect();
    let keys = [
        json(&keys)?,
        texts(|person| person.email.clone())?,
        texts(|person| person.id.map(|id| id.to_string()))?,
    ];
    let advocates: BTreeSet<SystemKey> = people.flat_map(identity::keys_of_advocate).collect();
    let advocates = json(&advocates)?;
    Ok(add(batch, program, &keys, advocates, 0, None))
}

/// The same for whoever a testimonial may be about: its person, whoever has the address that it was sent
/// under, and this person.
///
/// # Errors
/// When the person cannot be a parameter.
pub fn reads_of_story(
    batch: &mut Batch,
    program: &ProgramId,
    story: TestimonialId,
    person: PersonId,
) -> Result<Reads, StoreError> {
    let none = || Param::from("[]");
    let keys = [none(), none(), json(&[person])?];
    Ok(add(batch, program, &keys, none(), 0, Some(story)))
}

/// The same for the next people of the program's recomputation, from its cursor on.
pub fn reads_next(batch: &mut Batch, program: &ProgramId, people: u32) -> Reads {
    let none = || Param::from("[]");
    add(
        batch,
        program,
        &[none(), none(), none()],
        none(),
        people,
        None,
    )
}

fn add(
    batch: &mut Batch,
    program: &ProgramId,
    keys: &[Param; 3],
    advocates: Param,
    next: u32,
    story: Option<TestimonialId>,
) -> Reads {
    let matched = |sql, also: Option<Param>| -> Statement {
        let [externals, emails, ids] = keys.clone();
        let mut read = statement(sql, [program.into(), externals, emails, ids]);
        read.push(next.into());
        read.push(story.into());
        if let Some(param) = also {
            read.push(param);
        }
        read
    };
    Reads {
        people: batch.add(matched(PEOPLE_SQL, None)),
        states: batch.add(matched(STATES_SQL, None)),
        histories: batch.add(matched(HISTORY_SQL, None)),
        advocates: batch.add(matched(ADVOCATES_SQL, Some(advocates))),
        brought: batch.add(matched(BROUGHT_SQL, None)),
        keys: batch.add(matched(KEYS_SQL, None)),
    }
}

/// Somebody at the other end of "brought by".
#[derive(Debug, Clone, Copy)]
pub(super) struct Neighbor {
    pub(super) first_purchase_at: Option<Timestamp>,
    /// 0 for somebody without a stored state.
    pub(super) revision: u64,
    /// Customers whom they brought, as the flywheel counts them.
    pub(super) followed: i64,
}

/// A stored state with the facts that its contributions were computed from.
#[derive(Debug, Clone)]
pub(super) struct StoredState {
    pub(super) state: PersonState,
    pub(super) segment_values: SegmentValues,
    pub(super) brought: Brought,
    pub(super) revision: u64,
}

/// Who brought whom, when.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Referral {
    pub(super) advocate: PersonId,
    pub(super) person: PersonId,
    pub(super) at: Timestamp,
}

/// What is known about the people concerned.
pub struct Snapshot {
    pub(super) people: HashMap<PersonId, Record>,
    pub(super) states: HashMap<PersonId, StoredState>,
    pub(super) histories: HashMap<PersonId, Vec<Touchpoint>>,
    /// Advocates and brought people who are not written themselves.
    pub(super) neighbors: HashMap<PersonId, Neighbor>,
    /// Those who are named as bringing somebody, by system and key.
    pub(super) advocates_by_key: HashMap<SystemKey, PersonId>,
    /// Who brought whom, of people who are not all in `people`; each with the follow time under which
    /// it was counted.
    pub(super) referrals: Vec<(Referral, Option<u16>)>,
}

#[derive(Debug, Deserialize)]
struct KeyRow {
    person_id: String,
    system: String,
    key: String,
}

#[derive(Deserialize)]
pub(super) struct NeighborRow {
    person_id: String,
    system: Option<String>,
    key: Option<String>,
    brought_by: Option<String>,
    brought_at: Option<i64>,
    counted_follow_days: Option<u16>,
    first_purchase_at: Option<i64>,
    revision: u64,
    customers_followed: i64,
}

impl Snapshot {
    /// Takes what [`reads`] asked.
    ///
    /// # Errors
    /// When a stored value cannot be read.
    pub fn take<A: Answers>(rows: &Rows<A>, reads: Reads) -> Result<Self, StoreError> {
        let mut snapshot = Self {
            people: HashMap::new(),
            states: HashMap::new(),
            histories: HashMap::new(),
            neighbors: HashMap::new(),
            advocates_by_key: HashMap::new(),
            referrals: Vec::new(),
        };
        for row in rows.take(reads.people)? {
            let record = Record::try_from(row)?;
            snapshot.people.insert(record.id, record);
        }
        for row in rows.take(reads.keys)? {
            if let Some(record) = snapshot.people.get_mut(&parse(&row.person_id)?) {
                record.keys.insert((row.system, row.key));
            }
        }
        for row in rows.take(reads.states)? {
            let (id, stored) = row.into_state()?;
            snapshot.states.insert(id, stored);
        }
        for row in rows.take(reads.histories)? {
            let touchpoint = Touchpoint::try_from(row)?;
            snapshot
                .histories
                .entry(touchpoint.person)
                .or_default()
                .push(touchpoint);
        }
        for row in rows.take(reads.advocates)? {
            let id = snapshot.add_neighbor(&row)?;
            if let Some(key) = row.system.zip(row.key) {
                snapshot.advocates_by_key.insert(key, id);
            }
        }
        for row in rows.take(reads.brought)? {
            let id = snapshot.add_neighbor(&row)?;
            if let Some((advocate, at)) = row.brought_by.zip(row.brought_at) {
                let referral = Referral {
                    advocate: parse(&advocate)?,
                    person: id,
                    at: Timestamp::from_millis(at),
                };
                snapshot.referrals.push((referral, row.counted_follow_days));
            }
        }
        Ok(snapshot)
    }

    /// How many people are known.
    pub fn count(&self) -> u64 {
        self.people.len() as u64
    }

    /// Whether this person is known.
    pub fn knows(&self, person: PersonId) -> bool {
        self.people.contains_key(&person)
    }

    /// Whoever has this address.
    pub fn person_with(&self, email: &str) -> Option<PersonId> {
        let found = self.people.values();
        let mut found = found.filter(|person| person.email.as_deref() == Some(email));
        found.next().map(|person| person.id)
    }

    /// The last of them, in the order of the stored ids.
    pub fn last(&self) -> Option<String> {
        self.people.keys().map(ToString::to_string).max()
    }

    fn add_neighbor(&mut self, row: &NeighborRow) -> Result<PersonId, StoreError> {
        let id = parse(&row.person_id)?;
        let first_purchase_at = row.first_purchase_at.map(Timestamp::from_millis);
        self.neighbors.insert(
            id,
            Neighbor {
                first_purchase_at,
                revision: row.revision,
                followed: row.customers_followed,
            },
        );
        Ok(id)
    }
}

/// An id out of the database.
pub(super) fn parse<T: std::str::FromStr>(text: &str) -> Result<T, StoreError>
where
    T::Err: std::fmt::Display,
{
    text.parse()
        .map_err(|error| StoreError::internal("stored value", error))
}
