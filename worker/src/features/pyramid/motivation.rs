//! Noting what moves people. States and rollups follow in the same batch.

use laurel_api::endpoints::SetMotivation;
use laurel_api::pyramid::{MOTIVATION_MAX, MotivationResponse};
use laurel_api::touchpoints::PersonKey;
use laurel_domain::event::Subject;
use laurel_domain::mistake::Mistake;
use laurel_domain::motivation::Motivation;
use laurel_ingest::Snapshot;
use laurel_store::{Batch, retrying};

use crate::db::json;
use crate::error::AppError;
use crate::events;
use crate::web::{Call, Reply};

/// `PUT /pyramid/motivation`
pub(super) async fn set_motivation(
    call: Call<SetMotivation>,
) -> Result<Reply<MotivationResponse>, AppError> {
    let (program, people) = (&call.path.program, &call.body.people);
    if !(1..=MOTIVATION_MAX).contains(&people.len()) {
        let outside = Mistake::CountOutside {
            least: 1,
            most: MOTIVATION_MAX as u64,
        };
        return Err(AppError::field("people", outside));
    }
    let keys: Vec<PersonKey> = people
        .iter()
        .map(|person| PersonKey {
            id: Some(*person),
            ..PersonKey::default()
        })
        .collect();
    retrying(async || {
        let mut batch = Batch::new();
        let reads = laurel_ingest::reads(&mut batch, program, keys.iter())?;
        let authorized = call.authorized(batch).await?;
        let rules = &authorized.access.rules;
        let snapshot = Snapshot::take(&authorized.rows, reads)?;
        let code = call.body.motivation.map(Motivation::code);
        let (mut statements, changed) =
            laurel_ingest::plan_motivation(rules, call.ctx.now, &snapshot, people, code)
                .map_err(|error| AppError::ingest(error, |at| format!("people[{at}]")))?;
        if !statements.is_empty() {
            let by = (&authorized.access.actor, "motivation");
            let event = events::each(program, Subject::Person, json(people)?, by, call.ctx.now);
            statements.push(event);
            call.ctx.db.batch(statements).await?;
        }
        Ok(Reply::new(MotivationResponse { changed }))
    })
    .await
}
