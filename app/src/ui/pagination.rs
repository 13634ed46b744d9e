//! The way to more of a list. Pages are found by key, so there are no page numbers; the URL holds
//! where a page begins, and the browser's "back" leads to the page before.

use leptos::prelude::*;

use crate::hooks::use_url_query::QueryState;
use crate::ui::show::Show;
use crate::words::t;

/// The name of the page's beginning in the URL.
pub const CURSOR: &str = "cursor";

/// Links to the first and the next page; nothing when there is only one.
#[component]
pub fn Pagination(
    /// Where the next page begins.
    #[prop(into)]
    next: Signal<Option<String>>,
    /// The page's query.
    state: QueryState,
    /// What the next page holds: `Older`, `More people`.
    words: &'static str,
) -> impl IntoView {
    let begun = move || state.query.with(|query| query.get(CURSOR).is_some());
    let first = move || state.href(&state.query.get().with(CURSOR, None));
    let href = move || {
        next.get()
            .map(|next| state.href(&state.query.get().with(CURSOR, Some(next))))
    };
    view! {
        <Show when=move || begun() || next.with(Option::is_some)>
            <nav class="pagination" aria-label=t().ui_pages()>
                <span>
                    <Show when=begun>
                        <a class="button quiet" href=first>
                            {t().ui_first_page()}
                        </a>
                    </Show>
                </span>
                {move || {
                    href()
                        .map(|href| {
                            view! {
                                <a class="button quiet" href=href>
                                    {words}
                                </a>
                            }
                        })
                }}
            </nav>
        </Show>
    }
}
