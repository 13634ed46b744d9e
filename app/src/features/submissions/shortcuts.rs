//! Listens for the keys of the queue, and lets a member turn them off.

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};

use super::keys::{self, Command};
use crate::hooks::erased::effect;

/// Where the browser keeps that the keys are turned off.
const STORED: &str = "laurel-queue-keys";

/// Whether single keys act, as the member chose in this browser.
pub fn keys_enabled() -> RwSignal<bool> {
    let stored = window().local_storage().ok().flatten();
    let off = stored.and_then(|stored| stored.get_item(STORED).ok().flatten());
    let enabled = RwSignal::new(off.as_deref() != Some("off"));
    effect(move || {
        let value = if enabled.get() { "on" } else { "off" };
        if let Ok(Some(stored)) = window().local_storage() {
            // Private windows may refuse to store; then the choice holds until the page is left.
            _ = stored.set_item(STORED, value);
        }
    });
    enabled
}

/// Calls `act` for every shortcut pressed while this part of the page exists.
pub fn use_shortcuts(enabled: RwSignal<bool>, act: impl Fn(Command) + 'static) {
    let listener = window_event_listener(ev::keydown, move |event: KeyboardEvent| {
        if enabled.try_get_untracked() != Some(true) || event.default_prevented() {
            return;
        }
        let target = event
            .target()
            .and_then(|target| target.dyn_into::<Element>().ok());
        let within = |selector: &str| {
            target
                .as_ref()
                .is_some_and(|target| target.closest(selector).ok().flatten().is_some())
        };
        // An open dialog has the keyboard for itself.
        let typing = within(
            "input:not([type=checkbox], [type=radio]), select, textarea, [contenteditable], dialog",
        );
        let modified = event.ctrl_key() || event.alt_key() || event.meta_key();
        if let Some(command) = keys::command(&event.key(), typing, modified, within(".queue-list"))
        {
            event.prevent_default();
            act(command);
        }
    });
    on_cleanup(move || listener.remove());
}
