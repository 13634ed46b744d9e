//! Signing in by mailed link or code, the sessions, and the pages around them.

mod agent;
mod api;
mod ask;
mod known;
mod pages;
mod queries;

use laurel_api::endpoints::{
    EndOneSession, EndOtherSessions, EndSession, GetSession, ListSessions,
};

use crate::web::{Router, endpoint, get, post};

#[cfg(feature = "dev")]
pub(crate) use pages::start_session;

/// Adds the routes.
pub(crate) fn routes(router: Router) -> Router {
    let router = endpoint::<GetSession, _, _>(router, api::get_session);
    let router = endpoint::<EndSession, _, _>(router, api::end_session);
    let router = endpoint::<ListSessions, _, _>(router, api::list_sessions);
    let router = endpoint::<EndOtherSessions, _, _>(router, api::end_others);
    let router = endpoint::<EndOneSession, _, _>(router, api::end_one);
    router
        .add(get("/", pages::home))
        .add(post("/sign-in", ask::ask))
        .add(post("/sign-in/code", pages::type_code))
        .add(get("/sign-in/{token}", pages::confirm))
        .add(post("/sign-in/{token}", pages::follow_link))
}
