//! `/app/{program}/settings/activity`: what Laurel does in the background, and who changed what.

mod events;
mod jobs;

use laurel_domain::role::Permission;
use leptos::prelude::*;

use crate::session::use_program;
use crate::ui::page_head::PageHead;
use crate::words::t;

/// `/app/{program}/settings/activity`.
#[component]
pub fn ActivityPage() -> impl IntoView {
    let program = use_program();
    let lede = Signal::derive(|| t().activity_lede().to_owned());
    let jobs = program.may(Permission::Edit).then(jobs::section);
    let events = program.may(Permission::Own).then(events::section);
    view! {
        <PageHead title=t().activity_title() lede />
        {jobs}
        {events}
    }
}
