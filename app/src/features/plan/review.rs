//! Saying that a metric was reviewed, and what it tells.

use laurel_api::NoQuery;
use laurel_api::endpoints::ReviewMetric;
use laurel_api::plan::ReviewRequest;
use laurel_domain::plan::Metric;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::Board;
use crate::api::{ApiError, call};
use crate::ui::button::SubmitButton;
use crate::ui::dialog::{Dialog, open_while};
use crate::ui::field::TextArea;
use crate::ui::problem_banner::ProblemBanner;
use crate::ui::toast::use_toasts;

/// The dialog; open while a metric is being reviewed.
pub(super) fn dialog(board: Board) -> AnyView {
    let open = open_while(board.reviewing);
    let title = Signal::derive(move || {
        let metric = board.reviewing.get().map_or("", Metric::label);
        format!("Reviewed: {metric}")
    });
    view! {
        <Dialog title open>
            {move || board.reviewing.get().map(|metric| form(board, metric))}
        </Dialog>
    }
    .into_any()
}

fn form(board: Board, metric: Metric) -> AnyView {
    let toasts = use_toasts();
    let note = RwSignal::new(String::new());
    let refused = RwSignal::new(None::<ApiError>);
    let busy = RwSignal::new(false);
    let problem = Signal::derive(move || {
        refused.with(|refused| refused.as_ref()?.field("note").map(str::to_owned))
    });
    let general = Signal::derive(move || refused.get().filter(|error| error.fields().is_empty()));
    let send = move |event: SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        let path = board
            .program
            .with_value(crate::session::CurrentProgram::path);
        let request = ReviewRequest {
            metric,
            note: note.get_untracked(),
        };
        busy.set(true);
        spawn_local(async move {
            let answer = call::<ReviewMetric>(&path, &NoQuery {}, &request).await;
            busy.try_set(false);
            match answer {
                Ok(_) => {
                    toasts.show("Recorded.");
                    board.remote.reload();
                    board.reviewing.try_set(None);
                }
                Err(error) => _ = refused.try_set(Some(error)),
            }
        });
    };
    let page = match metric {
        Metric::Funnel => "funnel",
        Metric::Flywheel => "flywheel",
        Metric::Pyramid => "pyramid",
    };
    view! {
        <form class="form" novalidate on:submit=send>
            <ProblemBanner problem=general />
            <p>
                <a href=board.href(page)>{format!("Look at the {page}")}</a>
                ", then say what it tells: what moved, why, and what follows from it."
            </p>
            <TextArea label="What it tells" value=note problem />
            <div class="actions">
                <SubmitButton busy>"Record the review"</SubmitButton>
                <button
                    type="button"
                    class="button quiet"
                    on:click=move |_| board.reviewing.set(None)
                >
                    "Cancel"
                </button>
            </div>
        </form>
    }
    .into_any()
}
