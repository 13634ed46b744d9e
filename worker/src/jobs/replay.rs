//! Withdraws and erases again after a restore: what `cargo xtask after-restore` found in the journal, each the
//! way it was done the first time.

use laurel_domain::ProgramId;
use laurel_domain::testimonial::Purpose;
use laurel_store::Batch;
use serde::Deserialize;

use super::Next;
use crate::auth::Actor;
use crate::context::{self, Ctx};
use crate::db::statement;
use crate::error::AppError;
use crate::features::{privacy, receipt};

/// Entries of one run; with more the next one follows at once.
const PER_RUN: u32 = 10;

const DUE_SQL: &str = "SELECT what, subject_id, detail FROM replays WHERE program_id = ?1 LIMIT ?2";

const DONE_SQL: &str =
    "DELETE FROM replays WHERE program_id = ?1 AND what = ?2 AND subject_id = ?3 AND detail = ?4";

#[derive(Deserialize)]
struct Entry {
    what: String,
    subject_id: String,
    detail: String,
}

/// Does what there is. What is not there any more need not be withdrawn.
pub(super) async fn run(ctx: &Ctx, program: &ProgramId) -> Result<Next, AppError> {
    let mut batch = Batch::new();
    let due = batch.add::<Entry>(statement(DUE_SQL, [program.into(), PER_RUN.into()]));
    let due = ctx.db.batch(batch).await?.take(due)?;
    for entry in &due {
        let outcome = again(ctx, program, entry).await;
        if !matches!(&outcome, Err(error) if error.is_not_found()) {
            outcome?;
        }
        let params = [
            program.into(),
            (&entry.what).into(),
            (&entry.subject_id).into(),
            (&entry.detail).into(),
        ];
        ctx.db.batch(vec![statement(DONE_SQL, params)]).await?;
    }
    if due.len() >= PER_RUN as usize {
        return Ok(Next::At(context::now()));
    }
    Ok(Next::Done)
}

async fn again(ctx: &Ctx, program: &ProgramId, entry: &Entry) -> Result<(), AppError> {
    let unreadable = |_| AppError::internal("replay", &entry.subject_id);
    match entry.what.as_str() {
        "person_erased" => {
            let person = entry.subject_id.parse().map_err(unreadable)?;
            privacy::erase(ctx, program, person, &Actor::System).await?;
        }
        "story_erased" => {
            let story = entry.subject_id.parse().map_err(unreadable)?;
            receipt::erase_again(ctx, program, story).await?;
        }
        "consent" => {
            let story = entry.subject_id.parse().map_err(unreadable)?;
            let purpose = Purpose::parse(&entry.detail)
                .map_err(|error| AppError::internal("replay", error))?;
            receipt::take_back_again(ctx, program, story, purpose).await?;
        }
        _ => {
            let story = entry.subject_id.parse().map_err(unreadable)?;
            receipt::withdraw_again(ctx, program, story).await?;
        }
    }
    Ok(())
}
