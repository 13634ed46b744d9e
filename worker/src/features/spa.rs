//! `/app` and `/me`: the single-page app's document, out of the static files, with its security headers.

use axum::response::Response;
use axum::routing::get;
use axum::{Extension, Router};
use http::StatusCode;
use worker::send::SendFuture;

use crate::context::Shared;
use crate::error::AppError;
use crate::web::{headers, html};

/// Adds the routes.
pub(crate) fn routes(router: Router) -> Router {
    let serve = |Extension(shared): Extension<Shared>| SendFuture::new(serve(shared));
    router
        .route("/app", get(serve))
        .route("/app/", get(serve))
        .route("/app/{*rest}", get(serve))
}

async fn serve(shared: Shared) -> Response {
    match document(&shared).await {
        Ok(document) => html::with_policy(StatusCode::OK, document, headers::APP),
        Err(error) => error.into_api_response(&shared.request_id),
    }
}

async fn document(shared: &Shared) -> Result<String, AppError> {
    let assets = shared
        .env
        .assets("ASSETS")
        .map_err(|error| AppError::internal("binding ASSETS", error))?;
    // Only the path counts; the host is needed to make it an address.
    let response = assets
        .fetch("http://assets.local/assets/app/index.html", None)
        .await?;
    let body = axum::body::Body::new(response.into_body());
    let bytes = axum::body::to_bytes(body, 1024 * 1024)
        .await
        .map_err(|error| AppError::internal("app document", error))?;
    String::from_utf8(bytes.into()).map_err(|error| AppError::internal("app document", error))
}
