//! Storing a story: testimonial, consents, trail, counters and receipt mail in one batch, all of them or none.
//! Who its author is stays open: nothing that is known about anybody changes.

use crate::auth::Actor;
use laurel_domain::moderation::Event;
use laurel_domain::testimonial::{ConsentSource, Purpose, Rating, TestimonialState};
use laurel_domain::text::Email;
use laurel_domain::{ProgramId, SubmissionId, TestimonialId};
use laurel_pages::{Reader, TellValues, consent_wording, mail as mails};
use serde_json::{Value, json};

use super::queries::ProgramRow;
use super::story::Story;
use crate::auth::digest::content_digest;
use crate::context::Ctx;
use crate::db::{Statement, statement};
use crate::error::AppError;
use crate::features::receipt;
use crate::features::testimonials::{Ledger, OWN_FORM, Trail, audit, ledger};
use crate::mail;
use crate::publication::{self, Counted};

const INSERT_SQL: &str =
    "INSERT INTO testimonials (program_id, testimonial_id, submission_id,
    receipt_hash, source, quote, rating, author, email, headline, company, relationship, incentive,
    state, suspected, consent_website, consent_social_media, consent_sales_material, revision, said_at,
    created_at, updated_at, language)
  VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, 'pending', ?14, ?15, ?16, ?17, 1, ?18,
    ?18, ?18, ?19)";

/// A story on its way into the database.
pub(super) struct Sending<'a> {
    /// To whom.
    pub(super) program: &'a ProgramId,
    /// The program's row.
    pub(super) row: &'a ProgramRow,
    /// Which sending.
    pub(super) submission: SubmissionId,
    /// What was told.
    pub(super) story: &'a Story,
    /// The boxes that were ticked.
    pub(super) values: &'a TellValues,
    /// The author, in the language in which the form stood.
    pub(super) reader: &'a Reader,
    /// Whether the trap caught it: it waits as likely spam, and nobody gets a mail.
    pub(super) suspected: bool,
}

/// Everything that goes with a new story.
pub(super) fn statements(ctx: &Ctx, sending: &Sending<'_>) -> Result<Vec<Statement>, AppError> {
    let Sending {
        program,
        row,
        submission,
        story,
        values,
        reader,
        suspected,
    } = sending;
    // The same sending has the same ids, whoever is faster.
    let digest = content_digest(&[program.as_str(), &submission.to_string()]);
    let id = TestimonialId::from_digest(digest);
    let token = receipt::token(&ctx.config, program, *submission)?;
    let mut batch = Vec::new();
    batch.push(statement(
        INSERT_SQL,
        [
            (*program).into(),
            id.into(),
            (*submission).into(),
            receipt::hash(&token).into(),
            OWN_FORM.into(),
            story.quote.as_str().into(),
            story.rating.map(Rating::stars).into(),
            (&story.author).into(),
            story.email.as_ref().map(Email::as_str).into(),
            story.headline.as_ref().into(),
            story.company.as_ref().into(),
            story.relationship.code().into(),
            row.incentive.as_ref().into(),
            (*suspected).into(),
            values.consents_to(Purpose::Website).into(),
            values.consents_to(Purpose::SocialMedia).into(),
            values.consents_to(Purpose::SalesMaterial).into(),
            ctx.now.into(),
            reader.words.tag().into(),
        ],
    ));
    for purpose in Purpose::ALL
        .iter()
        .filter(|purpose| values.consents_to(**purpose))
    {
        let entry = Ledger {
            purpose: *purpose,
            given: true,
            wording: &consent_wording(reader.words, *purpose, &row.name).wording,
            source: ConsentSource::Form,
            recorded: None,
        };
        batch.push(ledger(program, id, &entry, ctx.now));
    }
    let by = Actor::Person { id: None };
    let state = if *suspected {
        TestimonialState::Suspected
    } else {
        TestimonialState::Pending
    };
    let trail = Trail {
        actor: &by,
        event: Event::Submitted,
        before: Value::Null,
        after: json!({ "state": state }),
    };
    batch.push(audit(program, id, 1, &trail, ctx.now)?);
    let counted = Counted {
        state,
        published: false,
        rating: story.rating,
        relationship: story.relationship,
        own_form: true,
    };
    batch.extend(publication::moved(program, None, Some(counted))?);
    if let Some(email) = story.email.as_ref().filter(|_| !suspected) {
        let mailed = receipt::mailed(&ctx.config, reader.words, program, id, *submission)?;
        let mail = mails::receipt(reader.words, &row.name, &mailed.link);
        batch.push(mailed.remembered);
        batch.push(mail::enqueue(
            &ctx.config,
            Some(program),
            email.as_str(),
            &mail,
            ctx.now,
        )?);
    }
    Ok(batch)
}
