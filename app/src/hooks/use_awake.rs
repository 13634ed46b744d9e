//! Whether anybody can see an element move: the page is shown, the element is in view, and the system
//! does not ask for less motion.

use leptos::html::ElementType;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, IntersectionObserver, IntersectionObserverEntry};

use super::erased::memo;
use super::listener::Listener;
use super::use_media_change::{media_holds, use_media_change};

const LESS_MOTION: &str = "(prefers-reduced-motion: reduce)";

/// The observer, and the function that it calls.
struct Observation {
    observer: IntersectionObserver,
    _closure: Closure<dyn FnMut(js_sys::Array)>,
}

impl Drop for Observation {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

/// Whether the system asks for less motion, followed for as long as the current owner lives.
pub fn use_less_motion() -> ReadSignal<bool> {
    let (less, set_less) = signal(media_holds(LESS_MOTION));
    use_media_change(LESS_MOTION, move || {
        set_less.try_set(media_holds(LESS_MOTION));
    });
    less
}

/// Whether the element can be seen: the page is not hidden and the element is in view.
pub fn use_seen<E>(element: NodeRef<E>) -> Memo<bool>
where
    E: ElementType + 'static,
    E::Output: JsCast + Clone + Into<Element> + 'static,
{
    let (shown, set_shown) = signal(!document().hidden());
    Listener::new(&document(), "visibilitychange", move || {
        set_shown.try_set(!document().hidden());
    })
    .keep();
    let (in_view, set_in_view) = signal(false);
    Effect::new(move |_: Option<Option<Observation>>| {
        let element: Element = element.get()?.into();
        let closure = Closure::<dyn FnMut(js_sys::Array)>::new(move |entries: js_sys::Array| {
            let latest: Option<IntersectionObserverEntry> = entries.pop().dyn_into().ok();
            if let Some(latest) = latest {
                set_in_view.try_set(latest.is_intersecting());
            }
        });
        let observer = IntersectionObserver::new(closure.as_ref().unchecked_ref()).ok()?;
        observer.observe(&element);
        Some(Observation {
            observer,
            _closure: closure,
        })
    });
    memo(move || shown.get() && in_view.get())
}
