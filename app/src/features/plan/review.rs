//! Saying that a metric was reviewed, and what it tells.

use laurel_api::NoQuery;
use laurel_api::endpoints::ReviewMetric;
use laurel_api::plan::ReviewRequest;
use laurel_domain::plan::Metric;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::Board;
use crate::api::call;
use crate::hooks::use_sending::use_sending;
use crate::ui::button::SubmitButton;
use crate::ui::dialog::dialog_about;
use crate::ui::field::TextArea;
use crate::ui::problem_banner::ProblemBanner;
use crate::ui::toast::use_toasts;
use crate::words::t;

/// The dialog; open while a metric is being reviewed.
pub(super) fn dialog(board: Board) -> AnyView {
    let title = |metric: &Metric| t().plan_reviewing(t().plan_metric(*metric));
    dialog_about(board.reviewing, title, move |metric| form(board, metric))
}

fn form(board: Board, metric: Metric) -> AnyView {
    let toasts = use_toasts();
    let note = RwSignal::new(String::new());
    let sending = use_sending();
    let send = move |event: SubmitEvent| {
        event.prevent_default();
        let path = board
            .program
            .with_value(crate::session::CurrentProgram::path);
        let request = ReviewRequest {
            metric,
            note: note.get_untracked(),
        };
        let request = async move { call::<ReviewMetric>(&path, &NoQuery {}, &request).await };
        sending.send(request, move |_| {
            toasts.show(t().plan_recorded());
            board.remote.reload();
            board.reviewing.try_set(None);
        });
    };
    let look = match metric {
        Metric::Funnel => t().plan_review_funnel(),
        Metric::Flywheel => t().plan_review_flywheel(),
        Metric::Pyramid => t().plan_review_pyramid(),
    };
    view! {
        <form class="form" novalidate on:submit=send>
            <ProblemBanner problem=sending.general_failure() />
            <p>
                <a href=board.href(metric.code())>{look}</a> ". " {t().plan_review_how()}
            </p>
            <TextArea label=t().plan_review_label() value=note problem=sending.problem("note") />
            <div class="actions">
                <SubmitButton busy=sending.busy>{t().plan_review_button()}</SubmitButton>
                <button
                    type="button"
                    class="button quiet"
                    on:click=move |_| board.reviewing.set(None)
                >
                    {t().plan_cancel()}
                </button>
            </div>
        </form>
    }
    .into_any()
}
