//! Owner, due day and notes of a check; title and removal of the program's own. When somebody else was
//! faster, both versions are shown and one is chosen.

use laurel_api::endpoint::OfPlanItem;
use laurel_api::endpoints::{GetPlan, RemoveOwnCheck, UpdatePlanItem};
use laurel_api::plan::{Kept, PlanChange, PlanCheck};
use laurel_api::{NoBody, NoQuery, ProblemType};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::Board;
use crate::api::{ApiError, call, call_with_revision};
use crate::hooks::use_sending::use_sending;
use crate::ui::button::SubmitButton;
use crate::ui::dates::day_words;
use crate::ui::dialog::dialog_about;
use crate::ui::field::{TextArea, TextField};
use crate::ui::problem_banner::ProblemBanner;
use crate::ui::select_field::{Choice, SelectField};
use crate::ui::toast::use_toasts;
use crate::words::t;

/// The dialog; open while a check is being edited.
pub(super) fn dialog(board: Board) -> AnyView {
    let title = |check: &PlanCheck| check.title.clone();
    dialog_about(board.editing, title, move |check| form(board, &check))
}

fn form(board: Board, check: &PlanCheck) -> AnyView {
    let toasts = use_toasts();
    let before = check.kept.clone();
    let own = check.own;
    let path = StoredValue::new(OfPlanItem {
        program: board.program.with_value(crate::session::CurrentProgram::id),
        item: check.item,
    });
    let owner = RwSignal::new(before.owner.clone().unwrap_or_default());
    let due = RwSignal::new(before.due.map(|day| day.to_string()).unwrap_or_default());
    let note = RwSignal::new(before.note.clone().unwrap_or_default());
    let name = RwSignal::new(check.title.clone());
    let revision = RwSignal::new(before.revision);
    let theirs = RwSignal::new(None::<PlanCheck>);
    let sending = use_sending();
    let close = move || {
        board.remote.reload();
        board.editing.try_set(None);
    };
    let save = move || {
        let change = PlanChange {
            owner: Some(owner.get_untracked()),
            due: Some(due.get_untracked()),
            note: Some(note.get_untracked()),
            done: None,
            title: own.then(|| name.get_untracked()),
        };
        let seen = revision.get_untracked();
        // What somebody else made of it meanwhile; then nothing was saved.
        let request = async move {
            let path = path.get_value();
            match call_with_revision::<UpdatePlanItem>(&path, &NoQuery {}, &change, seen).await {
                Ok(_) => Ok(None),
                Err(error) if error.kind() == Some(ProblemType::Stale) => {
                    // Removed meanwhile: then what the server said is all there is to say.
                    let now = as_it_is_now(board, &path).await?;
                    now.map(Some).ok_or(error)
                }
                Err(error) => Err(error),
            }
        };
        sending.send(request, move |by_others| {
            if by_others.is_some() {
                theirs.try_set(by_others);
            } else {
                toasts.show(t().plan_saved());
                close();
            }
        });
    };
    let remove = move || {
        let path = path.get_value();
        let request = async move { call::<RemoveOwnCheck>(&path, &NoQuery {}, &NoBody {}).await };
        sending.send(request, move |_| {
            toasts.show(t().plan_removed());
            close();
        });
    };
    let save_mine = move || {
        if let Some(now) = theirs.get_untracked() {
            revision.set(now.kept.revision);
            theirs.set(None);
            save();
        }
    };
    let members = members(board, before.owner.as_deref());
    view! {
        <form
            class="form"
            novalidate
            on:submit=move |event: SubmitEvent| {
                event.prevent_default();
                save();
            }
        >
            <ProblemBanner problem=sending.general_failure() />
            {own.then(|| view! { <TextField label=t().plan_check_label() value=name problem=sending.problem("title") /> })}
            <SelectField
                label=t().plan_owner()
                hint=t().plan_owner_hint()
                value=owner
                on_choose=move |chosen| owner.set(chosen)
                choices=Signal::stored(members)
                problem=sending.problem("owner")
            />
            <TextField
                label=t().plan_due_label()
                kind="date"
                optional=true
                class="short"
                value=due
                problem=sending.problem("due")
            />
            <TextArea label=t().plan_notes() optional=true value=note problem=sending.problem("note") />
            {move || {
                theirs
                    .get()
                    .map(|now| {
                        view! {
                            <div class="error-summary" role="alert">
                                <h3>{t().plan_changed()}</h3>
                                <p>{t().plan_changed_now()}</p>
                                <p dir="auto">{said(&now.kept)}</p>
                                <div class="row">
                                    <button type="button" class="button" on:click=move |_| close()>
                                        {t().plan_keep_theirs()}
                                    </button>
                                    <button
                                        type="button"
                                        class="button quiet"
                                        on:click=move |_| save_mine()
                                    >
                                        {t().plan_save_mine()}
                                    </button>
                                </div>
                            </div>
                        }
                    })
            }}
            <div class="actions">
                <SubmitButton busy=sending.busy>{t().plan_save()}</SubmitButton>
                <button
                    type="button"
                    class="button quiet"
                    on:click=move |_| board.editing.set(None)
                >
                    {t().plan_cancel()}
                </button>
                {own
                    .then(|| {
                        view! {
                            <button
                                type="button"
                                class="button plain danger"
                                on:click=move |_| remove()
                            >
                                {t().plan_remove()}
                            </button>
                        }
                    })}
            </div>
        </form>
    }
    .into_any()
}

/// The members to choose from; somebody who left stays until another is chosen.
fn members(board: Board, owner: Option<&str>) -> Vec<Choice> {
    let members = board.members();
    let left = owner.filter(|owner| members.iter().all(|(email, _)| email != owner));
    let left = left.map(|owner| Choice::new(owner, t().plan_former_member(owner)));
    let known = members
        .into_iter()
        .map(|(email, name)| Choice::new(email, name));
    std::iter::once(Choice::new("", t().plan_nobody()))
        .chain(left)
        .chain(known)
        .collect()
}

async fn as_it_is_now(board: Board, path: &OfPlanItem) -> Result<Option<PlanCheck>, ApiError> {
    let program = board
        .program
        .with_value(crate::session::CurrentProgram::path);
    let answer = call::<GetPlan>(&program, &NoQuery {}, &NoBody {}).await?;
    let mut checks = answer
        .plan
        .phases
        .into_iter()
        .flat_map(|phase| phase.checks);
    Ok(checks.find(|check| check.item == path.item))
}

/// What people added, in one line.
fn said(kept: &Kept) -> String {
    let owner = kept.owner.as_deref().unwrap_or_else(|| t().plan_no_owner());
    let due = kept.due.map_or_else(
        || t().plan_no_day().to_owned(),
        |due| t().plan_due(&day_words(due)),
    );
    let note = kept.note.as_deref().unwrap_or_else(|| t().plan_no_notes());
    format!("{owner}, {due}, {note}")
}
