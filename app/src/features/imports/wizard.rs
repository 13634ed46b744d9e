//! The wizard: four steps on one page.

use laurel_api::imports::{Import, ImportKind};
use leptos::ev;
use leptos::html;
use leptos::prelude::*;

use super::check_step::CheckStep;
use super::columns_step::ColumnsStep;
use super::draft::Draft;
use super::file_step::FileStep;
use super::import_step::ImportStep;
use super::run::apply_first_mapping;
use super::saved::Origin;
use super::transfer::{State, Transfer};
use super::wizard_state::{ImportWizard, Step};
use crate::hooks::use_latest::use_latest;
use crate::session::use_program;
use crate::shell::use_program_details;
use crate::ui::show::Show;
use crate::words::t;

/// The wizard.
#[component]
pub fn Wizard(
    /// What the file holds, as the URL says.
    kind: Memo<ImportKind>,
    /// Imports of before.
    earlier: Vec<Import>,
) -> impl IntoView {
    let wizard = ImportWizard {
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
        found: RwSignal::default(),
        leave_similar_out: RwSignal::new(None),
        run: RwSignal::new(None),
        import: RwSignal::new(None),
        retry_now: RwSignal::new(false),
        work: use_latest(),
    };
    provide_context(wizard);
    Effect::new(move |before: Option<ImportKind>| {
        let kind = kind.get();
        // Another kind has other fields.
        if before.is_some_and(|before| before != kind)
            && let Some(opened) = wizard.opened.get_untracked()
        {
            wizard.forget_plan();
            apply_first_mapping(wizard, &opened);
        }
        kind
    });
    warn_before_leaving(wizard.run);
    retry_when_online(wizard.retry_now);

    let heading = NodeRef::<html::H2>::new();
    Effect::new(move |before: Option<Step>| {
        let step = wizard.step.get();
        if before.is_some_and(|before| before != step)
            && let Some(heading) = heading.get_untracked()
        {
            // A heading that cannot take the focus is still read by moving to it.
            _ = heading.focus();
        }
        step
    });
    let finished = move || {
        wizard.run.with(|run| {
            run.as_ref()
                .is_some_and(|run| *run.state() == State::Finished)
        })
    };
    let title = move || match wizard.step.get() {
        Step::File => t().wizard_title_file(),
        Step::Columns => t().wizard_title_columns(),
        Step::Check => t().wizard_title_check(),
        Step::Import if finished() => t().wizard_title_imported(),
        Step::Import => t().wizard_title_importing(),
    };
    view! {
        <ol class="steps" aria-label=t().wizard_steps()>
            {Step::ALL
                .into_iter()
                .map(|step| {
                    let here = move || (wizard.step.get() == step).then_some("step");
                    let past = move || wizard.step.get() > step;
                    view! {
                        <li class:done=past aria-current=here> {step.name()} </li>
                    }
                })
                .collect_view()}
        </ol>
        <section class="stack loose wizard">
            <h2 node_ref=heading tabindex="-1">
                {title}
            </h2>
            <Show when=move || wizard.problem.with(Option::is_some)>
                <div class="banner problem" role="alert">
                    <h3>{t().wizard_failed()}</h3>
                    <p>{move || wizard.problem.get()}</p>
                </div>
            </Show>
            {move || match wizard.step.get() {
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
fn retry_when_online(retry_now: RwSignal<bool>) {
    let listener = window_event_listener(ev::online, move |_| {
        retry_now.try_set(true);
    });
    on_cleanup(move || listener.remove());
}
