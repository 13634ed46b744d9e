//! What other stages would make of the people: exact, portion by portion, without changing anything.

use laurel_api::endpoints::PreviewFunnel;
use laurel_api::settings::PreviewResponse;
use laurel_domain::funnel;
use laurel_domain::mistake::Mistake;
use laurel_domain::settings::check_stages;
use laurel_domain::touchpoint::TouchpointKind;
use serde::Deserialize;

use crate::db::statement;
use crate::error::AppError;
use crate::web::{Call, Reply};
use laurel_store::Batch;

/// People of one portion.
const PEOPLE: u32 = 1_000;

/// How many touchpoints of each kind each of the next people has.
const COUNTS_SQL: &str = "SELECT portion.person_id, t.kind, count(*) AS touchpoints
  FROM (SELECT person_id FROM people WHERE program_id = ?1 AND person_id > ?2 ORDER BY person_id LIMIT ?3) portion
  JOIN touchpoints t ON t.program_id = ?1 AND t.person_id = portion.person_id
  GROUP BY portion.person_id, t.kind";

const PORTION_SQL: &str = "SELECT count(*) AS people, max(person_id) AS last
  FROM (SELECT person_id FROM people WHERE program_id = ?1 AND person_id > ?2 ORDER BY person_id LIMIT ?3)";

#[derive(Deserialize)]
struct CountRow {
    person_id: String,
    kind: String,
    touchpoints: u32,
}

#[derive(Deserialize)]
struct PortionRow {
    people: u64,
    last: Option<String>,
}

/// `POST /funnel/preview`
pub(super) async fn preview_funnel(
    call: Call<PreviewFunnel>,
) -> Result<Reply<PreviewResponse>, AppError> {
    let stages = &call.body.stages;
    let problems = check_stages(stages);
    if !problems.is_empty() {
        return Err(AppError::invalid(problems));
    }
    let cursor = call.body.cursor.clone().unwrap_or_default();
    if cursor.len() > 64 {
        return Err(AppError::field("cursor", Mistake::ForeignCursor));
    }
    let program = &call.path.program;
    let of_portion = |sql| {
        let from = cursor.as_str().into();
        statement(sql, [program.into(), from, PEOPLE.into()])
    };
    let mut batch = Batch::new();
    let counts = batch.add::<CountRow>(of_portion(COUNTS_SQL));
    let portion = batch.add::<PortionRow>(of_portion(PORTION_SQL));
    let authorized = call.authorized(batch).await?;
    let rows = authorized.take(counts)?;
    let mut reached = vec![0u64; stages.len()];
    for person in rows.chunk_by(|one, other| one.person_id == other.person_id) {
        let counts = person
            .iter()
            .map(|row| Ok((TouchpointKind::parse(&row.kind)?, row.touchpoints)))
            .collect::<Result<Vec<_>, laurel_domain::enums::UnknownCode>>()
            .map_err(|error| AppError::internal("stored kind", error))?;
        if let Some(furthest) = funnel::furthest(stages, &counts) {
            for people in reached.iter_mut().take(furthest + 1) {
                *people += 1;
            }
        }
    }
    let portion = authorized
        .first(portion)?
        .ok_or_else(|| AppError::internal("preview", "no row"))?;
    Ok(Reply::new(PreviewResponse {
        people: portion.people,
        stages: reached,
        next: portion.last.filter(|_| portion.people == u64::from(PEOPLE)),
    }))
}
