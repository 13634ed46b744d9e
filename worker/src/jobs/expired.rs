//! Forgets sessions and sign-in links that no longer work, a day after they ended.

use crate::context::Ctx;
use crate::db::statement;
use crate::error::AppError;

const SESSIONS_SQL: &str = "DELETE FROM sessions WHERE expires_at < ?1";
const LINKS_SQL: &str = "DELETE FROM sign_in_links WHERE expires_at < ?1";

/// Deletes what expired more than a day ago.
pub(crate) async fn forget(ctx: &Ctx) -> Result<(), AppError> {
    let limit = ctx.now.plus_days(-1);
    ctx.db
        .batch(vec![
            statement(SESSIONS_SQL, [limit.into()]),
            statement(LINKS_SQL, [limit.into()]),
        ])
        .await?;
    Ok(())
}
