//! Widgets.

use leptos::prelude::*;

use crate::ui::page_head::PageHead;

/// `/app/{program}/widgets`.
#[component]
pub fn WidgetsPage() -> impl IntoView {
    view! { <PageHead title="Widgets" /> }
}
