//! `POST …/testimonials/{testimonial}/undo`: takes the latest decision back.

use laurel_api::ProblemType;
use laurel_api::endpoints::UndoTestimonial;
use laurel_api::testimonials::TestimonialResponse;
use laurel_domain::moderation::{CannotUndo, Event, Refusal, Standing, decision_to_undo};

use super::change::Decided;
use super::decide::refused;
use super::history::AuditRow;
use super::open::open;
use super::queries::HISTORY_MAX;
use super::records::Trail;
use super::stored::{Stored, stored};
use crate::error::AppError;
use crate::web::{Call, Reply};
use laurel_store::retrying;

/// Restores what the latest decision changed. The author gets no mail: nothing new was decided.
pub(super) async fn undo(
    call: Call<UndoTestimonial>,
) -> Result<Reply<TestimonialResponse>, AppError> {
    retrying(async || take_back(&call).await).await
}

async fn take_back(call: &Call<UndoTestimonial>) -> Result<Reply<TestimonialResponse>, AppError> {
    let open = open(call, HISTORY_MAX).await?;
    if open.found.standing == Standing::Withdrawn {
        return Err(refused(Refusal::Withdrawn));
    }
    let cannot = |why: CannotUndo| AppError::with_detail(ProblemType::Conflict, why);
    let known: Vec<&AuditRow> = open
        .history
        .iter()
        .filter(|row| row.event().is_some())
        .collect();
    let events = known.iter().filter_map(|row| row.event());
    let position = decision_to_undo(events).map_err(cannot)?;
    let decision = known
        .get(position)
        .ok_or_else(|| cannot(CannotUndo::Nothing))?;
    let (before, after) = decision
        .before
        .as_deref()
        .zip(decision.after.as_deref())
        .ok_or_else(|| AppError::internal("audit entry", "a decision without what it changed"))?;
    let (before, after): (Decided, Decided) = (
        stored(serde_json::from_str(before))?,
        stored(serde_json::from_str(after))?,
    );
    let mut restored = restore(&open.found, before, &after)?;
    let figures = open.settle(call.ctx.now, &mut restored)?;
    let actor = open.access.actor.clone();
    let trail = Trail {
        actor: &actor,
        event: Event::Undone,
        before: Decided::of(&open.found).to_value()?,
        after: Decided::of(&restored).to_value()?,
    };
    open.save(call, restored, trail, figures).await
}

/// The testimonial with what the decision changed put back; what it left alone stays.
fn restore(found: &Stored, before: Decided, after: &Decided) -> Result<Stored, AppError> {
    let mut restored = found.clone();
    if (before.state, before.reject_reason) != (after.state, after.reject_reason) {
        restored.standing = Standing::from_parts(before.state, before.reject_reason)
            .ok_or_else(|| AppError::internal("audit entry", "state and reason contradict"))?;
    }
    if before.excerpt != after.excerpt {
        restored.excerpt = before
            .excerpt
            .filter(|excerpt| excerpt.of(&found.quote).is_ok());
    }
    if before.person != after.person {
        restored.person = before.person;
    }
    if before.tags != after.tags {
        restored.tags = before.tags;
    }
    Ok(restored)
}
