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
use crate::words::t;

/// `/app/{program}/settings/stages`.
#[component]
pub fn StagesPage() -> impl IntoView {
    RulesPage {
        title: t().settings_stages(),
        lede: t().stages_lede(),
        seen_in: ("funnel", t().stages_seen_in()),
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
            let ways = stage.entered_by.iter().map(entry_words);
            view! {
                <dt dir="auto">{stage.name.clone()}</dt>
                <dd>{ways.reduce(|ways, way| t().stages_or(&ways, &way))}</dd>
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
        <ol class="stage-rows" aria-label=t().stages_list()>
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
                {t().stages_add()}
            </Button>
            <Show when=move || full.get()>
                <p class="muted small">{t().stages_at_most()}</p>
            </Show>
        </div>
        {preview(draft)}
        {saving.section(t().stages_save())}
    }
    .into_any()
}
