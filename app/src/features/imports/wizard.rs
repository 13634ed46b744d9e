//! The wizard: four steps on one page.

use laurel_api::imports::{Import, ImportKind};
use leptos::ev;
use leptos::html;
use leptos::prelude::*;

use super::bench::{Bench, Step};
use super::check_step::CheckStep;
use super::columns_step::ColumnsStep;
use super::draft::Draft;
use super::file_step::FileStep;
use super::import_step::ImportStep;
use super::run::apply_first_mapping;
use super::saved::Origin;
use super::transfer::{State, Transfer};
use crate::hooks::use_latest::use_latest;
use crate::session::use_program;
use crate::shell::use_program_details;
use crate::ui::show::Show;

/// The wizard.
#[component]
pub fn Wizard(
    /// What the file holds, as the URL says.
    kind: Memo<ImportKind>,
    /// Imports of before.
    earlier: Vec<Import>,
) -> impl IntoView {
    let bench = Bench {
        program: StoredValue::new(use_program()),
        details: use_program_details(),
        kind,
        earlier: StoredValue::new(earlier),
        step: RwSignal::new(Step::File),
        busy: RwSignal::new(None),
        problem: RwSignal::new(None),
        opened: RwSignal::new(None),
        draft: Draft::new(),
        origin: RwSignal::new(Origin::Suggested),
        plan: RwSignal::new(None),
        check: RwSignal::new(None),
        run: RwSignal::new(None),
        import: RwSignal::new(None),
        hurry: RwSignal::new(false),
        work: use_latest(),
    };
    provide_context(bench);
    Effect::new(move |before: Option<ImportKind>| {
        let kind = kind.get();
        // Another kind has other fields.
        if before.is_some_and(|before| before != kind)
            && let Some(opened) = bench.opened.get_untracked()
        {
            bench.forget_plan();
            apply_first_mapping(bench, &opened);
        }
        kind
    });
    warn_before_leaving(bench.run);
    retry_when_online(bench.hurry);

    let heading = NodeRef::<html::H2>::new();
    Effect::new(move |before: Option<Step>| {
        let step = bench.step.get();
        if before.is_some_and(|before| before != step)
            && let Some(heading) = heading.get_untracked()
        {
            // A heading that cannot take the focus is still read by moving to it.
            _ = heading.focus();
        }
        step
    });
    let finished = move || {
        bench.run.with(|run| {
            run.as_ref()
                .is_some_and(|run| *run.state() == State::Finished)
        })
    };
    let title = move || match bench.step.get() {
        Step::File => "What do you import?",
        Step::Columns => "Which column holds what?",
        Step::Check => "What would change",
        Step::Import if finished() => "Imported",
        Step::Import => "Importing",
    };
    view! {
        <ol class="steps" aria-label="Steps">
            {Step::ALL
                .into_iter()
                .map(|(step, words)| {
                    let here = move || (bench.step.get() == step).then_some("step");
                    let past = move || bench.step.get() > step;
                    view! {
                        <li class:done=past aria-current=here>
                            {words}
                        </li>
                    }
                })
                .collect_view()}
        </ol>
        <section class="stack loose wizard">
            <h2 node_ref=heading tabindex="-1">
                {title}
            </h2>
            <Show when=move || bench.problem.with(Option::is_some)>
                <div class="banner problem" role="alert">
                    <h3>"This did not work out"</h3>
                    <p>{move || bench.problem.get()}</p>
                </div>
            </Show>
            {move || match bench.step.get() {
                Step::File => view! { <FileStep /> }.into_any(),
                Step::Columns => view! { <ColumnsStep /> }.into_any(),
                Step::Check => view! { <CheckStep /> }.into_any(),
                Step::Import => view! { <ImportStep /> }.into_any(),
            }}
        </section>
    }
}

/// The browser asks before the page is left in the middle of an import.
fn warn_before_leaving(run: RwSignal<Option<Transfer>>) {
    let listener = window_event_listener(ev::beforeunload, move |event| {
        let under_way =
            run.try_with_untracked(|run| run.as_ref().is_some_and(Transfer::is_under_way));
        if under_way == Some(true) {
            event.prevent_default();
        }
    });
    on_cleanup(move || listener.remove());
}

/// A connection that is back ends the waiting.
fn retry_when_online(hurry: RwSignal<bool>) {
    let listener = window_event_listener(ev::online, move |_| {
        hurry.try_set(true);
    });
    on_cleanup(move || listener.remove());
}
