//! Asking people: each is asked, or blocked with the reason.

use laurel_domain::mistake::Mistake;
use std::collections::{BTreeSet, HashMap};

use laurel_api::asks::{AskOutcome, AskRequest, AskResponse};
use laurel_api::endpoints::CreateAsks;
use laurel_api::people::PersonRef;
use laurel_domain::ask::{DUE_AT_MOST_DAYS, DUE_IN_DAYS, is_possible_due};
use laurel_domain::event::Subject;
use laurel_domain::text::optional_line;
use laurel_domain::touchpoint::{Category, TouchpointKind};
use laurel_domain::value_exchange::{Ledger, Standing, blocks, quarter};
use laurel_domain::{AskId, Day, PersonId, Timestamp};
use serde::Deserialize;
use serde_json::json as object;

use super::{check_known, check_length};
use crate::auth::access::Authorized;
use crate::auth::digest::content_digest;
use crate::db::{json, statement};
use crate::error::AppError;
use crate::web::{Call, Reply};
use crate::{events, random};
use laurel_store::{Batch, Sent, retrying};

const PEOPLE_SQL: &str =
    "SELECT p.person_id, coalesce(p.name, p.email, p.external_id, 'Name not known') AS name,
    p.opted_out, coalesce(s.escalated, 0) AS escalated, coalesce(s.given, 0.0) AS given,
    coalesce(s.received, 0.0) AS received, coalesce(s.derived_at, 0) AS derived_at
  FROM json_each(?2) e
  CROSS JOIN people p ON p.program_id = ?1 AND p.person_id = e.value
  LEFT JOIN person_state s ON s.program_id = ?1 AND s.person_id = e.value";

const OPEN_SQL: &str = "SELECT a.person_id, a.kind FROM json_each(?2) e
  CROSS JOIN asks a ON a.program_id = ?1 AND a.person_id = e.value AND a.state = 'open'";

const HIGH_EFFORT_SQL: &str = "SELECT t.person_id, count(*) AS acts FROM json_each(?2) e
  CROSS JOIN touchpoints t ON t.program_id = ?1 AND t.person_id = e.value AND t.at >= ?3 AND t.at < ?4
  WHERE t.kind IN (SELECT value FROM json_each((SELECT coalesce(json_extract(settings, '$.high_effort_acts'), ?5)
    FROM programs WHERE program_id = ?1)))
  GROUP BY t.person_id";

/// Those that the same key made before.
const MADE_SQL: &str = "SELECT ask_id FROM asks WHERE program_id = ?1
  AND ask_id IN (SELECT value FROM json_each(?2))";

const INSERT_SQL: &str = "INSERT INTO asks (program_id, ask_id, person_id, kind, state, note, due_day, asked_by, asked_at)
  SELECT ?1, value ->> 'ask_id', value ->> 'person_id', ?3, 'open', ?4, ?5, ?6, ?7 FROM json_each(?2)";

#[derive(Deserialize)]
struct PersonRow {
    person_id: String,
    name: String,
    opted_out: u8,
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

#[derive(Deserialize)]
struct IdRow {
    ask_id: String,
}

/// `POST /asks`
pub(super) async fn create_asks(call: Call<CreateAsks>) -> Result<Reply<AskResponse>, AppError> {
    let checked = Checked::of(&call)?;
    // Somebody who asks the same at the same moment wins; then the person is blocked here.
    retrying(async || {
        let mut batch = Batch::new();
        let reads = reads(&mut batch, &call, &checked)?;
        let authorized = call.authorized(batch).await?;
        let (outcomes, new) = outcomes(&authorized, reads, &checked, call.ctx.now)?;
        if !new.is_empty() {
            let rows: Vec<_> = new
                .iter()
                .map(|(person, ask)| object!({ "person_id": person, "ask_id": ask }))
                .collect();
            let insert = statement(
                INSERT_SQL,
                [
                    (&call.path.program).into(),
                    json(&rows)?,
                    checked.kind.code().into(),
                    checked.note.clone().into(),
                    checked.due.into(),
                    authorized.access.actor.name().into(),
                    call.ctx.now.into(),
                ],
            );
            let asks: Vec<_> = new.iter().map(|(_, ask)| ask).collect();
            let by = (&authorized.access.actor, "opened");
            let events = events::each(
                &call.path.program,
                Subject::Ask,
                json(&asks)?,
                by,
                call.ctx.now,
            );
            call.ctx.db.batch(vec![insert, events]).await?;
        }
        Ok(Reply::new(AskResponse { outcomes }))
    })
    .await
}

/// A request without problems.
struct Checked {
    /// Whom, in order and each once, with the id of the ask that would be made.
    people: Vec<(PersonId, AskId)>,
    kind: TouchpointKind,
    due: Day,
    note: Option<String>,
}

impl Checked {
    fn of(call: &Call<CreateAsks>) -> Result<Self, AppError> {
        let AskRequest {
            people,
            kind,
            due,
            note,
            key,
        } = &call.body;
        let now = call.ctx.now;
        check_length("people", people.len())?;
        if kind.category() != Category::Act {
            return Err(AppError::field("kind", Mistake::NotAnAct));
        }
        let due = due.unwrap_or(Day(now.day().0 + DUE_IN_DAYS));
        if !is_possible_due(due, now) {
            let days = u64::from(DUE_AT_MOST_DAYS.unsigned_abs());
            return Err(AppError::field("due", Mistake::DueOutside { days }));
        }
        if key
            .as_ref()
            .is_some_and(|key| key.is_empty() || key.len() > 100)
        {
            let outside = Mistake::LengthOutside {
                least: 1,
                most: 100,
            };
            return Err(AppError::field("key", outside));
        }
        let note = optional_line(note.as_deref().unwrap_or_default(), 200)
            .map_err(|error| AppError::field("note", error))?;
        let program = call.path.program.as_str();
        let id = |person: &PersonId| -> Result<AskId, AppError> {
            Ok(match key {
                Some(key) => {
                    AskId::from_digest(content_digest(&[program, "ask", key, &person.to_string()]))
                }
                None => AskId::new(now, random::bytes()?),
            })
        };
        let mut seen = BTreeSet::new();
        let people = people
            .iter()
            .filter(|person| seen.insert(**person))
            .map(|person| Ok((*person, id(person)?)))
            .collect::<Result<_, AppError>>()?;
        Ok(Self {
            people,
            kind: *kind,
            due,
            note,
        })
    }
}

/// The handles of what [`reads`] asked.
#[derive(Clone, Copy)]
struct Reads {
    people: Sent<PersonRow>,
    open: Sent<OpenRow>,
    high_effort: Sent<CountRow>,
    made: Sent<IdRow>,
}

fn reads(batch: &mut Batch, call: &Call<CreateAsks>, checked: &Checked) -> Result<Reads, AppError> {
    let program = &call.path.program;
    let (people, ids): (Vec<PersonId>, Vec<AskId>) = checked.people.iter().copied().unzip();
    let people = json(&people)?;
    let quarter = quarter(call.ctx.now);
    let usual = laurel_domain::settings::ProgramSettings::default().high_effort_acts;
    let high_effort = [
        program.into(),
        people.clone(),
        quarter.start.into(),
        quarter.end.into(),
        json(&usual)?,
    ];
    Ok(Reads {
        people: batch.add(statement(PEOPLE_SQL, [program.into(), people.clone()])),
        open: batch.add(statement(OPEN_SQL, [program.into(), people])),
        high_effort: batch.add(statement(HIGH_EFFORT_SQL, high_effort)),
        made: batch.add(statement(MADE_SQL, [program.into(), json(&ids)?])),
    })
}

/// An ask that is to be made, and whom it asks.
type NewAsk = (PersonId, AskId);

/// What becomes of each person, and the asks that are to be made.
fn outcomes(
    authorized: &Authorized,
    reads: Reads,
    checked: &Checked,
    now: Timestamp,
) -> Result<(Vec<AskOutcome>, Vec<NewAsk>), AppError> {
    let settings = &authorized.access.rules.settings;
    let people: HashMap<String, PersonRow> = authorized
        .take(reads.people)?
        .into_iter()
        .map(|row| (row.person_id.clone(), row))
        .collect();
    let mut open: HashMap<String, Vec<TouchpointKind>> = HashMap::new();
    for OpenRow { person_id, kind } in authorized.take(reads.open)? {
        let kind = TouchpointKind::parse(&kind)
            .map_err(|error| AppError::internal("stored ask", error))?;
        open.entry(person_id).or_default().push(kind);
    }
    let efforts: HashMap<String, u32> = authorized
        .take(reads.high_effort)?
        .into_iter()
        .map(|row| (row.person_id, row.acts))
        .collect();
    let made: BTreeSet<String> = authorized
        .take(reads.made)?
        .into_iter()
        .map(|row| row.ask_id)
        .collect();

    let known = checked
        .people
        .iter()
        .map(|(person, _)| people.contains_key(&person.to_string()));
    check_known("people", known, &Mistake::NoSuchPerson)?;

    let mut new = Vec::new();
    let mut outcomes = Vec::with_capacity(checked.people.len());
    for (id, ask) in &checked.people {
        let key = id.to_string();
        let Some(row) = people.get(&key) else {
            continue;
        };
        let ledger = Ledger {
            given: row.given,
            received: row.received,
            as_of: Timestamp::from_millis(row.derived_at),
        };
        let standing = Standing {
            open_asks: open.get(&key).map_or(&[], Vec::as_slice),
            high_effort_this_quarter: efforts.get(&key).copied().unwrap_or_default(),
            ledger: ledger.at(now, settings),
            opted_out: row.opted_out == 1,
            escalated: row.escalated == 1,
        };
        let again = made.contains(&ask.to_string());
        let blocked = if again {
            Vec::new()
        } else {
            blocks(checked.kind, &standing, settings)
        };
        let asked = blocked.is_empty().then_some(*ask);
        if asked.is_some() && !again {
            new.push((*id, *ask));
        }
        outcomes.push(AskOutcome {
            person: PersonRef {
                id: *id,
                name: row.name.clone(),
            },
            ask: asked,
            blocked,
        });
    }
    Ok((outcomes, new))
}
