//! What is published, read from D1 in one batch. Nothing here names an address or a person's id.

mod copies;
mod row;

use laurel_domain::{ProgramId, Timestamp, WidgetId};
use laurel_pages::PublishedTestimonial;

use crate::db::{Database, statement};
use crate::error::AppError;
use laurel_store::Batch;
use row::PublishedRow;

pub(super) use copies::{Copies, Reads};

/// How many testimonials a copy holds at most. The wall reads older ones from D1.
const COPIED_MAX: usize = 200;
/// For how long a deleted widget's copy is removed again, should an older push have put it back.
const GONE_MILLIS: i64 = 3_600_000;

// In each of these ?1 is the program, or NULL when only the widget ?2 is known.
const PROGRAM_SQL: &str =
    "SELECT p.program_id, p.name, p.product_name, p.product_type, coalesce(b.revision, 0) AS revision
  FROM programs p LEFT JOIN publication b ON b.program_id = p.program_id
  WHERE p.program_id = coalesce(?1, (SELECT program_id FROM widgets WHERE widget_id = ?2))";

const WIDGETS_SQL: &str = "SELECT widget_id, layout, tag, show_rating, max_items FROM widgets
  WHERE program_id = coalesce(?1, (SELECT program_id FROM widgets WHERE widget_id = ?2))";

const RATINGS_SQL: &str = "SELECT rating, testimonials FROM published_ratings
  WHERE program_id = coalesce(?1, (SELECT program_id FROM widgets WHERE widget_id = ?2))";

const OWN_RATINGS_SQL: &str =
    "SELECT CAST(substr(name, 23) AS INTEGER) AS rating, value AS testimonials FROM program_totals
  WHERE program_id = coalesce(?1, (SELECT program_id FROM widgets WHERE widget_id = ?2))
    AND name BETWEEN 'published_own_ratings:1' AND 'published_own_ratings:5'";

const NEWEST_SQL: &str =
    "SELECT testimonial_id, quote, excerpt_start, excerpt_end, rating, author, headline, company,
    said_at, relationship, incentive, source
  FROM testimonials
  WHERE program_id = coalesce(?1, (SELECT program_id FROM widgets WHERE widget_id = ?2))
    AND published = 1
  ORDER BY said_at DESC, testimonial_id LIMIT ?3";

/// The newest of each tag that a widget shows; as many as the largest widget takes.
const TAGGED_SQL: &str = "WITH wanted (program_id, tag) AS (
    SELECT DISTINCT program_id, tag FROM widgets
    WHERE program_id = coalesce(?1, (SELECT program_id FROM widgets WHERE widget_id = ?2))
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

const GONE_SQL: &str = "SELECT subject_id FROM events INDEXED BY events_by_subject
  WHERE program_id = coalesce(?1, (SELECT program_id FROM widgets WHERE widget_id = ?2))
    AND subject = 'widget' AND subject_id <> '' AND action = 'deleted' AND at > ?3";

const AFTER_SQL: &str =
    "SELECT testimonial_id, quote, excerpt_start, excerpt_end, rating, author, headline, company,
    said_at, relationship, incentive, source
  FROM testimonials
  WHERE program_id = ?1 AND published = 1 AND said_at <= ?2
    AND (said_at < ?2 OR testimonial_id > ?3)
  ORDER BY said_at DESC, testimonial_id LIMIT ?4";

/// Adds the statements that read all copies of a program.
pub(super) fn reads(
    batch: &mut Batch,
    program: Option<&ProgramId>,
    widget: Option<WidgetId>,
    now: Timestamp,
) -> Reads {
    let read = |sql| statement(sql, [program.map(ProgramId::as_str).into(), widget.into()]);
    let limited = |sql, limit: i64| {
        statement(
            sql,
            [
                program.map(ProgramId::as_str).into(),
                widget.into(),
                limit.into(),
            ],
        )
    };
    Reads {
        program: batch.add(read(PROGRAM_SQL)),
        widgets: batch.add(read(WIDGETS_SQL)),
        ratings: batch.add(read(RATINGS_SQL)),
        own_ratings: batch.add(read(OWN_RATINGS_SQL)),
        newest: batch.add(limited(NEWEST_SQL, COPIED_MAX as i64 + 1)),
        tagged: batch.add(read(TAGGED_SQL)),
        gone: batch.add(limited(GONE_SQL, now.millis() - GONE_MILLIS)),
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
