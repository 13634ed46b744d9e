//! The last step: the import under way, and what came of it.

use laurel_api::imports::ImportKind;
use leptos::prelude::*;

use super::bench::{Bench, Busy, Step};
use super::run::import;
use super::transfer::{State, Transfer};
use super::words::{outcome_words, seconds_words};
use crate::hooks::erased::memo;
use crate::ui::button::Button;
use crate::ui::numbers::count;
use crate::ui::progress::Progress;
use crate::ui::show::Show;

/// The import.
#[component]
pub fn ImportStep() -> impl IntoView {
    let bench = expect_context::<Bench>();
    let state = memo(move || {
        bench
            .run
            .with(|run| run.as_ref().map(|run| run.state().clone()))
    });
    let starting = move || bench.busy.get() == Some(Busy::Starting);
    let failed_to_start = move || state.with(Option::is_none) && !starting();
    let amount = move |of: fn(&Transfer) -> u32| {
        Signal::derive(move || bench.run.with(|run| run.as_ref().map_or(0, of)).into())
    };
    let kind = bench.kind.get_untracked();
    let outcome = move || {
        bench
            .run
            .with(|run| run.as_ref().map(|run| outcome_words(kind, run.outcome())))
    };
    let speed = move || bench.run.with(|run| run.as_ref().and_then(speed_words));
    let cancel = Callback::new(move |()| {
        bench
            .run
            .update(|run| run.iter_mut().for_each(Transfer::cancel));
        bench.hurry.set(true);
    });
    let again = Callback::new(move |()| import(bench));
    let name = bench
        .opened
        .with_untracked(|opened| opened.as_ref().map(|opened| opened.name.clone()));
    view! {
        <Show when=starting>
            <p class="loading" role="status">
                "Asking the server to begin …"
            </p>
        </Show>
        <Show when=failed_to_start>
            <div class="buttons">
                <Button on_press=again>"Try again"</Button>
                <Button class="quiet" on_press=move |()| bench.go(Step::Check)>
                    "Back"
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
            {move || state.get().map(|state| said(state, kind, &bench, again, cancel))}
        </div>
    }
}

/// What is going on, and what can be done.
fn said(
    state: State,
    kind: ImportKind,
    bench: &Bench,
    again: Callback<()>,
    cancel: Callback<()>,
) -> AnyView {
    let hurry = bench.hurry;
    match state {
        State::Running => view! {
            <p class="muted">
                "Please stay on this page. When it is left, what was taken in stays, and choosing the same file again goes on."
            </p>
            <div>
                <Button class="quiet" on_press=cancel>
                    "Stop"
                </Button>
            </div>
        }
        .into_any(),
        State::Waiting { reason, .. } => view! {
            <div class="banner problem">
                <h3>"Waiting for the connection"</h3>
                <p>{reason} " It is tried again by itself; nothing is lost and nothing will be there twice."</p>
                <div class="buttons">
                    <Button class="small" on_press=move |()| hurry.set(true)>
                        "Try now"
                    </Button>
                    <Button class="quiet small" on_press=cancel>
                        "Stop"
                    </Button>
                </div>
            </div>
        }
        .into_any(),
        State::Cancelled => view! {
            <div class="banner">
                <h3>"Stopped"</h3>
                <p>"What was taken in stays. Go on now, or later by choosing the same file again."</p>
                <Button class="small" on_press=again>
                    "Go on"
                </Button>
            </div>
        }
        .into_any(),
        State::Refused { reason } => view! {
            <div class="banner problem">
                <h3>"The server refused the next rows"</h3>
                <p dir="auto">{reason}</p>
                <Button class="small" on_press=again>
                    "Try again"
                </Button>
            </div>
        }
        .into_any(),
        State::Finished => {
            let link = |page: &str, words: &'static str| {
                let href = bench.program.with_value(|program| program.href(page));
                view! { <a class="button quiet" href=href>{words}</a> }
            };
            let next = if kind == ImportKind::Reviews {
                link("submissions", "Moderate the reviews").into_any()
            } else {
                view! { {link("funnel", "See the funnel")} {link("people", "See the people")} }.into_any()
            };
            view! {
                <div class="banner good">
                    <h3>"Everything was taken in"</h3>
                    <p>"Importing the same file again will change nothing."</p>
                    <div class="buttons">{next}</div>
                </div>
            }
            .into_any()
        }
    }
}

/// Speed, time used and time left.
fn speed_words(run: &Transfer) -> Option<String> {
    let speed = format!(
        "{} rows per second",
        count(run.rows_per_second()?.round() as u64)
    );
    let used = seconds_words(run.seconds());
    Some(match run.seconds_left() {
        Some(left) if run.is_under_way() => format!("{speed}, about {} left", seconds_words(left)),
        _ => format!("{speed}, {used} in all"),
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
        run.took(BatchOutcome::default(), 500, 250.0);
        assert_eq!(
            speed_words(&run).unwrap(),
            "2,000 rows per second, about 0.8 s left"
        );
        run.took(BatchOutcome::default(), 2_000, 1_000.0);
        assert_eq!(
            speed_words(&run).unwrap(),
            "2,000 rows per second, 1.0 s in all"
        );
    }
}
