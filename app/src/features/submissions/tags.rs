//! The tags of a submission: chips, and a field that suggests those in use.

use laurel_api::testimonials::Testimonial;
use leptos::ev::{KeyboardEvent, SubmitEvent};
use leptos::prelude::*;

use super::desk::Desk;
use super::focus;
use super::intent::Intent;
use crate::hooks::erased::memo;
use crate::ui::field::{Field, FieldIds};
use crate::ui::show::Show;
use crate::words::t;

/// The field for a new tag.
pub const INPUT: &str = "new-tag";
/// How many a submission has at most.
const MOST: usize = 10;
/// How long one is at most, in characters.
const LONGEST: usize = 40;

/// The tags with this one added, in alphabetical order.
///
/// # Errors
/// What to do about it, when it is blank, too long, there already, or one too many.
fn with_tag(tags: &[String], typed: &str) -> Result<Vec<String>, &'static str> {
    let tag = typed.split_whitespace().collect::<Vec<_>>().join(" ");
    if tag.is_empty() {
        return Err(t().story_type_tag());
    }
    if tag.chars().count() > LONGEST {
        return Err(t().story_tag_too_long());
    }
    if tags.contains(&tag) {
        return Err(t().story_tag_known());
    }
    if tags.len() >= MOST {
        return Err(t().story_too_many_tags());
    }
    let mut tags = tags.to_vec();
    tags.push(tag);
    tags.sort_unstable();
    Ok(tags)
}

/// Chips, each with a button that removes it, and the field for another one.
#[component]
pub fn Tags(story: Memo<Testimonial>) -> impl IntoView {
    let desk = expect_context::<Desk>();
    let may = desk.may_moderate();
    let tags = memo(move || story.with(|story| story.tags.clone()));
    let typed = RwSignal::new(String::new());
    let problem = RwSignal::new(None::<String>);
    let add = move || match tags.with_untracked(|tags| with_tag(tags, &typed.get_untracked())) {
        Ok(tags) => {
            if desk.ready().is_some() {
                problem.set(None);
                typed.set(String::new());
                desk.act(Intent::Tags(tags));
            }
        }
        Err(words) => problem.set(Some(words.into())),
    };
    let remove = move |tag: &str| {
        let rest =
            tags.with_untracked(|tags| tags.iter().filter(|one| *one != tag).cloned().collect());
        desk.act(Intent::Tags(rest));
        focus::on_control(INPUT);
    };
    let suggestions = memo(move || {
        let mine = tags.get();
        desk.queue.with(|queue| {
            queue
                .tags()
                .iter()
                .filter(|tag| !mine.contains(tag))
                .cloned()
                .collect::<Vec<_>>()
        })
    });
    let mut ids = FieldIds::new();
    ids.control = INPUT.into();
    let described = ids.clone();
    let keys = move |event: KeyboardEvent| match event.key().as_str() {
        "," => {
            event.prevent_default();
            add();
        }
        "Escape" => {
            problem.set(None);
            focus::on_story();
        }
        _ => {}
    };
    view! {
        <section class="section stack" aria-labelledby="tags-title">
            <h3 id="tags-title">{t().story_tags()}</h3>
            <Show when=move || !tags.with(Vec::is_empty) fallback=|| view! { <p class="muted">{t().story_no_tags()}</p> }>
                <ul class="tags">
                    <For each=move || tags.get() key=Clone::clone let(tag)>
                        {
                            let words = t().story_remove_tag(&tag);
                            let shown = tag.clone();
                            if may {
                                view! {
                                    <li class="chip">
                                        <bdi>{shown}</bdi>
                                        <button type="button" aria-label=words on:click=move |_| remove(&tag)>
                                            "×"
                                        </button>
                                    </li>
                                }
                                    .into_any()
                            } else {
                                view! { <li class="tag" dir="auto">{shown}</li> }.into_any()
                            }
                        }
                    </For>
                </ul>
            </Show>
            {may
                .then(|| {
                    view! {
                        <form
                            on:submit=move |event: SubmitEvent| {
                                event.prevent_default();
                                add();
                            }
                        >
                            <Field label=t().story_add_tag() ids=ids problem=problem class="short">
                                <input
                                    id=INPUT
                                    list="tag-suggestions"
                                    autocomplete="off"
                                    dir="auto"
                                    bind:value=typed
                                    aria-keyshortcuts="t"
                                    aria-invalid=move || problem.get().is_some().then_some("true")
                                    aria-describedby=move || described.described_by(false, problem.get().is_some())
                                    on:keydown=keys
                                />
                            </Field>
                            <datalist id="tag-suggestions">
                                <For each=move || suggestions.get() key=Clone::clone let(tag)>
                                    <option value=tag></option>
                                </For>
                            </datalist>
                        </form>
                    }
                })}
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_tidied_sorted_and_limited() {
        let tags = vec!["kettle".to_owned()];
        assert_eq!(
            with_tag(&tags, "  fast   start ").unwrap(),
            ["fast start", "kettle"]
        );
        assert!(with_tag(&tags, "kettle").unwrap_err().contains("already"));
        assert!(with_tag(&tags, "   ").is_err());
        assert!(with_tag(&tags, &"é".repeat(40)).is_ok());
        assert!(with_tag(&tags, &"é".repeat(41)).is_err());
        let many: Vec<String> = (0..10).map(|number| number.to_string()).collect();
        assert!(with_tag(&many, "x").unwrap_err().contains("at most 10"));
    }
}
