//! The app's routes.

use leptos::prelude::*;
use leptos_router::components::{FlatRoutes, Route, Router};
use leptos_router::path;

use crate::features::programs::ProgramsPage;
use crate::parts;
use crate::session::SessionGate;
use crate::shell::{NotFound, Shell, in_program};
use crate::ui::toast::ToastRegion;

/// The whole app.
#[component]
pub fn App() -> impl IntoView {
    view! {
        <Router base="/app">
            <ToastRegion>
                <SessionGate>
                    <Shell>
                        <FlatRoutes fallback=NotFound>
                            <Route path=path!("/") view=ProgramsPage />
                            <Route path=path!("/account") view=|| parts::fetched(parts::account) />
                            <Route path=path!("/:program") view=|| in_program(parts::overview) />
                            <Route path=path!("/:program/funnel") view=|| in_program(parts::funnel) />
                            <Route path=path!("/:program/flywheel") view=|| in_program(parts::flywheel) />
                            <Route path=path!("/:program/pyramid") view=|| in_program(parts::pyramid) />
                            <Route path=path!("/:program/plan") view=|| in_program(parts::plan) />
                            <Route path=path!("/:program/people") view=|| in_program(parts::people) />
                            <Route path=path!("/:program/people/:person") view=|| in_program(parts::person) />
                            <Route path=path!("/:program/submissions") view=|| in_program(parts::submissions) />
                            <Route path=path!("/:program/asks") view=|| in_program(parts::asks) />
                            <Route path=path!("/:program/imports") view=|| in_program(parts::imports) />
                            <Route path=path!("/:program/widgets") view=|| in_program(parts::widgets) />
                            <Route path=path!("/:program/settings/stages") view=|| in_program(parts::stages) />
                            <Route path=path!("/:program/settings/rules") view=|| in_program(parts::rules) />
                            <Route path=path!("/:program/settings/activity") view=|| in_program(parts::activity) />
                            <Route path=path!("/:program/settings") view=|| in_program(parts::settings) />
                        </FlatRoutes>
                    </Shell>
                </SessionGate>
            </ToastRegion>
        </Router>
    }
}
