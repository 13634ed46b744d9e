//! What if a phase went better? Its rate is dragged, with a slider or on the chart, and gain,
//! momentum and speed follow.

use laurel_api::figures::Flywheel;
use laurel_charts::{Phase, Scene, Subject};
use leptos::prelude::*;

use super::figures::drive;
use super::rates::{PHASES, WhatIf, highest, measured};
use super::turning::seconds_words;
use crate::hooks::erased::{effect, memo};
use crate::hooks::use_url_query::{QueryState, Step};
use crate::ui::chart::Over;
use crate::ui::chart::handle::Handle;
use crate::ui::field::unique_id;
use crate::ui::figures::{NOT_YET, percent, rate};
use crate::ui::numbers::count;
use crate::ui::show::Show;
use crate::words::t;

/// How far a pointer goes from nothing to the highest rate, in CSS px.
const WAY: f64 = 260.0;

/// What is measured, what is chosen, and the URL that holds it.
#[derive(Clone, Copy)]
pub struct WhatIfState {
    measured: Memo<Flywheel>,
    chosen: RwSignal<WhatIf>,
    state: QueryState,
}

impl WhatIfState {
    /// Follows the URL.
    pub fn new(measured: Memo<Flywheel>, state: QueryState) -> Self {
        let chosen = RwSignal::new(WhatIf::default());
        let said = memo(move || state.query.with(WhatIf::read));
        effect(move || chosen.set(said.get()));
        Self {
            measured,
            chosen,
            state,
        }
    }

    /// Whether anything is chosen.
    pub fn is_on(self) -> bool {
        !self.chosen.get().is_nothing()
    }

    /// The flywheel as it is, or as it would be.
    pub fn shown(self) -> Memo<Flywheel> {
        memo(move || {
            self.measured
                .with(|measured| self.chosen.get().apply(measured))
        })
    }

    fn set_rate(self, phase: Phase, rate: f64) {
        self.chosen
            .update(|chosen| *chosen = chosen.with(phase, Some(rate)));
    }

    /// Once a hand rests the URL follows.
    fn write_url(self) {
        let query = self
            .chosen
            .get_untracked()
            .write(self.state.query.get_untracked());
        self.state.go(&query, Step::Replace);
    }

    fn highest(self, phase: Phase) -> f64 {
        // What is chosen may only widen the scale when it came from the URL, not while it is dragged.
        let chosen = self.state.query.with(WhatIf::read);
        self.measured
            .with(|measured| highest(measured, phase, chosen))
    }

    fn rate(self, phase: Phase) -> Option<f64> {
        let chosen = self.chosen.get().get(phase);
        chosen.or_else(|| self.measured.with(|flywheel| measured(flywheel, phase)))
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
                self.set_rate(phase, rate.clamp(0.0, highest));
            }),
            released: Callback::new(move |()| self.write_url()),
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
            self.chosen.set(WhatIf::default());
            self.write_url();
        };
        view! {
            <section class="section supposed">
                <h2>{t().flywheel_what_if()}</h2>
                <p class="muted measure">
                    {t().flywheel_what_if_words()}
                </p>
                <div class="rates">{sliders}</div>
                <p role="status" class="measure">{outcome}</p>
                <Show when=move || self.is_on()>
                    <p>
                        <button type="button" class="button quiet small" on:click=reset>
                            {t().flywheel_what_if_back()}
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
            t().flywheel_what_if_rate(&text, unit)
        };
        let before = move || {
            self.chosen.get().get(phase)?;
            let now = self.measured.with(|flywheel| measured(flywheel, phase));
            let now = now.and_then(write).unwrap_or_else(|| NOT_YET.to_owned());
            Some(t().flywheel_what_if_measured(&now))
        };
        let spoken = move || match before() {
            Some(before) => t().flywheel_what_if_spoken(&said(), &before),
            None => said(),
        };
        view! {
            <div class=format!("field rate {}", super::rates::name(phase))>
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
                            self.set_rate(phase, rate);
                        }
                    }
                    on:change=move |_| self.write_url()
                />
                <output>{said} <span class="muted small">{before}</span></output>
            </div>
        }
        .into_any()
    }
}

type Write = fn(f64) -> Option<String>;

fn words(phase: Phase) -> (&'static str, &'static str, Write) {
    match phase {
        Phase::Attract => (t().flywheel_attract(), t().flywheel_attract_unit(), rate),
        Phase::Engage => (t().flywheel_engage(), t().flywheel_engage_unit(), percent),
        Phase::Delight => (t().flywheel_delight(), t().flywheel_delight_unit(), rate),
    }
}

/// What would follow, beside what is.
pub fn outcome_words(now: &Flywheel, shown: &Flywheel, is_on: bool) -> String {
    let Some(gain) = shown.loop_gain.filter(|_| is_on) else {
        return if is_on {
            t().flywheel_what_if_incomplete().to_owned()
        } else {
            t().flywheel_what_if_nothing().to_owned()
        };
    };
    let customers = |gain: f64| count((now.customers as f64 * gain).round() as u64);
    let figure = |value: Option<f64>| value.and_then(rate);
    let gain_words = figure(Some(gain)).unwrap_or_default();
    let cohort = count(now.customers);
    let brings = match now.loop_gain.zip(figure(now.loop_gain)) {
        Some((measured, words)) => t().flywheel_what_if_gain(
            &gain_words,
            &words,
            &cohort,
            &customers(gain),
            &customers(measured),
        ),
        None => t().flywheel_what_if_gain_first(&gain_words, &cohort, &customers(gain)),
    };
    let seconds = |flywheel| seconds_words(drive(flywheel).speed());
    let pace = match figure(shown.momentum) {
        Some(momentum) => match (seconds(shown), seconds(now)) {
            (Some(turn), Some(before)) => t().flywheel_what_if_pace(&momentum, &turn, &before),
            (Some(turn), None) => t().flywheel_what_if_pace_first(&momentum, &turn),
            (None, _) => t().flywheel_what_if_pace_still(&momentum),
        },
        None => t().flywheel_what_if_pace_unknown().to_owned(),
    };
    let mut sentences = vec![brings, pace];
    if gain >= 1.0 {
        sentences.push(t().flywheel_what_if_sustains().to_owned());
    }
    sentences.join(" ")
}

#[cfg(test)]
mod tests {
    use super::super::figures::tests::flywheel;
    use super::*;

    #[test]
    fn what_follows_is_said() {
        let now = flywheel();
        let shown = WhatIf::default().with(Phase::Engage, Some(1.0)).apply(&now);
        let words = outcome_words(&now, &shown, true);
        assert!(words.starts_with("Loop gain 0.34 instead of 0.08: these 1,204 customers bring 412 more instead of 98."), "{words}");
        assert!(
            words.contains("Momentum is 4.58 customers a day"),
            "{words}"
        );
        assert!(outcome_words(&now, &now, false).contains("as measured"));
        let unmeasured = Flywheel {
            attract: None,
            loop_gain: None,
            ..now.clone()
        };
        let shown = WhatIf::default()
            .with(Phase::Engage, Some(1.0))
            .apply(&unmeasured);
        assert!(outcome_words(&unmeasured, &shown, true).starts_with("Choose all three"));
        let still = Flywheel {
            cycle_days: None,
            ..now
        };
        let shown = WhatIf::default()
            .with(Phase::Delight, Some(9.0))
            .apply(&still);
        let words = outcome_words(&still, &shown, true);
        assert!(
            words.contains("is not known") && words.ends_with("keep itself going."),
            "{words}"
        );
    }
}
