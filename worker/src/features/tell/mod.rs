//! `/p/{program}/tell`: the form that takes a story. It works without JavaScript, keeps everything
//! typed when something is wrong, and stores a story once however often it is sent.

mod page;
mod queries;
mod store;
mod story;
mod submit;

use crate::web::{Router, get, post};

pub(crate) use story::{Story, Typed};

/// Adds the routes.
pub(crate) fn routes(router: Router) -> Router {
    router
        .add(get("/p/{program}/tell", page::show))
        .add(post("/p/{program}/tell", submit::submit))
}
