//! One question of a form, with its help and its problem next to it.

use leptos::prelude::*;

use crate::markup::IntoMarkup as _;

use crate::escape;

/// The ids that describe a control, for `aria-describedby`.
pub(crate) fn described_by(name: &str, hint: bool, problem: bool) -> Option<String> {
    let ids: Vec<String> = [(hint, "hint"), (problem, "problem")]
        .into_iter()
        .filter(|(shown, _)| *shown)
        .map(|(_, part)| format!("{name}-{part}"))
        .collect();
    (!ids.is_empty()).then(|| ids.join(" "))
}

/// The line under a control that says what is wrong with it.
pub(crate) fn problem_line(name: &str, problem: Option<String>) -> impl IntoView + use<> {
    let id = format!("{name}-problem");
    problem.map(|message| view! { <p class="problem" id=id>{message}</p> })
}

/// A one-line text field.
#[component]
pub fn TextField(
    /// Name and id of the control.
    name: &'static str,
    /// The question.
    label: &'static str,
    /// What was typed so far.
    value: String,
    /// What is wrong with it.
    problem: Option<String>,
    /// Help, shown before the control.
    #[prop(default = "")]
    hint: &'static str,
    /// The input's type: `text`, `email`.
    #[prop(default = "text")]
    kind: &'static str,
    /// What browsers may fill in for the person.
    #[prop(default = "off")]
    autocomplete: &'static str,
    /// Whether it may stay empty.
    #[prop(default = false)]
    optional: bool,
) -> impl IntoView {
    let hint_line =
        (!hint.is_empty()).then(|| view! { <p class="hint" id=format!("{name}-hint")>{hint}</p> });
    let described = described_by(name, !hint.is_empty(), problem.is_some());
    let invalid = problem.is_some().then_some("true");
    let optional_word = optional.then(|| view! { <span class="optional">" (optional)"</span> });
    view! {
        <div class="field">
            <label for=name>{label}{optional_word}</label>
            {hint_line}
            <input
                id=name
                name=name
                type=kind
                value=value
                autocomplete=autocomplete
                required=!optional
                aria-describedby=described
                aria-invalid=invalid
                dir="auto"
            />
            {problem_line(name, problem)}
        </div>
    }
    .into_markup()
}

/// A text of several lines. Its help is the component's children.
#[component]
pub fn TextArea(
    /// Name and id of the control.
    name: &'static str,
    /// The question.
    label: &'static str,
    /// What was typed so far.
    value: String,
    /// What is wrong with it.
    problem: Option<String>,
    /// The characters that fit, for the live count.
    max: usize,
    /// Help, shown before the control.
    children: Children,
) -> impl IntoView {
    let described = described_by(name, true, problem.is_some());
    let invalid = problem.is_some().then_some("true");
    let max = max.to_string();
    view! {
        <div class="field">
            <label for=name>{label}</label>
            <div class="hint" id=format!("{name}-hint")>{children()}</div>
            <textarea
                id=name
                name=name
                rows="9"
                required=true
                aria-describedby=described
                aria-invalid=invalid
                data-max=max
                dir="auto"
                inner_html=escape::textarea(&value)
            ></textarea>
            {problem_line(name, problem)}
        </div>
    }
    .into_markup()
}
