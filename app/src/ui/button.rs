//! A button that can be busy.

use leptos::prelude::*;

/// A button. While busy it says so, keeps the focus and does nothing.
#[component]
pub fn Button(
    /// What a press does.
    #[prop(into)]
    on_press: Callback<()>,
    /// Further classes: `quiet`, `plain`, `danger`, `small`, `wide`.
    #[prop(optional)]
    class: &'static str,
    /// What it does is under way.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// It cannot be pressed now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// What it says.
    children: Children,
) -> impl IntoView {
    view! {
        <button
            type="button"
            class=format!("button {class}")
            aria-busy=move || busy.get().then_some("true")
            aria-disabled=move || (busy.get() || disabled.get()).then_some("true")
            on:click=move |_| {
                if !busy.get_untracked() && !disabled.get_untracked() {
                    on_press.run(());
                }
            }
        >
            {children()}
        </button>
    }
}

/// The button that sends a form.
#[component]
pub fn SubmitButton(
    /// The form is being sent.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// What it says.
    children: Children,
) -> impl IntoView {
    view! {
        <button
            type="submit"
            class="button"
            aria-busy=move || busy.get().then_some("true")
            aria-disabled=move || busy.get().then_some("true")
        >
            {children()}
        </button>
    }
}
