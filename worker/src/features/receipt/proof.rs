//! Opening the mailed link proves the address that a story was sent under.
//!
//! That is all that a visit changes: state, words and consent stay. A story that was approved before counts from
//! now on for whoever has the address.

use laurel_domain::moderation::Event;
use laurel_store::retrying;
use serde_json::{Value, json};

use super::actions::save;
use super::open::{Open, open};
use crate::auth::Actor;
use crate::context::Ctx;
use crate::db::{Statement, statement};
use crate::error::AppError;
use crate::features::privacy::lift;
use crate::features::testimonials::{Stored, Trail, audit};

const PROVE_SQL: &str = "UPDATE testimonials SET proven_at = ?4
  WHERE program_id = ?1 AND testimonial_id = ?2 AND revision = ?3 AND proven_at IS NULL";

/// Fails the batch when the story is another than the one that was read.
const GUARD_SQL: &str = "INSERT INTO stale_write (found) SELECT 1 WHERE changes() = 0";

/// The story of a token; with a mailed one its address is proven from now on.
pub(super) async fn prove(ctx: &Ctx, token: &str) -> Result<Open, AppError> {
    retrying(async || {
        let open = open(ctx, token).await?;
        let found = &open.found;
        if open.proves && found.proven_at.is_none() && found.is_own_form() && !open.erased {
            write(ctx, &open).await?;
        }
        Ok(open)
    })
    .await
}

async fn write(ctx: &Ctx, open: &Open) -> Result<(), AppError> {
    let found = &open.found;
    let author = Actor::Person { id: found.person };
    let trail = Trail {
        actor: &author,
        event: Event::Proven,
        before: Value::Null,
        after: json!({ "state": found.standing.state() }),
    };
    if found.is_approved() && found.person.is_none() {
        let after = Stored {
            proven_at: Some(ctx.now),
            ..found.clone()
        };
        let lifted = found.email.as_deref();
        let lifted = lifted.map(|email| lift(&ctx.config, &open.program, email));
        let lifted = lifted.transpose()?.into_iter().collect();
        return save(ctx, open, after, trail, lifted).await;
    }
    let mut batch = vec![
        prove_statement(ctx, open),
        statement(GUARD_SQL, []),
        audit(&open.program, found.id, found.revision, &trail, ctx.now)?,
    ];
    // Whoever was erased and tells a story under a proven address came back by themselves.
    if let Some(email) = &found.email {
        batch.push(lift(&ctx.config, &open.program, email)?);
    }
    ctx.db.batch(batch).await?;
    Ok(())
}

/// Counts no revision: nothing that a moderator looks at is another.
fn prove_statement(ctx: &Ctx, open: &Open) -> Statement {
    let params = [
        (&open.program).into(),
        open.found.id.into(),
        open.found.revision.into(),
        ctx.now.into(),
    ];
    statement(PROVE_SQL, params)
}
