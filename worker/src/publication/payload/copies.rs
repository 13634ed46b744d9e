//! From the rows of one batch to everything that KV holds of a program.

use laurel_api::widgets::Layout;
use laurel_domain::{ProgramId, WidgetId};
use laurel_pages::{
    Product, ProductType, PublishedRating, PublishedTestimonial, PublishedWall, PublishedWidget,
    Theme,
};
use serde::Deserialize;

use super::COPIED_MAX;
use super::row::{PublishedRow, TaggedRow};
use crate::db::Rows;
use crate::error::AppError;
use crate::publication::store::{Head, Published};
use laurel_store::Sent;

/// How many bytes of words a copy holds at most, so that reading it stays cheap.
const COPIED_BYTES_MAX: usize = 256 * 1024;

#[derive(Deserialize)]
pub(super) struct ProgramRow {
    program_id: String,
    name: String,
    product_name: String,
    product_type: Option<String>,
    revision: u64,
}

#[derive(Deserialize)]
pub(super) struct WidgetRow {
    widget_id: String,
    layout: String,
    tag: Option<String>,
    show_rating: u8,
    max_items: u8,
}

#[derive(Deserialize)]
pub(super) struct RatingRow {
    rating: u8,
    testimonials: i64,
}

#[derive(Deserialize)]
pub(super) struct GoneRow {
    subject_id: String,
}

/// The handles of what [`reads`](super::reads) asked.
#[derive(Clone, Copy)]
pub(in crate::publication) struct Reads {
    pub(super) program: Sent<ProgramRow>,
    pub(super) widgets: Sent<WidgetRow>,
    pub(super) ratings: Sent<RatingRow>,
    pub(super) own_ratings: Sent<RatingRow>,
    pub(super) newest: Sent<PublishedRow>,
    pub(super) tagged: Sent<TaggedRow>,
    pub(super) gone: Sent<GoneRow>,
}

/// All copies of a program, as D1 has them at one moment.
pub(in crate::publication) struct Copies {
    /// Whose.
    pub(in crate::publication) program: ProgramId,
    /// The publication's revision at that moment.
    pub(in crate::publication) revision: u64,
    /// The program's wall.
    pub(in crate::publication) wall: Published,
    /// Every widget.
    pub(in crate::publication) widgets: Vec<(WidgetId, Published)>,
    /// Widgets that were deleted lately.
    pub(in crate::publication) gone: Vec<WidgetId>,
}

impl Copies {
    /// Takes what [`reads`](super::reads) asked; `None` when there is no such program. `origin` is where people
    /// reach Laurel.
    pub(in crate::publication) fn take(
        rows: &Rows,
        reads: Reads,
        origin: &str,
    ) -> Result<Option<Self>, AppError> {
        let Some(program) = rows.first(reads.program)? else {
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
        let rating = average(rows.take(reads.ratings)?);
        let kind = match product_type.as_deref() {
            Some("Product") => Some(ProductType::Product),
            Some("SoftwareApplication") => Some(ProductType::SoftwareApplication),
            _ => None,
        };
        let own_rating = average(rows.take(reads.own_ratings)?);
        let newest = rows.take(reads.newest)?;
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
        let wall_url = format!("{origin}/p/{program}");
        let everything = PublishedWidget {
            about: product_name.clone(),
            layout: Layout::Wall,
            theme: Theme::Auto,
            selected_by: None,
            show_rating: true,
            wall_url: Some(wall_url),
        };
        let head = Head {
            etag: String::new(),
            widget: everything.clone(),
            rating,
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
        let wall = PublishedWall {
            widget: everything,
            rating,
            testimonials: copied,
        };
        let tagged = rows.take(reads.tagged)?;
        let mut tagged = tagged
            .into_iter()
            .map(TaggedRow::publish)
            .collect::<Result<Vec<_>, _>>()?;
        tagged.sort_by(|(_, one), (_, other)| (other.date, &one.id).cmp(&(one.date, &other.id)));
        let widgets = rows
            .take(reads.widgets)?
            .into_iter()
            .map(|row| widget(row, &head, &wall, &newest, &tagged))
            .collect::<Result<_, _>>()?;
        let gone = rows.take(reads.gone)?.into_iter();
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
    let head = Head {
        widget: shown.widget.clone(),
        ..head.clone()
    };
    Ok((id, Published::new(head, &shown)?))
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
