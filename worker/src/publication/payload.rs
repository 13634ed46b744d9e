//! What is published, read from D1 in one batch. Nothing here names an address or a person's id.

mod row;

use laurel_api::widgets::Layout;
use laurel_domain::{ProgramId, Timestamp, WidgetId};
use laurel_pages::{
    Product, ProductType, PublishedRating, PublishedTestimonial, PublishedWall, PublishedWidget,
    Theme,
};
use serde::Deserialize;

use super::store::{Head, Published};
use crate::db::{Rows, Statement, statement};
use crate::error::AppError;
use row::{PublishedRow, TaggedRow};

/// How many testimonials a copy holds at most. The wall reads older ones from D1.
const COPIED_MAX: usize = 200;
/// How many bytes of words a copy holds at most, so that reading it stays cheap.
const COPIED_BYTES_MAX: usize = 256 * 1024;
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

const GONE_SQL: &str = "SELECT subject_id FROM audit_log
  WHERE program_id = coalesce(?1, (SELECT program_id FROM widgets WHERE widget_id = ?2))
    AND subject = 'widget' AND action = 'deleted' AND at > ?3";

const AFTER_SQL: &str =
    "SELECT testimonial_id, quote, excerpt_start, excerpt_end, rating, author, headline, company,
    said_at, relationship, incentive, source
  FROM testimonials
  WHERE program_id = ?1 AND published = 1 AND said_at <= ?2
    AND (said_at < ?2 OR testimonial_id > ?3)
  ORDER BY said_at DESC, testimonial_id LIMIT ?4";

/// The statements that read all copies of a program.
pub(super) fn reads(
    program: Option<&ProgramId>,
    widget: Option<WidgetId>,
    now: Timestamp,
) -> Vec<Statement> {
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
    vec![
        read(PROGRAM_SQL),
        read(WIDGETS_SQL),
        read(RATINGS_SQL),
        read(OWN_RATINGS_SQL),
        limited(NEWEST_SQL, COPIED_MAX as i64 + 1),
        read(TAGGED_SQL),
        limited(GONE_SQL, now.millis() - GONE_MILLIS),
    ]
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
    db: &crate::db::Database,
    query: AfterQuery<'_>,
) -> Result<Vec<PublishedTestimonial>, AppError> {
    let AfterQuery {
        program,
        said_at,
        id,
        limit,
    } = query;
    let params = [program.into(), said_at.into(), id.into(), limit.into()];
    let rows = db.batch(vec![statement(AFTER_SQL, params)]).await?;
    rows.all::<PublishedRow>(0)?
        .into_iter()
        .map(PublishedRow::publish)
        .collect()
}

#[derive(Deserialize)]
struct ProgramRow {
    program_id: String,
    name: String,
    product_name: String,
    product_type: Option<String>,
    revision: u64,
}

#[derive(Deserialize)]
struct WidgetRow {
    widget_id: String,
    layout: String,
    tag: Option<String>,
    show_rating: u8,
    max_items: u8,
}

#[derive(Deserialize)]
struct RatingRow {
    rating: u8,
    testimonials: i64,
}

#[derive(Deserialize)]
struct GoneRow {
    subject_id: String,
}

/// All copies of a program, as D1 has them at one moment.
pub(crate) struct Copies {
    /// Whose.
    pub(super) program: ProgramId,
    /// The publication's revision at that moment.
    pub(super) revision: u64,
    /// The program's wall.
    pub(super) wall: Published,
    /// Every widget.
    pub(super) widgets: Vec<(WidgetId, Published)>,
    /// Widgets that were deleted lately.
    pub(super) gone: Vec<WidgetId>,
}

impl Copies {
    /// Reads what [`reads`] asked, whose first statement stood at `offset`; `None` when there is no
    /// such program. `origin` is where people reach Laurel.
    pub(super) fn read(rows: &Rows, offset: usize, origin: &str) -> Result<Option<Self>, AppError> {
        let Some(program) = rows.first::<ProgramRow>(offset)? else {
            return Ok(None);
        };
        let ProgramRow {
            program_id,
            name,
            product_name,
            product_type,
            revision,
        } = program;
        let program = ProgramId::parse(&program_id)
            .map_err(|error| AppError::internal("program id", error))?;
        let rating = average(rows.all(offset + 2)?);
        let kind = match product_type.as_deref() {
            Some("Product") => Some(ProductType::Product),
            Some("SoftwareApplication") => Some(ProductType::SoftwareApplication),
            _ => None,
        };
        let own_rating = average(rows.all(offset + 3)?);
        let newest: Vec<PublishedRow> = rows.all(offset + 4)?;
        let found = newest.len();
        let newest = newest
            .into_iter()
            .map(PublishedRow::publish)
            .collect::<Result<Vec<_>, _>>()?;
        let mut bytes = 0;
        let mut copied: Vec<_> = newest.iter().take(COPIED_MAX).cloned().collect();
        copied.retain(|testimonial| {
            bytes += testimonial.quote.len();
            bytes <= COPIED_BYTES_MAX
        });
        let head = Head {
            etag: String::new(),
            program: program.clone(),
            program_name: name.clone(),
            product_name: product_name.clone(),
            product: kind.map(|kind| Product {
                name: product_name.clone(),
                kind,
                rating: own_rating,
            }),
            complete: copied.len() == found,
        };
        let title = format!("What people say about {product_name}");
        let wall_url = format!("{origin}/p/{program}");
        let wall = PublishedWall {
            widget: PublishedWidget {
                title,
                layout: Layout::Wall,
                theme: Theme::Auto,
                selected_by: None,
                show_rating: true,
                wall_url: Some(wall_url),
            },
            rating,
            testimonials: copied,
        };
        let tagged: Vec<TaggedRow> = rows.all(offset + 5)?;
        let mut tagged = tagged
            .into_iter()
            .map(TaggedRow::publish)
            .collect::<Result<Vec<_>, _>>()?;
        tagged.sort_by(|(_, one), (_, other)| (other.date, &one.id).cmp(&(one.date, &other.id)));
        let widgets = rows
            .all::<WidgetRow>(offset + 1)?
            .into_iter()
            .map(|row| widget(row, &head, &wall, &newest, &tagged))
            .collect::<Result<_, _>>()?;
        let gone = rows.all::<GoneRow>(offset + 6)?.into_iter();
        Ok(Some(Self {
            program,
            revision,
            wall: Published::new(head, &wall)?,
            widgets,
            gone: gone.filter_map(|row| row.subject_id.parse().ok()).collect(),
        }))
    }
}

/// A widget's copy: the newest of everything, or of its tag.
fn widget(
    row: WidgetRow,
    head: &Head,
    wall: &PublishedWall,
    newest: &[PublishedTestimonial],
    tagged: &[(String, PublishedTestimonial)],
) -> Result<(WidgetId, Published), AppError> {
    let WidgetRow {
        widget_id,
        layout,
        tag,
        show_rating,
        max_items,
    } = row;
    let id = widget_id
        .parse()
        .map_err(|error| AppError::internal("widget id", error))?;
    let max = usize::from(max_items);
    let testimonials: Vec<_> = match &tag {
        None => newest.iter().take(max).cloned().collect(),
        Some(tag) => {
            let of_tag = tagged.iter().filter(|(other, _)| other == tag);
            of_tag
                .take(max)
                .map(|(_, testimonial)| testimonial.clone())
                .collect()
        }
    };
    let shown = PublishedWall {
        widget: PublishedWidget {
            layout: if layout == Layout::List.code() {
                Layout::List
            } else {
                Layout::Wall
            },
            selected_by: tag.is_some().then(|| head.program_name.clone()),
            show_rating: show_rating == 1,
            ..wall.widget.clone()
        },
        rating: wall.rating,
        testimonials,
    };
    Ok((id, Published::new(head.clone(), &shown)?))
}

/// The average over counted ratings.
fn average(rows: Vec<RatingRow>) -> Option<PublishedRating> {
    let mut counts = [0; 5];
    for RatingRow {
        rating,
        testimonials,
    } in rows
    {
        if let Some(count) = counts.get_mut(usize::from(rating).wrapping_sub(1)) {
            *count = u64::try_from(testimonials).unwrap_or_default();
        }
    }
    PublishedRating::from_counts(counts)
}
