//! Waiting.

use std::time::Duration;

use leptos::prelude::*;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

/// Comes back after this time, and after the browser has done what else it had to do.
pub async fn sleep(duration: Duration) {
    let promise = js_sys::Promise::new(&mut |resolve, _| {
        set_timeout(
            move || {
                // A promise that nobody awaits any more needs no answer.
                _ = resolve.call0(&JsValue::NULL);
            },
            duration,
        );
    });
    // It is only ever resolved.
    _ = JsFuture::from(promise).await;
}
