//! What stands where nothing is yet, and what to do next.

use leptos::prelude::*;

/// An empty place.
#[component]
pub fn Empty(
    /// What is not here.
    heading: &'static str,
    /// What to do next.
    words: &'static str,
    /// One action.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="empty">
            <h2>{heading}</h2>
            <p>{words}</p>
            {children.map(|children| children())}
        </div>
    }
}
