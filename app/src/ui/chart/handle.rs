//! A place on a chart that is dragged sideways to suppose another figure. The sliders beside the chart
//! do the same for the keyboard and for screen readers.

use laurel_charts::Rect;
use leptos::prelude::*;
use web_sys::PointerEvent;

use super::dragging::use_drag;
use crate::words::t;

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
        let drag = use_drag();
        let grab = move |event: PointerEvent| {
            if event.button() == 0 {
                drag.begin(&event);
                grabbed.run(());
            }
        };
        let follow = move |event: PointerEvent| {
            if let Some(way) = drag.follow(&event) {
                moved.run(f64::from(way));
            }
        };
        let release = move || {
            // A click is on its way elsewhere: nothing was supposed.
            if drag.end() == Some(true) {
                released.run(());
            }
        };
        let px = move |read: fn(&Rect) -> f64| {
            move || area.with(|area| area.as_ref().map(|area| format!("{}px", read(area))))
        };
        view! {
            <div
                class=format!("handle {class}")
                class:held=move || drag.held.get()
                hidden=move || area.with(Option::is_none)
                title=t().export_drag()
                style:left=px(|area| area.x)
                style:top=px(|area| area.y)
                style:width=px(|area| area.width)
                style:height=px(|area| area.height)
                on:pointerdown=grab
                on:pointermove=follow
                on:pointerup=move |_| release()
                on:pointercancel=move |_| release()
                on:click=move |event| drag.sieve(&event)
            ></div>
        }
        .into_any()
    }
}
