//! A choice from a list, on the native element.

use leptos::prelude::*;

use super::field::{Field, FieldIds};

/// One entry of a list: its value and its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What is chosen; empty for "no choice".
    pub value: String,
    /// What people read.
    pub words: String,
    /// The heading under which it stands; empty for none. Choices of one group follow one another.
    pub group: &'static str,
}

impl Choice {
    /// A choice without a group.
    pub fn new(value: impl Into<String>, words: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            words: words.into(),
            group: "",
        }
    }

    /// The same under a heading.
    #[must_use]
    pub fn under(self, group: &'static str) -> Self {
        Self { group, ..self }
    }
}

/// A choice from a list.
#[component]
pub fn SelectField(
    /// The question.
    #[prop(into)]
    label: String,
    /// The value that is chosen.
    #[prop(into)]
    value: Signal<String>,
    /// What choosing does.
    #[prop(into)]
    on_choose: Callback<String>,
    /// The list.
    #[prop(into)]
    choices: Signal<Vec<Choice>>,
    /// Help before the control.
    #[prop(optional, into)]
    hint: MaybeProp<String>,
    /// What is wrong and what to do.
    #[prop(optional, into)]
    problem: Signal<Option<String>>,
    /// Further classes: `short`, `beside`.
    #[prop(optional)]
    class: &'static str,
) -> impl IntoView {
    let ids = FieldIds::new();
    let id = ids.control.clone();
    let has_hint = hint.read_untracked().is_some();
    let description = ids.clone();
    let options = move || {
        let choices = choices.get();
        let chosen = value.get();
        choices
            .chunk_by(|one, other| one.group == other.group)
            .map(|group| {
                let heading = group.first().map_or("", |choice| choice.group);
                let options = group
                    .iter()
                    .map(|choice| {
                        let selected = choice.value == chosen;
                        view! {
                            <option value=choice.value.clone() selected=selected>
                                {choice.words.clone()}
                            </option>
                        }
                    })
                    .collect_view();
                if heading.is_empty() {
                    options.into_any()
                } else {
                    view! { <optgroup label=heading>{options}</optgroup> }.into_any()
                }
            })
            .collect_view()
    };
    view! {
        <Field label ids hint problem class>
            <select
                id=id
                on:change:target=move |event| on_choose.run(event.target().value())
                prop:value=value
                aria-invalid=move || problem.with(Option::is_some).then_some("true")
                aria-describedby=move || {
                    description.described_by(has_hint, problem.with(Option::is_some))
                }
            >
                {options}
            </select>
        </Field>
    }
}
