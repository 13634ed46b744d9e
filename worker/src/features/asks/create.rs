//! Asking people: each is asked, or blocked with the reason.

use laurel_domain::mistake::Mistake;
use std::collections::BTreeSet;

use laurel_api::asks::{AskOutcome, AskRequest, AskResponse};
use laurel_api::endpoints::CreateAsks;
use laurel_domain::ask::{DUE_AT_MOST_DAYS, DUE_IN_DAYS, is_possible_due};
use laurel_domain::event::Subject;
use laurel_domain::settings::ProgramSettings;
use laurel_domain::text::optional_line;
use laurel_domain::touchpoint::{Category, TouchpointKind};
use laurel_domain::{AskId, Day, PersonId, Timestamp};
use serde::Deserialize;
use serde_json::json as object;

use super::standing::{self, People};
use super::{check_known, check_length};
use crate::auth::digest::content_digest;
use crate::db::{json, statement};
use crate::error::AppError;
use crate::web::{Call, Reply};
use crate::{events, random};
use laurel_store::{Batch, Sent, retrying};

/// Those that the same key made before.
const MADE_SQL: &str = "SELECT ask_id FROM asks WHERE program_id = ?1
  AND ask_id IN (SELECT value FROM json_each(?2))";

const INSERT_SQL: &str = "INSERT INTO asks (program_id, ask_id, person_id, kind, state, note, due_day, asked_by, asked_at)
  SELECT ?1, value ->> 'ask_id', value ->> 'person_id', ?3, 'open', ?4, ?5, ?6, ?7 FROM json_each(?2)";

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
        let people = People::take(&authorized, reads.people)?;
        let made = authorized.take(reads.made)?;
        let settings = &authorized.access.rules.settings;
        let (outcomes, new) = outcomes(&made, &people, &checked, settings, call.ctx.now)?;
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
            let guard = people.guard(&call.path.program)?;
            call.ctx.db.batch(vec![guard, insert, events]).await?;
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
    people: standing::Reads,
    made: Sent<IdRow>,
}

fn reads(batch: &mut Batch, call: &Call<CreateAsks>, checked: &Checked) -> Result<Reads, AppError> {
    let program = &call.path.program;
    let (people, ids): (Vec<PersonId>, Vec<AskId>) = checked.people.iter().copied().unzip();
    Ok(Reads {
        people: standing::reads(batch, program, (&people, &[]), call.ctx.now)?,
        made: batch.add(statement(MADE_SQL, [program.into(), json(&ids)?])),
    })
}

/// An ask that is to be made, and whom it asks.
type NewAsk = (PersonId, AskId);

/// What becomes of each person, and the asks that are to be made.
fn outcomes(
    made: &[IdRow],
    people: &People,
    checked: &Checked,
    settings: &ProgramSettings,
    now: Timestamp,
) -> Result<(Vec<AskOutcome>, Vec<NewAsk>), AppError> {
    let known = checked
        .people
        .iter()
        .map(|(person, _)| people.knows(*person));
    check_known("people", known, &Mistake::NoSuchPerson)?;
    let made: BTreeSet<&str> = made.iter().map(|row| row.ask_id.as_str()).collect();
    let mut new = Vec::new();
    let mut outcomes = Vec::with_capacity(checked.people.len());
    for (id, ask) in &checked.people {
        let again = made.contains(ask.to_string().as_str());
        let blocked = if again {
            Vec::new()
        } else {
            people.blocks(*id, checked.kind, settings, now)
        };
        let asked = blocked.is_empty().then_some(*ask);
        if asked.is_some() && !again {
            new.push((*id, *ask));
        }
        outcomes.push(AskOutcome {
            person: people.named(*id),
            ask: asked,
            blocked,
        });
    }
    Ok((outcomes, new))
}
