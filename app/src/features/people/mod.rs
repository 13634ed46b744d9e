//! People: the list, and one person's profile.

use leptos::prelude::*;

use crate::ui::page_head::PageHead;

/// `/app/{program}/people`.
#[component]
pub fn PeoplePage() -> impl IntoView {
    view! { <PageHead title="People" /> }
}

/// `/app/{program}/people/{person}`.
#[component]
pub fn PersonPage() -> impl IntoView {
    view! { <PageHead title="Person" /> }
}
