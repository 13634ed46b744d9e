//! The list of submissions.

use laurel_api::NoBody;
use laurel_api::endpoints::ListTestimonials;
use laurel_api::testimonials::Testimonial;
use laurel_domain::TestimonialId;
use laurel_domain::testimonial::TestimonialState;
use laurel_pages::ui::stars::stars;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::desk::Desk;
use super::filters::Filters;
use super::focus;
use crate::api::call;
use crate::hooks::erased::{effect, memo};
use crate::ui::dates::DayOf;
use crate::ui::rendered::rendered;
use crate::ui::show::Show;
use crate::words::t;

/// So many of the words stand in the list; two lines of them are seen.
const WORDS_IN_LIST: usize = 200;
/// With fewer than this many left, the next page is fetched by itself.
const FEW: usize = 5;

/// The list, what to do when it is empty, and the way to more.
#[component]
pub fn QueueList(
    /// Whether the first page of this tab has arrived.
    #[prop(into)]
    loaded: Signal<bool>,
    /// Whether it could not be read.
    failed: Signal<bool>,
) -> impl IntoView {
    let desk = expect_context::<Desk>();
    let ids = memo(move || {
        desk.queue
            .with(|queue| queue.items().iter().map(|item| item.id).collect::<Vec<_>>())
    });
    let more = memo(move || desk.queue.with(|queue| queue.next_page().is_some()));
    let loading_more = RwSignal::new(false);
    let load_more = move || {
        if loading_more.try_get_untracked() != Some(false) {
            return;
        }
        let asked = desk.filters.get_untracked().with_item(None);
        let Some(cursor) = desk
            .queue
            .with_untracked(|queue| queue.next_page().cloned())
        else {
            return;
        };
        let path = desk
            .program
            .with_value(crate::session::CurrentProgram::path);
        loading_more.set(true);
        spawn_local(async move {
            let answer =
                call::<ListTestimonials>(&path, &asked.request(Some(cursor)), &NoBody {}).await;
            loading_more.try_set(false);
            let same = desk
                .filters
                .try_with_untracked(|filters| filters.with_item(None) == asked);
            match answer {
                // An answer for a tab that was left meanwhile belongs nowhere.
                Ok(page) if same == Some(true) => {
                    desk.queue.try_update(|queue| queue.add_page(page));
                }
                Ok(_) => {}
                Err(error) => desk.toasts.problem(error.to_string()),
            }
        });
    };
    effect(move || {
        // Deciding empties the list; what follows is fetched before it is needed.
        if more.get() && ids.with(Vec::len) < FEW {
            load_more();
        }
    });
    let title = move || match desk.filters.with(|filters| filters.state) {
        TestimonialState::Pending => t().submissions_pending(),
        TestimonialState::Suspected => t().submissions_suspected(),
        TestimonialState::Approved => t().submissions_approved(),
        TestimonialState::Rejected => t().submissions_rejected(),
        TestimonialState::Withdrawn => t().submissions_withdrawn(),
    };
    view! {
        <section class="list" aria-labelledby=focus::LIST>
            <h2 class="visually-hidden" id=focus::LIST tabindex="-1">
                {title}
            </h2>
            <Show when=move || !loaded.get() && !failed.get()>
                <p class="loading" role="status">
                    {t().submissions_reading()}
                </p>
            </Show>
            <Show when=move || loaded.get() && ids.with(Vec::is_empty) && !more.get()>
                <Nothing />
            </Show>
            <ol class="queue-list" class:waiting=move || !loaded.get()>
                <For each=move || ids.get() key=|id| *id let(id)>
                    <Item id=id />
                </For>
            </ol>
            <Show when=move || more.get()>
                <div class="pagination">
                    <button
                        type="button"
                        class="button quiet small"
                        aria-busy=move || loading_more.get().then_some("true")
                        on:click=move |_| load_more()
                    >
                        {t().submissions_more()}
                    </button>
                </div>
            </Show>
        </section>
    }
}

/// One submission of the list.
#[component]
fn Item(id: TestimonialId) -> impl IntoView {
    let desk = expect_context::<Desk>();
    let item = memo(move || desk.queue.with(|queue| queue.find(id).cloned()));
    let here = move || {
        desk.filters
            .with(|filters| filters.item == Some(id))
            .then_some("true")
    };
    let saving = move || desk.saving.with(|saving| saving.contains_key(&id));
    let href = move || {
        desk.url
            .href(&desk.filters.get().with_item(Some(id)).to_url())
    };
    view! {
        <li>
            <a
                class="queue-item"
                class:saving=saving
                id=focus::item_id(id)
                href=href
                aria-current=here
                on:click=move |_| focus::on_story()
            >
                {move || item.get().map(summary)}
            </a>
        </li>
    }
}

/// What tells one submission from another at a glance.
fn summary(item: Testimonial) -> impl IntoView {
    let mut words: String = item.quote.chars().take(WORDS_IN_LIST).collect();
    if words.is_empty() {
        t().story_without_words().clone_into(&mut words);
    }
    let shown = item
        .published
        .then(|| view! { <span class="tag accent">{t().submissions_on_the_wall()}</span> });
    let hidden = (item.state == TestimonialState::Approved && !item.published)
        .then(|| view! { <span class="tag delight">{t().submissions_no_consent()}</span> });
    let source = (item.source != "form").then(|| view! { <bdi>{item.source}</bdi> });
    let tags = item
        .tags
        .into_iter()
        .map(|tag| view! { <span class="tag" dir="auto">{tag}</span> })
        .collect_view();
    view! {
        <span class="top">
            <bdi class="author">{item.author.unwrap_or_else(|| t().submissions_no_name().into())}</bdi>
            <DayOf at=item.said_at />
        </span>
        <span class="excerpt-line" dir="auto">
            {words}
        </span>
        <div class="facts">
            {item.rating.map(|rating| rendered(stars(t(), rating)))} {source} {shown} {hidden} {tags}
        </div>
    }
}

/// What to do when there is nothing.
#[component]
fn Nothing() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let narrowed = move || desk.filters.with(Filters::narrows);
    let words = move || match desk.filters.with(|filters| filters.state) {
        TestimonialState::Pending => (
            t().submissions_none_pending(),
            t().submissions_none_pending_why(),
        ),
        TestimonialState::Suspected => (
            t().submissions_none_suspected(),
            t().submissions_none_suspected_why(),
        ),
        TestimonialState::Approved => (
            t().submissions_none_approved(),
            t().submissions_none_approved_why(),
        ),
        TestimonialState::Rejected => (
            t().submissions_none_rejected(),
            t().submissions_none_rejected_why(),
        ),
        TestimonialState::Withdrawn => (
            t().submissions_none_withdrawn(),
            t().submissions_none_withdrawn_why(),
        ),
    };
    view! {
        <div class="empty">
            <Show
                when=narrowed
                fallback=move || {
                    let form = desk.program.with_value(|program| format!("/p/{}/tell", program.id()));
                    let pending = desk.filters.with(|filters| filters.state == TestimonialState::Pending);
                    view! {
                        <h3>{words().0}</h3>
                        <p>{words().1}</p>
                        {pending
                            .then(|| {
                                view! {
                                    <a class="button quiet" href=form rel="external" target="_blank">
                                        {t().submissions_open_form()}
                                    </a>
                                }
                            })}
                    }
                }
            >
                <h3>{t().submissions_no_match()}</h3>
                <p>{t().submissions_no_match_why()}</p>
            </Show>
        </div>
    }
}
