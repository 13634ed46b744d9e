//! From the rows of one batch to everything that a program publishes.

use std::rc::Rc;

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
use crate::publication::platform;
use crate::publication::store::{Head, Published};
use laurel_publication::{Built, Target};
use laurel_store::Sent;

/// How many bytes of words a copy holds at most, so that reading it stays cheap.
const COPIED_BYTES_MAX: usize = 256 * 1024;

#[derive(Deserialize)]
pub(super) struct ProgramRow {
    name: String,
    product_name: String,
    product_type: Option<String>,
    revision: u64,
    copied: String,
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

/// The handles of what [`reads`](super::reads) asked.
#[derive(Clone, Copy)]
pub(in crate::publication) struct Reads {
    pub(super) program: Sent<ProgramRow>,
    pub(super) widgets: Sent<WidgetRow>,
    pub(super) ratings: Sent<RatingRow>,
    pub(super) own_ratings: Sent<RatingRow>,
    pub(super) newest: Sent<PublishedRow>,
    pub(super) tagged: Sent<TaggedRow>,
}

/// Takes what [`reads`](super::reads) asked; `None` when there is no such program. `origin` is where people reach
/// Laurel.
pub(in crate::publication) fn build(
    rows: &Rows,
    reads: Reads,
    program: &ProgramId,
    origin: &str,
) -> Result<Option<Built<Published>>, AppError> {
    let Some(row) = rows.first(reads.program)? else {
        return Ok(None);
    };
    let ProgramRow {
        name,
        product_name,
        product_type,
        revision,
        copied: copied_before,
    } = row;
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
    let mut payloads = Vec::new();
    for row in rows.take(reads.widgets)? {
        let (id, payload) = widget(row, &head, &wall, &newest, &tagged)?;
        payloads.push((Target::Widget(id), Rc::new(payload)));
    }
    let wall = Published::new(head, &wall)?;
    payloads.push((Target::Wall(program.clone()), Rc::new(wall)));
    Ok(Some(Built {
        revision,
        copied: platform::copied(&copied_before),
        payloads,
    }))
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
