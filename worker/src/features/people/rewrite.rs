//! What members change on one person's record: states, rollups and the event log follow in the same batch.

use laurel_api::Endpoint;
use laurel_api::endpoint::OfPerson;
use laurel_api::touchpoints::PersonKey;
use laurel_domain::event::Subject;
use laurel_ingest::{Change, Rewritten, Snapshot};
use laurel_store::{Batch, ProgramRules, retrying};
use serde::Serialize;

use crate::db::Statement;
use crate::error::AppError;
use crate::events::{Event, changed_fields};
use crate::web::Call;

/// Reads the person, plans the change, and writes it with whatever else follows from it. Answers the part
/// of the record before and after.
pub(super) async fn rewrite<E, T, P, F>(
    call: &Call<E>,
    action: &'static str,
    plan: P,
    followed_by: F,
) -> Result<Change<T>, AppError>
where
    E: Endpoint<Path = OfPerson>,
    T: Serialize,
    P: Fn(&ProgramRules, &Snapshot) -> Result<Option<Rewritten<T>>, AppError>,
    F: Fn(&Change<T>) -> Vec<Statement>,
{
    let (program, person) = (&call.path.program, call.path.person);
    let key = PersonKey {
        id: Some(person),
        ..PersonKey::default()
    };
    retrying(async || {
        let mut batch = Batch::new();
        let reads = laurel_ingest::reads(&mut batch, program, std::iter::once(&key))?;
        let authorized = call.authorized(batch).await?;
        let access = &authorized.access;
        let snapshot = Snapshot::take(&authorized.rows, reads)?;
        let Rewritten {
            mut statements,
            change,
        } = plan(&access.rules, &snapshot)?.ok_or_else(AppError::not_found)?;
        if !statements.is_empty() {
            statements.extend(followed_by(&change));
            let entry = Event {
                subject: Subject::Person,
                subject_id: &person.to_string(),
                revision: 0,
                actor: &access.actor,
                action,
                before: None,
                after: Some(changed_fields(&change.before, &change.after)?),
            };
            statements.push(entry.statement(program, call.ctx.now));
            call.ctx.db.batch(statements).await?;
        }
        Ok(change)
    })
    .await
}
