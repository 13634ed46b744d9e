//! `/app/{program}/settings/stages`: what the funnel's stages are, tried on real people before it is saved.

pub mod draft;
pub mod preview;
pub mod row;

use laurel_api::endpoints::{GetSettings, PutSettings};
use laurel_api::settings::{FormerSettings, SettingsRequest, SettingsResponse};
use laurel_api::{NoQuery, ProblemType};
use laurel_domain::role::Permission;
use laurel_domain::settings::{ProgramSettings, StageRule};
use leptos::prelude::*;
use leptos::task::spawn_local;

use self::draft::{Draft, MOST, entry_words};
use self::preview::preview;
use self::row::{Editing, row};
use crate::api::{ApiError, call, call_with_revision};
use crate::hooks::erased::memo;
use crate::hooks::use_remote::use_remote;
use crate::session::{CurrentProgram, use_program};
use crate::shell::{ProgramDetails, use_program_details};
use crate::ui::button::Button;
use crate::ui::dates::day_words;
use crate::ui::loaded::loaded;
use crate::ui::page_head::PageHead;
use crate::ui::problem_banner::ProblemBanner;
use crate::ui::show::Show;
use crate::ui::toast::{Toasts, use_toasts};

/// `/app/{program}/settings/stages`.
#[component]
pub fn StagesPage() -> impl IntoView {
    let program = use_program();
    let may = program.may(Permission::Edit);
    let path = program.path();
    let remote = use_remote::<GetSettings>(move || Some((path.clone(), NoQuery {})));
    let lede = if may {
        "What a stage is called, where it stands, and which touchpoints enter it."
    } else {
        "Editors and owners of the program can change these."
    };
    view! {
        <nav class="crumbs" aria-label="Way back">
            <a href=program.href("settings")>"Settings"</a>
            <a href=program.href("funnel")>"Funnel"</a>
        </nav>
        <PageHead title="Stages of the funnel" lede=Signal::derive(move || lede.to_owned()) />
        {loaded(
            remote,
            "Fetching the stages …",
            move |answer| {
                let answer = answer.get_untracked();
                if may { editor(answer) } else { shown(&answer.settings.stages) }
            },
        )}
    }
}

/// The stages for those who may not change them.
fn shown(stages: &[StageRule]) -> AnyView {
    let rows = stages
        .iter()
        .map(|stage| {
            let ways = stage.entered_by.iter().map(entry_words).collect::<Vec<_>>();
            view! {
                <dt dir="auto">{stage.name.clone()}</dt>
                <dd>{ways.join("; or ")}</dd>
            }
        })
        .collect_view();
    view! { <dl class="facts-list">{rows}</dl> }.into_any()
}

/// What saving works with.
#[derive(Clone, Copy)]
struct Saving {
    program: StoredValue<CurrentProgram>,
    /// As it is stored, as far as this page knows.
    stored: RwSignal<SettingsResponse>,
    draft: RwSignal<Draft>,
    busy: RwSignal<bool>,
    problem: RwSignal<Option<ApiError>>,
    /// What somebody else saved meanwhile.
    theirs: RwSignal<Option<SettingsResponse>>,
    details: ProgramDetails,
    toasts: Toasts,
}

impl Saving {
    /// Replaces the rules, on top of the revision that this page knows.
    fn put(self, settings: ProgramSettings, words: &'static str) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.problem.set(None);
        self.theirs.set(None);
        let path = self.program.with_value(CurrentProgram::path);
        let revision = self.stored.with_untracked(|stored| stored.revision);
        spawn_local(async move {
            let request = SettingsRequest { settings };
            let answer =
                call_with_revision::<PutSettings>(&path, &NoQuery {}, &request, revision).await;
            self.busy.try_set(false);
            match answer {
                Ok(answer) => {
                    let before = answer.former.as_ref().map(|former| former.settings.clone());
                    self.take(answer);
                    match before {
                        Some(before) => self
                            .toasts
                            .show_with_undo(words, move || self.put(before.clone(), "Restored.")),
                        None => self.toasts.show(words),
                    }
                }
                Err(error) if error.kind() == Some(ProblemType::Stale) => {
                    match call::<GetSettings>(&path, &NoQuery {}, &laurel_api::NoBody {}).await {
                        Ok(theirs) => _ = self.theirs.try_set(Some(theirs)),
                        Err(error) => _ = self.problem.try_set(Some(error)),
                    }
                }
                Err(error) => _ = self.problem.try_set(Some(error)),
            }
        });
    }

    /// Shows what is stored now.
    fn take(self, stored: SettingsResponse) {
        self.draft
            .try_update(|draft| draft.replace(&stored.settings.stages));
        self.stored.try_set(stored);
        self.theirs.try_set(None);
        self.details.reload();
    }

    /// What is edited, as settings on top of those stored.
    fn edited(self) -> ProgramSettings {
        ProgramSettings {
            stages: self.draft.with_untracked(Draft::stages),
            ..self.stored.with_untracked(|stored| stored.settings.clone())
        }
    }
}

fn editor(answer: SettingsResponse) -> AnyView {
    let draft = RwSignal::new(Draft::of(&answer.settings.stages));
    let editing = Editing {
        draft,
        dragged: RwSignal::new(None),
        said: RwSignal::new(String::new()),
    };
    let saving = Saving {
        program: StoredValue::new(use_program()),
        stored: RwSignal::new(answer),
        draft,
        busy: RwSignal::new(false),
        problem: RwSignal::new(None),
        theirs: RwSignal::new(None),
        details: use_program_details(),
        toasts: use_toasts(),
    };
    let changed = memo(move || {
        let stages = draft.with(Draft::stages);
        saving
            .stored
            .with(|stored| stored.settings.stages != stages)
    });
    let full = memo(move || draft.with(|draft| draft.count() >= MOST));
    let hinders = move || {
        if !draft.with(Draft::is_sound) {
            "Something above needs attention first."
        } else if changed.get() {
            "Everybody is counted again by the new stages; the page shows how far that is, and it can be undone."
        } else {
            "Nothing is changed yet."
        }
    };
    let cannot = Signal::derive(move || !changed.get() || !draft.with(Draft::is_sound));
    view! {
        <ol class="stage-rows" aria-label="Stages">
            <For each=move || draft.with(Draft::rows) key=|number| *number let(number)>
                {row(number, editing)}
            </For>
        </ol>
        <p class="visually-hidden" role="status">{editing.said}</p>
        <div class="section">
            <Button
                class="quiet"
                disabled=full
                on_press=move |()| draft.update(|draft| _ = draft.add())
            >
                "Add a stage"
            </Button>
            <Show when=move || full.get()>
                <p class="muted small">"A funnel has at most 10 stages."</p>
            </Show>
        </div>
        {preview(draft)}
        <section class="section stack" aria-labelledby="save-title">
            <h2 id="save-title">"Save"</h2>
            {conflict(saving)}
            <ProblemBanner problem=saving.problem />
            <p class="muted small measure">{hinders}</p>
            <div class="buttons">
                <Button
                    busy=saving.busy
                    disabled=cannot
                    on_press=move |()| saving.put(saving.edited(), "Saved.")
                >
                    "Save the stages"
                </Button>
                <Show when=move || changed.get()>
                    <Button
                        class="plain"
                        on_press=move |()| {
                            let stages = saving.stored.with_untracked(|stored| stored.settings.stages.clone());
                            draft.update(|draft| draft.replace(&stages));
                        }
                    >
                        "Discard my changes"
                    </Button>
                </Show>
            </div>
            {former(saving)}
        </section>
    }
    .into_any()
}

/// Somebody else saved meanwhile: which of the two shall hold?
fn conflict(saving: Saving) -> AnyView {
    let content = move || {
        let theirs = saving.theirs.get()?;
        let who = theirs.former.as_ref().map_or_else(
            || "Somebody".to_owned(),
            |former| former.replaced_by.clone(),
        );
        let (take, over) = (theirs.clone(), theirs);
        Some(view! {
            <div class="banner problem" role="alert">
                <h3><bdi>{who}</bdi> " changed the rules while you were editing"</h3>
                <p>"Your changes are still above. Which shall hold?"</p>
                <div class="buttons">
                    <Button class="quiet" on_press=move |()| saving.take(take.clone())>
                        "Show theirs, discard mine"
                    </Button>
                    <Button
                        class="quiet"
                        on_press=move |()| {
                            saving.stored.set(over.clone());
                            saving.put(saving.edited(), "Saved over theirs.");
                        }
                    >
                        "Save my stages over theirs"
                    </Button>
                </div>
            </div>
        })
    };
    content.into_any()
}

/// The rules of before, to go back to.
fn former(saving: Saving) -> AnyView {
    let content = move || {
        let former = saving.stored.with(|stored| stored.former.clone())?;
        let FormerSettings {
            settings,
            replaced_by,
            replaced_at,
        } = former;
        let when = day_words(replaced_at.day());
        Some(view! {
            <p class="small">
                "The rules were last changed on " {when} " by " <bdi>{replaced_by}</bdi> ". "
            </p>
            <div>
                <Button
                    class="plain small"
                    busy=saving.busy
                    on_press=move |()| saving.put(settings.clone(), "Restored.")
                >
                    "Restore the rules of before"
                </Button>
            </div>
        })
    };
    content.into_any()
}
