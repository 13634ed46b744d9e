//! Shows what was read from the API: a line while waiting, a banner with "Try again" when it did not
//! work out, and what was there before while it is read again.
//!
//! The content is built once and its signal follows the answers, so that focus, scroll position and
//! canvases stay where they are.

use leptos::prelude::*;

use crate::api::ApiError;
use crate::hooks::erased::memo;
use crate::hooks::use_remote::Remote;
use crate::ui::problem_banner::ProblemBanner;
use crate::ui::show::Show;

/// Shows what `remote` reads. `waiting` is the line while there is nothing to show; `content` builds
/// what is shown once there is.
pub fn loaded<T, F>(remote: Remote<T>, waiting: &'static str, content: F) -> AnyView
where
    T: Clone + PartialEq + Send + Sync + 'static,
    F: Fn(Signal<T>) -> AnyView + Send + Sync + 'static,
{
    let latest = remote.latest();
    let build = move || {
        let first = latest.get_untracked()?;
        let value = Memo::new(move |before: Option<&T>| {
            latest
                .get()
                .or_else(|| before.cloned())
                .unwrap_or_else(|| first.clone())
        });
        Some(content(value.into()))
    };
    frame(
        memo(move || latest.with(Option::is_some)),
        remote.problem(),
        Callback::new(move |()| remote.reload()),
        waiting,
        Box::new(build),
    )
}

/// What stands around the content, whatever it is.
fn frame(
    ready: Memo<bool>,
    problem: ReadSignal<Option<ApiError>>,
    retry: Callback<()>,
    waiting: &'static str,
    build: Box<dyn Fn() -> Option<AnyView> + Send + Sync>,
) -> AnyView {
    view! {
        <ProblemBanner problem retry />
        <Show when=move || !ready.get() && problem.with(Option::is_none)>
            <p class="loading" role="status">
                {waiting}
            </p>
        </Show>
        {move || ready.get().then(&build).flatten()}
    }
    .into_any()
}
