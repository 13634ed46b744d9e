//! `GET …/testimonials`: one state's page, the counts of all states, the tags in use.

use laurel_api::Meta;
use laurel_api::endpoints::ListTestimonials;
use laurel_api::testimonials::{StateCounts, TestimonialsResponse};
use laurel_domain::testimonial::TestimonialState;
use serde::Deserialize;

use super::queries;
use super::stored::{Stored, TestimonialRow};
use crate::error::AppError;
use crate::web::{Call, Reply};
use laurel_store::{Batch, END_OF_TIME, Keyset, Page};

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
    let query = &call.query;
    let first = (END_OF_TIME, String::new());
    let keyset = Keyset::after(query.cursor.as_deref(), first, query.limit.get().into())?;
    let mut batch = Batch::new();
    let list = batch.add::<TestimonialRow>(queries::list(program, query, &keyset)?);
    let counts = batch.add::<CountRow>(queries::counts(program));
    let tags = batch.add::<TagRow>(queries::tags(program));
    let rows = call.authorized(batch).await?;
    let found = rows
        .take(list)?
        .into_iter()
        .map(Stored::try_from)
        .collect::<Result<Vec<_>, _>>()?;
    let Page { rows: found, next } =
        keyset.page(found, |last| (last.said_at.millis(), last.id.to_string()));
    let counts = rows.take(counts)?;
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
            suspected: count(TestimonialState::Suspected),
            approved: count(TestimonialState::Approved),
            rejected: count(TestimonialState::Rejected),
            withdrawn: count(TestimonialState::Withdrawn),
        },
        tags: rows.take(tags)?.into_iter().map(|row| row.tag).collect(),
        meta: Meta { next },
    }))
}
