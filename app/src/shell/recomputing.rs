//! Says that the figures are being computed again, with progress; whoever may change things drives it on.

use std::time::Duration;

use laurel_api::NoQuery;
use laurel_api::endpoints::{ChangeRecomputation, StepRecomputation};
use laurel_api::settings::{Recomputation, RecomputationChange, RecomputationState, StepRequest};
use laurel_domain::role::Permission;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::use_program_details;
use crate::api::call;
use crate::hooks::erased::{effect, memo};
use crate::hooks::use_latest::{Latest, Run, use_latest};
use crate::hooks::use_remote::Freshness;
use crate::session::CurrentProgram;
use crate::ui::button::Button;
use crate::ui::progress::Progress;
use crate::ui::show::Show;
use crate::ui::toast::{Toasts, use_toasts};
use crate::words::t;

/// How long to wait after something went wrong, and between two looks of those who only watch.
const REST: u32 = 5_000;

/// What the loop that drives works with.
#[derive(Clone, Copy)]
struct Driver {
    now: RwSignal<Option<Recomputation>>,
    /// Only the latest loop goes on.
    latest: Latest,
    freshness: Freshness,
    toasts: Toasts,
}

/// The note above every page of a program while its figures are being computed again.
#[component]
pub fn Recomputing() -> impl IntoView {
    let details = use_program_details();
    let driver = Driver {
        now: RwSignal::new(None),
        latest: use_latest(),
        freshness: expect_context(),
        toasts: use_toasts(),
    };
    let now = driver.now;
    effect(move || {
        let said = details.program().and_then(|program| program.recomputation);
        // Finished while somebody else drove it: what is on the page is of before.
        if said.is_none() {
            driver.finish();
        }
        now.set(said);
    });
    let running = memo(move || {
        now.with(|now| now.is_some_and(|now| now.state == RecomputationState::Running))
    });
    let may = memo(move || {
        let current = details.current.get();
        current.is_some_and(|program| program.may(Permission::Edit))
    });
    effect(move || {
        let (running, may, current) = (running.get(), may.get(), details.current.get());
        let mine = driver.latest.begin();
        let Some(program) = current.filter(|_| running) else {
            return;
        };
        spawn_local(async move {
            while driver.latest.is(mine) {
                if !may {
                    rest(driver, mine).await;
                    details.reload();
                } else if !driver.step(&program).await {
                    rest(driver, mine).await;
                }
            }
        });
    });
    on_cleanup(move || _ = driver.latest.begin());
    let change = move |paused: bool| {
        let Some(program) = details.current.get_untracked() else {
            return;
        };
        _ = driver.latest.begin();
        spawn_local(async move {
            let request = RecomputationChange { paused };
            match call::<ChangeRecomputation>(&program.path(), &NoQuery {}, &request).await {
                Ok(answer) => _ = now.try_set(Some(answer.recomputation)),
                Err(error) => driver.toasts.problem(error.to_string()),
            }
        });
    };
    let figure = move |pick: fn(&Recomputation) -> u64| {
        Signal::derive(move || now.with(|now| now.as_ref().map_or(0, pick)))
    };
    let words = move || {
        if running.get() {
            t().shell_recomputing()
        } else {
            t().shell_recomputing_stopped()
        }
    };
    view! {
        <Show when=move || now.with(Option::is_some)>
            <section class="banner recomputing" aria-label=t().shell_recomputing()>
                <Progress
                    label=Signal::derive(move || words().to_owned())
                    done=figure(|now| now.done)
                    total=figure(|now| now.total)
                />
                <p class="small">
                    {t().shell_recomputing_why()}
                </p>
                <Show when=move || may.get()>
                    <Button class="quiet small" on_press=move |()| change(running.get_untracked())>
                        {move || if running.get() { t().shell_recomputing_pause() } else { t().shell_recomputing_resume() }}
                    </Button>
                </Show>
            </section>
        </Show>
    }
    .into_any()
}

impl Driver {
    /// One step. Whether it worked out.
    async fn step(self, program: &CurrentProgram) -> bool {
        let request = StepRequest::default();
        match call::<StepRecomputation>(&program.path(), &NoQuery {}, &request).await {
            Ok(answer) if answer.recomputation.state == RecomputationState::Done => {
                self.finish();
                true
            }
            Ok(answer) => {
                // Somebody may have noticed meanwhile that everybody is through.
                self.now.try_update(|now| {
                    if let Some(now) = now {
                        *now = answer.recomputation;
                    }
                });
                true
            }
            Err(_) => false,
        }
    }

    /// Everything that is shown is read again: once, whoever notices first that everybody is through.
    fn finish(self) {
        if self.now.try_update(Option::take).flatten().is_none() {
            return;
        }
        self.toasts.show(t().shell_recomputed());
        self.freshness.renew();
    }
}

async fn rest(driver: Driver, mine: Run) {
    let mut left = REST;
    while left > 0 && driver.latest.is(mine) {
        crate::hooks::sleep::sleep(Duration::from_millis(250)).await;
        left = left.saturating_sub(250);
    }
}
