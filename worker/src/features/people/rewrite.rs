//! What members change on one person's record: states, rollups and the event log follow in the same batch.

use laurel_api::Endpoint;
use laurel_api::endpoint::OfPerson;
use laurel_api::touchpoints::PersonKey;
use laurel_domain::event::Subject;
use serde::Serialize;

use crate::db::Statement;
use crate::error::AppError;
use crate::events::{Event, changed_fields};
use crate::ingest::{self, Change, Known, Rewritten, Rules};
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
    P: Fn(&Rules<'_>, &Known) -> Result<Option<Rewritten<T>>, AppError>,
    F: Fn(&Change<T>) -> Vec<Statement>,
{
    let (program, person) = (&call.path.program, call.path.person);
    let key = PersonKey {
        id: Some(person),
        ..PersonKey::default()
    };
    ingest::retrying(|| async {
        let authorized = call
            .authorized(ingest::reads(program, std::iter::once(&key))?)
            .await?;
        let access = &authorized.access;
        let rules = Rules::of(access, call.ctx.now, "people")?;
        let known = Known::read(&authorized, 0)?;
        let Rewritten {
            mut statements,
            change,
        } = plan(&rules, &known)?.ok_or_else(AppError::not_found)?;
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
