//! Pyramid.

use leptos::prelude::*;

use crate::ui::page_head::PageHead;

/// `/app/{program}/pyramid`.
#[component]
pub fn PyramidPage() -> impl IntoView {
    view! { <PageHead title="Pyramid" /> }
}
