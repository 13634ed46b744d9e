//! `/app/{program}/plan`: the customer advocacy framework as a board. Figures answer most checks, people
//! the others; each has an owner, a day and notes.

mod card;
mod edit;
mod own;
mod remedy;
mod review;
pub mod shown;

use laurel_api::NoQuery;
use laurel_api::endpoints::GetPlan;
use laurel_api::plan::{Plan, PlanCheck, PlanPhase, PlanResponse};
use laurel_domain::plan::{Metric, Phase, Verdict};
use laurel_domain::role::Permission;
use leptos::prelude::*;

use crate::hooks::erased::memo;
use crate::hooks::use_remote::{Remote, use_remote};
use crate::hooks::use_url_query::{QueryState, UrlQuery, use_url_query};
use crate::session::{CurrentProgram, use_program, use_session};
use crate::ui::actor::actor_words;
use crate::ui::dates::moment_words;
use crate::ui::loaded::loaded;
use crate::ui::page_head::PageHead;
use crate::words::t;
use shown::Shown;

/// What the page's parts share.
#[derive(Clone, Copy)]
struct Board {
    program: StoredValue<CurrentProgram>,
    remote: Remote<PlanResponse>,
    may_edit: bool,
    /// The check that is being edited.
    editing: RwSignal<Option<PlanCheck>>,
    /// The metric that is being reviewed.
    reviewing: RwSignal<Option<Metric>>,
    /// The phase to which a check is being added.
    adding: RwSignal<Option<Phase>>,
}

impl Board {
    fn href(self, page: &str) -> String {
        self.program.with_value(|program| program.href(page))
    }

    /// The members who can look after a check: address and name.
    fn members(self) -> Vec<(String, String)> {
        self.remote.latest().with_untracked(|answer| {
            let members = answer.iter().flat_map(|answer| &answer.plan.members);
            members
                .map(|member| (member.email.clone(), member.name.clone()))
                .collect()
        })
    }
}

/// `/app/{program}/plan`.
#[component]
pub fn PlanPage() -> impl IntoView {
    let program = use_program();
    let path = program.path();
    let may_edit = program.may(Permission::Edit);
    let remote = use_remote::<GetPlan>(move || Some((path.clone(), NoQuery {})));
    let board = Board {
        program: StoredValue::new(program),
        remote,
        may_edit,
        editing: RwSignal::new(None),
        reviewing: RwSignal::new(None),
        adding: RwSignal::new(None),
    };
    let state = use_url_query();
    let mine = use_session().email();
    view! {
        <PageHead
            title=t().plan_title()
            lede=t().plan_lede()
        />
        {loaded(
            remote,
            t().plan_reading(),
            move |answer: Signal<PlanResponse>| {
                let mine = mine.clone();
                let plan = memo(move || answer.with(|answer| answer.plan.clone()));
                let content = move || {
                    let shown = Shown::read(&state.query.read());
                    plan.with(|plan| page(board, plan, shown, &mine, state))
                };
                content.into_any()
            },
        )}
        {may_edit.then(|| view! {
            {edit::dialog(board)}
            {review::dialog(board)}
            {own::dialog(board)}
        })}
    }
}

fn page(board: Board, plan: &Plan, shown: Shown, mine: &str, state: QueryState) -> AnyView {
    let phases = plan
        .phases
        .iter()
        .map(|phase| section(board, plan, phase, shown, mine))
        .collect_view();
    view! {
        {summary(plan)}
        {filter(plan, shown, mine, state)}
        {phases}
        {reviews(plan)}
    }
    .into_any()
}

/// How many checks of each phase hold, as links to the phases.
fn summary(plan: &Plan) -> AnyView {
    let items = plan
        .phases
        .iter()
        .map(|phase| {
            let met = phase
                .checks
                .iter()
                .filter(|check| check.verdict == Verdict::Met)
                .count();
            let all = phase.checks.len();
            let code = phase.phase.code();
            view! {
                <li>
                    <a href=format!("#{code}") rel="external">
                        <span class="name">{t().plan_phase(phase.phase)}</span>
                        <span class="value">{met} <span class="of">" " {t().plan_of(all as u64)}</span></span>
                    </a>
                </li>
            }
        })
        .collect_view();
    view! { <ol class="phase-summary">{items}</ol> }.into_any()
}

/// All, open, overdue, mine: links, so that the URL says what is shown.
fn filter(plan: &Plan, shown: Shown, mine: &str, state: QueryState) -> AnyView {
    let choices = Shown::ALL.iter().map(|choice| {
        let checks = plan.phases.iter().flat_map(|phase| &phase.checks);
        let number = checks.filter(|check| choice.holds(check, mine)).count();
        let query = choice.write(UrlQuery::default());
        let current = (*choice == shown).then_some("true");
        view! {
            <a href=state.href(&query) aria-current=current>
                {choice.words()} " " <span class="muted">{number}</span>
            </a>
        }
    });
    view! {
        <nav class="segmented" aria-label=t().plan_which()>
            {choices.collect_view()}
        </nav>
    }
    .into_any()
}

/// A phase: what it is for beside its checks.
fn section(board: Board, plan: &Plan, phase: &PlanPhase, shown: Shown, mine: &str) -> AnyView {
    let checks: Vec<&PlanCheck> = phase
        .checks
        .iter()
        .filter(|check| shown.holds(check, mine))
        .collect();
    let code = phase.phase.code();
    let label = t().plan_phase(phase.phase);
    let list = if checks.is_empty() {
        let words = shown.nothing();
        view! { <p class="muted">{words}</p> }.into_any()
    } else {
        let items = checks
            .into_iter()
            .map(|check| card::card(board, plan, check))
            .collect_view();
        view! { <ul class="checks">{items}</ul> }.into_any()
    };
    let which = phase.phase;
    let add = board.may_edit.then(|| {
        view! {
            <button
                type="button"
                class="button plain small"
                on:click=move |_| board.adding.set(Some(which))
            >
                {t().plan_add()}
                <span class="visually-hidden">" " {t().plan_add_to(label)}</span>
            </button>
        }
    });
    view! {
        <section class="phase" id=code aria-labelledby=format!("{code}-heading")>
            <header>
                <h2 id=format!("{code}-heading")>{label}</h2>
                <p class="muted">{phase.purpose.clone()}</p>
                {add}
            </header>
            {list}
        </section>
    }
    .into_any()
}

/// What was said at the latest reviews.
fn reviews(plan: &Plan) -> AnyView {
    if plan.reviews.is_empty() {
        return ().into_any();
    }
    let items = plan
        .reviews
        .iter()
        .map(|review| {
            let by = name_of(plan, &review.by);
            view! {
                <li>
                    <p class="eyebrow">
                        {t().plan_review(t().plan_metric(review.metric), &by, &moment_words(review.at))}
                    </p>
                    <p class="words" dir="auto">
                        {review.note.clone()}
                    </p>
                </li>
            }
        })
        .collect_view();
    let heading = t().plan_reviews(plan.reviews.len() as u64);
    view! {
        <section class="section" aria-labelledby="reviews">
            <h2 id="reviews">{heading}</h2>
            <ul class="reviews">{items}</ul>
        </section>
    }
    .into_any()
}

/// A member's name; the address of somebody who is none any more.
fn name_of(plan: &Plan, email: &str) -> String {
    let member = plan.members.iter().find(|member| member.email == email);
    member.map_or_else(
        || {
            if email.starts_with("token:") {
                actor_words(email)
            } else {
                t().plan_former_member(email)
            }
        },
        |member| member.name.clone(),
    )
}
