//! Funnel.

use leptos::prelude::*;

use crate::ui::page_head::PageHead;

/// `/app/{program}/funnel`.
#[component]
pub fn FunnelPage() -> impl IntoView {
    view! { <PageHead title="Funnel" /> }
}
