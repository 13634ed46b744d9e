//! Reviews become pending testimonials with their source and date, and without any consent.

use std::collections::HashSet;

use crate::auth::Actor;
use crate::events;
use laurel_api::imports::ReviewRow;
use laurel_domain::event::Subject;
use laurel_domain::moderation::Event;
use laurel_domain::testimonial::{Relationship, TestimonialState};
use laurel_domain::{PersonId, ProgramId, TestimonialId, Timestamp};
use laurel_store::json_chunks;
use serde::{Deserialize, Serialize};

use crate::auth::digest::content_digest;
use crate::db::{Statement, json, statement};
use crate::error::AppError;

const EXISTING_SQL: &str = "SELECT testimonial_id FROM json_each(?2) e
  CROSS JOIN testimonials t ON t.program_id = ?1 AND t.testimonial_id = e.value";

const INSERT_SQL: &str = "INSERT INTO testimonials (program_id, testimonial_id, person_id, source, source_url, quote, rating,
    author, headline, company, subject, relationship, state, consent_website, consent_social_media,
    consent_sales_material, revision, said_at, created_at, updated_at)
  SELECT ?1, value ->> 'testimonial_id', value ->> 'person_id', value ->> 'source', value ->> 'source_url',
    value ->> 'quote', value ->> 'rating', value ->> 'author', value ->> 'headline', value ->> 'company',
    value ->> 'subject', value ->> 'relationship', 'pending', 0, 0, 0, 1, value ->> 'said_at', ?3, ?3
  FROM json_each(?2)";

const COUNT_SQL: &str = "INSERT INTO program_totals (program_id, name, value) VALUES (?1, ?2, ?3)
  ON CONFLICT (program_id, name) DO UPDATE SET value = value + excluded.value";

/// The testimonial of a row: the same key, the same testimonial.
pub(super) fn id(program: &ProgramId, row: &ReviewRow) -> TestimonialId {
    TestimonialId::from_digest(content_digest(&[
        program.as_str(),
        "import",
        "testimonial",
        &row.key,
    ]))
}

/// Which of the rows' testimonials are there already.
pub(super) fn existing(program: &ProgramId, rows: &[ReviewRow]) -> Result<Statement, AppError> {
    let ids: Vec<_> = rows.iter().map(|row| id(program, row)).collect();
    Ok(statement(EXISTING_SQL, [program.into(), json(&ids)?]))
}

/// A row of [`existing`].
#[derive(Deserialize)]
pub(super) struct ExistingRow {
    pub(super) testimonial_id: String,
}

#[derive(Serialize)]
struct NewTestimonial<'a> {
    testimonial_id: TestimonialId,
    person_id: Option<PersonId>,
    source: &'a str,
    source_url: Option<&'a str>,
    quote: &'a str,
    rating: Option<u8>,
    author: Option<&'a str>,
    headline: Option<&'a str>,
    company: Option<&'a str>,
    subject: Option<&'a str>,
    relationship: &'static str,
    said_at: i64,
}

/// The rows whose testimonials are new, with the person of each where one is known.
pub(super) fn new_ones<'a>(
    program: &ProgramId,
    rows: &'a [ReviewRow],
    existing: &[ExistingRow],
) -> Vec<(usize, &'a ReviewRow)> {
    let mut there: HashSet<String> = existing
        .iter()
        .map(|row| row.testimonial_id.clone())
        .collect();
    rows.iter()
        .enumerate()
        .filter(|(_, row)| there.insert(id(program, row).to_string()))
        .collect()
}

/// The statements that add them.
pub(super) fn insert(
    program: &ProgramId,
    rows: &[(usize, &ReviewRow)],
    person_of: impl Fn(usize) -> Option<PersonId>,
    actor: &Actor,
    now: Timestamp,
) -> Result<Vec<Statement>, AppError> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let testimonials: Vec<_> = rows
        .iter()
        .map(|(position, row)| new_testimonial(program, row, person_of(*position)))
        .collect();
    let mut batch: Vec<Statement> = json_chunks(&testimonials)?
        .into_iter()
        .map(|rows| statement(INSERT_SQL, [program.into(), rows, now.into()]))
        .collect();
    let ids: Vec<_> = rows.iter().map(|(_, row)| id(program, row)).collect();
    let by = (actor, Event::Imported.code());
    batch.push(events::each(
        program,
        Subject::Testimonial,
        json(&ids)?,
        by,
        now,
    ));
    let counter = format!("testimonials:{}", TestimonialState::Pending);
    batch.push(statement(
        COUNT_SQL,
        [program.into(), counter.into(), (rows.len() as u32).into()],
    ));
    Ok(batch)
}

fn new_testimonial<'a>(
    program: &ProgramId,
    row: &'a ReviewRow,
    person_id: Option<PersonId>,
) -> NewTestimonial<'a> {
    let ReviewRow {
        key: _,
        person,
        at,
        quote,
        rating,
        author,
        headline,
        company,
        subject,
        source,
        source_url,
        relationship,
    } = row;
    let name = person.as_ref().and_then(|person| person.name.as_deref());
    NewTestimonial {
        testimonial_id: id(program, row),
        person_id,
        source,
        source_url: source_url.as_deref(),
        quote,
        rating: rating.map(laurel_domain::testimonial::Rating::stars),
        author: author.as_deref().or(name),
        headline: headline.as_deref(),
        company: company.as_deref(),
        subject: subject.as_deref(),
        relationship: relationship.unwrap_or(Relationship::Customer).code(),
        said_at: at.millis(),
    }
}
