//! Imports.

use leptos::prelude::*;

use crate::ui::page_head::PageHead;

/// `/app/{program}/imports`.
#[component]
pub fn ImportsPage() -> impl IntoView {
    view! { <PageHead title="Imports" /> }
}
