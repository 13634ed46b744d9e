//! Reviews become pending testimonials with their source and date, and without any consent.

use std::collections::HashMap;

use crate::auth::Actor;
use crate::events;
use laurel_api::imports::ReviewRow;
use laurel_domain::event::Subject;
use laurel_domain::moderation::Event;
use laurel_domain::testimonial::{Rating, Relationship, TestimonialState};
use laurel_domain::{PersonId, ProgramId, TestimonialId, Timestamp};
use laurel_store::json_chunks;
use serde::{Deserialize, Serialize};

use super::ids;
use crate::db::{Statement, json, statement};
use crate::error::AppError;

const EXISTING_SQL: &str =
    "SELECT testimonial_id, state, excerpt_start, quote, rating, said_at FROM json_each(?2) e
  CROSS JOIN testimonials t ON t.program_id = ?1 AND t.testimonial_id = e.value";

const INSERT_SQL: &str = "INSERT INTO testimonials (program_id, testimonial_id, person_id, source, source_url, quote, rating,
    author, headline, company, subject, relationship, state, consent_website, consent_social_media,
    consent_sales_material, revision, said_at, created_at, updated_at)
  SELECT ?1, value ->> 'testimonial_id', value ->> 'person_id', value ->> 'source', value ->> 'source_url',
    value ->> 'quote', value ->> 'rating', value ->> 'author', value ->> 'headline', value ->> 'company',
    value ->> 'subject', value ->> 'relationship', 'pending', 0, 0, 0, 1, value ->> 'said_at', ?3, ?3
  FROM json_each(?2)";

const UPDATE_SQL: &str =
    "WITH e (program, testimonial, value) AS MATERIALIZED (SELECT ?1, value ->> 'testimonial_id', value FROM json_each(?2))
  UPDATE testimonials SET quote = e.value ->> 'quote', rating = e.value ->> 'rating', said_at = e.value ->> 'said_at',
    revision = revision + 1, updated_at = ?3
  FROM e WHERE program_id = e.program AND testimonial_id = e.testimonial AND state = 'pending' AND excerpt_start IS NULL";

const COUNT_SQL: &str = "INSERT INTO program_totals (program_id, name, value) VALUES (?1, ?2, ?3)
  ON CONFLICT (program_id, name) DO UPDATE SET value = value + excluded.value";

/// Which of the testimonials with these keys are there already.
pub(super) fn existing(program: &ProgramId, keys: &[&str]) -> Result<Statement, AppError> {
    let ids: Vec<_> = keys
        .iter()
        .map(|key| ids::testimonial(program, key))
        .collect();
    Ok(statement(EXISTING_SQL, [program.into(), json(&ids)?]))
}

/// A row of [`existing`].
#[derive(Deserialize)]
pub(super) struct ExistingRow {
    pub(super) testimonial_id: String,
    state: String,
    excerpt_start: Option<u32>,
    quote: String,
    rating: Option<u8>,
    said_at: i64,
}

impl ExistingRow {
    /// Whether nobody has decided about the words yet.
    pub(super) fn is_open(&self) -> bool {
        self.state == TestimonialState::Pending.code() && self.excerpt_start.is_none()
    }

    /// The mark of what it says.
    pub(super) fn mark(&self) -> String {
        let row = ReviewRow {
            key: String::new(),
            person: None,
            at: Timestamp::from_millis(self.said_at),
            quote: self.quote.clone(),
            rating: self.rating.and_then(|stars| Rating::new(stars).ok()),
            author: None,
            headline: None,
            company: None,
            subject: None,
            source: String::new(),
            source_url: None,
            relationship: None,
        };
        row.mark()
    }
}

/// What becomes of a review whose testimonial may be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    /// It is added.
    New,
    /// It is there and says the same.
    Unchanged,
    /// It is there, waits, and is brought up to date.
    Changed,
    /// It is there, says something else, and stays: somebody has decided about the words.
    Kept,
}

/// What becomes of each row.
pub(super) fn fates(
    program: &ProgramId,
    rows: &[ReviewRow],
    existing: &[ExistingRow],
) -> Vec<Fate> {
    let mut there: HashMap<&str, Option<&ExistingRow>> = existing
        .iter()
        .map(|row| (row.testimonial_id.as_str(), Some(row)))
        .collect();
    let ids: Vec<String> = rows
        .iter()
        .map(|row| ids::testimonial(program, &row.key).to_string())
        .collect();
    let mut fates = Vec::with_capacity(rows.len());
    for (row, id) in rows.iter().zip(&ids) {
        fates.push(match there.get(id.as_str()) {
            None => {
                there.insert(id, None);
                Fate::New
            }
            // Twice in one batch.
            Some(None) => Fate::Unchanged,
            Some(Some(stored)) if stored.mark() == row.mark() => Fate::Unchanged,
            Some(Some(stored)) if stored.is_open() => Fate::Changed,
            Some(Some(_)) => Fate::Kept,
        });
    }
    fates
}

/// The statements that bring waiting testimonials up to date. One about which somebody decides meanwhile stays.
pub(super) fn update(
    program: &ProgramId,
    rows: &[&ReviewRow],
    actor: &Actor,
    now: Timestamp,
) -> Result<Vec<Statement>, AppError> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let updates: Vec<_> = rows
        .iter()
        .map(|row| Update {
            testimonial_id: ids::testimonial(program, &row.key),
            quote: &row.quote,
            rating: row.rating.map(Rating::stars),
            said_at: row.at.millis(),
        })
        .collect();
    let mut batch: Vec<Statement> = json_chunks(&updates)?
        .into_iter()
        .map(|rows| statement(UPDATE_SQL, [program.into(), rows, now.into()]))
        .collect();
    let ids: Vec<_> = rows
        .iter()
        .map(|row| ids::testimonial(program, &row.key))
        .collect();
    let by = (actor, Event::Imported.code());
    batch.push(events::each(
        program,
        Subject::Testimonial,
        json(&ids)?,
        by,
        now,
    ));
    Ok(batch)
}

#[derive(Serialize)]
struct Update<'a> {
    testimonial_id: TestimonialId,
    quote: &'a str,
    rating: Option<u8>,
    said_at: i64,
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
    let ids: Vec<_> = rows
        .iter()
        .map(|(_, row)| ids::testimonial(program, &row.key))
        .collect();
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
        testimonial_id: ids::testimonial(program, &row.key),
        person_id,
        source,
        source_url: source_url.as_deref(),
        quote,
        rating: rating.map(Rating::stars),
        author: author.as_deref().or(name),
        headline: headline.as_deref(),
        company: company.as_deref(),
        subject: subject.as_deref(),
        relationship: relationship.unwrap_or(Relationship::Customer).code(),
        said_at: at.millis(),
    }
}
