//! Imports of before, with how far they came.

use laurel_api::imports::{Import, ImportKind, ImportState, ImportsResponse};
use leptos::prelude::*;

use super::page::wizard_url;
use super::words::{kind_words, outcome_words};
use crate::hooks::erased::memo;
use crate::hooks::use_url_query::use_url_query;
use crate::ui::actor::actor_words;
use crate::ui::button::Button;
use crate::ui::dates::Moment;
use crate::ui::empty::Empty;
use crate::ui::numbers::count;
use crate::ui::pagination::Pagination;
use crate::ui::show::Show;
use crate::ui::table::TableFrame;
use crate::ui::tag::{Tag, Tone};
use crate::words::t;

/// The list.
#[component]
pub fn ImportList(
    /// A page of imports.
    answer: Signal<ImportsResponse>,
    /// Whether the member may import.
    may: bool,
    /// Reads the list again.
    reload: Callback<()>,
) -> impl IntoView {
    let url = use_url_query();
    let next = Signal::derive(move || answer.with(|answer| answer.meta.next.clone()));
    let unfinished = memo(move || {
        answer.with(|answer| {
            answer
                .imports
                .iter()
                .any(|import| import.state == ImportState::Running)
        })
    });
    let new_href = move || url.href(&wizard_url(ImportKind::Leads));
    view! {
        <Show
            when=move || answer.with(|answer| !answer.imports.is_empty())
            fallback=move || {
                view! {
                    <Empty
                        heading=t().imported_none() words=t().imported_none_words()
                    >
                        {may
                            .then(|| {
                                view! {
                                    <a class="button" href=new_href>
                                        {t().imported_import()}
                                    </a>
                                }
                            })}
                    </Empty>
                }
            }
        >
            <TableFrame label=t().imported_list()>
                <table class="table">
                    <thead>
                        <tr>
                            <th scope="col">{t().imported_column_file()}</th>
                            <th scope="col">{t().imported_column_state()}</th>
                            <th scope="col" class="number">
                                {t().imported_column_rows()} </th>
                            <th scope="col">{t().imported_column_changed()}</th>
                            <th scope="col">{t().imported_column_when()}</th>
                        </tr>
                    </thead>
                    <tbody>
                        <For
                            each=move || answer.with(|answer| answer.imports.clone())
                            key=|import| (import.id, import.rows_done, import.updated_at)
                            children=move |import| {
                                let href = url.href(&wizard_url(import.kind));
                                row(import, may.then_some(href))
                            }
                        />
                    </tbody>
                </table>
            </TableFrame>
            <Show when=move || unfinished.get()>
                <Button class="quiet small" on_press=reload>
                    {t().imported_refresh()}
                </Button>
            </Show>
            <Pagination next=next state=url words=t().imported_older() />
        </Show>
    }
}

fn row(import: Import, resume: Option<String>) -> impl IntoView {
    let (kind, _) = kind_words(import.kind);
    let (words, tone) = match import.state {
        ImportState::Running => (t().imported_running(), Tone::Delight),
        ImportState::Cancelled => (t().imported_stopped(), Tone::Hollow),
        ImportState::Completed => (t().imported_complete(), Tone::Accent),
    };
    let open = import.state != ImportState::Completed;
    let label = t().imported_rows_of(&import.file_name);
    let bar = open.then(|| {
        let (max, value) = (
            import.rows_total.max(1).to_string(),
            import.rows_done.to_string(),
        );
        view! { <progress max=max value=value aria-label=label></progress> }
    });
    let resume = resume.filter(|_| open).map(|href| {
        let words = t().imported_continue_file(&import.file_name);
        view! {
            " "
            <a href=href aria-label=words>
                {t().imported_continue()}
            </a>
        }
    });
    view! {
        <tr>
            <th scope="row">
                <bdi>{import.file_name.clone()}</bdi>
                <br />
                <span class="muted small">{kind}</span>
            </th>
            <td>
                <Tag words=words tone=tone />
                {resume}
                {bar}
            </td>
            <td class="number">
                {t().imported_rows_done(&count(u64::from(import.rows_done)), &count(u64::from(import.rows_total)))}
            </td>
            <td>{outcome_words(import.kind, import.outcome)}</td>
            <td>
                <Moment at=import.created_at />
                <br />
                <span class="muted small">{actor_words(&import.created_by)}</span>
            </td>
        </tr>
    }
}
