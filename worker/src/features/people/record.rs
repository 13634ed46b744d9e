//! A person's record, corrected by members.

use laurel_api::endpoints::UpdatePerson;
use laurel_api::people::PersonRecordResponse;

use super::rewrite::rewrite;
use crate::db::statement;
use crate::error::AppError;
use crate::web::{Call, Reply};

/// Whoever does not want to be asked is not waited for either.
const WITHDRAW_ASKS_SQL: &str =
    "UPDATE asks INDEXED BY asks_open SET state = 'withdrawn', closed_at = max(?3, asked_at)
  WHERE program_id = ?1 AND person_id = ?2 AND state = 'open'";

/// `PATCH /people/{person}`
pub(super) async fn update_person(
    call: Call<UpdatePerson>,
) -> Result<Reply<PersonRecordResponse>, AppError> {
    let (program, person) = (&call.path.program, call.path.person);
    let change = laurel_ingest::check_change(&call.body).map_err(AppError::invalid)?;
    let record = rewrite(
        &call,
        "corrected",
        |rules, known| {
            let planned = laurel_ingest::plan_record(rules, call.ctx.now, known, person, &change);
            Ok(planned?)
        },
        |record| {
            let parameters = [program.into(), person.into(), call.ctx.now.into()];
            let opts_out = record.after.opted_out && !record.before.opted_out;
            Vec::from_iter(opts_out.then(|| statement(WITHDRAW_ASKS_SQL, parameters)))
        },
    )
    .await?;
    Ok(Reply::new(PersonRecordResponse {
        person: record.after,
    }))
}
