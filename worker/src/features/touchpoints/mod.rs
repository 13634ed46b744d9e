//! Recording touchpoints through the API.

use laurel_domain::mistake::{FieldMistake, Mistake};
use std::borrow::Cow;
use std::collections::BTreeSet;

use laurel_api::endpoints::RecordTouchpoints;
use laurel_api::touchpoints::{NewTouchpoint, RECORD_MAX, RecordOutcome, RecordResponse};
use laurel_domain::event::Subject;
use laurel_domain::text::optional_line;
use laurel_domain::touchpoint::{Channel, TouchpointKind};
use laurel_domain::{PersonId, ProgramId, Timestamp, TouchpointId, bounds};
use laurel_ingest::{Entry, Fact, Snapshot, check_person};
use laurel_store::{Batch, retrying};
use serde_json::json;

use crate::auth::Actor;
use crate::auth::digest::content_digest;
use crate::error::AppError;
use crate::events::Event;
use crate::features::privacy::Incoming;
use crate::web::{Call, Reply, Router, endpoint};
use crate::{db, random};

/// Adds the route.
pub(crate) fn routes(router: Router) -> Router {
    endpoint::<RecordTouchpoints, _, _>(router, record)
}

/// `POST /touchpoints`
async fn record(call: Call<RecordTouchpoints>) -> Result<Reply<RecordResponse>, AppError> {
    let entries = entries(&call)?;
    let now = call.ctx.now;
    let people = entries.iter().map(|entry| &entry.person);
    let incoming = Incoming::of(&call.ctx.config, &call.path.program, people)?;
    retrying(async || {
        let mut batch = Batch::new();
        let people = entries.iter().map(|entry| &entry.person);
        let reads = laurel_ingest::reads(&mut batch, &call.path.program, people)?;
        let erased = incoming.read(&mut batch, &call.path.program)?;
        let authorized = call.authorized(batch).await?;
        let erased = incoming.erased(&authorized.rows, erased)?;
        let (places, wanted) = without(&entries, &erased);
        let snapshot = Snapshot::take(&authorized.rows, reads)?;
        let rules = &authorized.access.rules;
        let new_person = &mut || random::person(now);
        let mut plan =
            laurel_ingest::plan(rules, now, &snapshot, &wanted, new_person).map_err(|error| {
                let place = |at| places.get(at).copied().unwrap_or(at);
                AppError::ingest(error, |at| format!("touchpoints[{}].person.id", place(at)))
            })?;
        let place = |at| places.get(at).copied().unwrap_or(at);
        let field = |at| format!("touchpoints[{}].person", place(at));
        AppError::of_conflicts(&plan.conflicts, field)?;
        plan.outcome.erased = erased.len() as u32;
        if !plan.statements.is_empty() {
            let event = recorded(&plan.people, plan.outcome, &authorized.access.actor)?;
            let event = event.statement(&call.path.program, call.ctx.now);
            plan.statements.push(event);
            call.ctx.db.batch(plan.statements).await?;
        }
        Ok(Reply::new(RecordResponse {
            outcome: plan.outcome,
        }))
    })
    .await
}

/// The entries that are not about somebody who was erased, with their places.
pub(crate) fn without<'a>(
    entries: &'a [Entry],
    erased: &BTreeSet<usize>,
) -> (Vec<usize>, Cow<'a, [Entry]>) {
    let places = (0..entries.len()).filter(|place| !erased.contains(place));
    let places: Vec<usize> = places.collect();
    let wanted = if erased.is_empty() {
        Cow::Borrowed(entries)
    } else {
        let wanted = places.iter().filter_map(|place| entries.get(*place));
        Cow::Owned(wanted.cloned().collect())
    };
    (places, wanted)
}

/// How many people an event names; of more it says only how many they are.
const NAMED_MAX: usize = 50;

/// What a batch of touchpoints recorded.
pub(crate) fn recorded<'a>(
    people: &[PersonId],
    outcome: RecordOutcome,
    actor: &'a Actor,
) -> Result<Event<'a>, AppError> {
    let people: BTreeSet<PersonId> = people.iter().copied().collect();
    let named = (people.len() <= NAMED_MAX).then_some(&people);
    let after = json!({ "outcome": outcome, "count": people.len(), "people": named });
    Ok(Event {
        subject: Subject::Touchpoint,
        subject_id: "",
        revision: 0,
        actor,
        action: "recorded",
        before: None,
        after: Some(db::json(&after)?),
    })
}

fn entries(call: &Call<RecordTouchpoints>) -> Result<Vec<Entry>, AppError> {
    let touchpoints = &call.body.touchpoints;
    if touchpoints.is_empty() || touchpoints.len() > RECORD_MAX {
        return Err(AppError::field(
            "touchpoints",
            Mistake::CountOutside {
                least: 1,
                most: RECORD_MAX as u64,
            },
        ));
    }
    let mut problems = Vec::new();
    let mut entries = Vec::with_capacity(touchpoints.len());
    for (position, touchpoint) in touchpoints.iter().enumerate() {
        match entry(&call.path.program, position, touchpoint, call.ctx.now) {
            Ok(entry) => entries.push(entry),
            Err(Refusal::Fields(found)) => problems.extend(found),
            Err(Refusal::Other(error)) => return Err(error),
        }
    }
    if problems.is_empty() {
        Ok(entries)
    } else {
        Err(AppError::invalid(problems))
    }
}

enum Refusal {
    Fields(Vec<FieldMistake>),
    Other(AppError),
}

fn entry(
    program: &ProgramId,
    position: usize,
    new: &NewTouchpoint,
    now: Timestamp,
) -> Result<Entry, Refusal> {
    let path = format!("touchpoints[{position}]");
    let NewTouchpoint {
        person,
        kind,
        channel,
        at,
        key,
        amount,
        quantity,
        score,
        note,
    } = new;
    let mut problems = Vec::new();
    let mut refuse = |field: &str, mistake: Mistake| {
        problems.push(FieldMistake::new(format!("{path}.{field}"), mistake));
    };
    if let Err(mistake) = bounds::check_time(*at, now) {
        refuse("at", mistake);
    }
    if (*kind == TouchpointKind::NpsAnswer) != score.is_some_and(|score| score <= 10) {
        refuse("score", Mistake::ScoreMismatch);
    }
    if let Some(Err(mistake)) = amount
        .as_ref()
        .map(|amount| bounds::check_amount(amount.minor))
    {
        refuse("amount.minor", mistake);
    }
    if let Some(Err(mistake)) = quantity.map(bounds::check_quantity) {
        refuse("quantity", mistake);
    }
    if key
        .as_ref()
        .is_some_and(|key| key.is_empty() || key.len() > 100)
    {
        let outside = Mistake::LengthOutside {
            least: 1,
            most: 100,
        };
        refuse("key", outside);
    }
    let note = optional_line(note.as_deref().unwrap_or_default(), 200).unwrap_or_else(|error| {
        refuse("note", error.into());
        None
    });
    let person = match check_person(&format!("{path}.person"), person) {
        Ok(person) => person,
        Err(found) => {
            problems.extend(found);
            return Err(Refusal::Fields(problems));
        }
    };
    if !problems.is_empty() {
        return Err(Refusal::Fields(problems));
    }
    let id = match key {
        Some(key) => TouchpointId::from_digest(content_digest(&[program.as_str(), "key", key])),
        None => TouchpointId::new(now, random::bytes().map_err(Refusal::Other)?),
    };
    let channel = channel.unwrap_or(Channel::Api);
    let fact = Fact {
        id,
        kind: *kind,
        channel,
        at: *at,
        amount: amount.clone(),
        quantity: *quantity,
        score: *score,
        note,
    };
    Ok(Entry {
        person,
        facts: vec![fact],
        opts_out: false,
    })
}
