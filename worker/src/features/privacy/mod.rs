//! Handing out everything about a person, erasing them, and taking withdrawn words out of the database.
//! What is kept, where and how long stands in `docs/PRIVACY.md`.

mod erase;
mod export;
mod stories;
mod suppression;

use laurel_api::endpoints::{ErasePerson, ExportPerson};

use crate::web::{Router, endpoint};

pub(crate) use erase::{erase, erase_address};
pub(crate) use export::author_export;
pub(crate) use stories::Forgetting;
pub(crate) use suppression::{DigestRow, Incoming, lift};

/// Adds the routes.
pub(crate) fn routes(router: Router) -> Router {
    let router = endpoint::<ExportPerson, _, _>(router, export::export_person);
    endpoint::<ErasePerson, _, _>(router, erase::erase_person)
}
