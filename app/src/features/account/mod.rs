//! `/app/account`: what belongs to whoever is signed in, and to no program.

mod sessions;

use leptos::prelude::*;

use crate::session::use_session;
use crate::ui::page_head::PageHead;
use crate::words::t;

/// `/app/account`.
#[component]
pub fn AccountPage() -> impl IntoView {
    let email = use_session().email();
    let lede = t().account_lede(&email);
    view! {
        <PageHead title=t().account_title() lede=Signal::derive(move || lede.clone()) />
        {sessions::section()}
    }
}
