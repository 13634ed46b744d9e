//! The wheel turns as fast as the program does, and a hand may turn it.
//!
//! What moves it is [`laurel_charts::spin`]; here are only the frames, the hand and the button. Nothing
//! runs while nobody can see it.

use laurel_charts::{Drive, Spin};
use leptos::html;
use leptos::prelude::*;
use web_sys::PointerEvent;

use crate::hooks::erased::{effect, memo};
use crate::hooks::use_awake::{use_less_motion, use_seen};
use crate::hooks::use_frames::use_frames;
use crate::ui::chart::dragging::use_drag;
use crate::ui::chart::wheel::{WheelCanvas, ring_box};
use crate::ui::chart::{Over, Plot};
use crate::words::t;

/// What the page knows about the turning.
#[derive(Clone, Copy)]
pub struct Turning {
    /// What drives the wheel, and what slows it.
    pub drive: Memo<Drive>,
    /// Somebody stopped it.
    pub paused: RwSignal<bool>,
    /// The system asks for less motion: it stands still.
    pub less_motion: ReadSignal<bool>,
}

impl Turning {
    /// A wheel that turns from the beginning, unless the system asks for less motion.
    pub fn new(drive: Memo<Drive>) -> Self {
        Self {
            drive,
            paused: RwSignal::new(false),
            less_motion: use_less_motion(),
        }
    }

    /// The layer for a chart.
    pub fn over(self, more: Over) -> Over {
        Box::new(move |plot| {
            let wheel = wheel(self, plot);
            view! { {wheel} {more(plot)} }.into_any()
        })
    }

    /// The button that stops it and sets it going, and what it does in words.
    pub fn controls(self) -> AnyView {
        let words = move || {
            let speed = self.drive.get().speed();
            if self.less_motion.get() {
                t().flywheel_still_by_choice().to_owned()
            } else {
                speed_words(speed)
            }
        };
        let turns = move || self.drive.get().speed() > 0.001 && !self.less_motion.get();
        view! {
            <div class="row turning">
                <button
                    type="button"
                    class="button quiet small"
                    hidden=move || !turns()
                    on:click=move |_| self.paused.update(|paused| *paused = !*paused)
                >
                    {move || if self.paused.get() { t().flywheel_turn() } else { t().flywheel_pause() }}
                </button>
                <span class="muted small">{words}</span>
            </div>
        }
        .into_any()
    }
}

/// `One turn takes 15 s: momentum speeds it up, losses slow it down.`
pub fn speed_words(speed: f64) -> String {
    seconds_words(speed).map_or_else(
        || t().flywheel_still().to_owned(),
        |seconds| t().flywheel_turns(&seconds),
    )
}

/// How many seconds a turn takes at a speed in radians a second; `None` when the wheel stands still.
pub fn seconds_words(speed: f64) -> Option<String> {
    (speed >= 0.001).then(|| {
        let seconds = std::f64::consts::TAU / speed;
        t().decimal(seconds, usize::from(seconds < 10.0))
    })
}

const fn left((left, _, _): (f64, f64, f64)) -> f64 {
    left
}

const fn top((_, top, _): (f64, f64, f64)) -> f64 {
    top
}

const fn size((_, _, size): (f64, f64, f64)) -> f64 {
    size
}

fn wheel(turning: Turning, plot: Plot) -> AnyView {
    let Turning {
        drive,
        paused,
        less_motion,
    } = turning;
    let Plot {
        scene,
        theme,
        element,
    } = plot;
    let canvas = NodeRef::<html::Canvas>::new();
    let seen = use_seen(element);
    let drag = use_drag();
    // It came to rest, and nothing drives it.
    let resting = RwSignal::new(false);
    let spin = StoredValue::new_local(Spin::default());
    let painter = StoredValue::new_local(None::<WheelCanvas>);
    let paint = move |angle: f64| {
        scene.with_untracked(|scene| {
            theme.with_untracked(|theme| {
                painter.with_value(|painter| {
                    painter.as_ref()?.paint(scene.as_ref()?, theme, angle);
                    Some(())
                })
            })
        });
    };
    effect(move || {
        theme.track();
        if let Some(canvas) = canvas.get() {
            painter.set_value(scene.with(|scene| WheelCanvas::new(&canvas, scene.as_ref()?)));
            paint(spin.with_value(Spin::angle));
        }
    });
    effect(move || {
        drive.track();
        resting.set(false);
    });
    effect(move || {
        if paused.get() || less_motion.get() {
            spin.update_value(Spin::stop);
            paint(spin.with_value(Spin::angle));
        }
    });
    let runs = memo(move || {
        let moves = drag.held.get() || !(paused.get() || resting.get());
        seen.get() && moves && !less_motion.get()
    });
    use_frames(runs, move |micros| {
        let drive = drive.get_untracked();
        let Some((angle, still)) = spin.try_update_value(|spin| {
            spin.advance(&drive, micros);
            (spin.angle(), spin.is_still(&drive))
        }) else {
            return false;
        };
        paint(angle);
        if still {
            resting.set(true);
        }
        !still
    });
    let angle_of = move |event: &PointerEvent| {
        let bounds = element.get_untracked()?.get_bounding_client_rect();
        let x = f64::from(event.client_x()) - bounds.left();
        let y = f64::from(event.client_y()) - bounds.top();
        scene.with_untracked(|scene| {
            let center = scene.as_ref()?.wheel.as_ref()?.center;
            Some((y - center.y).atan2(x - center.x))
        })
    };
    let grab = move |event: PointerEvent| {
        if event.button() != 0 || less_motion.get_untracked() {
            return;
        }
        if let Some(angle) = angle_of(&event) {
            drag.begin(&event);
            spin.update_value(|spin| spin.grab(angle));
            resting.set(false);
        }
    };
    let follow = move |event: PointerEvent| {
        // The wheel goes along from the first px on, only the click waits for more.
        drag.follow(&event);
        if drag.held.get_untracked()
            && let Some(angle) = angle_of(&event)
        {
            spin.update_value(|spin| spin.drag(angle));
        }
    };
    let release = move || {
        if drag.end().is_some() {
            spin.update_value(|spin| {
                spin.release();
                if paused.get_untracked() {
                    spin.stop();
                }
            });
        }
    };
    let place = move |part: fn((f64, f64, f64)) -> f64| {
        move || {
            let place = scene.with(|scene| ring_box(scene.as_ref()?));
            place
                .map(|place| format!("{}px", part(place)))
                .unwrap_or_default()
        }
    };
    view! {
        <canvas
            class="wheel"
            node_ref=canvas
            aria-hidden="true"
            style:left=place(left)
            style:top=place(top)
            style:width=place(size)
            style:height=place(size)
        ></canvas>
        <div
            class="grip"
            class:held=move || drag.held.get()
            hidden=move || less_motion.get()
            style:left=place(left)
            style:top=place(top)
            style:width=place(size)
            style:height=place(size)
            on:pointerdown=grab
            on:pointermove=follow
            on:pointerup=move |_| release()
            on:pointercancel=move |_| release()
            on:lostpointercapture=move |_| release()
            on:click=move |event| drag.sieve(&event)
        ></div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_speed_is_said_with_its_unit() {
        assert_eq!(
            speed_words(0.42),
            "One turn takes 15 s: momentum speeds it up, losses slow it down."
        );
        assert!(speed_words(2.0).contains("takes 3.1 s"));
        assert!(speed_words(0.0).contains("stands still"));
    }
}
