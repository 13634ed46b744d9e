//! Copies what is published to where readers get it.

use laurel_domain::ProgramId;

use super::Next;
use crate::context::{self, Ctx};
use crate::error::AppError;
use crate::publication;

/// How long to wait for somebody else who is at it, in milliseconds.
const PAUSE_MILLIS: i64 = 5_000;

/// Pushes until KV has what D1 has.
pub(super) async fn run(ctx: &Ctx, program: &ProgramId) -> Result<Next, AppError> {
    if publication::push(ctx, program).await? {
        return Ok(Next::Done);
    }
    let later = context::now().millis() + PAUSE_MILLIS;
    Ok(Next::At(laurel_domain::Timestamp::from_millis(later)))
}
