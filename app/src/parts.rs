//! The parts of the program that are fetched when somebody first opens a page in them.
//!
//! With the feature `split`, which every build that users load has, the build cuts the program at
//! these functions; what several pages share becomes parts of its own. Without it all is in one file
//! and nothing is waited for.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, Waker};

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::ApiError;
use crate::ui::problem_banner::ProblemBanner;
use crate::words::t;

/// Renders a page.
pub type Page = fn() -> AnyView;

/// A page that is on its way.
pub type Coming = Pin<Box<dyn Future<Output = Result<Page, NotFetched>>>>;

/// The part could not be fetched: offline, or another version of it is there now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotFetched;

#[cfg(feature = "split")]
impl From<leptos::wasm_split::SplitLoaderError> for NotFetched {
    fn from(_: leptos::wasm_split::SplitLoaderError) -> Self {
        Self
    }
}

/// Declares for each page a function that fetches it, and which part it lies in.
macro_rules! parts {
    ($($(#[$about:meta])* $name:ident in $part:ident: $page:path;)*) => {
        $(
            $(#[$about])*
            pub fn $name() -> Coming {
                // Of the same name, because the cut is named after it.
                #[cfg(feature = "split")]
                #[leptos::wasm_split::wasm_split(
                    $part,
                    wasm_split_path = leptos::wasm_split,
                    fallible
                )]
                fn $name() -> Result<Page, NotFetched> {
                    Ok(|| $page().into_any())
                }
                #[cfg(not(feature = "split"))]
                async fn $name() -> Result<Page, NotFetched> {
                    Ok(|| $page().into_any())
                }
                Box::pin($name())
            }
        )*
    };
}

// What any two parts share is a file, too: each further part can double the number of files.
parts! {
    /// The start page of a program.
    overview in front: crate::features::overview::OverviewPage;
    /// How far people come.
    funnel in pictures: crate::features::funnel::FunnelPage;
    /// What customers bring.
    flywheel in pictures: crate::features::flywheel::FlywheelPage;
    /// What advocates need.
    pyramid in pictures: crate::features::pyramid::PyramidPage;
    /// Everybody.
    people in people: crate::features::people::PeoplePage;
    /// Somebody.
    person in people: crate::features::people::PersonPage;
    /// Who was asked for what.
    asks in people: crate::features::asks::AsksPage;
    /// The moderators' queue.
    submissions in submissions: crate::features::submissions::SubmissionsPage;
    /// The framework's checks.
    plan in tools: crate::features::plan::PlanPage;
    /// The wizard for files.
    imports in tools: crate::features::imports::ImportsPage;
    /// Walls for other sites.
    widgets in tools: crate::features::widgets::WidgetsPage;
    /// What the stages of the funnel are.
    stages in tools: crate::features::settings::StagesPage;
    /// What acts and rewards are worth, and what makes an advocate.
    rules in tools: crate::features::settings::ValuesPage;
    /// One's own sessions.
    account in tools: crate::features::account::AccountPage;
    /// Jobs and the event log.
    activity in tools: crate::features::activity::ActivityPage;
    /// The program's settings.
    settings in tools: crate::features::settings::SettingsPage;
}

/// Shows a page as soon as its part is there. A part that was fetched before is there at once.
pub fn fetched(part: fn() -> Coming) -> AnyView {
    let page = RwSignal::new(None::<Result<Page, NotFetched>>);
    let fetch = move || {
        let mut coming = part();
        match coming
            .as_mut()
            .poll(&mut Context::from_waker(Waker::noop()))
        {
            Poll::Ready(found) => page.set(Some(found)),
            Poll::Pending => spawn_local(async move {
                let found = coming.await;
                page.try_set(Some(found));
            }),
        }
    };
    fetch();
    let again = Callback::new(move |()| {
        page.set(None);
        fetch();
    });
    let content = move || match page.get() {
        None => view! {
            <p class="loading" role="status">
                {t().shell_opening_page()}
            </p>
        }
        .into_any(),
        Some(Ok(page)) => page(),
        Some(Err(NotFetched)) => {
            view! { <ProblemBanner problem=Some(ApiError::Outdated) retry=again /> }.into_any()
        }
    };
    content.into_any()
}
