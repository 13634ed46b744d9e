//! Counters that go with a testimonial's state: kept in the batch that changes it.

use std::collections::BTreeMap;

use laurel_domain::testimonial::{Rating, Relationship, TestimonialState};
use laurel_domain::{ProgramId, average};

use crate::db::{Statement, json, statement};
use crate::error::AppError;

const TOTALS_SQL: &str = "INSERT INTO program_totals (program_id, name, value)
  SELECT ?1, key, value FROM json_each(?2) WHERE true
  ON CONFLICT (program_id, name) DO UPDATE SET value = value + excluded.value";

const RATINGS_SQL: &str = "INSERT INTO published_ratings (program_id, rating, testimonials)
  SELECT ?1, CAST(key AS INTEGER), value FROM json_each(?2) WHERE true
  ON CONFLICT (program_id, rating) DO UPDATE SET testimonials = testimonials + excluded.testimonials";

/// The name of the counter of published testimonials.
const PUBLISHED_TOTAL: &str = "testimonials:published";

/// What of a testimonial is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Counted {
    /// Where it stands.
    pub(crate) state: TestimonialState,
    /// Whether it may leave the server.
    pub(crate) published: bool,
    /// Its stars.
    pub(crate) rating: Option<Rating>,
    /// The author's relationship to the company, which decides whether the stars enter the average.
    pub(crate) relationship: Relationship,
    /// Whether it was given through the program's own form.
    pub(crate) own_form: bool,
}

/// The statements that go with a testimonial's change: counters by state, customers' ratings of
/// what is published, and the note that the published set changed.
pub(crate) fn moved(
    program: &ProgramId,
    before: Option<Counted>,
    after: Option<Counted>,
) -> Result<Vec<Statement>, AppError> {
    let mut totals = BTreeMap::new();
    let mut ratings = BTreeMap::new();
    for (counted, sign) in [(before, -1_i64), (after, 1)] {
        let Some(counted) = counted else { continue };
        *totals.entry(state_total(counted.state)).or_default() += sign;
        if counted.published {
            *totals.entry(PUBLISHED_TOTAL.to_owned()).or_default() += sign;
        }
        let averaged = counted.published && average::counts(counted.relationship);
        if let Some(rating) = counted.rating.filter(|_| averaged) {
            *ratings.entry(rating.stars().to_string()).or_default() += sign;
            if counted.own_form {
                *totals.entry(own_rating_total(rating.stars())).or_default() += sign;
            }
        }
    }
    let mut statements = Vec::new();
    for (sql, mut deltas) in [(TOTALS_SQL, totals), (RATINGS_SQL, ratings)] {
        deltas.retain(|_, delta: &mut i64| *delta != 0);
        if !deltas.is_empty() {
            statements.push(statement(sql, [program.into(), json(&deltas)?]));
        }
    }
    if [before, after]
        .into_iter()
        .flatten()
        .any(|counted| counted.published)
    {
        statements.push(super::changed(program));
    }
    Ok(statements)
}

/// The name of the counter of testimonials in a state.
pub(crate) fn state_total(state: TestimonialState) -> String {
    format!("testimonials:{}", state.code())
}

/// The name of the counter of published ratings that were given through the program's own form.
/// Search engines may be told about these only.
pub(super) fn own_rating_total(stars: u8) -> String {
    format!("published_own_ratings:{stars}")
}
