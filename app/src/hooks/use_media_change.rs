//! Changes of what a media query answers.

use leptos::prelude::*;

use super::listener::Listener;

/// Calls `react` whenever the answer to the query changes.
pub fn use_media_change(query: &str, react: impl FnMut() + 'static) {
    if let Ok(Some(list)) = window().match_media(query) {
        Listener::new(&list, "change", react).keep();
    }
}

/// Whether the query holds right now.
pub fn media_holds(query: &str) -> bool {
    window()
        .match_media(query)
        .ok()
        .flatten()
        .is_some_and(|list| list.matches())
}
