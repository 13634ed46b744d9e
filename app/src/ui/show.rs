//! Shows something while a condition holds. The same as the framework's own, but there once in the
//! program instead of once a use.

use leptos::prelude::*;

use crate::hooks::erased::memo;

/// Its children while `when` holds, else `fallback`.
#[component]
pub fn Show(
    /// The condition.
    #[prop(into)]
    when: Signal<bool>,
    /// What stands there otherwise.
    #[prop(optional, into)]
    fallback: ViewFn,
    /// What is shown.
    children: ChildrenFn,
) -> impl IntoView {
    let holds = memo(move || when.get());
    let content = move || {
        if holds.get() {
            children()
        } else {
            fallback.run()
        }
    };
    content.into_any()
}
