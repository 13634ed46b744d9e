//! A pointer that drags, told from one that clicks.

use wasm_bindgen::JsCast;
use web_sys::{Element, MouseEvent, PointerEvent};

/// Less movement than this, in CSS px, is a click by an unsteady hand.
const UNSTEADY: i32 = 4;

/// All further events of the pointer go to the element that it went down on.
pub fn capture(event: &PointerEvent) {
    let element: Option<Element> = event
        .current_target()
        .and_then(|target| target.dyn_into().ok());
    if let Some(element) = element {
        // Without capture a drag ends at the element's edge.
        _ = element.set_pointer_capture(event.pointer_id());
    }
}

/// Whether the click is the end of a drag that began there.
pub fn was_dragged(from: Option<(i32, i32)>, click: &MouseEvent) -> bool {
    from.is_some_and(|(x, y)| {
        (click.client_x() - x).abs() > UNSTEADY || (click.client_y() - y).abs() > UNSTEADY
    })
}
