//! Where the focus goes when the opened submission changes.

use std::time::Duration;

use laurel_domain::TestimonialId;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// The heading of the opened submission.
pub const STORY: &str = "story-title";
/// The heading of the list.
pub const LIST: &str = "queue-title";

/// The id of a submission's link in the list.
pub fn item_id(id: TestimonialId) -> String {
    format!("item-{id}")
}

/// To a submission in the list; where the list is hidden, to the opened one.
pub fn on_item(id: TestimonialId) {
    soon(move || {
        let link = element(&item_id(id)).filter(|link| link.offset_parent().is_some());
        link.or_else(|| element(STORY))
    });
}

/// To the opened submission.
pub fn on_story() {
    soon(|| element(STORY));
}

/// To the heading of the list, when nothing is left.
pub fn on_heading() {
    soon(|| element(LIST));
}

/// To a control of the opened submission.
pub fn on_control(id: &'static str) {
    soon(move || element(id));
}

/// After the page has been updated.
fn soon(find: impl FnOnce() -> Option<HtmlElement> + 'static) {
    set_timeout(
        move || {
            if let Some(element) = find() {
                // What cannot take the focus is not there for the keyboard either.
                _ = element.focus();
            }
        },
        Duration::from_millis(30),
    );
}

fn element(id: &str) -> Option<HtmlElement> {
    document().get_element_by_id(id)?.dyn_into().ok()
}
