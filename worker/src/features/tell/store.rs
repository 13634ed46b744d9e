//! Storing a story: testimonial, author, touchpoint, consents, trail, counters and receipt mail in
//! one batch, all of them or none.

use crate::auth::Actor;
use laurel_api::touchpoints::PersonKey;
use laurel_domain::moderation::Event;
use laurel_domain::testimonial::{ConsentSource, Purpose, Rating, TestimonialState};
use laurel_domain::text::Email;
use laurel_domain::touchpoint::{Channel, TouchpointKind};
use laurel_domain::{ProgramId, SubmissionId, TestimonialId, TouchpointId};
use laurel_ingest::{Entry, Fact, Snapshot};
use laurel_pages::{Reader, TellValues, consent_wording, mail as mails};
use laurel_store::ProgramRules;
use serde_json::{Value, json};

use super::queries::ProgramRow;
use super::story::Story;
use crate::auth::digest::content_digest;
use crate::context::Ctx;
use crate::db::{Statement, statement};
use crate::error::AppError;
use crate::features::receipt;
use crate::features::testimonials::{Ledger, OWN_FORM, Trail, audit, ledger};
use crate::publication::{self, Counted};
use crate::{mail, random};

const INSERT_SQL: &str =
    "INSERT INTO testimonials (program_id, testimonial_id, person_id, submission_id,
    receipt_hash, source, quote, rating, author, email, headline, company, relationship, incentive,
    state, consent_website, consent_social_media, consent_sales_material, revision, said_at,
    created_at, updated_at, language)
  VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, 1, ?19,
    ?19, ?19, ?20)";

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
}

/// The author, as recording touchpoints takes people: found by address, or added.
pub(super) fn person(story: &Story) -> PersonKey {
    PersonKey {
        email: story.email.as_ref().map(ToString::to_string),
        name: Some(story.author.clone()),
        headline: story.headline.clone(),
        company: story.company.clone(),
        ..PersonKey::default()
    }
}

/// Everything that goes with a new story.
pub(super) fn statements(
    ctx: &Ctx,
    sending: &Sending<'_>,
    snapshot: &Snapshot,
) -> Result<Vec<Statement>, AppError> {
    let Sending {
        program,
        row,
        submission,
        story,
        values,
        reader,
    } = sending;
    // The same sending has the same ids, whoever is faster.
    let digest = content_digest(&[program.as_str(), &submission.to_string()]);
    let id = TestimonialId::from_digest(digest);
    let plan = {
        let rules = ProgramRules::read(program, &row.rules)?;
        let fact = Fact {
            id: TouchpointId::from_digest(digest),
            kind: TouchpointKind::Testimonial,
            channel: Channel::Website,
            at: ctx.now,
            amount: None,
            quantity: None,
            score: None,
            note: None,
        };
        let entry = Entry {
            person: person(story),
            facts: vec![fact],
        };
        let new_person = &mut || random::person(ctx.now);
        laurel_ingest::plan(&rules, ctx.now, snapshot, &[entry], new_person)
            .map_err(|error| AppError::ingest(error, |at| format!("stories[{at}].person.id")))?
    };
    let author = plan.people.first().copied();
    let token = receipt::token(&ctx.config, *submission)?;
    let mut batch = plan.statements;
    batch.push(statement(
        INSERT_SQL,
        [
            (*program).into(),
            id.into(),
            author.into(),
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
            TestimonialState::Pending.code().into(),
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
    let by = Actor::Person { id: author };
    let trail = Trail {
        actor: &by,
        event: Event::Submitted,
        before: Value::Null,
        after: json!({ "state": TestimonialState::Pending }),
    };
    batch.push(audit(program, id, 1, &trail, ctx.now)?);
    let counted = Counted {
        state: TestimonialState::Pending,
        published: false,
        rating: story.rating,
        own_form: true,
    };
    batch.extend(publication::moved(program, None, Some(counted))?);
    if let Some(email) = &story.email {
        let mail = mails::receipt(
            reader.words,
            &row.name,
            &receipt::address(&ctx.config, reader.words, &token),
        );
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
