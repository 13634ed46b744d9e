//! What stands around every page: navigation, account, and which program it is about.

pub mod navigation;
mod program_details;
pub mod recomputing;

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use crate::hooks::erased::memo;
use crate::hooks::use_remote::Freshness;
use crate::hooks::use_route_focus::PagesShown;
use crate::parts::{Coming, fetched};
use crate::session::{CurrentProgram, use_session};
use crate::ui::page_head::PageHead;
use crate::words::t;
use navigation::Navigation;
pub use program_details::{ProgramDetails, use_program_details};
use recomputing::Recomputing;

/// Navigation beside the page.
#[component]
pub fn Shell(children: Children) -> impl IntoView {
    PagesShown::provide();
    Freshness::provide();
    ProgramDetails::provide();
    view! {
        // The browser itself follows this link, so that the focus moves too.
        <a class="skip-link" href="#main" rel="external">
            {t().shell_skip()}
        </a>
        <div class="shell">
            <Navigation />
            <main id="main" tabindex="-1">
                <Recomputing />
                {children()}
            </main>
        </div>
    }
}

/// Renders a page inside the program that the path names, and again when the path names another.
pub fn in_program(part: fn() -> Coming) -> AnyView {
    let session = use_session();
    let params = use_params_map();
    let program = memo(move || {
        let slug = params
            .with(|params| params.get("program"))
            .unwrap_or_default();
        session.membership(&slug).map(CurrentProgram)
    });
    let content = move || match program.get() {
        Some(program) => {
            provide_context(program);
            fetched(part)
        }
        None => view! { <NotFound /> }.into_any(),
    };
    content.into_any()
}

/// A path that leads nowhere, or to a program that is not the member's.
#[component]
pub fn NotFound() -> impl IntoView {
    view! {
        <PageHead title=t().shell_not_found() />
        <div class="empty">
            <p>{t().shell_not_found_why()}</p>
            <a class="button quiet" href="/app">
                {t().shell_to_programs()}
            </a>
        </div>
    }
}
