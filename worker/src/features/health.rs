//! `/healthz`: 200 when the Worker, D1 and KV answer.

use http::StatusCode;
use laurel_words::Words;

use crate::context::{Ctx, Shared};
use crate::db::statement;
use crate::error::AppError;
use crate::web::response::{self, Response};
use crate::web::routes::bare;
use crate::web::{Request, Router};

const PROBE_SQL: &str = "SELECT 1 AS answers";

/// Adds the route.
pub(crate) fn routes(router: Router) -> Router {
    router.add(bare("/healthz", healthz))
}

async fn healthz(request: Request) -> Response {
    let request_id = request.shared.request_id.clone();
    match probe(request.shared).await {
        Ok(()) => response::of(StatusCode::OK, "text/plain; charset=utf-8", "ok\n"),
        Err(error) => error.into_api_response(&request_id, Words::default()),
    }
}

async fn probe(shared: Shared) -> Result<(), AppError> {
    let ctx = Ctx::open(shared)?;
    ctx.db.batch(vec![statement(PROBE_SQL, [])]).await?;
    let store = ctx
        .shared
        .env
        .kv("PUBLISHED")
        .map_err(|error| AppError::internal("binding PUBLISHED", error))?;
    store.get("healthz").text().await?;
    Ok(())
}
