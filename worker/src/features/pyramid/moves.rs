//! Movements on the ladder of advocacy, the latest first.

use laurel_api::endpoints::ListMoves;
use laurel_api::page::Meta;
use laurel_api::people::PersonRef;
use laurel_api::pyramid::{Direction, LadderMove, MovesResponse};
use laurel_domain::Timestamp;
use laurel_domain::advocacy_stage::AdvocacyStage;
use laurel_domain::time::DAY_MILLIS;
use serde::Deserialize;

use crate::db::statement;
use crate::error::AppError;
use crate::features::figures::period;
use crate::web::{Call, Reply};
use laurel_store::{Batch, Keyset, Page};

const LIST_SQL: &str = "SELECT m.person_id, m.at, m.from_stage, m.to_stage,
    coalesce(p.name, p.email, p.external_id, 'Name not known') AS name
  FROM ladder_moves m JOIN people p ON p.program_id = m.program_id AND p.person_id = m.person_id
  WHERE m.program_id = ?1 AND m.rose = ?5 AND m.at >= ?6 AND m.at <= ?2 AND (m.at < ?2 OR m.person_id > ?3)
  ORDER BY m.at DESC, m.person_id LIMIT ?4";

#[derive(Deserialize)]
struct Row {
    person_id: String,
    at: i64,
    from_stage: Option<String>,
    to_stage: Option<String>,
    name: String,
}

/// `GET /pyramid/moves`
pub(super) async fn list_moves(call: Call<ListMoves>) -> Result<Reply<MovesResponse>, AppError> {
    let query = &call.query;
    let (from, to) = period(query.from, query.to)?;
    let last = to.start().millis() + DAY_MILLIS - 1;
    let first = (last, String::new());
    let keyset = Keyset::after(query.cursor.as_deref(), first, query.limit.get().into())?;
    let (at, id) = keyset.start.clone();
    let list = statement(
        LIST_SQL,
        [
            (&call.path.program).into(),
            at.min(last).into(),
            id.into(),
            keyset.limit(),
            (query.direction == Direction::Rose).into(),
            from.start().into(),
        ],
    );
    let mut batch = Batch::new();
    let list = batch.add::<Row>(list);
    let authorized = call.authorized(batch).await?;
    let Page { rows, next } = keyset.page(authorized.take(list)?, |last| {
        (last.at, last.person_id.clone())
    });
    let moves: Vec<LadderMove> = rows.into_iter().map(wire).collect::<Result<_, _>>()?;
    Ok(Reply::new(MovesResponse {
        moves,
        meta: Meta { next },
    }))
}

fn wire(row: Row) -> Result<LadderMove, AppError> {
    let Row {
        person_id,
        at,
        from_stage,
        to_stage,
        name,
    } = row;
    let stage = |code: Option<String>| {
        let stage = code.as_deref().map(AdvocacyStage::parse).transpose();
        stage.map_err(|error| AppError::internal("stored stage", error))
    };
    let id = person_id
        .parse()
        .map_err(|error| AppError::internal("person id", error))?;
    Ok(LadderMove {
        person: PersonRef { id, name },
        at: Timestamp::from_millis(at),
        from: stage(from_stage)?,
        to: stage(to_stage)?,
    })
}
