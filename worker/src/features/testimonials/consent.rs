//! Consent that a member records with its proof, and the licence of imported words.

use laurel_api::endpoint::OfTestimonial;
use laurel_api::endpoints::{RecordConsent, SetLicence};
use laurel_api::testimonials::{ConsentRequest, LicenceRequest, TestimonialResponse};
use laurel_api::{Endpoint, ProblemType};
use laurel_domain::SubmissionId;
use laurel_domain::mistake::{FieldMistake, Mistake};
use laurel_domain::moderation::{Event, Refusal, Standing};
use laurel_domain::testimonial::{ConsentSource, Purpose, consent_is_the_authors};
use laurel_domain::text::InvalidText;
use laurel_pages::mail::{self as mails, RecordedConsent};
use laurel_store::{Batch, retrying};
use serde::Deserialize;
use serde_json::json;

use super::decide::refused;
use super::open::{Open, open_beside};
use super::records::{Ledger, Trail, ledger};
use super::stored::stored;
use crate::auth::digest::content_digest;
use crate::db::{Statement, statement};
use crate::error::AppError;
use crate::features::receipt;
use crate::mail;
use crate::web::{Call, Reply};

/// The author's own latest word on a purpose.
const OWN_WORD_SQL: &str = "SELECT source, given FROM consents
  WHERE program_id = ?1 AND testimonial_id = ?2 AND purpose = ?3 AND source <> 'member'
  ORDER BY at DESC LIMIT 1";

const ADDRESS_SQL: &str = "SELECT p.email FROM testimonials t
  CROSS JOIN people p ON p.program_id = ?1 AND p.person_id = t.person_id
  WHERE t.program_id = ?1 AND t.testimonial_id = ?2";

/// `POST …/consents`: what the author gave or withdrew outside Laurel.
pub(super) async fn record(
    call: Call<RecordConsent>,
) -> Result<Reply<TestimonialResponse>, AppError> {
    retrying(async || record_once(&call).await).await
}

async fn record_once(call: &Call<RecordConsent>) -> Result<Reply<TestimonialResponse>, AppError> {
    let purpose = call.body.purpose;
    let (open, authors_own, known) = open_with(call, purpose).await?;
    not_withdrawn(&open)?;
    if call.body.given && authors_own {
        return Err(belongs_to_author());
    }
    let ConsentRequest {
        purpose: _,
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
    after.set_consent(purpose, *given);
    let trail = Trail {
        actor: &actor,
        event: Event::Consent,
        before: json!({ "purpose": purpose, "given": open.found.consents_to(purpose) }),
        after: json!({ "purpose": purpose, "given": given, "evidence": evidence }),
    };
    let entry = Ledger {
        purpose,
        given: *given,
        wording: &wording,
        source: ConsentSource::Member,
        recorded: Some((&actor.name(), &evidence)),
    };
    let entry = ledger(&call.path.program, open.found.id, &entry, call.ctx.now);
    let mut with = vec![entry];
    if *given && !open.found.consents_to(purpose) {
        with.extend(news(call, &open, known, &wording, &evidence)?);
    }
    open.save(call, after, trail, with).await
}

/// `PUT …/licence`: only for words that were said elsewhere. Whoever used the form decides alone.
pub(super) async fn set_licence(
    call: Call<SetLicence>,
) -> Result<Reply<TestimonialResponse>, AppError> {
    retrying(async || set_licence_once(&call).await).await
}

async fn set_licence_once(call: &Call<SetLicence>) -> Result<Reply<TestimonialResponse>, AppError> {
    let (open, authors_own, _) = open_with(call, Purpose::Website).await?;
    not_withdrawn(&open)?;
    if open.found.is_own_form() {
        return Err(AppError::with_detail(
            ProblemType::Conflict,
            Mistake::NeverLicensed,
        ));
    }
    let LicenceRequest { licence } = &call.body;
    if licence.is_some() && authors_own {
        return Err(belongs_to_author());
    }
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

/// What is read with the testimonial: the author's own latest word on a purpose, and the address of the author.
#[derive(Deserialize)]
struct OwnWordRow {
    source: String,
    given: u8,
}

#[derive(Deserialize)]
struct AddressRow {
    email: Option<String>,
}

/// Opens a testimonial, and says whether consent to this purpose is the author's alone, and where the author can be
/// reached.
async fn open_with<E>(
    call: &Call<E>,
    purpose: Purpose,
) -> Result<(Open, bool, Option<String>), AppError>
where
    E: Endpoint<Path = OfTestimonial>,
{
    let key = || [(&call.path.program).into(), call.path.testimonial.into()];
    let [program, id] = key();
    let mut batch = Batch::new();
    let own_word = batch.add::<OwnWordRow>(statement(
        OWN_WORD_SQL,
        [program, id, purpose.code().into()],
    ));
    let address = batch.add::<AddressRow>(statement(ADDRESS_SQL, key()));
    let (open, rows) = open_beside(call, 1, batch).await?;
    let own_word = rows.first(own_word)?;
    let own_word = own_word
        .map(|row| stored(ConsentSource::parse(&row.source)).map(|source| (source, row.given == 1)))
        .transpose()?;
    let authors_own = consent_is_the_authors(open.found.is_own_form(), own_word);
    let address = rows.first(address)?.and_then(|row| row.email);
    Ok((open, authors_own, address))
}

fn belongs_to_author() -> AppError {
    AppError::with_detail(ProblemType::Conflict, Mistake::ConsentBelongsToAuthor)
}

/// Tells the author of words from elsewhere which consent was recorded, with a receipt that takes it back.
fn news(
    call: &Call<RecordConsent>,
    open: &Open,
    known: Option<String>,
    wording: &str,
    evidence: &str,
) -> Result<Vec<Statement>, AppError> {
    let (ctx, program, found) = (&call.ctx, &call.path.program, &open.found);
    let Some(email) = found.email.clone().or(known) else {
        return Ok(Vec::new());
    };
    // Words from elsewhere were never sent: their receipt is that of the story.
    let of_story = || content_digest(&[program.as_str(), "receipt", &found.id.to_string()]);
    let submission = found
        .submission
        .unwrap_or_else(|| SubmissionId::from_digest(of_story()));
    // Nor have they a language: the author probably has that of the company.
    let words = call.words;
    let mailed = receipt::mailed(&ctx.config, words, program, found.id, submission)?;
    let recorded = RecordedConsent {
        source: &found.source,
        wording,
        evidence,
    };
    let mail = mails::consent_recorded(words, &open.access.row.name, &mailed.link, recorded);
    Ok(vec![
        mailed.remembered,
        mail::enqueue(&ctx.config, Some(program), &email, &mail, ctx.now)?,
    ])
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
