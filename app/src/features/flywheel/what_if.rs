//! What if a phase went better? Its rate is dragged, with a slider or on the chart, and gain,
//! momentum and speed follow.

use laurel_api::figures::Flywheel;
use laurel_charts::figures::{NOT_YET, percent, rate};
use laurel_charts::{Phase, Scene, Subject};
use leptos::prelude::*;

use super::figures::drive;
use super::supposed::{PHASES, Supposed, highest, measured};
use crate::hooks::erased::{effect, memo};
use crate::hooks::use_url_query::{QueryState, Step};
use crate::ui::chart::Over;
use crate::ui::chart::handle::Handle;
use crate::ui::field::unique_id;
use crate::ui::numbers::count;
use crate::ui::show::Show;

/// How far a pointer goes from nothing to the highest rate, in CSS px.
const WAY: f64 = 260.0;

/// What is measured, what is supposed, and the URL that holds it.
#[derive(Clone, Copy)]
pub struct WhatIf {
    measured: Memo<Flywheel>,
    supposed: RwSignal<Supposed>,
    state: QueryState,
}

impl WhatIf {
    /// Follows the URL.
    pub fn new(measured: Memo<Flywheel>, state: QueryState) -> Self {
        let supposed = RwSignal::new(Supposed::default());
        let said = memo(move || state.query.with(Supposed::read));
        effect(move || supposed.set(said.get()));
        Self {
            measured,
            supposed,
            state,
        }
    }

    /// Whether anything is supposed.
    pub fn is_on(self) -> bool {
        !self.supposed.get().is_nothing()
    }

    /// The flywheel as it is, or as it would be.
    pub fn shown(self) -> Memo<Flywheel> {
        memo(move || {
            self.measured
                .with(|measured| self.supposed.get().apply(measured))
        })
    }

    fn suppose(self, phase: Phase, rate: f64) {
        self.supposed
            .update(|supposed| *supposed = supposed.with(phase, Some(rate)));
    }

    /// Once a hand rests the URL follows.
    fn keep(self) {
        let query = self
            .supposed
            .get_untracked()
            .write(self.state.query.get_untracked());
        self.state.go(&query, Step::Replace);
    }

    fn highest(self, phase: Phase) -> f64 {
        // What is supposed may only widen the scale when it came from the URL, not while it is dragged.
        let supposed = self.state.query.with(Supposed::read);
        self.measured
            .with(|measured| highest(measured, phase, supposed))
    }

    fn rate(self, phase: Phase) -> Option<f64> {
        let supposed = self.supposed.get().get(phase);
        supposed.or_else(|| self.measured.with(|flywheel| measured(flywheel, phase)))
    }

    /// Handles over the rates on the chart; `more` is what else lies over it.
    pub fn handles(self) -> Over {
        Box::new(move |plot| {
            PHASES
                .map(|phase| self.handle(phase, plot.scene))
                .into_iter()
                .collect_view()
                .into_any()
        })
    }

    fn handle(self, phase: Phase, scene: Memo<Option<Scene>>) -> AnyView {
        // The rate where the drag began.
        let from = StoredValue::new(0.0);
        let area = memo(move || {
            scene.with(|scene| {
                let mark = scene.as_ref()?.mark_of(Subject::Phase(phase))?;
                mark.targets.first().copied()
            })
        });
        Handle {
            class: "underline",
            area,
            grabbed: Callback::new(move |()| {
                from.set_value(untrack(|| self.rate(phase)).unwrap_or_default());
            }),
            moved: Callback::new(move |way: f64| {
                let highest = untrack(|| self.highest(phase));
                let rate = from.get_value() + way / WAY * highest;
                self.suppose(phase, rate.clamp(0.0, highest));
            }),
            released: Callback::new(move |()| self.keep()),
        }
        .view()
    }

    /// Sliders with what follows from them.
    pub fn panel(self) -> AnyView {
        let shown = self.shown();
        let sliders = PHASES
            .map(|phase| self.slider(phase))
            .into_iter()
            .collect_view();
        let outcome = memo(move || {
            self.measured
                .with(|now| shown.with(|shown| outcome_words(now, shown, self.is_on())))
        });
        let reset = move |_| {
            self.supposed.set(Supposed::default());
            self.keep();
        };
        view! {
            <section class="section supposed">
                <h2>"What if?"</h2>
                <p class="muted measure">
                    "Change a rate here, or drag it on the chart. The address holds what is supposed, so it can be sent to somebody."
                </p>
                <div class="rates">{sliders}</div>
                <p role="status" class="measure">{outcome}</p>
                <Show when=move || self.is_on()>
                    <p>
                        <button type="button" class="button quiet small" on:click=reset>
                            "Back to what was measured"
                        </button>
                    </p>
                </Show>
            </section>
        }
        .into_any()
    }

    fn slider(self, phase: Phase) -> AnyView {
        let id = unique_id("what-if");
        let control = id.clone();
        let (label, unit, write) = words(phase);
        let value = move || self.rate(phase);
        let said = move || {
            let text = value()
                .and_then(write)
                .unwrap_or_else(|| NOT_YET.to_owned());
            format!("{text} {unit}")
        };
        let before = move || {
            self.supposed.get().get(phase)?;
            let now = self.measured.with(|flywheel| measured(flywheel, phase));
            Some(format!(
                "measured: {}",
                now.and_then(write).unwrap_or_else(|| NOT_YET.to_owned())
            ))
        };
        let spoken = move || match before() {
            Some(before) => format!("{}, {before}", said()),
            None => said(),
        };
        view! {
            <div class=format!("field rate {}", super::supposed::name(phase))>
                <label for=id>{label}</label>
                <input
                    id=control
                    type="range"
                    min="0"
                    max=move || self.highest(phase).to_string()
                    step=move || (self.highest(phase) / 200.0).to_string()
                    prop:value=move || value().unwrap_or_default().to_string()
                    aria-valuetext=spoken
                    on:input:target=move |event| {
                        if let Ok(rate) = event.target().value().parse() {
                            self.suppose(phase, rate);
                        }
                    }
                    on:change=move |_| self.keep()
                />
                <output>{said} <span class="muted small">{before}</span></output>
            </div>
        }
        .into_any()
    }
}

type Write = fn(f64) -> Option<String>;

const fn words(phase: Phase) -> (&'static str, &'static str, Write) {
    match phase {
        Phase::Attract => ("Attract", "people per act", rate),
        Phase::Engage => ("Engage", "of them buy", percent),
        Phase::Delight => ("Delight", "acts per customer", rate),
    }
}

/// What would follow, beside what is.
pub fn outcome_words(now: &Flywheel, shown: &Flywheel, is_on: bool) -> String {
    let Some(gain) = shown.loop_gain.filter(|_| is_on) else {
        return if is_on {
            "Suppose all three rates to see what follows: not all of them are measured yet."
                .to_owned()
        } else {
            "All rates are as measured.".to_owned()
        };
    };
    let customers = |gain: f64| count((now.customers as f64 * gain).round() as u64);
    let figure = |value: Option<f64>| value.and_then(rate);
    let supposed = figure(Some(gain)).unwrap_or_default();
    let cohort = count(now.customers);
    let brings = match now.loop_gain.zip(figure(now.loop_gain)) {
        Some((measured, words)) => format!(
            "Loop gain {supposed} instead of {words}: these {cohort} customers bring {} more instead of {}.",
            customers(gain),
            customers(measured)
        ),
        None => format!(
            "Loop gain {supposed}: these {cohort} customers bring {} more.",
            customers(gain)
        ),
    };
    let pace = match figure(shown.momentum) {
        Some(momentum) => format!(
            " Momentum {momentum} customers a day, and the wheel turns at {:.2} rad/s instead of {:.2}.",
            drive(shown).speed(),
            drive(now).speed()
        ),
        None => " How fast cannot be said without a cycle time.".to_owned(),
    };
    let sustains = if gain >= 1.0 {
        " The wheel would sustain itself."
    } else {
        ""
    };
    [brings.as_str(), pace.as_str(), sustains].concat()
}

#[cfg(test)]
mod tests {
    use super::super::figures::tests::flywheel;
    use super::*;

    #[test]
    fn what_follows_is_said() {
        let now = flywheel();
        let shown = Supposed::default()
            .with(Phase::Engage, Some(1.0))
            .apply(&now);
        let words = outcome_words(&now, &shown, true);
        assert!(words.starts_with("Loop gain 0.34 instead of 0.08: these 1,204 customers bring 412 more instead of 98."), "{words}");
        assert!(words.contains("Momentum 4.58 customers a day"), "{words}");
        assert!(outcome_words(&now, &now, false).contains("as measured"));
        let unmeasured = Flywheel {
            attract: None,
            loop_gain: None,
            ..now.clone()
        };
        let shown = Supposed::default()
            .with(Phase::Engage, Some(1.0))
            .apply(&unmeasured);
        assert!(outcome_words(&unmeasured, &shown, true).starts_with("Suppose all three"));
        let still = Flywheel {
            cycle_days: None,
            ..now
        };
        let shown = Supposed::default()
            .with(Phase::Delight, Some(9.0))
            .apply(&still);
        let words = outcome_words(&still, &shown, true);
        assert!(
            words.contains("cannot be said") && words.ends_with("sustain itself."),
            "{words}"
        );
    }
}
