//! The last step: the import under way, and what came of it.

use laurel_api::imports::ImportKind;
use leptos::prelude::*;

use super::run::import;
use super::transfer::{State, Transfer};
use super::wizard_state::{Busy, ImportWizard, Step};
use super::words::{outcome_words, seconds_words};
use crate::hooks::erased::memo;
use crate::ui::button::Button;
use crate::ui::numbers::count;
use crate::ui::progress::Progress;
use crate::ui::show::Show;
use crate::words::t;

/// The import.
#[component]
pub fn ImportStep() -> impl IntoView {
    let wizard = expect_context::<ImportWizard>();
    let state = memo(move || {
        wizard
            .run
            .with(|run| run.as_ref().map(|run| run.state().clone()))
    });
    let starting = move || wizard.busy.get() == Some(Busy::Starting);
    let failed_to_start = move || state.with(Option::is_none) && !starting();
    let amount = move |of: fn(&Transfer) -> u32| {
        Signal::derive(move || wizard.run.with(|run| run.as_ref().map_or(0, of)).into())
    };
    let kind = wizard.kind.get_untracked();
    let outcome = move || {
        wizard
            .run
            .with(|run| run.as_ref().map(|run| outcome_words(kind, run.outcome())))
    };
    let speed = move || wizard.run.with(|run| run.as_ref().and_then(speed_words));
    let cancel = Callback::new(move |()| {
        wizard
            .run
            .update(|run| run.iter_mut().for_each(Transfer::cancel));
        wizard.retry_now.set(true);
    });
    let again = Callback::new(move |()| import(wizard));
    let name = wizard
        .opened
        .with_untracked(|opened| opened.as_ref().map(|opened| opened.name.clone()));
    view! {
        <Show when=starting>
            <p class="loading" role="status">
                {t().wizard_starting()}
            </p>
        </Show>
        <Show when=failed_to_start>
            <div class="buttons">
                <Button on_press=again>{t().wizard_again()}</Button>
                <Button class="quiet" on_press=move |()| wizard.go(Step::Check)>
                    {t().wizard_back()}
                </Button>
            </div>
        </Show>
        <Show when=move || state.with(Option::is_some)>
            <Progress
                label=name.clone().unwrap_or_default()
                done=amount(Transfer::done)
                total=amount(Transfer::total)
            />
            <p class="run-figures">
                <span>{outcome}</span>
                <span>{speed}</span>
            </p>
        </Show>
        <div role="status" class="stack">
            {move || state.get().map(|state| said(state, kind, &wizard, again, cancel))}
        </div>
    }
}

/// What is going on, and what can be done.
fn said(
    state: State,
    kind: ImportKind,
    wizard: &ImportWizard,
    again: Callback<()>,
    cancel: Callback<()>,
) -> AnyView {
    let retry_now = wizard.retry_now;
    match state {
        State::Running => view! {
            <p class="muted">
                {t().wizard_stay()}
            </p>
            <div>
                <Button class="quiet" on_press=cancel> {t().wizard_stop()} </Button>
            </div>
        }
        .into_any(),
        State::Waiting { reason, .. } => view! {
            <div class="banner problem">
                <h3>{t().wizard_waiting()}</h3>
                <p>{t().wizard_waiting_words(&reason)}</p>
                <div class="buttons">
                    <Button class="small" on_press=move |()| retry_now.set(true)>
                        {t().wizard_try_now()}
                    </Button>
                    <Button class="quiet small" on_press=cancel> {t().wizard_stop()} </Button>
                </div>
            </div>
        }
        .into_any(),
        State::Cancelled => view! {
            <div class="banner">
                <h3>{t().wizard_stopped()}</h3>
                <p>{t().wizard_stopped_words()}</p>
                <Button class="small" on_press=again>
                    {t().wizard_continue()}
                </Button>
            </div>
        }
        .into_any(),
        State::Refused { reason } => view! {
            <div class="banner problem">
                <h3>{t().wizard_refused()}</h3>
                <p dir="auto">{reason}</p>
                <Button class="small" on_press=again> {t().wizard_again()} </Button>
            </div>
        }
        .into_any(),
        State::Finished => {
            let link = |page: &str, words: &'static str| {
                let href = wizard.program.with_value(|program| program.href(page));
                view! { <a class="button quiet" href=href>{words}</a> }
            };
            let next = if kind == ImportKind::Reviews {
                link("submissions", t().wizard_moderate()).into_any()
            } else {
                view! { {link("funnel", t().wizard_see_funnel())} {link("people", t().wizard_see_people())} }.into_any()
            };
            view! {
                <div class="banner good">
                    <h3>{t().wizard_finished()}</h3>
                    <p>{t().wizard_finished_words()}</p>
                    <div class="buttons">{next}</div>
                </div>
            }
            .into_any()
        }
    }
}

/// Speed, time used and time left.
fn speed_words(run: &Transfer) -> Option<String> {
    let speed = count(run.rows_per_second()?.round() as u64);
    Some(match run.seconds_left() {
        Some(left) if run.is_under_way() => t().wizard_speed_left(&speed, &seconds_words(left)),
        _ => t().wizard_speed_all(&speed, &seconds_words(run.seconds())),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use laurel_api::imports::BatchOutcome;

    #[test]
    fn speed_is_said_once_it_is_known() {
        let mut run = Transfer::new(2_000, 0.0);
        assert_eq!(speed_words(&run), None);
        run.batch_sent(BatchOutcome::default(), 500, 250.0);
        assert_eq!(
            speed_words(&run).unwrap(),
            "2,000 rows per second, about 0.8 s left"
        );
        run.batch_sent(BatchOutcome::default(), 2_000, 1_000.0);
        assert_eq!(
            speed_words(&run).unwrap(),
            "2,000 rows per second, 1.0 s in all"
        );
    }
}
