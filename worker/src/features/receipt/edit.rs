//! Changing a story while nobody has decided.

use axum::response::Response;
use http::StatusCode;
use laurel_domain::SubmissionId;
use laurel_domain::moderation::{Event, Standing};
use laurel_pages::ReceiptValues;
use serde_json::{Value, json};
use worker::console_error;

use super::open::{Open, open};
use super::page::{Done, respond};
use super::token;
use crate::auth::Actor;
use crate::context::Ctx;
use crate::error::AppError;
use crate::features::tell::{Story, Typed};
use crate::features::testimonials::{Change, Stored, Trail};
use crate::web::html::Visit;
use laurel_store::StoreError;

const CHANGED_MEANWHILE: &str = "This story was changed meanwhile, perhaps in another window. What \
    is stored stands under “Your words”; what you typed stands in the form. Save it again if it \
    should take the place of the other.";

const DECIDED_MEANWHILE: &str = "Somebody has read your story meanwhile, so its words can no longer be changed. You can still \
    take back your consent, or withdraw the story and send a new one.";

const SENT_BEFORE: &str = "Your story had arrived already, with other words. What is stored stands \
    under “Your words”; your new words stand in the form. Save them if they should take its place.";

const TRY_AGAIN: &str = "We cannot reach our records right now, so nothing was changed. What you \
    typed is still in the form: please save it again in a minute.";

/// `POST /receipt/{token}`
pub(super) async fn edit(visit: Visit) -> Result<Response, AppError> {
    let ctx = &visit.ctx;
    let values: ReceiptValues = visit.read_form()?;
    let open_story = open(ctx, visit.param("token")?).await?;
    if values.revision != open_story.found.revision.to_string()
        || open_story.found.standing != Standing::Pending
    {
        return Ok(meanwhile(&open_story, values, CHANGED_MEANWHILE));
    }
    let story = match typed(&values).check() {
        Ok(story) => story,
        Err(problems) => {
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            return Ok(respond(status, &open_story, Some(values), problems, None));
        }
    };
    let after = apply(&open_story.found, story);
    let fields = changed_fields(&open_story.found, &after);
    if fields.is_empty() {
        return Done::Saved.go(&open_story.token);
    }
    let author = Actor::Person {
        id: open_story.found.person,
    };
    let change = Change {
        program: &open_story.program,
        before: &open_story.found,
        after: &after,
        trail: Trail {
            actor: &author,
            event: Event::Edited,
            before: Value::Null,
            after: json!({ "fields": fields }),
        },
        now: ctx.now,
    };
    match ctx.db.batch(change.statements()?).await {
        Ok(_) => Done::Saved.go(&open_story.token),
        Err(AppError::Store(StoreError::StaleWrite)) => {
            let now = open(ctx, &open_story.token).await?;
            Ok(meanwhile(&now, values, CHANGED_MEANWHILE))
        }
        Err(error @ AppError::Client { .. }) => Err(error),
        Err(error) => {
            console_error!(
                "request {}: change not stored: {error:?}",
                ctx.shared.request_id
            );
            let status = StatusCode::SERVICE_UNAVAILABLE;
            Ok(respond(
                status,
                &open_story,
                Some(values),
                Vec::new(),
                Some(TRY_AGAIN),
            ))
        }
    }
}

/// The form was sent again with other words: they are offered as a change.
pub(crate) async fn offer_change(
    ctx: &Ctx,
    submission: SubmissionId,
    typed: ReceiptValues,
) -> Result<Response, AppError> {
    let open = open(ctx, &token(&ctx.config, submission)?).await?;
    Ok(meanwhile(&open, typed, SENT_BEFORE))
}

/// The receipt as it is now, with what was typed; saving that again takes effect.
fn meanwhile(open: &Open, typed: ReceiptValues, notice: &str) -> Response {
    if open.found.standing != Standing::Pending {
        let notice = Some(DECIDED_MEANWHILE);
        return respond(StatusCode::CONFLICT, open, None, Vec::new(), notice);
    }
    let values = ReceiptValues {
        revision: open.found.revision.to_string(),
        ..typed
    };
    respond(
        StatusCode::CONFLICT,
        open,
        Some(values),
        Vec::new(),
        Some(notice),
    )
}

fn typed(values: &ReceiptValues) -> Typed<'_> {
    Typed {
        quote: &values.quote,
        rating: &values.rating,
        author: &values.author,
        email: None,
        headline: &values.headline,
        company: &values.company,
        relationship: &values.relationship,
    }
}

/// The story with the author's changes. An excerpt was chosen from the words as they were.
fn apply(found: &Stored, story: Story) -> Stored {
    let Story {
        quote,
        rating,
        author,
        email: _,
        headline,
        company,
        relationship,
    } = story;
    let same_words = found.quote == quote.as_str();
    Stored {
        quote: quote.as_str().to_owned(),
        rating,
        author: Some(author),
        headline,
        company,
        relationship,
        excerpt: found.excerpt.filter(|_| same_words),
        ..found.clone()
    }
}

/// The names of what is different.
fn changed_fields(before: &Stored, after: &Stored) -> Vec<&'static str> {
    [
        ("story", before.quote != after.quote),
        ("rating", before.rating != after.rating),
        ("name", before.author != after.author),
        ("headline", before.headline != after.headline),
        ("company", before.company != after.company),
        ("relationship", before.relationship != after.relationship),
    ]
    .into_iter()
    .filter_map(|(name, changed)| changed.then_some(name))
    .collect()
}
