//! An event listener that goes when its owner goes.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::EventTarget;

/// A listener on any target. Dropping it takes it off.
pub struct Listener {
    target: EventTarget,
    event: &'static str,
    closure: Closure<dyn FnMut()>,
}

impl Listener {
    /// Listens from now on.
    pub fn new(target: &EventTarget, event: &'static str, react: impl FnMut() + 'static) -> Self {
        let closure = Closure::<dyn FnMut()>::new(react);
        // Fails only for a target that is gone.
        _ = target.add_event_listener_with_callback(event, closure.as_ref().unchecked_ref());
        Self {
            target: target.clone(),
            event,
            closure,
        }
    }

    /// Keeps it for as long as the current owner lives.
    pub fn keep(self) {
        StoredValue::new_local(self);
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        _ = self
            .target
            .remove_event_listener_with_callback(self.event, self.closure.as_ref().unchecked_ref());
    }
}
