//! Testimonials for members: the moderation queue, decisions, undo, consent and licence.

mod act;
mod change;
mod consent;
mod decide;
mod detail;
mod history;
mod list;
mod open;
mod queries;
mod records;
mod stored;
mod undo;

use laurel_api::endpoints::{
    GetTestimonial, ListTestimonials, RecordConsent, SetLicence, UndoTestimonial, UpdateTestimonial,
};

use crate::web::{Router, endpoint};

pub(crate) use act::{reads as people_of_story, settle};
pub(crate) use change::Change;
pub(crate) use detail::{About, ConsentRow};
pub(crate) use history::AuditRow;
pub(crate) use queries::{consents, history as trail_of};
pub(crate) use records::{Ledger, Trail, audit, ledger};
pub(crate) use stored::{OWN_FORM, Stored, TestimonialRow};

/// Adds the routes.
pub(crate) fn routes(router: Router) -> Router {
    let router = endpoint::<ListTestimonials, _, _>(router, list::list);
    let router = endpoint::<GetTestimonial, _, _>(router, detail::get);
    let router = endpoint::<UpdateTestimonial, _, _>(router, decide::update);
    let router = endpoint::<UndoTestimonial, _, _>(router, undo::undo);
    let router = endpoint::<RecordConsent, _, _>(router, consent::record);
    endpoint::<SetLicence, _, _>(router, consent::set_licence)
}
