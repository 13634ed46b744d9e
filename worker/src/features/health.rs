//! `/healthz`: 200 when the Worker, D1 and KV answer.

use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Extension, Router};
use http::StatusCode;
use worker::send::SendFuture;

use crate::context::{Ctx, Shared};
use crate::db::statement;
use crate::error::AppError;

const PROBE_SQL: &str = "SELECT 1 AS answers";

/// Adds the route.
pub(crate) fn routes(router: Router) -> Router {
    router.route(
        "/healthz",
        get(|Extension(shared): Extension<Shared>| SendFuture::new(healthz(shared))),
    )
}

async fn healthz(shared: Shared) -> Response {
    let request_id = shared.request_id.clone();
    match probe(shared).await {
        Ok(()) => (StatusCode::OK, "ok\n").into_response(),
        Err(error) => error.into_api_response(&request_id),
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
