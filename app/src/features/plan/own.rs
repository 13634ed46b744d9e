//! Adding a check of the program's own.

use laurel_api::NoQuery;
use laurel_api::endpoints::AddOwnCheck;
use laurel_api::plan::OwnCheckRequest;
use laurel_domain::plan::Phase;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::Board;
use crate::api::{ApiError, call};
use crate::ui::button::SubmitButton;
use crate::ui::dialog::{Dialog, open_while};
use crate::ui::field::TextField;
use crate::ui::problem_banner::ProblemBanner;
use crate::ui::toast::use_toasts;

/// The dialog; open while a check is being added.
pub(super) fn dialog(board: Board) -> AnyView {
    let open = open_while(board.adding);
    let title = Signal::derive(move || {
        let phase = board.adding.get().map_or("", Phase::label);
        format!("Add a check to {phase}")
    });
    view! {
        <Dialog title open>
            {move || board.adding.get().map(|phase| form(board, phase))}
        </Dialog>
    }
    .into_any()
}

fn form(board: Board, phase: Phase) -> AnyView {
    let toasts = use_toasts();
    let title = RwSignal::new(String::new());
    let refused = RwSignal::new(None::<ApiError>);
    let busy = RwSignal::new(false);
    let problem = Signal::derive(move || {
        refused.with(|refused| refused.as_ref()?.field("title").map(str::to_owned))
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
        let request = OwnCheckRequest {
            phase,
            title: title.get_untracked(),
        };
        busy.set(true);
        spawn_local(async move {
            let answer = call::<AddOwnCheck>(&path, &NoQuery {}, &request).await;
            busy.try_set(false);
            match answer {
                Ok(_) => {
                    toasts.show("Added.");
                    board.remote.reload();
                    board.adding.try_set(None);
                }
                Err(error) => _ = refused.try_set(Some(error)),
            }
        });
    };
    view! {
        <form class="form" novalidate on:submit=send>
            <ProblemBanner problem=general />
            <TextField
                label="What is to hold"
                hint="A sentence that is true or not, such as: Support knows our ten best advocates."
                value=title
                problem
            />
            <div class="actions">
                <SubmitButton busy>"Add"</SubmitButton>
                <button type="button" class="button quiet" on:click=move |_| board.adding.set(None)>
                    "Cancel"
                </button>
            </div>
        </form>
    }
    .into_any()
}
