//! Tabs by state with their counts, and the filters that narrow a tab.

use laurel_domain::testimonial::{Rating, TestimonialState};
use leptos::prelude::*;

use super::desk::Desk;
use super::filters::Filters;
use super::queue::count_of;
use crate::hooks::erased::memo;
use crate::hooks::use_url_query::Step;
use crate::ui::numbers::count;
use crate::ui::show::Show;
use crate::words::t;

/// One tab a state.
#[component]
pub fn StateTabs() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let tabs = TestimonialState::ALL
        .iter()
        .map(|state| {
            let state = *state;
            let href = move || desk.url.href(&desk.filters.get().in_state(state).to_url());
            let here = move || {
                desk.filters
                    .with(|filters| filters.state == state)
                    .then_some("page")
            };
            let submissions =
                move || count(desk.queue.with(|queue| count_of(queue.counts(), state)));
            view! {
                <a href=href aria-current=here>
                    {t().testimonial_state(state)} " " <span class="muted">{submissions}</span>
                </a>
            }
        })
        .collect_view();
    view! {
        <nav class="tabs" aria-label=t().submissions_state()>
            {tabs}
        </nav>
    }
}

/// Stars, tag and source.
#[component]
pub fn FilterBar() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let go = move |change: &dyn Fn(&mut Filters)| {
        let mut filters = desk.filters.get_untracked().with_item(None);
        change(&mut filters);
        desk.url.go(&filters.to_url(), Step::Push);
    };
    let rating = move || {
        desk.filters
            .with(|filters| filters.rating)
            .map_or(String::new(), |rating| rating.stars().to_string())
    };
    let tag = memo(move || {
        desk.filters
            .with(|filters| filters.tag.clone())
            .unwrap_or_default()
    });
    let source = move || {
        desk.filters
            .with(|filters| filters.source.clone())
            .unwrap_or_default()
    };
    // A tag from the URL is offered even when nothing loaded has it.
    let tags = memo(move || {
        let mut tags = desk.queue.with(|queue| queue.tags().to_vec());
        let chosen = tag.get();
        if !chosen.is_empty() && !tags.contains(&chosen) {
            tags.push(chosen);
        }
        tags
    });
    let sources = memo(move || {
        let mut sources: Vec<String> = desk.queue.with(|queue| {
            queue
                .items()
                .iter()
                .map(|item| item.source.clone())
                .collect()
        });
        sources.push("form".into());
        sources.sort_unstable();
        sources.dedup();
        sources
    });
    view! {
        <div class="filters" role="group" aria-label=t().submissions_filters()>
            <div class="field beside">
                <label for="filter-rating">{t().submissions_stars()}</label>
                <select
                    id="filter-rating"
                    prop:value=rating
                    on:change:target=move |event| {
                        let stars = event.target().value().parse().ok();
                        go(&|filters| filters.rating = stars.and_then(|stars| Rating::new(stars).ok()));
                    }
                >
                    <option value="">{t().submissions_any()}</option>
                    {(1..=5_u8)
                        .rev()
                        .map(|stars| view! { <option value=stars.to_string()>{stars}</option> })
                        .collect_view()}
                </select>
            </div>
            <div class="field beside">
                <label for="filter-tag">{t().submissions_tag()}</label>
                <select
                    id="filter-tag"
                    on:change:target=move |event| {
                        let tag = Some(event.target().value()).filter(|tag| !tag.is_empty());
                        go(&|filters| filters.tag.clone_from(&tag));
                    }
                >
                    <option value="" selected=move || tag.with(String::is_empty)>
                        {t().submissions_any()}
                    </option>
                    <For each=move || tags.get() key=Clone::clone let(name)>
                        {
                            let (value, here) = (name.clone(), name.clone());
                            view! {
                                <option value=value selected=move || tag.with(|tag| *tag == here)>
                                    {name}
                                </option>
                            }
                        }
                    </For>
                </select>
            </div>
            <div class="field beside">
                <label for="filter-source">{t().submissions_source()}</label>
                <input
                    id="filter-source"
                    type="search"
                    list="filter-sources"
                    autocomplete="off"
                    placeholder=t().submissions_any()
                    prop:value=source
                    on:change:target=move |event| {
                        let source = event.target().value().trim().to_owned();
                        let source = Some(source).filter(|source| !source.is_empty());
                        go(&|filters| filters.source.clone_from(&source));
                    }
                />
                <datalist id="filter-sources">
                    <For each=move || sources.get() key=Clone::clone let(name)>
                        <option value=name></option>
                    </For>
                </datalist>
            </div>
            <Show when=move || desk.filters.with(Filters::narrows)>
                <a href=move || desk.url.href(&desk.filters.get().cleared().to_url())>{t().submissions_clear()}</a>
            </Show>
        </div>
    }
}
