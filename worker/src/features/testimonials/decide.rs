//! `PATCH …/testimonials/{testimonial}`: approve, reject, reopen; excerpt and tags.

use laurel_api::ProblemType;
use laurel_api::endpoints::UpdateTestimonial;
use laurel_api::testimonials::{Decision, TestimonialChange, TestimonialResponse};
use laurel_domain::mistake::Mistake;
use laurel_domain::moderation::{self, Event, Refusal, Standing};
use laurel_domain::testimonial::TestimonialState;
use laurel_pages::mail::{self as mails, Decision as Decided};

use super::act;
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
use laurel_store::retrying;

/// Decides on a testimonial. Absent fields stay as they are.
pub(super) async fn update(
    call: Call<UpdateTestimonial>,
) -> Result<Reply<TestimonialResponse>, AppError> {
    retrying(async || decide(&call).await).await
}

async fn decide(call: &Call<UpdateTestimonial>) -> Result<Reply<TestimonialResponse>, AppError> {
    let open = open(call, 1).await?;
    let mut after = apply(&open, &call.body)?;
    let mut with = open.settle(call.ctx.now, &mut after)?;
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
    with.extend(news(&call.ctx, &open, &after)?);
    open.save(call, after, trail, with).await
}

/// The testimonial as it is wanted; 422 or 409 when that cannot be.
fn apply(open: &Open, wanted: &TestimonialChange) -> Result<Stored, AppError> {
    let found = &open.found;
    let TestimonialChange {
        state,
        person,
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
    if let Some(person) = person {
        let claimed = act::claimed(&open.people, found);
        if !after.is_approved() || claimed != Some(*person) {
            return Err(AppError::field("person", Mistake::AnotherAddress));
        }
        after.person = Some(*person);
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
        Refusal::NotYours | Refusal::NotSuspected => AppError::field("state", refusal),
    }
}

/// What the change is called; `None` when nothing changes.
fn event(before: &Stored, after: &Stored) -> Option<Event> {
    if before.standing != after.standing {
        return Some(match after.standing {
            Standing::Approved => Event::Approved,
            Standing::Rejected(_) => Event::Rejected,
            Standing::Pending | Standing::Suspected | Standing::Withdrawn => Event::Reopened,
        });
    }
    if before.person != after.person {
        return Some(Event::Person);
    }
    if before.excerpt != after.excerpt {
        return Some(Event::Excerpt);
    }
    (before.tags != after.tags).then_some(Event::Tags)
}

/// The mail that tells the author of a story from the form what was decided. What was taken for spam and is
/// none gets its receipt; what was rejected as such is never written to.
fn news(ctx: &Ctx, open: &Open, after: &Stored) -> Result<Vec<Statement>, AppError> {
    let before = open.found.standing;
    let (Some(email), Some(submission), true) =
        (&after.email, after.submission, after.is_own_form())
    else {
        return Ok(Vec::new());
    };
    let program = &open.access.program;
    let words = after.language;
    let mailed = || receipt::mailed(&ctx.config, words, program, after.id, submission);
    let name = &open.access.row.name;
    let (mailed, mail) = match (before, after.standing) {
        (before, after) if before == after => return Ok(Vec::new()),
        (Standing::Suspected, Standing::Pending) => {
            let mailed = mailed()?;
            let mail = mails::receipt(words, name, &mailed.link);
            (mailed, mail)
        }
        (_, Standing::Approved) => {
            let shown = after.is_published();
            let mailed = mailed()?;
            let mail = mails::decision(words, name, &mailed.link, Decided::Approved { shown });
            (mailed, mail)
        }
        (
            Standing::Pending | Standing::Approved | Standing::Rejected(_),
            Standing::Rejected(reason),
        ) => {
            let mailed = mailed()?;
            let mail = mails::decision(words, name, &mailed.link, Decided::Rejected(reason));
            (mailed, mail)
        }
        _ => return Ok(Vec::new()),
    };
    Ok(vec![
        mailed.remembered,
        mail::enqueue(&ctx.config, Some(program), email, &mail, ctx.now)?,
    ])
}
