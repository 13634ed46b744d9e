//! The act of advocacy that a story from the form is: whose it is, and since when it counts.
//!
//! A story says whose it is without proof, so it counts only once it is approved, and only for
//! - whoever has the address that it was sent under, when that address is proven or a moderator says so;
//! - a new person, when nobody has that address.
//!
//! Otherwise it counts for nobody. What the form says about a person fills the record of a new one, and what
//! is empty in the record of one whose address is proven. Whatever ends the approval takes the act back.

use laurel_api::touchpoints::PersonKey;
use laurel_domain::touchpoint::{Channel, TouchpointKind};
use laurel_domain::{PersonId, ProgramId, TestimonialId, Timestamp, TouchpointId};
use laurel_ingest::{Entry, Fact, Reads, Snapshot};
use laurel_store::{Batch, ProgramRules};

use super::stored::Stored;
use crate::auth::digest::content_digest;
use crate::db::Statement;
use crate::error::AppError;

/// Asks for everybody whom a story may be about.
pub(crate) fn reads(
    batch: &mut Batch,
    program: &ProgramId,
    story: TestimonialId,
) -> Result<Reads, AppError> {
    let own = own_person(program, story);
    Ok(laurel_ingest::reads_of_story(batch, program, story, own)?)
}

/// The person whom a story's approval adds when nobody has its address: the same however often it is approved.
fn own_person(program: &ProgramId, story: TestimonialId) -> PersonId {
    let parts = [program.as_str(), "author", &story.to_string()];
    PersonId::from_digest(content_digest(&parts))
}

/// Whoever has the address that a story was sent under.
pub(super) fn claimed(known: &Snapshot, story: &Stored) -> Option<PersonId> {
    let email = story.email.as_deref().filter(|_| story.is_own_form())?;
    known.person_with(email)
}

/// The person for whom a story counts as it is to be, and the statements that make the figures say so.
pub(crate) fn settle(
    rules: &ProgramRules,
    known: &Snapshot,
    before: &Stored,
    after: &mut Stored,
    now: Timestamp,
) -> Result<Vec<Statement>, AppError> {
    if !after.is_own_form() {
        return Ok(Vec::new());
    }
    let own = own_person(&rules.program, after.id);
    let claimed = claimed(known, after);
    // Whoever is not there any more has become somebody else, and the address says who.
    after.person = after.person.filter(|person| known.knows(*person));
    if after.is_approved() && after.person.is_none() {
        after.person = match (claimed, &after.email) {
            (Some(person), _) => (after.proven_at.is_some() || person == own).then_some(person),
            (None, email) => email.as_ref().map(|_| own),
        };
    }
    let (counted, counts) = (before.counts_for(), after.counts_for());
    if counted == counts {
        return Ok(Vec::new());
    }
    let fact = fact(&rules.program, after)?;
    let removed: Vec<_> = counted
        .map(|person| (person, fact.id))
        .into_iter()
        .collect();
    let entries: Vec<_> = counts
        .map(|person| Entry {
            person: key(after, person, known.knows(person)),
            facts: vec![fact],
            opts_out: false,
        })
        .into_iter()
        .collect();
    let new_person = &mut || Ok(own);
    let plan = laurel_ingest::plan_changes(rules, now, known, &removed, &entries, new_person)
        .map_err(|error| AppError::ingest(error, |_| "person".to_owned()))?;
    Ok(plan.statements)
}

/// How recording finds the person, and what it may fill in.
fn key(story: &Stored, person: PersonId, is_known: bool) -> PersonKey {
    let told = PersonKey {
        name: story.author.clone(),
        headline: story.headline.clone(),
        company: story.company.clone(),
        ..PersonKey::default()
    };
    match (is_known, story.proven_at) {
        (true, Some(_)) => PersonKey {
            id: Some(person),
            ..told
        },
        (true, None) => PersonKey {
            id: Some(person),
            ..PersonKey::default()
        },
        (false, _) => PersonKey {
            email: story.email.clone(),
            ..told
        },
    }
}

fn fact(program: &ProgramId, story: &Stored) -> Result<Fact, AppError> {
    let submission = story
        .submission
        .ok_or_else(|| AppError::internal("stored testimonial", "a story without its sending"))?;
    let digest = content_digest(&[program.as_str(), &submission.to_string()]);
    Ok(Fact {
        id: TouchpointId::from_digest(digest),
        kind: TouchpointKind::Testimonial,
        channel: Channel::Website,
        at: story.said_at,
        amount: None,
        quantity: None,
        score: None,
        note: None,
    })
}
