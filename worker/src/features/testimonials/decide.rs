//! `PATCH …/testimonials/{testimonial}`: approve, reject, reopen; excerpt and tags.

use laurel_api::ProblemType;
use laurel_api::endpoints::UpdateTestimonial;
use laurel_api::testimonials::{Decision, TestimonialChange, TestimonialResponse};
use laurel_domain::mistake::Mistake;
use laurel_domain::moderation::{self, Event, Refusal, Standing};
use laurel_domain::testimonial::TestimonialState;
use laurel_pages::mail::{self as mails, Decision as Decided};

use super::change;
use super::open::{Open, open};
use super::records::Trail;
use super::stored::Stored;
use crate::context::Ctx;
use crate::db::Statement;
use crate::error::AppError;
use crate::features::receipt;
use crate::mail;
use crate::web::{Call, Reply};

/// Decides on a testimonial. Absent fields stay as they are.
pub(super) async fn update(
    call: Call<UpdateTestimonial>,
) -> Result<Reply<TestimonialResponse>, AppError> {
    let open = open(&call, 1).await?;
    let after = apply(&open.found, &call.body)?;
    let Some(event) = event(&open.found, &after) else {
        return Ok(open.unchanged());
    };
    let actor = open.access.actor.clone();
    let trail = Trail {
        actor: &actor,
        event,
        before: change::Decided::of(&open.found).to_value()?,
        after: change::Decided::of(&after).to_value()?,
    };
    let news = news(&call.ctx, &open, &after)?;
    open.save(&call, after, trail, news).await
}

/// The testimonial as it is wanted; 422 or 409 when that cannot be.
fn apply(found: &Stored, wanted: &TestimonialChange) -> Result<Stored, AppError> {
    let TestimonialChange {
        state,
        reject_reason,
        excerpt,
        clear_excerpt,
        tags,
    } = wanted;
    let mut after = found.clone();
    if found.standing == Standing::Withdrawn {
        return Err(refused(Refusal::Withdrawn));
    }
    let state = state.map(|decision| match decision {
        Decision::Pending => TestimonialState::Pending,
        Decision::Approved => TestimonialState::Approved,
        Decision::Rejected => TestimonialState::Rejected,
    });
    match (state, reject_reason) {
        (Some(state), reason) => {
            after.standing = found.standing.decide(state, *reason).map_err(refused)?;
        }
        (None, Some(_)) => return Err(refused(Refusal::ReasonWithoutRejection)),
        (None, None) => {}
    }
    match (excerpt, clear_excerpt) {
        (Some(_), true) => {
            return Err(AppError::field("clear_excerpt", Mistake::ExcerptAndWhole));
        }
        (Some(excerpt), false) => {
            let words = excerpt
                .of(&found.quote)
                .map_err(|_| AppError::field("excerpt", Mistake::ExcerptOutside))?;
            // All of the words are no excerpt of them.
            after.excerpt = (words != found.quote).then_some(*excerpt);
        }
        (None, true) => after.excerpt = None,
        (None, false) => {}
    }
    if let Some(tags) = tags {
        after.tags = moderation::tags(tags).map_err(|error| AppError::field("tags", error))?;
    }
    Ok(after)
}

/// A decision that is not possible, next to its field.
pub(super) fn refused(refusal: Refusal) -> AppError {
    match refusal {
        Refusal::Withdrawn => AppError::with_detail(ProblemType::Conflict, refusal),
        Refusal::ReasonMissing | Refusal::ReasonWithoutRejection => {
            AppError::field("reject_reason", refusal)
        }
        Refusal::NotYours => AppError::field("state", refusal),
    }
}

/// What the change is called; `None` when nothing changes.
fn event(before: &Stored, after: &Stored) -> Option<Event> {
    if before.standing != after.standing {
        return Some(match after.standing {
            Standing::Approved => Event::Approved,
            Standing::Rejected(_) => Event::Rejected,
            Standing::Pending | Standing::Withdrawn => Event::Reopened,
        });
    }
    if before.excerpt != after.excerpt {
        return Some(Event::Excerpt);
    }
    (before.tags != after.tags).then_some(Event::Tags)
}

/// The mail that tells the author of a story from the form what was decided.
fn news(ctx: &Ctx, open: &Open, after: &Stored) -> Result<Vec<Statement>, AppError> {
    let decision = match after.standing {
        standing if standing == open.found.standing => return Ok(Vec::new()),
        Standing::Approved => Decided::Approved {
            shown: after.is_published(),
        },
        Standing::Rejected(reason) => Decided::Rejected(reason),
        Standing::Pending | Standing::Withdrawn => return Ok(Vec::new()),
    };
    let (Some(email), Some(submission), true) =
        (&after.email, after.submission, after.is_own_form())
    else {
        return Ok(Vec::new());
    };
    let words = after.language;
    let link = receipt::link(&ctx.config, words, submission)?;
    let mail = mails::decision(words, &open.access.row.name, &link, decision);
    Ok(vec![mail::enqueue(
        &ctx.config,
        Some(&open.access.program),
        email,
        &mail,
        ctx.now,
    )?])
}
