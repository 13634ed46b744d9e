//! Lists of asks, each along an index of its own, and how many wait.

use laurel_api::asks::{Ask, AskCounts, AskFilter, AsksResponse};
use laurel_api::endpoints::ListAsks;
use laurel_api::page::Meta;
use laurel_domain::ask::AskState;
use serde::Deserialize;

use super::rows::AskRow;
use crate::db::statement;
use crate::error::AppError;
use crate::web::{Call, Reply};
use laurel_store::{Batch, END_OF_TIME, Keyset, Page};

/// Open ones, the one due first first; up to a day, for the overdue.
const OPEN_SQL: &str = "SELECT a.ask_id, a.person_id, a.kind, a.state, a.note, a.due_day, a.asked_by, a.asked_at,
    a.closed_at, coalesce(p.name, p.email, p.external_id, 'Name not known') AS name
  FROM asks a JOIN people p ON p.program_id = a.program_id AND p.person_id = a.person_id
  WHERE a.program_id = ?1 AND a.state = 'open' AND (a.due_day, a.ask_id) > (?2, ?3) AND a.due_day <= ?5
  ORDER BY a.due_day, a.ask_id LIMIT ?4";

/// Closed ones of one state, the latest first.
const CLOSED_SQL: &str =
    "SELECT a.ask_id, a.person_id, a.kind, a.state, a.note, a.due_day, a.asked_by, a.asked_at,
    a.closed_at, coalesce(p.name, p.email, p.external_id, 'Name not known') AS name
  FROM asks a JOIN people p ON p.program_id = a.program_id AND p.person_id = a.person_id
  WHERE a.program_id = ?1 AND a.state = ?5 AND a.closed_at IS NOT NULL AND a.closed_at <= ?2
    AND (a.closed_at < ?2 OR a.ask_id > ?3)
  ORDER BY a.closed_at DESC, a.ask_id LIMIT ?4";

/// One person's, the latest first.
const PERSON_SQL: &str = "SELECT a.ask_id, a.person_id, a.kind, a.state, a.note, a.due_day, a.asked_by, a.asked_at,
    a.closed_at, coalesce(p.name, p.email, p.external_id, 'Name not known') AS name
  FROM asks a JOIN people p ON p.program_id = a.program_id AND p.person_id = a.person_id
  WHERE a.program_id = ?1 AND a.person_id = ?5 AND a.asked_at <= ?2 AND (a.asked_at < ?2 OR a.ask_id > ?3)
  ORDER BY a.asked_at DESC, a.ask_id LIMIT ?4";

/// Counts at most a thousand of each, along one index.
const COUNTS_SQL: &str = "SELECT
    (SELECT count(*) FROM (SELECT 1 FROM asks WHERE program_id = ?1 AND state = 'open' AND due_day > -1000000 LIMIT 1000)) AS open,
    (SELECT count(*) FROM (SELECT 1 FROM asks WHERE program_id = ?1 AND state = 'open' AND due_day < ?2 LIMIT 1000)) AS overdue";

/// Before every due day.
const FIRST_DAY: i64 = -100_000_000;

#[derive(Deserialize)]
struct CountsRow {
    open: u32,
    overdue: u32,
}

/// `GET /asks`
pub(super) async fn list_asks(call: Call<ListAsks>) -> Result<Reply<AsksResponse>, AppError> {
    let (program, today) = (&call.path.program, call.ctx.now.day());
    let filter = call.query.state.unwrap_or(AskFilter::Open);
    let by_due = matches!(filter, AskFilter::Open | AskFilter::Overdue);
    let waiting = by_due && call.query.person.is_none();
    let first = if waiting { FIRST_DAY } else { END_OF_TIME };
    let (cursor, limit) = (call.query.cursor.as_deref(), call.query.limit.get());
    let keyset = Keyset::after(cursor, (first, String::new()), limit.into())?;
    let (start, id) = keyset.start.clone();
    let (sql, narrowed) = match (call.query.person, state_of(filter)) {
        (Some(person), _) => (PERSON_SQL, person.into()),
        (None, Some(state)) => (CLOSED_SQL, state.code().into()),
        (None, None) if filter == AskFilter::Overdue => (OPEN_SQL, i64::from(today.0 - 1).into()),
        (None, None) => (OPEN_SQL, END_OF_TIME.into()),
    };
    let list = statement(
        sql,
        [
            program.into(),
            start.into(),
            id.into(),
            keyset.limit(),
            narrowed,
        ],
    );
    let mut batch = Batch::new();
    let list = batch.add::<AskRow>(list);
    let counts = batch.add::<CountsRow>(statement(COUNTS_SQL, [program.into(), today.into()]));
    let authorized = call.authorized(batch).await?;
    let Page { rows, next } = keyset.page(authorized.take(list)?, |last| {
        let at = if waiting {
            i64::from(last.due_day)
        } else if call.query.person.is_some() {
            last.asked_at
        } else {
            last.closed_at.unwrap_or_default()
        };
        (at, last.ask_id.clone())
    });
    let counts = authorized.first(counts)?;
    let counts = counts.map_or_else(AskCounts::default, |CountsRow { open, overdue }| {
        AskCounts { open, overdue }
    });
    let asks: Vec<Ask> = rows
        .into_iter()
        .map(|row| row.into_ask(call.ctx.now))
        .collect::<Result<_, _>>()?;
    Ok(Reply::new(AsksResponse {
        asks,
        counts,
        meta: Meta { next },
    }))
}

/// The closed state that a filter means.
const fn state_of(filter: AskFilter) -> Option<AskState> {
    match filter {
        AskFilter::Open | AskFilter::Overdue => None,
        AskFilter::Done => Some(AskState::Done),
        AskFilter::Declined => Some(AskState::Declined),
        AskFilter::Withdrawn => Some(AskState::Withdrawn),
        AskFilter::Expired => Some(AskState::Expired),
    }
}
