//! What waits for somebody, and where the program stands.

use leptos::prelude::*;

use crate::ui::page_head::PageHead;

/// `/app/{program}`.
#[component]
pub fn OverviewPage() -> impl IntoView {
    view! { <PageHead title="Overview" /> }
}
