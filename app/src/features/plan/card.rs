//! One check on the board: whether it holds, its figure and evidence, who looks after it until when.

use laurel_api::NoQuery;
use laurel_api::endpoint::OfPlanItem;
use laurel_api::endpoints::UpdatePlanItem;
use laurel_api::plan::{Kept, Plan, PlanChange, PlanCheck};
use laurel_domain::plan::Verdict;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{Board, name_of, remedy};
use crate::api::call_with_revision;
use crate::ui::dates::day_words;
use crate::ui::toast::{Toasts, use_toasts};
use crate::words::t;

/// The check.
pub(super) fn card(board: Board, plan: &Plan, check: &PlanCheck) -> AnyView {
    let toasts = use_toasts();
    let (mark, class) = match check.verdict {
        Verdict::Met => ("✓", "mark met"),
        Verdict::NotMet => ("", "mark"),
        Verdict::NotKnown => ("?", "mark unknown"),
    };
    let sign = if check.computed || !board.may_edit {
        view! {
            <span class=class aria-hidden="true">{mark}</span>
            <span class="visually-hidden">{format!("{}: ", t().plan_verdict(check.verdict))}</span>
        }
        .into_any()
    } else {
        tick(board, check, toasts)
    };
    let remedy = remedy::of(check)
        .filter(|_| check.verdict != Verdict::Met)
        .map(|(page, words)| {
            view! { <a href=board.href(page)>{words}</a> }
        });
    let metric = check.metric.filter(|_| board.may_edit).map(|metric| {
        view! {
            <button
                type="button"
                class="button quiet small"
                on:click=move |_| board.reviewing.set(Some(metric))
            >
                {t().plan_reviewed()}
                <span class="visually-hidden">{format!(": {}", t().plan_metric(metric))}</span>
            </button>
        }
    });
    let edited = check.clone();
    let title = check.title.clone();
    let edit = board.may_edit.then(|| {
        view! {
            <button
                type="button"
                class="button plain small"
                on:click=move |_| board.editing.set(Some(edited.clone()))
            >
                {if check.kept == Kept::default() { t().plan_assign() } else { t().plan_edit() }}
                <span class="visually-hidden">{format!(": {title}")}</span>
            </button>
        }
    });
    let evidence = check
        .evidence
        .as_ref()
        .map(|evidence| evidence.message.clone());
    let evidence = evidence.or_else(|| check.advice.clone()).map(|evidence| {
        view! { <p class="muted small">{evidence}</p> }
    });
    view! {
        <li class="check" class:overdue=check.overdue>
            {sign}
            <div class="what">
                <p class="title" dir="auto">
                    {check.title.clone()}
                </p>
                {evidence}
                {kept(plan, check)}
                <div class="row">{remedy} {metric} {edit}</div>
            </div>
            <span class="figure">{check.figure.as_ref().map(|figure| figure.message.clone())}</span>
        </li>
    }
    .into_any()
}

/// Owner, day and notes; nothing when nobody has said anything.
fn kept(plan: &Plan, check: &PlanCheck) -> Option<AnyView> {
    let Kept {
        owner,
        due,
        note,
        done_at,
        done_by,
        revision: _,
    } = &check.kept;
    let owner = owner.as_ref().map(|owner| name_of(plan, owner));
    let due = due.map(|due| t().plan_due(&day_words(due)));
    let done = done_at
        .as_ref()
        .zip(done_by.as_ref())
        .filter(|_| !check.computed)
        .map(|(at, by)| t().plan_ticked(&name_of(plan, by), &day_words(at.day())));
    let facts: Vec<String> = [owner, due, done].into_iter().flatten().collect();
    if facts.is_empty() && note.is_none() {
        return None;
    }
    let overdue = check
        .overdue
        .then(|| view! { <span class="tag problem">{t().plan_overdue()}</span> });
    let facts = (!facts.is_empty() || check.overdue).then(|| {
        view! { <p class="small">{facts.join(", ")} " " {overdue}</p> }
    });
    let note = note.clone().map(|note| {
        view! {
            <p class="note" dir="auto">
                {note}
            </p>
        }
    });
    Some(view! { {facts} {note} }.into_any())
}

/// The box that ticks a check which people judge.
fn tick(board: Board, check: &PlanCheck, toasts: Toasts) -> AnyView {
    let path = OfPlanItem {
        program: board.program.with_value(crate::session::CurrentProgram::id),
        item: check.item,
    };
    let revision = check.kept.revision;
    let label = check.title.clone();
    let change = move |done: bool| {
        let path = path.clone();
        spawn_local(async move {
            let change = PlanChange {
                done: Some(done),
                ..PlanChange::default()
            };
            let answer =
                call_with_revision::<UpdatePlanItem>(&path, &NoQuery {}, &change, revision).await;
            if let Err(error) = answer {
                toasts.problem(error.to_string());
            }
            board.remote.reload();
        });
    };
    view! {
        <input
            type="checkbox"
            class="tick"
            aria-label=label
            prop:checked=check.verdict == Verdict::Met
            on:change:target=move |event| change(event.target().checked())
        />
    }
    .into_any()
}
