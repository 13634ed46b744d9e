//! The choice of a program, for members of several.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use crate::session::use_session;
use crate::ui::page_head::PageHead;
use crate::words::t;

/// `/app`: the programs to choose from; straight on when there is only one.
#[component]
pub fn ProgramsPage() -> impl IntoView {
    let session = use_session();
    let memberships = session.memberships();
    if let [only] = memberships.as_slice() {
        let target = format!("/app/{}", only.program);
        let navigate = use_navigate();
        let options = NavigateOptions {
            resolve: false,
            replace: true,
            ..Default::default()
        };
        request_animation_frame(move || navigate(&target, options));
        return ().into_any();
    }
    if memberships.is_empty() {
        let email = session.email();
        return view! {
            <PageHead title=t().programs_none() />
            <div class="empty">
                <p>{t().programs_none_why(&email)}</p>
            </div>
        }
        .into_any();
    }
    let items = memberships
        .into_iter()
        .map(|membership| {
            let href = format!("/app/{}", membership.program);
            view! {
                <li class="card">
                    <h2>
                        <a href=href>{membership.program_name}</a>
                    </h2>
                    <p class="muted">{t().role(membership.role)}</p>
                </li>
            }
        })
        .collect_view();
    view! {
        <PageHead title=t().programs_yours() />
        <ul class="cards">{items}</ul>
    }
    .into_any()
}
