//! What if more people went on: a slider a step and a handle on the picture, and what follows
//! downstream. The choice is in the URL, so that it can be shared.

mod figures;
mod handles;
mod panel;

use laurel_api::funnel::Funnel;
use laurel_charts::Beside;
use laurel_domain::funnel::what_if::WhatIf;
use leptos::prelude::*;

use self::figures::{Outcome, beside, outcomes};
use super::choice::WHAT_IF;
use crate::hooks::erased::{effect, memo};
use crate::hooks::use_url_query::{QueryState, Step};
use crate::ui::show::Show;
use crate::words::t;

/// What is measured, what is chosen, and the URL that holds it.
#[derive(Clone, Copy)]
pub struct WhatIfState {
    measured: Memo<Funnel>,
    /// Held beside the URL: a hand moves faster than the browser's history takes.
    chosen: RwSignal<WhatIf>,
    state: QueryState,
    is_on: Memo<bool>,
    outcomes: Memo<Vec<Outcome>>,
}

impl WhatIfState {
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
            outcomes: memo(move || {
                measured.with(|funnel| chosen.with(|chosen| outcomes(funnel, chosen)))
            }),
        }
    }

    /// The right half of the picture while something is chosen.
    pub fn beside(self) -> Option<Beside> {
        self.measured
            .with(|funnel| self.chosen.with(|chosen| beside(funnel, chosen)))
    }

    fn conversion(self, stage: u8) -> Option<f64> {
        self.chosen.with(|chosen| chosen.conversion(stage))
    }

    fn set_conversion(self, stage: u8, conversion: Option<f64>) {
        self.chosen
            .update(|chosen| *chosen = std::mem::take(chosen).with(stage, conversion));
    }

    /// The URL follows once a hand rests.
    fn write_url(self) {
        let text = self
            .chosen
            .with_untracked(|chosen| (!chosen.is_empty()).then(|| chosen.to_string()));
        let query = self.state.query.get_untracked().with(WHAT_IF, text);
        self.state.go(&query, Step::Replace);
    }

    /// What follows, in a line under the picture while something is chosen.
    pub fn outcome(self) -> AnyView {
        let words = move || {
            let parts: Vec<String> = self
                .outcomes
                .with(|outcomes| outcomes.iter().map(Outcome::words).collect());
            t().funnel_what_if_line(&parts.join(", "))
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
                    self.write_url();
                }
            >
                {t().funnel_what_if_all_back()}
            </button>
        }
        .into_any()
    }
}
