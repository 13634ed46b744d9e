//! How wide an element is.

use leptos::html::ElementType;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, ResizeObserver};

/// The observer, and the function that it calls.
struct Observation {
    observer: ResizeObserver,
    _closure: Closure<dyn FnMut()>,
}

impl Drop for Observation {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

/// The element's inner width in CSS px; 0 until it is in the page.
pub fn use_element_width<E>(element: NodeRef<E>) -> ReadSignal<f64>
where
    E: ElementType + 'static,
    E::Output: JsCast + Clone + Into<Element> + 'static,
{
    let (width, set_width) = signal(0.0_f64);
    Effect::new(move |_: Option<Option<Observation>>| {
        let element: Element = element.get()?.into();
        let observed = element.clone();
        let measure = move || {
            let now = f64::from(observed.client_width());
            if width
                .try_get_untracked()
                .is_some_and(|before| before.to_bits() != now.to_bits())
            {
                set_width.try_set(now);
            }
        };
        measure();
        let closure = Closure::<dyn FnMut()>::new(measure);
        let observer = ResizeObserver::new(closure.as_ref().unchecked_ref()).ok()?;
        observer.observe(&element);
        Some(Observation {
            observer,
            _closure: closure,
        })
    });
    width
}
