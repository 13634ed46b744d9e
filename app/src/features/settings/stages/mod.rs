//! `/app/{program}/settings/stages`: what the funnel's stages are, tried on real people before it is saved.

pub mod draft;
pub mod preview;
pub mod row;

use laurel_api::settings::SettingsResponse;
use laurel_domain::settings::ProgramSettings;
use leptos::prelude::*;

use self::draft::{Draft, MOST, entry_words};
use self::preview::preview;
use self::row::{Editing, row};
use super::rules_page::RulesPage;
use super::saving::use_saving;
use crate::hooks::erased::memo;
use crate::ui::button::Button;
use crate::ui::show::Show;

/// `/app/{program}/settings/stages`.
#[component]
pub fn StagesPage() -> impl IntoView {
    RulesPage {
        title: "Stages of the funnel",
        lede: "What a stage is called, where it stands, and which touchpoints enter it.",
        seen_in: ("funnel", "Funnel"),
        editor,
        shown,
    }
    .view()
}

/// The stages for those who may not change them.
fn shown(rules: &ProgramSettings) -> AnyView {
    let rows = rules
        .stages
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
