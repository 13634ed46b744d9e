//! Signing in by mailed link, the session, and the pages around them.

mod api;
mod pages;
mod queries;

use laurel_api::endpoints::{EndSession, GetSession};

use crate::web::{Router, endpoint, get, post};

#[cfg(feature = "dev")]
pub(crate) use pages::start_session;

/// Adds the routes.
pub(crate) fn routes(router: Router) -> Router {
    let router = endpoint::<GetSession, _, _>(router, api::get_session);
    let router = endpoint::<EndSession, _, _>(router, api::end_session);
    router
        .add(get("/", pages::home))
        .add(post("/sign-in", pages::ask_for_link))
        .add(get("/sign-in/{token}", pages::confirm))
        .add(post("/sign-in/{token}", pages::follow_link))
}
