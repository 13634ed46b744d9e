//! `GET …/testimonials`: one state's page, the counts of all states, the tags in use.

use laurel_api::Meta;
use laurel_api::endpoints::ListTestimonials;
use laurel_api::testimonials::{StateCounts, TestimonialsResponse};
use laurel_domain::testimonial::TestimonialState;
use serde::Deserialize;

use super::queries;
use super::stored::{Stored, TestimonialRow};
use crate::cursor;
use crate::error::AppError;
use crate::web::{Call, Reply};

#[derive(Deserialize)]
struct CountRow {
    name: String,
    value: i64,
}

#[derive(Deserialize)]
struct TagRow {
    tag: String,
}

/// A page of testimonials.
pub(super) async fn list(
    call: Call<ListTestimonials>,
) -> Result<Reply<TestimonialsResponse>, AppError> {
    let program = &call.path.program;
    let page = queries::list(program, &call.query)?;
    let rows = call
        .authorized(vec![page, queries::counts(program), queries::tags(program)])
        .await?;
    let mut found = rows
        .all::<TestimonialRow>(0)?
        .into_iter()
        .map(Stored::try_from)
        .collect::<Result<Vec<_>, _>>()?;
    let size = usize::from(call.query.limit.get());
    let more = found.len() > size;
    found.truncate(size);
    let next = found
        .last()
        .filter(|_| more)
        .map(|last| cursor::encode(&[&last.said_at.millis().to_string(), &last.id.to_string()]));
    let counts: Vec<CountRow> = rows.all(1)?;
    let count = |state: TestimonialState| {
        let name = format!("testimonials:{}", state.code());
        let row = counts.iter().find(|row| row.name == name);
        row.and_then(|row| u64::try_from(row.value).ok())
            .unwrap_or_default()
    };
    Ok(Reply::new(TestimonialsResponse {
        testimonials: found.into_iter().map(Into::into).collect(),
        counts: StateCounts {
            pending: count(TestimonialState::Pending),
            approved: count(TestimonialState::Approved),
            rejected: count(TestimonialState::Rejected),
            withdrawn: count(TestimonialState::Withdrawn),
        },
        tags: rows
            .all::<TagRow>(2)?
            .into_iter()
            .map(|row| row.tag)
            .collect(),
        meta: Meta { next },
    }))
}
