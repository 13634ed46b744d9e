//! `/p/{program}/tell`: the form that takes a story. It works without JavaScript, keeps everything
//! typed when something is wrong, and stores a story once however often it is sent.

mod page;
mod queries;
mod store;
mod story;
mod submit;

use axum::Router;
use axum::routing::get;

use crate::web::html::serve;

pub(crate) use story::{Story, Typed};

/// Adds the routes.
pub(crate) fn routes(router: Router) -> Router {
    router.route(
        "/p/{program}/tell",
        get(serve(page::show)).post(serve(submit::submit)),
    )
}
