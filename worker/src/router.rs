//! The only route table.

use axum::response::Response;
use axum::{Extension, Router};
use laurel_api::ProblemType;

use crate::context::Shared;
use crate::error::AppError;
use crate::features;

thread_local! {
    static ROUTER: Router = build();
}

/// The router, built once an isolate. What belongs to one request, [`Shared`], travels in the request's
/// extensions.
pub(crate) fn router() -> Router {
    ROUTER.with(Router::clone)
}

/// Every route that the Worker answers.
fn build() -> Router {
    let router = Router::new();
    let router = features::health::routes(router);
    let router = features::session::routes(router);
    let router = features::programs::routes(router);
    let router = features::people::routes(router);
    let router = features::segments::routes(router);
    let router = features::settings::routes(router);
    let router = features::touchpoints::routes(router);
    let router = features::asks::routes(router);
    let router = features::figures::routes(router);
    let router = features::advocates::routes(router);
    let router = features::readiness::routes(router);
    let router = features::pyramid::routes(router);
    let router = features::overview::routes(router);
    let router = features::plan::routes(router);
    let router = features::imports::routes(router);
    let router = features::testimonials::routes(router);
    let router = features::widgets::routes(router);
    let router = features::events::routes(router);
    let router = features::jobs::routes(router);
    let router = features::views::routes(router);
    let router = features::tell::routes(router);
    let router = features::receipt::routes(router);
    let router = features::wall::routes(router);
    let router = features::embed::routes(router);
    let router = features::spa::routes(router);
    #[cfg(feature = "dev")]
    let router = features::dev::routes(router);
    router
        .fallback(not_found)
        .method_not_allowed_fallback(method_not_allowed)
        .with_state(())
}

/// An address where nothing is.
async fn not_found(Extension(shared): Extension<Shared>) -> Response {
    AppError::not_found().into_api_response(&shared.request_id)
}

/// The address exists, the method does not.
async fn method_not_allowed(Extension(shared): Extension<Shared>) -> Response {
    AppError::client(ProblemType::MethodNotAllowed).into_api_response(&shared.request_id)
}
