//! Animation frames, for as long as something moves.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

use super::erased::effect;

type Tick = Closure<dyn FnMut(f64)>;

struct Frames {
    tick: RefCell<Option<Tick>>,
    /// The frame that is asked for.
    asked: Cell<Option<i32>>,
    /// When the latest frame was, in microseconds; `None` before the first of a run.
    latest: Cell<Option<f64>>,
}

impl Frames {
    fn ask(&self) {
        let tick = self.tick.borrow();
        let Some(tick) = tick.as_ref() else { return };
        // A page that gives no frames shows a wheel at rest.
        let asked = window().request_animation_frame(tick.as_ref().unchecked_ref());
        self.asked.set(asked.ok());
    }

    fn stop(&self) {
        self.latest.set(None);
        if let Some(asked) = self.asked.take() {
            // Fails only for a frame that has been.
            _ = window().cancel_animation_frame(asked);
        }
    }
}

/// Calls `frame` with the microseconds since the frame before, as long as `runs` holds and `frame`
/// answers that it wants another. Changing `runs` to true begins anew.
pub fn use_frames(runs: Memo<bool>, mut frame: impl FnMut(u32) -> bool + 'static) {
    let frames = Rc::new(Frames {
        tick: RefCell::new(None),
        asked: Cell::new(None),
        latest: Cell::new(None),
    });
    let inner = Rc::clone(&frames);
    let tick = Tick::new(move |now: f64| {
        inner.asked.set(None);
        // Whole microseconds of the clock itself, so that rounding never adds up.
        let now = (now * 1_000.0).round();
        let passed = inner
            .latest
            .replace(Some(now))
            .map_or(0.0, |before| now - before);
        if frame(passed.max(0.0) as u32) {
            inner.ask();
        } else {
            inner.stop();
        }
    });
    *frames.tick.borrow_mut() = Some(tick);
    let kept = StoredValue::new_local(Rc::clone(&frames));
    effect(move || {
        frames.stop();
        if runs.get() {
            frames.ask();
        }
    });
    on_cleanup(move || {
        _ = kept.try_with_value(|frames| {
            frames.stop();
            frames.tick.borrow_mut().take();
        });
    });
}
