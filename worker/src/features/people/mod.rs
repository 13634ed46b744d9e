//! People: the searchable list, the profile, the timeline.

mod list;
mod profile;
mod rows;
mod timeline;

use axum::Router;
use laurel_api::endpoints::{GetPerson, ListPeople, ListTouchpoints};

use crate::context::Shared;
use crate::http::endpoint;

/// Adds the routes.
pub(crate) fn routes(router: Router<Shared>) -> Router<Shared> {
    let router = endpoint::<ListPeople, _, _>(router, list::list_people);
    let router = endpoint::<GetPerson, _, _>(router, profile::get_person);
    endpoint::<ListTouchpoints, _, _>(router, timeline::list_touchpoints)
}
