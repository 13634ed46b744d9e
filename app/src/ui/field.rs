//! One question of a form: label, help, control, problem.

use std::sync::atomic::{AtomicU32, Ordering};

use crate::words::t;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use web_sys::HtmlElement;

/// An id that no other element of the page has.
pub fn unique_id(prefix: &str) -> String {
    static NEXT: AtomicU32 = AtomicU32::new(1);
    format!("{prefix}-{}", NEXT.fetch_add(1, Ordering::Relaxed))
}

/// Moves the focus to the page's first control with a problem, once the problem is shown: it may be
/// far above the button that was pressed.
pub fn focus_first_problem() {
    request_animation_frame(|| {
        let found = document().query_selector("main [aria-invalid=true]");
        let control = found
            .ok()
            .flatten()
            .and_then(|found| found.dyn_into::<HtmlElement>().ok());
        if let Some(control) = control {
            // Where it cannot take the focus, its words are still announced.
            _ = control.focus();
        }
    });
}

/// The ids that tie a control to its help and its problem.
#[derive(Debug, Clone)]
pub struct FieldIds {
    /// The control.
    pub control: String,
    hint: String,
    problem: String,
}

impl FieldIds {
    /// Ids that no other field has.
    pub fn new() -> Self {
        let control = unique_id("field");
        Self {
            hint: format!("{control}-hint"),
            problem: format!("{control}-problem"),
            control,
        }
    }

    /// For `aria-describedby`.
    pub fn described_by(&self, has_hint: bool, has_problem: bool) -> Option<String> {
        match (has_hint, has_problem) {
            (true, true) => Some(format!("{} {}", self.hint, self.problem)),
            (true, false) => Some(self.hint.clone()),
            (false, true) => Some(self.problem.clone()),
            (false, false) => None,
        }
    }
}

impl Default for FieldIds {
    fn default() -> Self {
        Self::new()
    }
}

/// Label, help and problem around a control of any sort, which uses `ids`.
#[component]
pub fn Field(
    /// The question.
    #[prop(into)]
    label: String,
    /// The ids that the control uses.
    ids: FieldIds,
    /// Help before the control.
    #[prop(optional, into)]
    hint: MaybeProp<String>,
    /// What is wrong and what to do.
    #[prop(optional, into)]
    problem: Signal<Option<String>>,
    /// Nothing needs to be filled in.
    #[prop(optional)]
    optional: bool,
    /// Further classes: `short`, `beside`.
    #[prop(optional)]
    class: &'static str,
    /// The control.
    children: Children,
) -> impl IntoView {
    let FieldIds {
        control,
        hint: hint_id,
        problem: problem_id,
    } = ids;
    view! {
        <div class=format!("field {class}")>
            <label for=control>
                {label} {optional.then(|| view! { <span class="optional">" "{t().ui_optional()}</span> })}
            </label>
            {move || {
                hint.get().map(|hint| view! { <p class="hint" id=hint_id.clone()>{hint}</p> })
            }}
            {children()}
            {move || {
                problem
                    .get()
                    .map(|problem| {
                        view! {
                            <p class="problem" id=problem_id.clone()>
                                <span>{problem}</span>
                            </p>
                        }
                    })
            }}
        </div>
    }
}

/// A line of text. Numbers too: their text is read when the form is sent.
#[component]
pub fn TextField(
    /// The question.
    #[prop(into)]
    label: String,
    /// What is typed.
    value: RwSignal<String>,
    /// Help before the control.
    #[prop(optional, into)]
    hint: MaybeProp<String>,
    /// What is wrong and what to do.
    #[prop(optional, into)]
    problem: Signal<Option<String>>,
    /// Nothing needs to be filled in.
    #[prop(optional)]
    optional: bool,
    /// The input's `type`: `text`, `email`, `date`, `url`.
    #[prop(default = "text")]
    kind: &'static str,
    /// Which keyboard phones show: `decimal`, `numeric`.
    #[prop(optional)]
    input_mode: &'static str,
    /// What is usual here; something else can be typed.
    #[prop(optional)]
    suggestions: Option<Memo<Vec<String>>>,
    /// The input, for whoever moves the focus there.
    #[prop(optional)]
    input: NodeRef<html::Input>,
    /// Further classes: `short`, `beside`.
    #[prop(optional)]
    class: &'static str,
) -> impl IntoView {
    let ids = FieldIds::new();
    let id = ids.control.clone();
    let has_hint = hint.read_untracked().is_some();
    let description = ids.clone();
    let (list, suggested) = suggestions.map(datalist).unzip();
    view! {
        <Field label ids hint problem optional class>
            <input
                id=id
                node_ref=input
                type=kind
                inputmode=(!input_mode.is_empty()).then_some(input_mode)
                list=list
                autocomplete="off"
                dir="auto"
                prop:value=value
                on:input:target=move |event| value.set(event.target().value())
                aria-invalid=move || problem.with(Option::is_some).then_some("true")
                aria-describedby=move || {
                    description.described_by(has_hint, problem.with(Option::is_some))
                }
            />
            {suggested}
        </Field>
    }
}

/// The list behind an input, and its id.
fn datalist(values: Memo<Vec<String>>) -> (String, AnyView) {
    let id = unique_id("list");
    let options = move || {
        let values = values.get().into_iter();
        values
            .map(|value| view! { <option value=value></option> })
            .collect_view()
    };
    let list = view! { <datalist id=id.clone()>{options}</datalist> };
    (id, list.into_any())
}

/// Several lines of text.
#[component]
pub fn TextArea(
    /// The question.
    #[prop(into)]
    label: String,
    /// What is typed.
    value: RwSignal<String>,
    /// Help before the control.
    #[prop(optional, into)]
    hint: MaybeProp<String>,
    /// What is wrong and what to do.
    #[prop(optional, into)]
    problem: Signal<Option<String>>,
    /// Nothing needs to be filled in.
    #[prop(optional)]
    optional: bool,
) -> impl IntoView {
    let ids = FieldIds::new();
    let id = ids.control.clone();
    let has_hint = hint.read_untracked().is_some();
    let description = ids.clone();
    view! {
        <Field label ids hint problem optional>
            <textarea
                id=id
                dir="auto"
                prop:value=value
                on:input:target=move |event| value.set(event.target().value())
                aria-invalid=move || problem.with(Option::is_some).then_some("true")
                aria-describedby=move || {
                    description.described_by(has_hint, problem.with(Option::is_some))
                }
            ></textarea>
        </Field>
    }
}
