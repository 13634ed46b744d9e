//! What is published, read from D1 in one batch. Nothing here names an address or a person's id.

mod copies;
mod row;

use laurel_domain::{ProgramId, Timestamp};
use laurel_pages::PublishedTestimonial;

use crate::db::{Database, statement};
use crate::error::AppError;
use laurel_store::Batch;
use row::PublishedRow;

pub(super) use copies::{Reads, build};

/// How many testimonials a copy holds at most. The wall reads older ones from D1.
const COPIED_MAX: usize = 200;

const PROGRAM_SQL: &str =
    "SELECT p.name, p.product_name, p.product_type, coalesce(b.revision, 0) AS revision,
    coalesce(b.copied, '{}') AS copied
  FROM programs p LEFT JOIN publication b ON b.program_id = p.program_id
  WHERE p.program_id = ?1";

const WIDGETS_SQL: &str = "SELECT widget_id, layout, tag, show_rating, max_items FROM widgets
  WHERE program_id = ?1";

const RATINGS_SQL: &str = "SELECT rating, testimonials FROM published_ratings
  WHERE program_id = ?1";

const OWN_RATINGS_SQL: &str =
    "SELECT CAST(substr(name, 23) AS INTEGER) AS rating, value AS testimonials FROM program_totals
  WHERE program_id = ?1
    AND name BETWEEN 'published_own_ratings:1' AND 'published_own_ratings:5'";

const NEWEST_SQL: &str =
    "SELECT testimonial_id, quote, excerpt_start, excerpt_end, rating, author, headline, company,
    said_at, relationship, incentive, source
  FROM testimonials
  WHERE program_id = ?1
    AND published = 1
  ORDER BY said_at DESC, testimonial_id LIMIT ?2";

/// The newest of each tag that a widget shows; as many as the largest widget takes.
const TAGGED_SQL: &str = "WITH wanted (program_id, tag) AS (
    SELECT DISTINCT program_id, tag FROM widgets
    WHERE program_id = ?1
      AND tag IS NOT NULL)
  SELECT w.tag, t.testimonial_id, t.quote, t.excerpt_start, t.excerpt_end, t.rating, t.author,
    t.headline, t.company, t.said_at, t.relationship, t.incentive, t.source
  FROM wanted w
  CROSS JOIN json_each((SELECT json_group_array(id) FROM (
    SELECT g.testimonial_id AS id FROM testimonial_tags g
    CROSS JOIN testimonials p ON p.program_id = g.program_id AND p.testimonial_id = g.testimonial_id
    WHERE g.program_id = w.program_id AND g.tag = w.tag AND p.published = 1
    ORDER BY g.said_at DESC, g.testimonial_id LIMIT 60))) newest
  CROSS JOIN testimonials t ON t.program_id = w.program_id AND t.testimonial_id = newest.value";

const AFTER_SQL: &str =
    "SELECT testimonial_id, quote, excerpt_start, excerpt_end, rating, author, headline, company,
    said_at, relationship, incentive, source
  FROM testimonials
  WHERE program_id = ?1 AND published = 1 AND said_at <= ?2
    AND (said_at < ?2 OR testimonial_id > ?3)
  ORDER BY said_at DESC, testimonial_id LIMIT ?4";

/// Adds the statements that read everything that a program publishes.
pub(super) fn reads(batch: &mut Batch, program: &ProgramId) -> Reads {
    let newest = COPIED_MAX as i64 + 1;
    Reads {
        program: batch.add(statement(PROGRAM_SQL, [program.into()])),
        widgets: batch.add(statement(WIDGETS_SQL, [program.into()])),
        ratings: batch.add(statement(RATINGS_SQL, [program.into()])),
        own_ratings: batch.add(statement(OWN_RATINGS_SQL, [program.into()])),
        newest: batch.add(statement(NEWEST_SQL, [program.into(), newest.into()])),
        tagged: batch.add(statement(TAGGED_SQL, [program.into()])),
    }
}

/// A page of published testimonials beyond what the copy holds.
#[derive(Debug, Clone)]
pub(crate) struct AfterQuery<'a> {
    /// Whose.
    pub(crate) program: &'a ProgramId,
    /// The sort key of the last one before: when it was said …
    pub(crate) said_at: Timestamp,
    /// … and its id.
    pub(crate) id: &'a str,
    /// How many.
    pub(crate) limit: u32,
}

/// Reads testimonials that come after one, for the pages of a long wall.
pub(crate) async fn after(
    db: &Database,
    query: AfterQuery<'_>,
) -> Result<Vec<PublishedTestimonial>, AppError> {
    let AfterQuery {
        program,
        said_at,
        id,
        limit,
    } = query;
    let params = [program.into(), said_at.into(), id.into(), limit.into()];
    let mut batch = Batch::new();
    let found = batch.add::<PublishedRow>(statement(AFTER_SQL, params));
    let rows = db.batch(batch).await?;
    rows.take(found)?
        .into_iter()
        .map(PublishedRow::publish)
        .collect()
}
