//! A figure set large, as text.

use leptos::prelude::*;

/// A figure with its name.
#[component]
pub fn Stat(
    /// What it counts.
    #[prop(into)]
    name: Signal<String>,
    /// The figure.
    #[prop(into)]
    value: Signal<String>,
    /// What else to say about it.
    #[prop(optional, into)]
    note: MaybeProp<String>,
) -> impl IntoView {
    view! {
        <div class="stat">
            <span class="value">{value}</span>
            <span class="name">{name}</span>
            {move || note.get().map(|note| view! { <span class="note">{note}</span> })}
        </div>
    }
}
