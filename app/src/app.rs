//! The app's routes.

use leptos::prelude::*;
use leptos_router::components::{FlatRoutes, Route, Router};
use leptos_router::path;

use crate::features::{
    flywheel::FlywheelPage, funnel::FunnelPage, imports::ImportsPage, overview::OverviewPage,
    people::PeoplePage, people::PersonPage, programs::ProgramsPage, pyramid::PyramidPage,
    settings::SettingsPage, submissions::SubmissionsPage, widgets::WidgetsPage,
};
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
                            <Route path=path!("/:program") view=|| in_program(|| view! { <OverviewPage /> }.into_any()) />
                            <Route path=path!("/:program/funnel") view=|| in_program(|| view! { <FunnelPage /> }.into_any()) />
                            <Route path=path!("/:program/flywheel") view=|| in_program(|| view! { <FlywheelPage /> }.into_any()) />
                            <Route path=path!("/:program/pyramid") view=|| in_program(|| view! { <PyramidPage /> }.into_any()) />
                            <Route path=path!("/:program/people") view=|| in_program(|| view! { <PeoplePage /> }.into_any()) />
                            <Route path=path!("/:program/people/:person") view=|| in_program(|| view! { <PersonPage /> }.into_any()) />
                            <Route path=path!("/:program/submissions") view=|| in_program(|| view! { <SubmissionsPage /> }.into_any()) />
                            <Route path=path!("/:program/imports") view=|| in_program(|| view! { <ImportsPage /> }.into_any()) />
                            <Route path=path!("/:program/widgets") view=|| in_program(|| view! { <WidgetsPage /> }.into_any()) />
                            <Route path=path!("/:program/settings") view=|| in_program(|| view! { <SettingsPage /> }.into_any()) />
                        </FlatRoutes>
                    </Shell>
                </SessionGate>
            </ToastRegion>
        </Router>
    }
}
