//! A widget's configuration, checked.

use laurel_api::widgets::WidgetRequest;
use laurel_domain::mistake::{FieldMistake, Mistake};
use laurel_domain::moderation::TAG_MAX;
use laurel_domain::text::{optional_line, single_line};

use crate::error::AppError;

/// Characters of a name.
const NAME_MAX: usize = 80;
/// How many testimonials a widget shows at most.
const ITEMS_MAX: u8 = 60;

/// The configuration, trimmed; or everything that is wrong with it.
pub(super) fn check(given: &WidgetRequest) -> Result<WidgetRequest, AppError> {
    let WidgetRequest {
        name,
        layout,
        tag,
        show_rating,
        max_items,
    } = given;
    let mut problems = Vec::new();
    let mut note = |field: &str, mistake: Mistake| problems.push(FieldMistake::new(field, mistake));
    let name = single_line(name, NAME_MAX).unwrap_or_else(|problem| {
        note("name", problem.into());
        String::new()
    });
    let tag =
        optional_line(tag.as_deref().unwrap_or_default(), TAG_MAX).unwrap_or_else(|problem| {
            note("tag", problem.into());
            None
        });
    if !(1..=ITEMS_MAX).contains(max_items) {
        note(
            "max_items",
            Mistake::NumberOutside {
                least: 1,
                most: u64::from(ITEMS_MAX),
            },
        );
    }
    if problems.is_empty() {
        Ok(WidgetRequest {
            name,
            layout: *layout,
            tag,
            show_rating: *show_rating,
            max_items: *max_items,
        })
    } else {
        Err(AppError::invalid(problems))
    }
}
