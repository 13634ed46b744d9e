//! Text to be used elsewhere, with a button that copies it.

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen_futures::JsFuture;

use super::toast::use_toasts;
use crate::words::t;

/// A text in a box that selects as a whole, and a button that copies it.
#[component]
pub fn CopyText(
    /// The text.
    #[prop(into)]
    text: String,
    /// What it is, in the middle of a sentence: `token`.
    what: &'static str,
) -> impl IntoView {
    let toasts = use_toasts();
    let copied = text.clone();
    let copy = move |_| {
        let done = JsFuture::from(window().navigator().clipboard().write_text(&copied));
        spawn_local(async move {
            match done.await {
                Ok(_) => toasts.show(t().ui_copied(what)),
                Err(_) => toasts.problem(t().ui_copy_refused()),
            }
        });
    };
    view! {
        <div class="snippet">
            <pre tabindex="0" aria-label=t().ui_copy_label(what)>
                <code>{text}</code>
            </pre>
            <button type="button" class="button quiet small" on:click=copy>
                {t().ui_copy(what)}
            </button>
        </div>
    }
}
