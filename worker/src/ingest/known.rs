//! What is known about the people concerned before anything is written.

use std::collections::{BTreeSet, HashMap};

use laurel_api::touchpoints::PersonKey;
use laurel_domain::person::PersonState;
use laurel_domain::rollup::Brought;
use laurel_domain::touchpoint::Touchpoint;
use laurel_domain::{PersonId, ProgramId, Timestamp};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::person::{Divided, PersonRow, Record};
use super::state_row::{StateRow, TouchpointRow};
use crate::auth::access::Authorized;
use crate::db::{Param, Rows, Statement, json, statement};
use crate::error::AppError;

const PEOPLE_SQL: &str = "WITH matched (person_id) AS (
    SELECT person_id FROM people WHERE program_id = ?1 AND external_id IN (SELECT value FROM json_each(?2))
    UNION SELECT person_id FROM people WHERE program_id = ?1 AND email IN (SELECT value FROM json_each(?3))
    UNION SELECT value FROM json_each(?4)
    UNION SELECT person_id FROM (SELECT person_id FROM people WHERE program_id = ?1
      AND person_id > (SELECT cursor FROM recomputations WHERE program_id = ?1) ORDER BY person_id LIMIT ?5))
  SELECT p.person_id, p.external_id, p.email, p.name, p.headline, p.company, p.industry, p.company_size,
    p.country, p.city, p.source, p.motivation, p.opted_out, p.brought_by, p.brought_at, p.tags,
    p.counted_follow_days
  FROM matched m JOIN people p ON p.program_id = ?1 AND p.person_id = m.person_id";

const STATES_SQL: &str = "WITH matched (person_id) AS (
    SELECT person_id FROM people WHERE program_id = ?1 AND external_id IN (SELECT value FROM json_each(?2))
    UNION SELECT person_id FROM people WHERE program_id = ?1 AND email IN (SELECT value FROM json_each(?3))
    UNION SELECT value FROM json_each(?4)
    UNION SELECT person_id FROM (SELECT person_id FROM people WHERE program_id = ?1
      AND person_id > (SELECT cursor FROM recomputations WHERE program_id = ?1) ORDER BY person_id LIMIT ?5))
  SELECT s.person_id, s.revision, s.stage_entries, s.funnel_stage, s.first_touch_at, s.last_touch_at,
    s.first_purchase_at, s.purchases, s.revenue_minor, s.other_revenue, s.acts, s.acts_followed,
    s.advocacy_stage, s.advocacy_stage_at, s.need_level, s.need_level_at, s.given, s.received,
    s.overdrawn_since, s.derived_at, s.nps_score, s.escalated, s.support_solved, s.source, s.country,
    s.industry, s.company_size, s.product, s.tags,
    s.people_brought, s.customers_brought, s.customers_followed,
    s.motivation, s.need_progress, s.answer_until, s.last_reward, s.last_reward_at, s.last_reward_level, s.next_act, s.moves
  FROM matched m JOIN person_state s ON s.program_id = ?1 AND s.person_id = m.person_id";

const HISTORY_SQL: &str = "WITH matched (person_id) AS (
    SELECT person_id FROM people WHERE program_id = ?1 AND external_id IN (SELECT value FROM json_each(?2))
    UNION SELECT person_id FROM people WHERE program_id = ?1 AND email IN (SELECT value FROM json_each(?3))
    UNION SELECT value FROM json_each(?4)
    UNION SELECT person_id FROM (SELECT person_id FROM people WHERE program_id = ?1
      AND person_id > (SELECT cursor FROM recomputations WHERE program_id = ?1) ORDER BY person_id LIMIT ?5))
  SELECT t.touchpoint_id, t.person_id, t.kind, t.channel, t.at, t.amount_minor, t.currency, t.quantity,
    t.score, t.note
  FROM matched m JOIN touchpoints t ON t.program_id = ?1 AND t.person_id = m.person_id";

/// Advocates: those who brought the matched people, and those who are named as bringing them now.
const ADVOCATES_SQL: &str = "WITH matched (person_id) AS (
    SELECT person_id FROM people WHERE program_id = ?1 AND external_id IN (SELECT value FROM json_each(?2))
    UNION SELECT person_id FROM people WHERE program_id = ?1 AND email IN (SELECT value FROM json_each(?3))
    UNION SELECT value FROM json_each(?4)
    UNION SELECT person_id FROM (SELECT person_id FROM people WHERE program_id = ?1
      AND person_id > (SELECT cursor FROM recomputations WHERE program_id = ?1) ORDER BY person_id LIMIT ?6)),
  advocates (person_id) AS (
    SELECT p.brought_by FROM matched m
      JOIN people p ON p.program_id = ?1 AND p.person_id = m.person_id WHERE p.brought_by IS NOT NULL
    UNION SELECT person_id FROM people WHERE program_id = ?1 AND external_id IN (SELECT value FROM json_each(?5)))
  SELECT a.person_id, p.external_id, NULL AS brought_by, NULL AS brought_at, NULL AS counted_follow_days,
    s.first_purchase_at, coalesce(s.revision, 0) AS revision, coalesce(s.customers_followed, 0) AS customers_followed
  FROM advocates a
  JOIN people p ON p.program_id = ?1 AND p.person_id = a.person_id
  LEFT JOIN person_state s ON s.program_id = ?1 AND s.person_id = a.person_id";

/// People whom the matched people brought.
const BROUGHT_SQL: &str = "WITH matched (person_id) AS (
    SELECT person_id FROM people WHERE program_id = ?1 AND external_id IN (SELECT value FROM json_each(?2))
    UNION SELECT person_id FROM people WHERE program_id = ?1 AND email IN (SELECT value FROM json_each(?3))
    UNION SELECT value FROM json_each(?4)
    UNION SELECT person_id FROM (SELECT person_id FROM people WHERE program_id = ?1
      AND person_id > (SELECT cursor FROM recomputations WHERE program_id = ?1) ORDER BY person_id LIMIT ?5))
  SELECT p.person_id, p.external_id, p.brought_by, p.brought_at, p.counted_follow_days,
    s.first_purchase_at, coalesce(s.revision, 0) AS revision, coalesce(s.customers_followed, 0) AS customers_followed
  FROM matched m
  JOIN people p ON p.program_id = ?1 AND p.brought_by = m.person_id
  LEFT JOIN person_state s ON s.program_id = ?1 AND s.person_id = p.person_id";

/// Anything that hands out rows by the statement's position.
pub(crate) trait RowSource {
    /// All rows of the statement at this position.
    fn rows<T: DeserializeOwned>(&self, position: usize) -> Result<Vec<T>, AppError>;
}

impl RowSource for Rows {
    fn rows<T: DeserializeOwned>(&self, position: usize) -> Result<Vec<T>, AppError> {
        self.all(position)
    }
}

impl RowSource for Authorized {
    fn rows<T: DeserializeOwned>(&self, position: usize) -> Result<Vec<T>, AppError> {
        self.all(position)
    }
}

/// The statements that read what is known about these people: five of them.
pub(crate) fn reads<'a>(
    program: &ProgramId,
    people: impl Iterator<Item = &'a PersonKey> + Clone,
) -> Result<Vec<Statement>, AppError> {
    let texts = |pick: fn(&PersonKey) -> Option<String>| {
        json(&people.clone().filter_map(pick).collect::<BTreeSet<_>>())
    };
    let keys = [
        texts(|person| person.external_id.clone())?,
        texts(|person| person.email.clone())?,
        texts(|person| person.id.map(|id| id.to_string()))?,
    ];
    let advocates = texts(|person| person.brought_by.clone())?;
    Ok(statements(program, &keys, &advocates, 0))
}

/// The same for the next people of the program's recomputation, from its cursor on.
pub(crate) fn reads_next(program: &ProgramId, people: u32) -> Vec<Statement> {
    let none = || Param::from("[]");
    statements(program, &[none(), none(), none()], &none(), people)
}

fn statements(
    program: &ProgramId,
    keys: &[Param; 3],
    advocates: &Param,
    next: u32,
) -> Vec<Statement> {
    let matched = |sql| {
        let [externals, emails, ids] = keys.clone();
        statement(sql, [program.into(), externals, emails, ids])
    };
    let mut reads = [
        PEOPLE_SQL,
        STATES_SQL,
        HISTORY_SQL,
        ADVOCATES_SQL,
        BROUGHT_SQL,
    ]
    .map(matched);
    let [_, _, _, of_advocates, _] = &mut reads;
    of_advocates.push(advocates.clone());
    for read in &mut reads {
        read.push(next.into());
    }
    Vec::from(reads)
}

/// Somebody at the other end of "brought by".
#[derive(Debug, Clone, Copy)]
pub(super) struct Relative {
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
    pub(super) divided: Divided,
    pub(super) brought: Brought,
    pub(super) revision: u64,
}

/// Who brought whom, when.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Pair {
    pub(super) advocate: PersonId,
    pub(super) person: PersonId,
    pub(super) at: Timestamp,
}

/// What is known about the people concerned.
pub(crate) struct Known {
    pub(super) people: HashMap<PersonId, Record>,
    pub(super) states: HashMap<PersonId, StoredState>,
    pub(super) histories: HashMap<PersonId, Vec<Touchpoint>>,
    /// Advocates and brought people who are not written themselves.
    pub(super) relatives: HashMap<PersonId, Relative>,
    pub(super) advocates_by_external_id: HashMap<String, PersonId>,
    /// Who brought whom, of people who are not all in `people`; each with the follow time under which
    /// it was counted.
    pub(super) pairs: Vec<(Pair, Option<u16>)>,
}

#[derive(Deserialize)]
struct RelativeRow {
    person_id: String,
    external_id: Option<String>,
    brought_by: Option<String>,
    brought_at: Option<i64>,
    counted_follow_days: Option<u16>,
    first_purchase_at: Option<i64>,
    revision: u64,
    customers_followed: i64,
}

impl Known {
    /// Reads what [`reads`] asked, whose first statement stood at `offset`.
    pub(crate) fn read(rows: &impl RowSource, offset: usize) -> Result<Self, AppError> {
        let mut known = Self {
            people: HashMap::new(),
            states: HashMap::new(),
            histories: HashMap::new(),
            relatives: HashMap::new(),
            advocates_by_external_id: HashMap::new(),
            pairs: Vec::new(),
        };
        for row in rows.rows::<PersonRow>(offset)? {
            let record = Record::try_from(row)?;
            known.people.insert(record.id, record);
        }
        for row in rows.rows::<StateRow>(offset + 1)? {
            let (id, stored) = row.into_state()?;
            known.states.insert(id, stored);
        }
        for row in rows.rows::<TouchpointRow>(offset + 2)? {
            let touchpoint = Touchpoint::try_from(row)?;
            known
                .histories
                .entry(touchpoint.person)
                .or_default()
                .push(touchpoint);
        }
        for row in rows.rows::<RelativeRow>(offset + 3)? {
            let id = known.add_relative(&row)?;
            if let Some(external_id) = row.external_id {
                known.advocates_by_external_id.insert(external_id, id);
            }
        }
        for row in rows.rows::<RelativeRow>(offset + 4)? {
            let id = known.add_relative(&row)?;
            if let Some((advocate, at)) = row.brought_by.zip(row.brought_at) {
                let pair = Pair {
                    advocate: parse(&advocate)?,
                    person: id,
                    at: Timestamp::from_millis(at),
                };
                known.pairs.push((pair, row.counted_follow_days));
            }
        }
        Ok(known)
    }

    /// How many people are known.
    pub(crate) fn count(&self) -> u64 {
        self.people.len() as u64
    }

    /// The last of them, in the order of the stored ids.
    pub(crate) fn last(&self) -> Option<String> {
        self.people.keys().map(ToString::to_string).max()
    }

    fn add_relative(&mut self, row: &RelativeRow) -> Result<PersonId, AppError> {
        let id = parse(&row.person_id)?;
        let first_purchase_at = row.first_purchase_at.map(Timestamp::from_millis);
        self.relatives.insert(
            id,
            Relative {
                first_purchase_at,
                revision: row.revision,
                followed: row.customers_followed,
            },
        );
        Ok(id)
    }
}

/// An id out of the database.
pub(super) fn parse<T: std::str::FromStr>(text: &str) -> Result<T, AppError>
where
    T::Err: std::fmt::Display,
{
    text.parse()
        .map_err(|error| AppError::internal("stored value", error))
}
