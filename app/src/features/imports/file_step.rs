//! The first step: what the file holds, and the file itself, dropped or chosen.

use laurel_api::imports::ImportKind;
use leptos::ev::DragEvent;
use leptos::prelude::*;

use super::page::wizard_url;
use super::run::read_file;
use super::wizard_state::{Busy, ImportWizard};
use super::words::kind_words;
use crate::hooks::use_url_query::{Step, use_url_query};
use crate::ui::show::Show;
use crate::words::t;

/// Kind and file.
#[component]
pub fn FileStep() -> impl IntoView {
    let wizard = expect_context::<ImportWizard>();
    let url = use_url_query();
    let over = RwSignal::new(false);
    let kinds = ImportKind::ALL
        .iter()
        .map(|kind| {
            let kind = *kind;
            let (words, help) = kind_words(kind);
            view! {
                <label class="choice">
                    <input
                        type="radio"
                        name="import-kind"
                        prop:checked=move || wizard.kind.get() == kind
                        on:change=move |_| url.go(&wizard_url(kind), Step::Replace)
                    />
                    <span>
                        <strong>{words}</strong>
                        <span class="hint muted small">{help}</span>
                    </span>
                </label>
            }
        })
        .collect_view();
    let dropped = move |event: DragEvent| {
        event.prevent_default();
        over.set(false);
        let file = event
            .data_transfer()
            .and_then(|data| data.files())
            .and_then(|files| files.get(0));
        if let Some(file) = file {
            read_file(wizard, file);
        }
    };
    let reading = move || wizard.busy.get() == Some(Busy::Reading);
    view! {
        <fieldset>
            <legend class="visually-hidden">{t().wizard_file_kind()}</legend>
            <div class="kinds">{kinds}</div>
        </fieldset>
        <div
            class="drop"
            class:over=move || over.get()
            on:dragover=move |event: DragEvent| {
                event.prevent_default();
                over.set(true);
            }
            on:dragleave=move |_| over.set(false)
            on:drop=dropped
        >
            <label for="import-file">{t().wizard_file_drop()}</label>
            <input
                id="import-file"
                type="file"
                accept=".csv,.tsv,.txt,.tab,.json,text/csv,text/tab-separated-values,text/plain,application/json"
                aria-describedby="import-file-hint"
                on:change:target=move |event| {
                    let input = event.target();
                    if let Some(file) = input.files().and_then(|files| files.get(0)) {
                        read_file(wizard, file);
                    }
                    // The same file can be chosen again after it was fixed.
                    input.set_value("");
                }
            />
            <p class="muted small" id="import-file-hint">
                {t().wizard_file_hint()}
            </p>
            <Show when=reading>
                <p class="loading" role="status">
                    {t().wizard_file_reading()}
                </p>
            </Show>
        </div>
    }
}
