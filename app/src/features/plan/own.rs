//! Adding a check of the program's own.

use laurel_api::NoQuery;
use laurel_api::endpoints::AddOwnCheck;
use laurel_api::plan::OwnCheckRequest;
use laurel_domain::plan::Phase;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::Board;
use crate::api::call;
use crate::hooks::use_sending::use_sending;
use crate::ui::button::SubmitButton;
use crate::ui::dialog::dialog_about;
use crate::ui::field::TextField;
use crate::ui::problem_banner::ProblemBanner;
use crate::ui::toast::use_toasts;
use crate::words::t;

/// The dialog; open while a check is being added.
pub(super) fn dialog(board: Board) -> AnyView {
    let title = |phase: &Phase| t().plan_adding(t().plan_phase(*phase));
    dialog_about(board.adding, title, move |phase| form(board, phase))
}

fn form(board: Board, phase: Phase) -> AnyView {
    let toasts = use_toasts();
    let title = RwSignal::new(String::new());
    let sending = use_sending();
    let send = move |event: SubmitEvent| {
        event.prevent_default();
        let path = board
            .program
            .with_value(crate::session::CurrentProgram::path);
        let request = OwnCheckRequest {
            phase,
            title: title.get_untracked(),
        };
        let request = async move { call::<AddOwnCheck>(&path, &NoQuery {}, &request).await };
        sending.send(request, move |_| {
            toasts.show(t().plan_added());
            board.remote.reload();
            board.adding.try_set(None);
        });
    };
    view! {
        <form class="form" novalidate on:submit=send>
            <ProblemBanner problem=sending.general_failure() />
            <TextField
                label=t().plan_title_label()
                hint=t().plan_title_hint()
                value=title
                problem=sending.problem("title")
            />
            <div class="actions">
                <SubmitButton busy=sending.busy>{t().plan_add_button()}</SubmitButton>
                <button type="button" class="button quiet" on:click=move |_| board.adding.set(None)>
                    {t().plan_cancel()}
                </button>
            </div>
        </form>
    }
    .into_any()
}
