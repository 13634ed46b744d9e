//! A pointer that drags, told from one that clicks.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, MouseEvent, PointerEvent};

/// Less movement than this, in CSS px, is a click by an unsteady hand.
const UNSTEADY: i32 = 4;

/// A drag of one element. Copy it into handlers.
#[derive(Clone, Copy)]
pub struct Drag {
    /// A hand holds the element.
    pub held: RwSignal<bool>,
    from: StoredValue<(i32, i32)>,
    moved: StoredValue<bool>,
}

/// A drag that has not begun.
pub fn use_drag() -> Drag {
    Drag {
        held: RwSignal::new(false),
        from: StoredValue::new((0, 0)),
        moved: StoredValue::new(false),
    }
}

impl Drag {
    /// A hand takes hold. All further events of the pointer go to the element that it went down on.
    pub fn begin(self, event: &PointerEvent) {
        let element: Option<Element> = event
            .current_target()
            .and_then(|target| target.dyn_into().ok());
        if let Some(element) = element {
            // Without capture a drag ends at the element's edge.
            _ = element.set_pointer_capture(event.pointer_id());
        }
        self.from.set_value((event.client_x(), event.client_y()));
        self.moved.set_value(false);
        self.held.set(true);
    }

    /// How many CSS px the hand went to the right since; nothing before it went anywhere.
    pub fn follow(self, event: &PointerEvent) -> Option<i32> {
        if !self.held.get_untracked() {
            return None;
        }
        let (x, y) = self.from.get_value();
        let (right, down) = (event.client_x() - x, event.client_y() - y);
        if right.abs() > UNSTEADY || down.abs() > UNSTEADY {
            self.moved.set_value(true);
        }
        self.moved.get_value().then_some(right)
    }

    /// Lets go. Whether the hand went anywhere; nothing when it did not hold the element.
    pub fn end(self) -> Option<bool> {
        self.held.get_untracked().then(|| {
            self.held.set(false);
            self.moved.get_value()
        })
    }

    /// The end of a drag is no click on what lies under it.
    pub fn sieve(self, click: &MouseEvent) {
        if self.moved.get_value() {
            click.stop_propagation();
        }
    }
}
