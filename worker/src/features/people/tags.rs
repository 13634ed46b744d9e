//! A person's tags.

use laurel_api::endpoints::ChangeTags;
use laurel_api::people::TagsResponse;
use laurel_domain::moderation;
use laurel_domain::text::single_line;

use super::rewrite::rewrite;
use crate::error::AppError;
use crate::web::{Call, Reply};

/// `PATCH /people/{person}/tags`
pub(super) async fn change_tags(call: Call<ChangeTags>) -> Result<Reply<TagsResponse>, AppError> {
    // Checked before anything is read: each by itself, their number when they are added.
    let add = moderation::tags(&call.body.add).map_err(|error| AppError::field("add", error))?;
    let change = |tags: &[String]| changed(tags, &add, &call.body.remove);
    let tags = rewrite(
        &call,
        "tagged",
        |rules, known| {
            laurel_ingest::plan_tags(rules, call.ctx.now, known, call.path.person, change)
        },
        |_| Vec::new(),
    )
    .await?;
    Ok(Reply::new(TagsResponse { tags: tags.after }))
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
