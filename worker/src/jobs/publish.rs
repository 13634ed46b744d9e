//! Copies what is published to where readers get it.

use laurel_domain::ProgramId;

use super::Next;
use crate::context::Ctx;
use crate::error::AppError;
use crate::publication;

/// Copies what changed.
pub(super) async fn run(ctx: &Ctx, program: &ProgramId) -> Result<Next, AppError> {
    publication::push(ctx, program).await?;
    Ok(Next::Done)
}
