//! A modal dialog on the native element: the browser traps and returns the focus.

use std::time::Duration;

use leptos::html;
use leptos::prelude::*;

use crate::hooks::erased::effect;
use crate::ui::show::Show;

/// A dialog. Its content is built anew each time it opens.
#[component]
pub fn Dialog(
    /// Its heading.
    #[prop(into)]
    title: Signal<String>,
    /// Whether it is open; the Escape key and the close button set it to false.
    open: RwSignal<bool>,
    /// Further classes: `drawer`.
    #[prop(optional)]
    class: &'static str,
    /// What it holds; `.actions` last.
    children: ChildrenFn,
) -> impl IntoView {
    let element = NodeRef::<html::Dialog>::new();
    let heading = super::field::unique_id("dialog");
    let labelled_by = heading.clone();
    let children = StoredValue::new(children);
    effect(move || {
        let wanted = open.get();
        let Some(dialog) = element.get() else { return };
        if wanted && !dialog.open() {
            // Once its content is built, so that the first control in it takes the focus.
            set_timeout(move || show(element, open), Duration::ZERO);
        } else if !wanted && dialog.open() {
            dialog.close();
        }
    });
    view! {
        <dialog
            class=format!("dialog {class}")
            node_ref=element
            aria-labelledby=labelled_by
            on:close=move |_| open.set(false)
        >
            <h2 id=heading>{title}</h2>
            <Show when=move || open.get()>{children.with_value(|children| children())}</Show>
        </dialog>
    }
}

/// Whether a dialog about something is open: while there is something. Closing it lets go of it.
///
/// Neither is set to what it is already: each would wake the other for ever.
fn open_while<T: Send + Sync + 'static>(about: RwSignal<Option<T>>) -> RwSignal<bool> {
    let open = RwSignal::new(false);
    effect(move || {
        let wanted = about.with(Option::is_some);
        if open.get_untracked() != wanted {
            open.set(wanted);
        }
    });
    effect(move || {
        if !open.get() && about.with_untracked(Option::is_some) {
            about.set(None);
        }
    });
    open
}

/// A dialog about something; open while there is something.
pub fn dialog_about<T: Clone + Send + Sync + 'static>(
    about: RwSignal<Option<T>>,
    title: impl Fn(&T) -> String + Copy + Send + Sync + 'static,
    content: impl Fn(T) -> AnyView + Copy + Send + Sync + 'static,
) -> AnyView {
    let open = open_while(about);
    let title =
        Signal::derive(move || about.with(|about| about.as_ref().map(title).unwrap_or_default()));
    view! {
        <Dialog title open>
            {move || about.get().map(content)}
        </Dialog>
    }
    .into_any()
}

/// Opens the dialog unless it was closed again meanwhile or is gone.
fn show(element: NodeRef<html::Dialog>, open: RwSignal<bool>) {
    if let Some(dialog) = element.try_get_untracked().flatten()
        && open.try_get_untracked() == Some(true)
        && !dialog.open()
    {
        // Fails only for an element that is not in the page.
        _ = dialog.show_modal();
    }
}
