//! Work under way.

use leptos::prelude::*;

use super::numbers::count;
use crate::words::t;

/// A bar with its figures in words.
#[component]
pub fn Progress(
    /// What is being done.
    #[prop(into)]
    label: Signal<String>,
    /// How much is done.
    #[prop(into)]
    done: Signal<u64>,
    /// How much there is.
    #[prop(into)]
    total: Signal<u64>,
) -> impl IntoView {
    let id = super::field::unique_id("progress");
    let labelled = id.clone();
    view! {
        <div class="progress">
            <label for=labelled>{label}</label>
            <progress
                id=id
                max=move || total.get().max(1).to_string()
                prop:value=move || done.get() as f64
            ></progress>
            <span class="muted small">
                {move || t().ui_progress(&count(done.get()), &count(total.get()))}
            </span>
        </div>
    }
}
