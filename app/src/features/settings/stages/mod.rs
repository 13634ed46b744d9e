//! `/app/{program}/settings/stages`: what the funnel's stages are, tried on real people before it is saved.

pub mod draft;
pub mod preview;
pub mod row;

use laurel_api::NoQuery;
use laurel_api::endpoints::GetSettings;
use laurel_api::settings::SettingsResponse;
use laurel_domain::role::Permission;
use laurel_domain::settings::{ProgramSettings, StageRule};
use leptos::prelude::*;

use self::draft::{Draft, MOST, entry_words};
use self::preview::preview;
use self::row::{Editing, row};
use super::saving::use_saving;
use crate::hooks::erased::memo;
use crate::hooks::use_remote::use_remote;
use crate::session::use_program;
use crate::ui::button::Button;
use crate::ui::loaded::loaded;
use crate::ui::page_head::PageHead;
use crate::ui::show::Show;

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

fn editor(answer: SettingsResponse) -> AnyView {
    let draft = RwSignal::new(Draft::of(&answer.settings.stages));
    let editing = Editing {
        draft,
        dragged: RwSignal::new(None),
        said: RwSignal::new(String::new()),
    };
    let saving = use_saving(
        answer,
        Signal::derive(move || draft.with(Draft::is_sound)),
        move |stored| ProgramSettings {
            stages: draft.with(Draft::stages),
            ..stored.clone()
        },
        move |settings| draft.update(|draft| draft.replace(&settings.stages)),
    );
    let full = memo(move || draft.with(|draft| draft.count() >= MOST));
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
        {saving.section("Save the stages")}
    }
    .into_any()
}
