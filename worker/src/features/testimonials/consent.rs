//! Consent that a member records with its proof, and the licence of imported words.

use laurel_api::ProblemType;
use laurel_api::endpoints::{RecordConsent, SetLicence};
use laurel_api::testimonials::{ConsentRequest, LicenceRequest, TestimonialResponse};
use laurel_domain::mistake::{FieldMistake, Mistake};
use laurel_domain::moderation::{Event, Refusal, Standing};
use laurel_domain::testimonial::ConsentSource;
use laurel_domain::text::InvalidText;
use serde_json::json;

use super::decide::refused;
use super::open::{Open, open};
use super::records::{Ledger, Trail, ledger};
use crate::error::AppError;
use crate::web::{Call, Reply};
use laurel_store::retrying;

/// `POST …/consents`: what the author gave or withdrew outside Laurel.
pub(super) async fn record(
    call: Call<RecordConsent>,
) -> Result<Reply<TestimonialResponse>, AppError> {
    retrying(async || record_once(&call).await).await
}

async fn record_once(call: &Call<RecordConsent>) -> Result<Reply<TestimonialResponse>, AppError> {
    let open = open(call, 1).await?;
    not_withdrawn(&open)?;
    let ConsentRequest {
        purpose,
        given,
        wording,
        evidence,
    } = &call.body;
    let mut problems = Vec::new();
    let wording = text("wording", wording, 10, 1_000, &mut problems);
    let evidence = text("evidence", evidence, 3, 300, &mut problems);
    if !problems.is_empty() {
        return Err(AppError::invalid(problems));
    }
    let actor = open.access.actor.clone();
    let mut after = open.found.clone();
    after.set_consent(*purpose, *given);
    let trail = Trail {
        actor: &actor,
        event: Event::Consent,
        before: json!({ "purpose": purpose, "given": open.found.consents_to(*purpose) }),
        after: json!({ "purpose": purpose, "given": given, "evidence": evidence }),
    };
    let entry = Ledger {
        purpose: *purpose,
        given: *given,
        wording: &wording,
        source: ConsentSource::Member,
        recorded: Some((&actor.name(), &evidence)),
    };
    let entry = ledger(&call.path.program, open.found.id, &entry, call.ctx.now);
    open.save(call, after, trail, vec![entry]).await
}

/// `PUT …/licence`: only for words that were said elsewhere. Whoever used the form decides alone.
pub(super) async fn set_licence(
    call: Call<SetLicence>,
) -> Result<Reply<TestimonialResponse>, AppError> {
    retrying(async || set_licence_once(&call).await).await
}

async fn set_licence_once(call: &Call<SetLicence>) -> Result<Reply<TestimonialResponse>, AppError> {
    let open = open(call, 1).await?;
    not_withdrawn(&open)?;
    if open.found.is_own_form() {
        return Err(AppError::with_detail(
            ProblemType::Conflict,
            Mistake::NeverLicensed,
        ));
    }
    let LicenceRequest { licence } = &call.body;
    let mut problems = Vec::new();
    let licence = licence
        .as_ref()
        .map(|licence| text("licence", licence, 3, 300, &mut problems));
    if !problems.is_empty() {
        return Err(AppError::invalid(problems));
    }
    if licence == open.found.licence {
        return Ok(open.unchanged());
    }
    let mut after = open.found.clone();
    after.licence.clone_from(&licence);
    let actor = open.access.actor.clone();
    let trail = Trail {
        actor: &actor,
        event: Event::Licence,
        before: json!({ "licence": open.found.licence }),
        after: json!({ "licence": licence }),
    };
    open.save(call, after, trail, Vec::new()).await
}

fn not_withdrawn(open: &Open) -> Result<(), AppError> {
    match open.found.standing {
        Standing::Withdrawn => Err(refused(Refusal::Withdrawn)),
        _ => Ok(()),
    }
}

/// Text of `min` to `max` characters, as it was given but for white space around it; otherwise a
/// problem with the field.
fn text(
    field: &str,
    given: &str,
    min: usize,
    max: usize,
    problems: &mut Vec<FieldMistake>,
) -> String {
    let text = given.trim();
    let problem = match text.chars().count() {
        0 => InvalidText::Empty,
        given if given < min => InvalidText::TooShort { min, given },
        given if given > max => InvalidText::TooLong { max, given },
        _ => return text.to_owned(),
    };
    problems.push(FieldMistake::new(field, problem));
    String::new()
}
