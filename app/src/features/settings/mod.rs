//! Settings.

use leptos::prelude::*;

use crate::ui::page_head::PageHead;

/// `/app/{program}/settings`.
#[component]
pub fn SettingsPage() -> impl IntoView {
    view! { <PageHead title="Settings" /> }
}
