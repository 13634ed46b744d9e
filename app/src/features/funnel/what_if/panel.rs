//! The section under the picture: a slider a step, and what follows.

use leptos::prelude::*;

use super::WhatIfState;
use super::figures::{MovableStep, movable_steps};
use crate::features::funnel::words::{points, share};
use crate::hooks::erased::memo;
use crate::ui::field::unique_id;
use crate::ui::show::Show;
use crate::words::t;

impl WhatIfState {
    /// The section with the sliders.
    pub fn panel(self) -> AnyView {
        // The names and the measured shares alone: a slider must stay while it is moved.
        let steps = memo(move || self.measured.with(movable_steps));
        let sliders = move || {
            steps
                .get()
                .into_iter()
                .map(|step| self.slider(step))
                .collect_view()
        };
        let open = self.is_on.get_untracked();
        let outcomes = move || {
            self.outcomes
                .get()
                .into_iter()
                .map(|outcome| {
                    view! {
                        <div class="stat">
                            <span class="value">{outcome.value}</span>
                            <span class="name">{outcome.name}</span>
                            <span class="note">{outcome.change}</span>
                        </div>
                    }
                })
                .collect_view()
        };
        view! {
            <details class="section what-if" open=open>
                <summary>
                    <h2>{t().funnel_what_if_title()}</h2>
                </summary>
                <div class="stack">
                    <p class="muted measure small">
                        {t().funnel_what_if_words()}
                    </p>
                    <div class="stats" role="status">
                        {outcomes}
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
            (Some(value), Some(measured)) => {
                t().funnel_what_if_points(&share(Some(value)), &points(value - measured))
            }
            (value, measured) => share(value.or(measured)),
        };
        let reset = move || {
            conversion().map(|_| {
                view! {
                    <button
                        type="button"
                        class="button plain small"
                        on:click=move |_| {
                            self.set_conversion(stage, None);
                            self.write_url();
                        }
                    >
                        {t().funnel_what_if_reset()}
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
                            self.set_conversion(stage, Some(percent / 100.0));
                        }
                    }
                    on:change=move |_| self.write_url()
                />
                <output>{said}</output>
                <span class="reset">{reset}</span>
            </li>
        }
        .into_any()
    }
}
