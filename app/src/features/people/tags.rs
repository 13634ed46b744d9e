//! What members wrote on a person: shown in lists, changed on the profile.

use laurel_api::NoQuery;
use laurel_api::endpoints::{ChangeTags, ListSegments};
use laurel_api::people::{Profile, TagsChange};
use laurel_api::segments::SegmentsQuery;
use laurel_domain::role::Permission;
use laurel_domain::segment::Dimension;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::call;
use crate::hooks::erased::memo;
use crate::hooks::use_remote::use_remote;
use crate::session::use_program;
use crate::ui::button::SubmitButton;
use crate::ui::field::{Field, FieldIds, unique_id};
use crate::ui::show::Show;

/// The tags of a person in a list; nothing where there are none.
pub fn list(tags: &[String]) -> Option<AnyView> {
    let items = tags
        .iter()
        .map(|tag| view! { <li class="tag" dir="auto">{tag.clone()}</li> })
        .collect_view();
    (!tags.is_empty()).then(|| view! { <ul class="tags" aria-label="Tags">{items}</ul> }.into_any())
}

/// The tags on the profile, each with a button that takes it off, and a field for another one.
#[component]
pub fn Tags(
    /// Whose.
    profile: Memo<Profile>,
    /// Some were changed.
    #[prop(into)]
    on_changed: Callback<()>,
) -> impl IntoView {
    let program = StoredValue::new(use_program());
    let may = program.with_value(|program| program.may(Permission::Edit));
    let tags = memo(move || profile.with(|profile| profile.person.tags.clone()));
    let (typed, problem) = (RwSignal::new(String::new()), RwSignal::new(None::<String>));
    let busy = RwSignal::new(false);
    let ids = FieldIds::new();
    let input = ids.control.clone();
    let focus = {
        let input = input.clone();
        StoredValue::new(move || {
            if let Some(element) = document().get_element_by_id(&input) {
                let element: web_sys::HtmlElement = wasm_bindgen::JsCast::unchecked_into(element);
                // Nothing is lost when it does not take the focus.
                _ = element.focus();
            }
        })
    };
    let change = move |change: TagsChange| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        problem.set(None);
        let person = profile.with_untracked(|profile| profile.person.id);
        let path = program.with_value(|program| program.person(person));
        spawn_local(async move {
            let answer = call::<ChangeTags>(&path, &NoQuery {}, &change).await;
            busy.try_set(false);
            match answer {
                Ok(_) => {
                    if !change.add.is_empty() {
                        typed.try_set(String::new());
                    }
                    on_changed.try_run(());
                    focus.try_with_value(|focus| focus());
                }
                Err(error) => {
                    let words = error
                        .field("add")
                        .map_or_else(|| error.to_string(), str::to_owned);
                    problem.try_set(Some(words));
                }
            }
        });
    };
    let add = move |event: SubmitEvent| {
        event.prevent_default();
        let tag = typed.get_untracked().trim().to_owned();
        if tag.is_empty() {
            problem.set(Some("Type a tag first.".to_owned()));
            return;
        }
        change(TagsChange {
            add: vec![tag],
            remove: Vec::new(),
        });
    };
    let chip = move |tag: String| {
        let shown = tag.clone();
        if !may {
            return view! { <li class="tag" dir="auto">{shown}</li> }.into_any();
        }
        let words = format!("Take the tag {tag} off");
        let remove = move |_| {
            change(TagsChange {
                add: Vec::new(),
                remove: vec![tag.clone()],
            });
        };
        view! {
            <li class="chip">
                <bdi>{shown}</bdi>
                <button type="button" aria-label=words on:click=remove>
                    "×"
                </button>
            </li>
        }
        .into_any()
    };
    let form = may.then(|| {
        let known = unique_id("tags");
        let path = program.with_value(crate::session::CurrentProgram::path);
        let query = SegmentsQuery {
            dimension: Some(Dimension::Tag),
        };
        let remote = use_remote::<ListSegments>(move || Some((path.clone(), query)));
        let suggestions = move || {
            let mine = tags.get();
            let all = remote.latest().get().map(|answer| answer.segments);
            all.into_iter()
                .flatten()
                .filter(|segment| !mine.contains(&segment.value))
                .map(|segment| view! { <option value=segment.value></option> })
                .collect_view()
        };
        let (described, list) = (ids.clone(), known.clone());
        view! {
            <form class="beside" on:submit=add>
                <Field label="Add a tag" ids problem=problem class="short">
                    <input
                        id=input
                        list=list
                        autocomplete="off"
                        dir="auto"
                        bind:value=typed
                        aria-invalid=move || problem.with(Option::is_some).then_some("true")
                        aria-describedby=move || described.described_by(false, problem.with(Option::is_some))
                    />
                </Field>
                <datalist id=known>{suggestions}</datalist>
                <SubmitButton busy>"Add"</SubmitButton>
            </form>
        }
        .into_any()
    });
    view! {
        <section class="stack tight">
            <h2>"Tags"</h2>
            <Show when=move || !tags.with(Vec::is_empty) fallback=|| view! { <p class="muted">"None yet."</p> }>
                <ul class="tags">
                    <For each=move || tags.get() key=Clone::clone let(tag)>
                        {chip(tag)}
                    </For>
                </ul>
            </Show>
            {form}
        </section>
    }
    .into_any()
}
