//! Which keys do what.

use crate::words::t;
use leptos::prelude::*;

/// A row of keys with what they do. Not shown where there is no keyboard.
#[component]
pub fn Keys(
    /// Key and what it does.
    keys: &'static [(&'static str, &'static str)],
) -> impl IntoView {
    let items = keys
        .iter()
        .map(|(key, does)| view! { <li><kbd>{*key}</kbd> " " {*does}</li> })
        .collect_view();
    view! { <ul class="keys" aria-label=t().ui_keys()>{items}</ul> }
}
