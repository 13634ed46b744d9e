//! People: the searchable list, the profile, its record and tags, the timeline.

mod list;
mod profile;
mod record;
mod rewrite;
pub(crate) mod rows;
mod tags;
mod timeline;

pub(crate) use profile::{ProfileReads, profile, profile_reads};
pub(crate) use rows::known_name;
pub(crate) use timeline::touchpoint;

use laurel_api::endpoints::{ChangeTags, GetPerson, ListPeople, ListTouchpoints, UpdatePerson};

use crate::web::{Router, endpoint};

/// Adds the routes.
pub(crate) fn routes(router: Router) -> Router {
    let router = endpoint::<ListPeople, _, _>(router, list::list_people);
    let router = endpoint::<GetPerson, _, _>(router, profile::get_person);
    let router = endpoint::<UpdatePerson, _, _>(router, record::update_person);
    let router = endpoint::<ChangeTags, _, _>(router, tags::change_tags);
    endpoint::<ListTouchpoints, _, _>(router, timeline::list_touchpoints)
}
