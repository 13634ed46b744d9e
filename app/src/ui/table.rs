//! The frame of a table, which scrolls sideways where it must.

use leptos::prelude::*;

/// A frame that the keyboard can scroll.
#[component]
pub fn TableFrame(
    /// What the table shows.
    label: &'static str,
    /// The table.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="table-frame" tabindex="0" role="region" aria-label=label>
            {children()}
        </div>
    }
}
