//! Changing a story while nobody has decided.

use http::StatusCode;
use laurel_domain::moderation::Event;
use laurel_pages::{Reader, ReceiptValues};
use serde_json::{Value, json};
use worker::console_error;

use super::open::{Open, open};
use super::page::{Done, respond};
use crate::auth::Actor;
use crate::context::Ctx;
use crate::error::AppError;
use crate::features::tell::{Story, Typed};
use crate::features::testimonials::{Change, Stored, Trail};
use crate::web::Response;
use crate::web::html::Visit;
use laurel_store::StoreError;

/// `POST /receipt/{token}`
pub(super) async fn edit(visit: Visit) -> Result<Response, AppError> {
    let ctx = &visit.ctx;
    let words = visit.reader.words;
    let values: ReceiptValues = visit.read_form()?;
    let open_story = open(ctx, visit.param("token")?).await?;
    if values.revision != open_story.found.revision.to_string()
        || !open_story.found.standing.waits()
        || !open_story.found.is_own_form()
    {
        return Ok(meanwhile(
            &visit.reader,
            &open_story,
            values,
            words.receipt_changed_meanwhile(),
        ));
    }
    let story = match typed(&values).check(words) {
        Ok(story) => story,
        Err(problems) => {
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            return Ok(respond(
                &visit.reader,
                status,
                &open_story,
                Some(values),
                problems,
                None,
            ));
        }
    };
    let mut after = apply(&open_story.found, story);
    if !open_story.proves {
        // Whoever reads the mails to the address has not seen these words.
        after.proven_at = None;
    }
    let fields = changed_fields(&open_story.found, &after);
    if fields.is_empty() {
        return Done::Saved.go(&visit.reader, &open_story.token);
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
        Ok(_) => Done::Saved.go(&visit.reader, &open_story.token),
        Err(AppError::Store(StoreError::StaleWrite)) => {
            let now = open(ctx, &open_story.token).await?;
            Ok(meanwhile(
                &visit.reader,
                &now,
                values,
                words.receipt_changed_meanwhile(),
            ))
        }
        Err(error @ AppError::Client { .. }) => Err(error),
        Err(error) => {
            console_error!(
                "request {}: change not stored: {error:?}",
                ctx.shared.request_id
            );
            let status = StatusCode::SERVICE_UNAVAILABLE;
            Ok(respond(
                &visit.reader,
                status,
                &open_story,
                Some(values),
                Vec::new(),
                Some(words.receipt_try_again()),
            ))
        }
    }
}

/// The form was sent again with other words: they are offered as a change.
pub(crate) async fn offer_change(
    ctx: &Ctx,
    reader: &Reader,
    token: &str,
    typed: ReceiptValues,
) -> Result<Response, AppError> {
    let open = open(ctx, token).await?;
    Ok(meanwhile(
        reader,
        &open,
        typed,
        reader.words.receipt_sent_before(),
    ))
}

/// The receipt as it is now, with what was typed; saving that again takes effect.
fn meanwhile(reader: &Reader, open: &Open, typed: ReceiptValues, notice: &str) -> Response {
    if !open.found.standing.waits() || !open.found.is_own_form() {
        let notice = Some(reader.words.receipt_decided_meanwhile());
        return respond(reader, StatusCode::CONFLICT, open, None, Vec::new(), notice);
    }
    let values = ReceiptValues {
        revision: open.found.revision.to_string(),
        ..typed
    };
    respond(
        reader,
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
