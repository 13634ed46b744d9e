//! Submissions.

use leptos::prelude::*;

use crate::ui::page_head::PageHead;

/// `/app/{program}/submissions`.
#[component]
pub fn SubmissionsPage() -> impl IntoView {
    view! { <PageHead title="Submissions" /> }
}
