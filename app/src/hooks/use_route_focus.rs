//! When the page changes, the heading takes the focus and the window its title, so that everybody
//! notices, with or without a screen.

use leptos::html::H1;
use leptos::prelude::*;

use crate::hooks::erased::effect;

/// How many pages were shown since the app began.
#[derive(Clone, Copy)]
pub struct PagesShown(StoredValue<u32>);

impl PagesShown {
    /// None yet.
    pub fn provide() {
        provide_context(Self(StoredValue::new(0)));
    }
}

/// Moves the focus to the heading (not on the first page, where the browser begins at the top) and
/// keeps the window's title.
pub fn use_route_focus(heading: NodeRef<H1>, title: Signal<String>, context: Option<String>) {
    effect(move || {
        let mut full = title.get();
        if let Some(context) = &context {
            full.push_str(" · ");
            full.push_str(context);
        }
        full.push_str(" · Laurel");
        document().set_title(&full);
    });
    let first = use_context::<PagesShown>().is_none_or(|PagesShown(count)| {
        count
            .try_update_value(|count| {
                *count = count.saturating_add(1);
                *count == 1
            })
            .unwrap_or(true)
    });
    Effect::new(move |done: Option<bool>| {
        if done == Some(true) {
            return true;
        }
        let Some(heading) = heading.get() else {
            return false;
        };
        if !first {
            // A heading that cannot take the focus is still read by moving to it.
            _ = heading.focus();
        }
        true
    });
}
