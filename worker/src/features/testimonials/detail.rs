//! `GET …/testimonials/{testimonial}`: one with its consents and history.

use laurel_api::endpoints::GetTestimonial;
use laurel_api::testimonials::{ConsentEntry, TestimonialDetailResponse};
use laurel_domain::Timestamp;
use laurel_domain::testimonial::{ConsentSource, Purpose};
use serde::Deserialize;

use super::history;
use super::queries::{self, HISTORY_MAX};
use super::stored::{Stored, TestimonialRow, stored};
use crate::error::AppError;
use crate::web::{Call, Reply};
use laurel_store::Batch;

#[derive(Deserialize)]
struct ConsentRow {
    purpose: String,
    at: i64,
    given: u8,
    wording: String,
    source: String,
    recorded_by: Option<String>,
    evidence: Option<String>,
}

/// A testimonial with everything that is known about it.
pub(super) async fn get(
    call: Call<GetTestimonial>,
) -> Result<Reply<TestimonialDetailResponse>, AppError> {
    let (program, id) = (&call.path.program, call.path.testimonial);
    let mut batch = Batch::new();
    let found = batch.add::<TestimonialRow>(queries::one(program, id));
    let consents = batch.add::<ConsentRow>(queries::consents(program, id));
    let trail = batch.add(queries::history(program, id, HISTORY_MAX));
    let rows = call.authorized(batch).await?;
    let found = rows.first(found)?.ok_or_else(AppError::not_found)?;
    let found = Stored::try_from(found)?;
    let revision = found.revision;
    let consents = rows
        .take(consents)?
        .into_iter()
        .map(entry)
        .collect::<Result<_, _>>()?;
    let history = history::latest_first(rows.take(trail)?);
    let body = TestimonialDetailResponse {
        testimonial: found.into(),
        consents,
        history: history.iter().map(|row| row.entry(call.words)).collect(),
        may: rows.access.actor.permissions(),
    };
    Ok(Reply::new(body).with_revision(revision))
}

fn entry(row: ConsentRow) -> Result<ConsentEntry, AppError> {
    let ConsentRow {
        purpose,
        at,
        given,
        wording,
        source,
        recorded_by,
        evidence,
    } = row;
    Ok(ConsentEntry {
        purpose: stored(Purpose::parse(&purpose))?,
        given: given == 1,
        at: Timestamp::from_millis(at),
        wording,
        source: stored(ConsentSource::parse(&source))?,
        recorded_by,
        evidence,
    })
}
