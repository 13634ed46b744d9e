//! A person's tags.

use laurel_api::endpoints::ChangeTags;
use laurel_api::people::TagsResponse;
use laurel_api::touchpoints::PersonKey;
use laurel_domain::moderation;
use laurel_domain::text::single_line;

use crate::db::json;
use crate::error::AppError;
use crate::features::audit;
use crate::http::{Call, Reply};
use crate::ingest::{self, Known, Rules};

/// `PATCH /people/{person}/tags`
pub(super) async fn change_tags(call: Call<ChangeTags>) -> Result<Reply<TagsResponse>, AppError> {
    let (program, person) = (&call.path.program, call.path.person);
    // Checked before anything is read: each by itself, their number when they are added.
    let add = moderation::tags(&call.body.add).map_err(|error| AppError::field("add", error))?;
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
        let change = |tags: &[String]| changed(tags, &add, &call.body.remove);
        let (mut statements, tags) =
            ingest::plan_tags(&rules, &known, person, change)?.ok_or_else(AppError::not_found)?;
        if !statements.is_empty() {
            let entry = audit::Entry {
                subject: "person",
                subject_id: &person.to_string(),
                sequence: 0,
                actor: &access.actor.name(),
                action: "tagged",
                before: Some(json(&tags.before)?),
                after: Some(json(&tags.after)?),
            };
            statements.push(entry.statement(program, call.ctx.now));
            call.ctx.db.batch(statements).await?;
        }
        Ok(Reply::new(TagsResponse { tags: tags.after }))
    })
    .await
}

/// The tags with these added and those taken off.
fn changed(tags: &[String], add: &[String], remove: &[String]) -> Result<Vec<String>, AppError> {
    let taken_off = |tag: &&String| {
        let given = |one: &String| single_line(one, usize::MAX).is_ok_and(|one| one == **tag);
        !remove.iter().any(given)
    };
    let all: Vec<String> = tags.iter().filter(taken_off).chain(add).cloned().collect();
    moderation::tags(&all).map_err(|error| AppError::field("add", error))
}
