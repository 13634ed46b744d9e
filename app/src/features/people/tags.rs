//! What members wrote on a person: shown in lists, changed on the profile.

use laurel_api::NoQuery;
use laurel_api::endpoints::{ChangeTags, ListSegments};
use laurel_api::people::{Profile, TagsChange};
use laurel_api::segments::SegmentsQuery;
use laurel_domain::role::Permission;
use laurel_domain::segment::Dimension;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use crate::api::call;
use crate::hooks::erased::memo;
use crate::hooks::use_remote::use_remote;
use crate::hooks::use_sending::{FieldProblem, use_sending};
use crate::session::use_program;
use crate::ui::button::SubmitButton;
use crate::ui::field::TextField;
use crate::ui::problem_banner::ProblemBanner;
use crate::ui::show::Show;
use crate::words::t;

/// The tags of a person in a list; nothing where there are none.
pub fn list(tags: &[String]) -> Option<AnyView> {
    let items = tags
        .iter()
        .map(|tag| view! { <li class="tag" dir="auto">{tag.clone()}</li> })
        .collect_view();
    (!tags.is_empty())
        .then(|| view! { <ul class="tags" aria-label=t().person_tags()>{items}</ul> }.into_any())
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
    let typed = RwSignal::new(String::new());
    let input = NodeRef::new();
    let sending = use_sending();
    let change = move |change: TagsChange| {
        let person = profile.with_untracked(|profile| profile.person.id);
        let path = program.with_value(|program| program.person(person));
        let adds = !change.add.is_empty();
        let request = async move { call::<ChangeTags>(&path, &NoQuery {}, &change).await };
        sending.send(request, move |_| {
            if adds {
                typed.try_set(String::new());
            }
            on_changed.try_run(());
            if let Some(input) = input.try_get_untracked().flatten() {
                let input: web_sys::HtmlInputElement = input;
                // Nothing is lost when it does not take the focus.
                _ = input.focus();
            }
        });
    };
    let add = move |event: SubmitEvent| {
        event.prevent_default();
        let tag = typed.get_untracked().trim().to_owned();
        if tag.is_empty() {
            return sending.refuse(FieldProblem::new("add", t().person_type_tag()));
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
        let words = t().person_remove_tag(&tag);
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
        let path = program.with_value(crate::session::CurrentProgram::path);
        let query = SegmentsQuery {
            dimension: Some(Dimension::Tag),
        };
        let known = use_remote::<ListSegments>(move || Some((path.clone(), query))).latest();
        let suggestions = memo(move || {
            let mine = tags.get();
            known.with(|answer| {
                let segments = answer.iter().flat_map(|answer| &answer.segments);
                segments
                    .map(|segment| segment.value.clone())
                    .filter(|tag| !mine.contains(tag))
                    .collect::<Vec<_>>()
            })
        });
        view! {
            <ProblemBanner problem=sending.general_failure() />
            <form class="one-field" novalidate on:submit=add>
                <TextField
                    label=t().person_add_tag()
                    value=typed
                    suggestions
                    input
                    problem=sending.problem("add")
                />
                <SubmitButton busy=sending.busy>{t().person_add()}</SubmitButton>
            </form>
        }
        .into_any()
    });
    view! {
        <section class="stack tight">
            <h2>{t().person_tags()}</h2>
            <Show when=move || !tags.with(Vec::is_empty) fallback=|| view! { <p class="muted">{t().person_no_tags()}</p> }>
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
