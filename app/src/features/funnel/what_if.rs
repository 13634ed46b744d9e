//! What if more people went on: a slider a step and a handle on the picture, and what follows
//! downstream. The choice is in the URL, so that it can be shared.

use laurel_api::funnel::Funnel;
use laurel_charts::figures::{NOT_YET, rate};
use laurel_charts::{Beside, Rect, Scene, Subject};
use laurel_domain::funnel::what_if::{Scenario, WhatIf};
use leptos::prelude::*;

use super::choice::WHAT_IF;
use super::words::{points, share};
use crate::hooks::erased::{effect, memo};
use crate::hooks::use_url_query::{QueryState, Step};
use crate::ui::chart::Over;
use crate::ui::chart::handle::Handle;
use crate::ui::field::unique_id;
use crate::ui::numbers::count;
use crate::ui::show::Show;

/// What is measured, what is supposed, and the URL that holds it.
#[derive(Clone, Copy)]
pub struct Supposing {
    measured: Memo<Funnel>,
    /// Held beside the URL: a hand moves faster than the browser's history takes.
    chosen: RwSignal<WhatIf>,
    state: QueryState,
    is_on: Memo<bool>,
    /// Name, value and change of what follows.
    results: Memo<Vec<(String, String, String)>>,
}

impl Supposing {
    /// Follows the URL.
    pub fn new(measured: Memo<Funnel>, state: QueryState) -> Self {
        let stages = memo(move || measured.with(|funnel| funnel.stages.len()));
        let read = move || {
            let said = state
                .query
                .with(|query| WhatIf::parse(query.get(WHAT_IF).unwrap_or_default()));
            said.within(stages.get())
        };
        let chosen = RwSignal::new(untrack(read));
        effect(move || {
            let said = read();
            if chosen.with_untracked(|chosen| *chosen != said) {
                chosen.set(said);
            }
        });
        Self {
            measured,
            chosen,
            state,
            is_on: memo(move || chosen.with(|chosen| !chosen.is_empty())),
            results: memo(move || {
                measured.with(|funnel| chosen.with(|chosen| results(funnel, chosen)))
            }),
        }
    }

    /// The right half of the picture while something is supposed.
    pub fn beside(self) -> Option<Beside> {
        self.measured
            .with(|funnel| self.chosen.with(|chosen| beside(funnel, chosen)))
    }

    fn conversion(self, stage: u8) -> Option<f64> {
        self.chosen.with(|chosen| chosen.conversion(stage))
    }

    fn suppose(self, stage: u8, conversion: Option<f64>) {
        self.chosen
            .update(|chosen| *chosen = std::mem::take(chosen).with(stage, conversion));
    }

    /// The URL follows once a hand rests.
    fn keep(self) {
        let text = self
            .chosen
            .with_untracked(|chosen| (!chosen.is_empty()).then(|| chosen.to_string()));
        let query = self.state.query.get_untracked().with(WHAT_IF, text);
        self.state.go(&query, Step::Replace);
    }

    /// Handles at the right edges of the bands: who is dragged wider came from the stage before.
    /// None while two funnels stand side by side that were both measured.
    pub fn handles(self) -> Over {
        Box::new(move |plot| {
            let stages = memo(move || self.measured.with(|funnel| funnel.stages.len()));
            let each = move || {
                (1..stages.get())
                    .map(|stage| self.handle(stage, plot.scene))
                    .collect_view()
            };
            view! { {each} }.into_any()
        })
    }

    fn handle(self, stage: usize, scene: Memo<Option<Scene>>) -> AnyView {
        // The conversion where the drag began, and how many CSS px make it one more.
        let from = StoredValue::new((0.0, 1.0));
        let area = memo(move || {
            let two_measured =
                self.measured.with(|funnel| funnel.comparison.is_some()) && !self.is_on.get();
            scene
                .with(|scene| right_edge(scene.as_ref()?, stage))
                .filter(|_| !two_measured)
        });
        let position = stage as u8;
        let grabbed = move |()| {
            let measured = |funnel: &Funnel| funnel.stages.get(stage)?.step_conversion;
            let conversion = untrack(|| self.conversion(position))
                .or_else(|| self.measured.with_untracked(measured));
            let all = scene.with_untracked(|scene| half_before(scene.as_ref()?, stage));
            from.set_value((conversion.unwrap_or_default(), all.unwrap_or(WAY)));
        };
        let moved = move |way: f64| {
            let (conversion, all) = from.get_value();
            self.suppose(position, Some((conversion + way / all).clamp(0.0, 1.0)));
        };
        Handle {
            class: "edge",
            area,
            grabbed: Callback::new(grabbed),
            moved: Callback::new(moved),
            released: Callback::new(move |()| self.keep()),
        }
        .view()
    }

    /// What follows, in a line under the picture while something is supposed.
    pub fn outcome(self) -> AnyView {
        let words = move || {
            let parts: Vec<String> = self.results.with(|results| {
                results
                    .iter()
                    .map(|(name, value, change)| format!("{value} {name} ({change})"))
                    .collect()
            });
            format!("What if: {}.", parts.join(", "))
        };
        view! {
            <Show when=self.is_on>
                <div class="row">
                    <span class="small" dir="auto">{words}</span>
                    {self.reset_all()}
                </div>
            </Show>
        }
        .into_any()
    }

    fn reset_all(self) -> AnyView {
        view! {
            <button
                type="button"
                class="button quiet small"
                on:click=move |_| {
                    self.chosen.set(WhatIf::default());
                    self.keep();
                }
            >
                "Back to what was measured"
            </button>
        }
        .into_any()
    }

    /// The section with the sliders.
    pub fn panel(self) -> AnyView {
        // The names and the measured shares alone: a slider must stay while it is moved.
        let steps = memo(move || self.measured.with(steps));
        let sliders = move || {
            steps
                .get()
                .into_iter()
                .map(|step| self.slider(step))
                .collect_view()
        };
        let open = self.is_on.get_untracked();
        let results = move || {
            self.results
                .get()
                .into_iter()
                .map(|(name, value, change)| {
                    view! {
                        <div class="stat">
                            <span class="value">{value}</span>
                            <span class="name">{name}</span>
                            <span class="note">{change}</span>
                        </div>
                    }
                })
                .collect_view()
        };
        view! {
            <details class="section what-if" open=open>
                <summary>
                    <h2>"What if more people went on?"</h2>
                </summary>
                <div class="stack">
                    <p class="muted measure small">
                        "Move a step’s conversion here, with the arrow keys too, or drag the right edge of a stage in the picture. Everything after it follows, as if more people went on just as those before them did; the picture shows both, and the address of this page carries the choice."
                    </p>
                    <div class="stats" role="status">
                        {results}
                    </div>
                    <ul class="sliders">{sliders}</ul>
                    <Show when=self.is_on>
                        <div>{self.reset_all()}</div>
                    </Show>
                </div>
            </details>
        }
        .into_any()
    }

    fn slider(self, step: MovableStep) -> AnyView {
        let MovableStep {
            stage,
            words,
            measured,
        } = step;
        let id = unique_id("slider");
        let label = id.clone();
        let conversion = move || self.conversion(stage);
        let value = move || {
            let value = conversion().or(measured).unwrap_or_default();
            format!("{:.1}", value * 100.0)
        };
        let said = move || match (conversion(), measured) {
            (Some(value), Some(measured)) => format!(
                "{} ({} points)",
                share(Some(value)),
                points(value - measured)
            ),
            (value, measured) => share(value.or(measured)),
        };
        let reset = move || {
            conversion().map(|_| {
                view! {
                    <button
                        type="button"
                        class="button plain small"
                        on:click=move |_| {
                            self.suppose(stage, None);
                            self.keep();
                        }
                    >
                        "Reset"
                    </button>
                }
            })
        };
        view! {
            <li>
                <label for=label dir="auto">{words}</label>
                <input
                    id=id
                    type="range"
                    min="0"
                    max="100"
                    step="0.5"
                    prop:value=value
                    aria-valuetext=said
                    on:input:target=move |event| {
                        if let Ok(percent) = event.target().value().parse::<f64>() {
                            self.suppose(stage, Some(percent / 100.0));
                        }
                    }
                    on:change=move |_| self.keep()
                />
                <output>{said}</output>
                <span class="reset">{reset}</span>
            </li>
        }
        .into_any()
    }
}

fn people(funnel: &Funnel) -> Vec<u64> {
    funnel.stages.iter().map(|stage| stage.people).collect()
}

/// The right half of the picture while something is chosen.
fn beside(funnel: &Funnel, chosen: &WhatIf) -> Option<Beside> {
    (!chosen.is_empty()).then(|| {
        let scenario = chosen.apply(&people(funnel));
        Beside {
            label: "Measured".to_owned(),
            other_label: "What if".to_owned(),
            people: scenario.people,
            cylinder_index: scenario.cylinder_index,
        }
    })
}

/// The shortest way from nobody to everybody, in CSS px, so that a small stage can be aimed at.
const WAY: f64 = 80.0;

/// Where a stage's band ends on the right, wide enough for a finger.
fn right_edge(scene: &Scene, stage: usize) -> Option<Rect> {
    const REACH: f64 = 12.0;
    let band = scene.mark_of(Subject::Stage(stage))?.bounds();
    Some(Rect::between(
        band.right() - REACH,
        band.y,
        band.right() + REACH,
        band.bottom(),
    ))
}

/// How far the band before reaches from the axis to the right: where everybody goes on.
fn half_before(scene: &Scene, stage: usize) -> Option<f64> {
    let band = |stage: usize| Some(scene.mark_of(Subject::Stage(stage))?.bounds());
    // The first stage is as wide on both sides, whatever is supposed.
    let first = band(0)?;
    let axis = first.x + first.width / 2.0;
    Some((band(stage.checked_sub(1)?)?.right() - axis).max(WAY))
}

/// A step to move.
#[derive(Debug, Clone, PartialEq)]
struct MovableStep {
    stage: u8,
    words: String,
    measured: Option<f64>,
}

fn steps(funnel: &Funnel) -> Vec<MovableStep> {
    let before = funnel.stages.iter();
    let after = funnel.stages.iter().skip(1);
    before
        .zip(after)
        .map(|(before, stage)| MovableStep {
            stage: stage.position,
            words: format!("{} to {}", before.name, stage.name),
            measured: stage.step_conversion,
        })
        .collect()
}

/// Customers, the last stage and the cylinder index: name, value, change.
fn results(funnel: &Funnel, chosen: &WhatIf) -> Vec<(String, String, String)> {
    let Scenario {
        people: scenario,
        cylinder_index,
    } = chosen.apply(&people(funnel));
    let last = funnel.stages.len().saturating_sub(1);
    let purchase = funnel
        .purchase_stage
        .map(usize::from)
        .filter(|stage| *stage < last);
    let stages = purchase.into_iter().chain(std::iter::once(last));
    let mut results: Vec<_> = stages
        .filter_map(|position| {
            let stage = funnel.stages.get(position)?;
            let expected = scenario.get(position)?.round() as u64;
            let change = match expected.cmp(&stage.people) {
                std::cmp::Ordering::Greater => format!("+{}", count(expected - stage.people)),
                std::cmp::Ordering::Less => format!("−{}", count(stage.people - expected)),
                std::cmp::Ordering::Equal => "as measured".to_owned(),
            };
            Some((format!("reach {}", stage.name), count(expected), change))
        })
        .collect();
    let written = |index: Option<f64>| index.and_then(rate).unwrap_or_else(|| NOT_YET.to_owned());
    let (before, after) = (written(funnel.cylinder_index), written(cylinder_index));
    let change = if before == after {
        "as measured".to_owned()
    } else {
        format!("from {before}")
    };
    results.push(("cylinder index".to_owned(), after, change));
    results
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_choice_is_told_by_what_follows() {
        let funnel = super::super::figures::sample_funnel(&[200, 100, 50, 10]);
        let told = results(&funnel, &WhatIf::default().with(1, Some(0.6)));
        let of = |index: usize| {
            (
                told[index].0.as_str(),
                told[index].1.as_str(),
                told[index].2.as_str(),
            )
        };
        assert_eq!(of(0), ("reach Purchase", "60", "+10"));
        assert_eq!(of(1), ("reach Advocacy", "12", "+2"));
        assert_eq!(told[2].0, "cylinder index");
        let same = results(&funnel, &WhatIf::default());
        assert!(
            same.iter()
                .take(2)
                .all(|(_, _, change)| change == "as measured")
        );
        assert_eq!(beside(&funnel, &WhatIf::default()), None);
        let right = beside(&funnel, &WhatIf::default().with(3, Some(0.5))).unwrap();
        assert_eq!(right.people, [200.0, 100.0, 50.0, 25.0]);
    }
}
