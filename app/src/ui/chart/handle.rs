//! A place on a chart that is dragged sideways to suppose another figure. The sliders beside the chart
//! do the same for the keyboard and for screen readers.

use laurel_charts::Rect;
use leptos::prelude::*;
use web_sys::PointerEvent;

use super::dragging::{capture, was_dragged};

/// Something to drag.
pub struct Handle {
    /// Its style, besides `handle`.
    pub class: &'static str,
    /// Where it lies; nothing while it has no place.
    pub area: Memo<Option<Rect>>,
    /// A hand takes hold of it.
    pub grabbed: Callback<()>,
    /// It was moved so many CSS px to the right since.
    pub moved: Callback<f64>,
    /// It was let go after it had been moved.
    pub released: Callback<()>,
}

impl Handle {
    /// The element.
    pub fn view(self) -> AnyView {
        let Self {
            class,
            area,
            grabbed,
            moved,
            released,
        } = self;
        let from = StoredValue::new(None::<(i32, i32)>);
        let held = RwSignal::new(false);
        let dragged = StoredValue::new(false);
        let grab = move |event: PointerEvent| {
            if event.button() == 0 {
                capture(&event);
                from.set_value(Some((event.client_x(), event.client_y())));
                dragged.set_value(false);
                held.set(true);
                grabbed.run(());
            }
        };
        let drag = move |event: PointerEvent| {
            let Some((x, _)) = from.get_value().filter(|_| held.get_untracked()) else {
                return;
            };
            let way = event.client_x() - x;
            if way.abs() > 3 || dragged.get_value() {
                dragged.set_value(true);
                moved.run(f64::from(way));
            }
        };
        let release = move || {
            if held.get_untracked() {
                held.set(false);
                // A click is on its way elsewhere: nothing was supposed.
                if dragged.get_value() {
                    released.run(());
                }
            }
        };
        let px = move |read: fn(&Rect) -> f64| {
            move || area.with(|area| area.as_ref().map(|area| format!("{}px", read(area))))
        };
        view! {
            <div
                class=format!("handle {class}")
                class:held=move || held.get()
                hidden=move || area.with(Option::is_none)
                title="Drag sideways: what if?"
                style:left=px(|area| area.x)
                style:top=px(|area| area.y)
                style:width=px(|area| area.width)
                style:height=px(|area| area.height)
                on:pointerdown=grab
                on:pointermove=drag
                on:pointerup=move |_| release()
                on:pointercancel=move |_| release()
                on:click=move |event| {
                    if was_dragged(from.get_value(), &event) {
                        event.stop_propagation();
                    }
                }
            ></div>
        }
        .into_any()
    }
}
