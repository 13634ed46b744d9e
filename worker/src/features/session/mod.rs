//! Signing in by mailed link, the session, and the pages around them.

mod api;
mod pages;
mod queries;

use axum::Router;
use axum::routing::{get, post};
use laurel_api::endpoints::{EndSession, GetSession};

use crate::web::{endpoint, html::serve};

#[cfg(feature = "dev")]
pub(crate) use pages::start_session;

/// Adds the routes.
pub(crate) fn routes(router: Router) -> Router {
    let router = endpoint::<GetSession, _, _>(router, api::get_session);
    let router = endpoint::<EndSession, _, _>(router, api::end_session);
    router
        .route("/", get(serve(pages::home)))
        .route("/sign-in", post(serve(pages::ask_for_link)))
        .route(
            "/sign-in/{token}",
            get(serve(pages::confirm)).post(serve(pages::follow_link)),
        )
}
