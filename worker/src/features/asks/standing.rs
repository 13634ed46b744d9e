//! Whether somebody may be asked now: what is read for it, and who wrote meanwhile.
//!
//! Whoever makes an ask or opens one again goes through here.

use std::collections::HashMap;

use laurel_api::people::PersonRef;
use laurel_domain::settings::ProgramSettings;
use laurel_domain::touchpoint::TouchpointKind;
use laurel_domain::value_exchange::{Block, Ledger, Standing, blocks, quarter};
use laurel_domain::{AskId, PersonId, ProgramId, Timestamp};
use laurel_store::{Batch, Sent};
use serde::Deserialize;
use serde_json::json as object;

use crate::auth::access::Authorized;
use crate::db::{Statement, json, statement};
use crate::error::AppError;

const PEOPLE_SQL: &str = "WITH concerned (person_id) AS (SELECT value FROM json_each(?2)
    UNION SELECT a.person_id FROM json_each(?3) e CROSS JOIN asks a ON a.program_id = ?1 AND a.ask_id = e.value)
  SELECT p.person_id, coalesce(p.name, p.email, p.external_id, 'Name not known') AS name,
    p.opted_out, coalesce(s.revision, 0) AS revision, coalesce(s.escalated, 0) AS escalated,
    coalesce(s.given, 0.0) AS given, coalesce(s.received, 0.0) AS received, coalesce(s.derived_at, 0) AS derived_at
  FROM concerned c
  CROSS JOIN people p ON p.program_id = ?1 AND p.person_id = c.person_id
  LEFT JOIN person_state s ON s.program_id = ?1 AND s.person_id = c.person_id";

const OPEN_SQL: &str = "WITH concerned (person_id) AS (SELECT value FROM json_each(?2)
    UNION SELECT a.person_id FROM json_each(?3) e CROSS JOIN asks a ON a.program_id = ?1 AND a.ask_id = e.value)
  SELECT a.person_id, a.kind FROM concerned c
  CROSS JOIN asks a ON a.program_id = ?1 AND a.person_id = c.person_id AND a.state = 'open'";

const HIGH_EFFORT_SQL: &str = "WITH concerned (person_id) AS (SELECT value FROM json_each(?2)
    UNION SELECT a.person_id FROM json_each(?3) e CROSS JOIN asks a ON a.program_id = ?1 AND a.ask_id = e.value)
  SELECT t.person_id, count(*) AS acts FROM concerned c
  CROSS JOIN touchpoints t ON t.program_id = ?1 AND t.person_id = c.person_id AND t.at >= ?4 AND t.at < ?5
  WHERE t.kind IN (SELECT value FROM json_each((SELECT coalesce(json_extract(settings, '$.high_effort_acts'), ?6)
    FROM programs WHERE program_id = ?1)))
  GROUP BY t.person_id";

/// Fails the batch when one of the people changed since: opted out, gave more, escalated a case.
const GUARD_SQL: &str = "INSERT INTO stale_write (found)
  SELECT 1 FROM json_each(?2) e
  LEFT JOIN person_state s ON s.program_id = ?1 AND s.person_id = e.value ->> 'person_id'
  WHERE coalesce(s.revision, 0) <> e.value ->> 'revision' LIMIT 1";

#[derive(Deserialize)]
struct PersonRow {
    person_id: String,
    name: String,
    opted_out: u8,
    revision: u64,
    escalated: u8,
    given: f64,
    received: f64,
    derived_at: i64,
}

#[derive(Deserialize)]
struct OpenRow {
    person_id: String,
    kind: String,
}

#[derive(Deserialize)]
struct CountRow {
    person_id: String,
    acts: u32,
}

/// The handles of what [`reads`] asked.
#[derive(Clone, Copy)]
pub(super) struct Reads {
    people: Sent<PersonRow>,
    open: Sent<OpenRow>,
    high_effort: Sent<CountRow>,
}

/// Adds what must be known of these people, and of those whom these asks ask.
pub(super) fn reads(
    batch: &mut Batch,
    program: &ProgramId,
    (people, asks): (&[PersonId], &[AskId]),
    now: Timestamp,
) -> Result<Reads, AppError> {
    let (people, asks) = (json(people)?, json(asks)?);
    let quarter = quarter(now);
    let usual = ProgramSettings::default().high_effort_acts;
    let concerned = || [program.into(), people.clone(), asks.clone()];
    let mut high_effort = statement(HIGH_EFFORT_SQL, concerned());
    high_effort.push(quarter.start.into());
    high_effort.push(quarter.end.into());
    high_effort.push(json(&usual)?);
    Ok(Reads {
        people: batch.add(statement(PEOPLE_SQL, concerned())),
        open: batch.add(statement(OPEN_SQL, concerned())),
        high_effort: batch.add(high_effort),
    })
}

/// The people concerned, as they stand.
pub(super) struct People {
    rows: HashMap<String, PersonRow>,
    open: HashMap<String, Vec<TouchpointKind>>,
    efforts: HashMap<String, u32>,
}

impl People {
    /// Takes what [`reads`] asked.
    pub(super) fn take(authorized: &Authorized, reads: Reads) -> Result<Self, AppError> {
        let rows = authorized.take(reads.people)?.into_iter();
        let mut open: HashMap<String, Vec<TouchpointKind>> = HashMap::new();
        for OpenRow { person_id, kind } in authorized.take(reads.open)? {
            let kind = TouchpointKind::parse(&kind)
                .map_err(|error| AppError::internal("stored ask", error))?;
            open.entry(person_id).or_default().push(kind);
        }
        let efforts = authorized.take(reads.high_effort)?.into_iter();
        Ok(Self {
            rows: rows.map(|row| (row.person_id.clone(), row)).collect(),
            open,
            efforts: efforts.map(|row| (row.person_id, row.acts)).collect(),
        })
    }

    /// Whether there is such a person in the program.
    pub(super) fn knows(&self, id: PersonId) -> bool {
        self.rows.contains_key(&id.to_string())
    }

    /// Whom to name.
    pub(super) fn named(&self, id: PersonId) -> PersonRef {
        let row = self.rows.get(&id.to_string());
        PersonRef {
            id,
            name: row.map(|row| row.name.clone()).unwrap_or_default(),
        }
    }

    /// Every reason for which the person is not asked for this; none when they may be.
    pub(super) fn blocks(
        &self,
        id: PersonId,
        kind: TouchpointKind,
        settings: &ProgramSettings,
        now: Timestamp,
    ) -> Vec<Block> {
        let key = id.to_string();
        let Some(row) = self.rows.get(&key) else {
            return Vec::new();
        };
        let ledger = Ledger {
            given: row.given,
            received: row.received,
            as_of: Timestamp::from_millis(row.derived_at),
        };
        let standing = Standing {
            open_asks: self.open.get(&key).map_or(&[], Vec::as_slice),
            high_effort_this_quarter: self.efforts.get(&key).copied().unwrap_or_default(),
            ledger: ledger.at(now, settings),
            opted_out: row.opted_out == 1,
            escalated: row.escalated == 1,
        };
        blocks(kind, &standing, settings)
    }

    /// From now on this is asked of the person: the same is not asked twice in one request.
    pub(super) fn opens(&mut self, id: PersonId, kind: TouchpointKind) {
        self.open.entry(id.to_string()).or_default().push(kind);
    }

    /// The first statement of the write: nobody concerned changed meanwhile.
    pub(super) fn guard(&self, program: &ProgramId) -> Result<Statement, AppError> {
        let rows = self.rows.values();
        let rows: Vec<_> = rows
            .map(|row| object!({ "person_id": row.person_id, "revision": row.revision }))
            .collect();
        Ok(statement(GUARD_SQL, [program.into(), json(&rows)?]))
    }
}
