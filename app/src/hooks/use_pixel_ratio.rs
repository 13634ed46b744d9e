//! Device px per CSS px, which changes with zoom and from screen to screen.

use leptos::prelude::*;

use super::listener::Listener;

/// The ratio, followed for as long as the current owner lives.
pub fn use_pixel_ratio() -> ReadSignal<f64> {
    let (ratio, set_ratio) = signal(window().device_pixel_ratio());
    // A query asks about one resolution, so each change needs a new one.
    Effect::new(move |_: Option<Option<Listener>>| {
        let query = format!("(resolution: {}dppx)", ratio.get());
        let list = window().match_media(&query).ok().flatten()?;
        Some(Listener::new(&list, "change", move || {
            set_ratio.try_set(window().device_pixel_ratio());
        }))
    });
    ratio
}
