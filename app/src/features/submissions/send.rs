//! Sends what a moderator means to do.

use laurel_api::endpoints::{
    GetTestimonial, RecordConsent, SetLicence, UndoTestimonial, UpdateTestimonial,
};
use laurel_api::testimonials::{Testimonial, TestimonialDetailResponse};
use laurel_api::{NoBody, NoQuery};
use laurel_domain::TestimonialId;

use super::intent::Intent;
use crate::api::{ApiError, call, call_with_revision};
use crate::session::CurrentProgram;

/// Sends one change of a submission of which `revision` was seen.
pub async fn send(
    program: &CurrentProgram,
    id: TestimonialId,
    intent: &Intent,
    revision: u64,
) -> Result<Testimonial, ApiError> {
    let path = program.testimonial(id);
    let answer = match intent {
        Intent::Consent(consent) => {
            call_with_revision::<RecordConsent>(&path, &NoQuery {}, consent, revision).await
        }
        Intent::Licence(licence) => {
            call_with_revision::<SetLicence>(&path, &NoQuery {}, licence, revision).await
        }
        Intent::Undo => {
            call_with_revision::<UndoTestimonial>(&path, &NoQuery {}, &NoBody {}, revision).await
        }
        _ => {
            let change = intent.change().unwrap_or_default();
            call_with_revision::<UpdateTestimonial>(&path, &NoQuery {}, &change, revision).await
        }
    };
    answer.map(|answer| answer.testimonial)
}

/// Reads a submission as it is now.
pub async fn read(
    program: &CurrentProgram,
    id: TestimonialId,
) -> Result<TestimonialDetailResponse, ApiError> {
    call::<GetTestimonial>(&program.testimonial(id), &NoQuery {}, &NoBody {}).await
}
