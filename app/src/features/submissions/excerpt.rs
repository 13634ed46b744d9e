//! All the words, with the excerpt marked in them, and choosing an excerpt: a range of the original.
//!
//! The range is selected in a text field that refuses every input: there mouse, touch and keyboard can
//! all select, while a field marked `readonly` has no caret for the keyboard in some browsers. What is
//! saved is a range of the original, so nothing here can change a word.

use laurel_api::testimonials::Testimonial;
use laurel_domain::testimonial::Excerpt;
use leptos::ev::KeyboardEvent;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::desk::Desk;
use super::focus;
use super::intent::Intent;
use super::range::{excerpt_of_selection, parts, selection_of_excerpt};
use crate::hooks::erased::memo;
use crate::ui::show::Show;
use crate::words::t;

/// The button that starts choosing.
const START: &str = "choose-excerpt";
/// The text field.
const FIELD: &str = "excerpt-field";

/// Starts choosing in the opened submission.
pub fn start() {
    let button = document()
        .get_element_by_id(START)
        .and_then(|button| button.dyn_into::<HtmlElement>().ok());
    match button {
        Some(button) => button.click(),
        None => focus::on_control(FIELD),
    }
}

/// The original words.
#[component]
pub fn Words(story: Memo<Testimonial>) -> impl IntoView {
    let desk = expect_context::<Desk>();
    let choosing = RwSignal::new(false);
    let excerpt = memo(move || story.with(|story| story.excerpt));
    let may = desk.may_moderate();
    let done = Callback::new(move |()| {
        choosing.set(false);
        focus::on_control(START);
    });
    view! {
        <section class="section stack" aria-labelledby="words-title">
            <h3 id="words-title">{t().excerpt_title()}</h3>
            <Show
                when=move || choosing.get()
                fallback=move || {
                    view! {
                        <Show
                            when=move || excerpt.get().is_some()
                            fallback=|| view! { <p class="muted">{t().excerpt_whole()}</p> }
                        >
                            <Original story=story />
                        </Show>
                    }
                }
            >
                <Choose story=story done=done />
            </Show>
            <Show when=move || may && !choosing.get()>
                <div class="buttons">
                    <button
                        type="button"
                        class="button quiet small"
                        id=START
                        aria-keyshortcuts="e"
                        on:click=move |_| {
                            choosing.set(true);
                            focus::on_control(FIELD);
                        }
                    >
                        {move || if excerpt.get().is_some() { t().excerpt_another() } else { t().excerpt_choose() }}
                        <kbd>"e"</kbd>
                    </button>
                    <Show when=move || excerpt.get().is_some()>
                        <button type="button" class="button quiet small" on:click=move |_| desk.act(Intent::Whole)>
                            {t().excerpt_show_whole()}
                        </button>
                    </Show>
                </div>
            </Show>
        </section>
    }
}

/// All the words, with the excerpt marked in them.
#[component]
fn Original(story: Memo<Testimonial>) -> impl IntoView {
    move || {
        story.with(|story| {
            let whole = (story.quote.as_str(), "", "");
            let (before, marked, after) = story
                .excerpt
                .map_or(whole, |excerpt| parts(&story.quote, excerpt));
            let mark = (!marked.is_empty()).then(|| view! { <mark>{marked.to_owned()}</mark> });
            view! {
                <p class="original words" dir="auto">
                    {before.to_owned()}
                    {mark}
                    {after.to_owned()}
                </p>
            }
        })
    }
}

/// Selecting a range, with a preview.
#[component]
fn Choose(story: Memo<Testimonial>, done: Callback<()>) -> impl IntoView {
    let desk = expect_context::<Desk>();
    let field = NodeRef::<html::Textarea>::new();
    let chosen = RwSignal::new(story.with_untracked(|story| story.excerpt));
    let quote = story.with_untracked(|story| story.quote.clone());
    let original = StoredValue::new(quote.clone());
    field.on_load(move |field| {
        field.set_value(&quote);
        if let Some(excerpt) = chosen.get_untracked() {
            let (start, end) =
                original.with_value(|original| selection_of_excerpt(original, excerpt));
            // A text field always takes a selection.
            _ = field.set_selection_range(start, end);
        } else {
            _ = field.set_selection_range(0, 0);
        }
    });
    let follow = move || {
        let Some(field) = field.get_untracked() else {
            return;
        };
        let start = field.selection_start().ok().flatten();
        let end = field.selection_end().ok().flatten();
        if let (Some(start), Some(end)) = (start, end) {
            chosen.set(original.with_value(|original| excerpt_of_selection(original, start, end)));
        }
    };
    // Some input methods change a field without asking; the words come back as they were.
    let restore = move || {
        if let Some(field) = field.get_untracked() {
            original.with_value(|original| field.set_value(original));
            follow();
        }
    };
    let take = move || {
        if let Some(excerpt) = chosen.get_untracked() {
            let whole = original.with_value(|original| covers_all(original, excerpt));
            desk.act(if whole {
                Intent::Whole
            } else {
                Intent::Excerpt(excerpt)
            });
            done.run(());
        }
    };
    let keys = move |event: KeyboardEvent| match event.key().as_str() {
        "Enter" => {
            event.prevent_default();
            follow();
            take();
        }
        "Escape" => {
            event.prevent_default();
            done.run(());
        }
        _ => {}
    };
    let preview = move || {
        chosen.get().and_then(|excerpt| {
            original.with_value(|original| excerpt.of(original).ok().map(str::to_owned))
        })
    };
    let count = move || {
        let all = original.with_value(|original| original.chars().count());
        let some = chosen
            .get()
            .map_or(0, |excerpt| excerpt.end - excerpt.start);
        t().excerpt_count(u64::from(some), all as u64)
    };
    view! {
        <div class="stack">
            <div class="field">
                <label for=FIELD>{t().excerpt_select()}</label>
                <p class="hint" id="excerpt-hint">
                    {t().excerpt_select_hint()}
                </p>
                <textarea
                    id=FIELD
                    class="choose-range"
                    node_ref=field
                    dir="auto"
                    inputmode="none"
                    aria-readonly="true"
                    aria-describedby="excerpt-hint"
                    on:beforeinput=|event| event.prevent_default()
                    on:input=move |_| restore()
                    on:select=move |_| follow()
                    on:keyup=move |_| follow()
                    on:mouseup=move |_| follow()
                    on:touchend=move |_| follow()
                    on:keydown=keys
                ></textarea>
                <p class="count">{count}</p>
            </div>
            <div role="status">
                {move || match preview() {
                    Some(words) => {
                        view! {
                            <p class="eyebrow">{t().excerpt_will_be_shown()}</p>
                            <p class="words" dir="auto">{words}</p>
                        }
                            .into_any()
                    }
                    None => view! { <p class="muted">{t().excerpt_nothing_selected()}</p> }.into_any(),
                }}
            </div>
            <div class="buttons">
                <button
                    type="button"
                    class="button"
                    disabled=move || chosen.get().is_none()
                    on:click=move |_| take()
                >
                    {t().excerpt_show()}
                </button>
                <button type="button" class="button quiet" on:click=move |_| done.run(())>
                    {t().ui_cancel()}
                </button>
            </div>
        </div>
    }
}

/// Whether an excerpt leaves out nothing but white space at the ends.
fn covers_all(original: &str, excerpt: Excerpt) -> bool {
    excerpt
        .of(original)
        .is_ok_and(|words| words == original.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn selecting_everything_is_no_excerpt() {
        assert!(covers_all(" so good ", Excerpt { start: 1, end: 8 }));
        assert!(!covers_all(" so good ", Excerpt { start: 1, end: 3 }));
    }
}
