//! Who feeds whom: those who brought most, and whom those brought in turn. Counters in `person_state`
//! and their indexes keep what is read to a page, however many people there are.

mod chain;
mod list;

use laurel_api::endpoints::{GetChain, ListAdvocates};

use crate::web::{Router, endpoint};

/// Adds the routes.
pub(crate) fn routes(router: Router) -> Router {
    let router = endpoint::<ListAdvocates, _, _>(router, list::list_advocates);
    endpoint::<GetChain, _, _>(router, chain::get_chain)
}
