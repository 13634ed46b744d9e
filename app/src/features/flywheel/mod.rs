//! Flywheel.

use leptos::prelude::*;

use crate::ui::page_head::PageHead;

/// `/app/{program}/flywheel`.
#[component]
pub fn FlywheelPage() -> impl IntoView {
    view! { <PageHead title="Flywheel" /> }
}
