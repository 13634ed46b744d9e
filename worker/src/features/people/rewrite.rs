//! What members change on one person's record: states, rollups and the audit log follow in the same batch.

use laurel_api::Endpoint;
use laurel_api::endpoint::OfPerson;
use laurel_api::touchpoints::PersonKey;
use serde::Serialize;

use crate::db::Statement;
use crate::error::AppError;
use crate::features::audit;
use crate::http::Call;
use crate::ingest::{self, Change, Known, Rewritten, Rules};

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
            let (before, after) = audit::differing(&change.before, &change.after)?;
            let entry = audit::Entry {
                subject: "person",
                subject_id: &person.to_string(),
                sequence: 0,
                actor: &access.actor.name(),
                action,
                before: Some(before),
                after: Some(after),
            };
            statements.push(entry.statement(program, call.ctx.now));
            call.ctx.db.batch(statements).await?;
        }
        Ok(change)
    })
    .await
}
