//! `/app/{program}`, the start page: what moved this week, what waits for somebody, where the program
//! stands. One request for all of it.

pub mod figures;
mod links;
mod pictures;

use laurel_api::endpoints::GetOverview;
use laurel_api::overview::{Change, Overview, PlanSummary, Queue, Step};
use laurel_api::{Endpoint, NoQuery};
use laurel_domain::role::Permission;
use leptos::prelude::*;

use crate::hooks::erased::memo;
use crate::hooks::use_remote::use_remote;
use crate::session::{CurrentProgram, use_program};
use crate::shell::use_program_details;
use crate::ui::dates::day_words;
use crate::ui::loaded::loaded;
use crate::ui::page_head::PageHead;
use crate::ui::stat::Stat;
use crate::words::t;
use figures::totals;

/// `/app/{program}`.
#[component]
pub fn OverviewPage() -> impl IntoView {
    let program = use_program();
    let path = program.path();
    let remote = use_remote::<GetOverview>(move || Some((path.clone(), NoQuery {})));
    let latest = remote.latest();
    let name = program.program_name().to_owned();
    let lede = Signal::derive(move || {
        latest.with(|answer| match answer {
            Some(answer) => lede_words(&name, &answer.overview),
            None => name.clone(),
        })
    });
    view! {
        <PageHead title=t().overview_title() lede />
        {loaded(
            remote,
            t().overview_reading(),
            move |answer: Signal<<GetOverview as Endpoint>::Response>| {
                let program = program.clone();
                let overview = memo(move || answer.with(|answer| answer.overview.clone()));
                (move || overview.with(|overview| front(overview, &program))).into_any()
            },
        )}
    }
}

/// `Demo, 16 Nov 2026 to 22 Nov 2026`.
fn lede_words(name: &str, overview: &Overview) -> String {
    let (from, to) = (day_words(overview.week_from), day_words(overview.today));
    t().overview_lede(name, &from, &to)
}

/// The front page.
fn front(overview: &Overview, program: &CurrentProgram) -> AnyView {
    let href = |page: &str| program.href(page);
    let may_edit = program.may(Permission::Edit);
    let steps = may_edit
        .then(|| first_steps(&overview.steps, program))
        .flatten();
    view! {
        {steps}
        <div class="front">
            <section class="news" aria-labelledby="week">
                <h2 id="week">{t().overview_week()}</h2>
                {news(&overview.changes, &href)}
            </section>
            <section class="queues" aria-labelledby="waiting">
                <h2 id="waiting">{t().overview_waiting()}</h2>
                {queues(&overview.queues, &href)}
                {plan_line(overview.plan, &href)}
            </section>
        </div>
        <section class="section" aria-labelledby="pictures">
            <h2 id="pictures">{t().overview_pictures()}</h2>
            {pictures::pictures(overview, &href)}
        </section>
        {in_numbers(program)}
    }
    .into_any()
}

/// What moved, the first sentence set large.
fn news(changes: &[Change], href: &dyn Fn(&str) -> String) -> AnyView {
    if changes.is_empty() {
        return view! { <p class="muted">{t().overview_quiet()}</p> }.into_any();
    }
    let items = changes
        .iter()
        .map(|change| {
            view! {
                <li>
                    <a href=href(&links::change(&change.what))>{change.what.message.clone()}</a>
                    " "
                    <span class="compared">{change.compared.message.clone()}</span>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="headlines">{items}</ul> }.into_any()
}

/// What waits; a kind word when nothing does.
fn queues(queues: &[Queue], href: &dyn Fn(&str) -> String) -> AnyView {
    if queues.is_empty() {
        return view! { <p class="muted">{t().overview_nothing_waits()}</p> }.into_any();
    }
    let items = queues
        .iter()
        .map(|queue| {
            let late = queue
                .late
                .then(|| view! { <span class="tag problem">{t().overview_late()}</span> });
            view! {
                <li>
                    <a href=href(links::queue(&queue.what)) dir="auto">
                        {queue.what.message.clone()}
                    </a>
                    " "
                    {late}
                    <div class="muted small">{queue.detail.clone()}</div>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="waiting">{items}</ul> }.into_any()
}

/// `The plan: 9 of 19 checks hold`.
fn plan_line(plan: PlanSummary, href: &dyn Fn(&str) -> String) -> AnyView {
    let words = t().overview_plan(u64::from(plan.met), u64::from(plan.checks));
    view! {
        <p class="plan-line">
            <a href=href("plan")>{words}</a>
            <meter
                min="0"
                max=plan.checks.to_string()
                value=plan.met.to_string()
                aria-label=t().overview_plan_meter()
            ></meter>
        </p>
    }
    .into_any()
}

/// What to do first, each step with whether it is done.
fn first_steps(steps: &[Step], program: &CurrentProgram) -> Option<AnyView> {
    if steps.is_empty() {
        return None;
    }
    let items = steps
        .iter()
        .map(|step| {
            // The form stands outside the app.
            let page = links::step(step.step);
            let form = page.is_none();
            let href = page.map_or_else(
                || format!("/p/{}/tell", program.id()),
                |page| program.href(page),
            );
            let (mark, said) = if step.done {
                ("✓", t().overview_step_done())
            } else {
                ("", "")
            };
            view! {
                <li class=if step.done { "done" } else { "" }>
                    <span class="mark" aria-hidden="true">{mark}</span>
                    <div>
                        <span class="visually-hidden">{said} " "</span>
                        <a href=href rel=form.then_some("external")>{step.message.clone()}</a>
                        <div class="muted small">{step.detail.clone()}</div>
                    </div>
                </li>
            }
        })
        .collect_view();
    let steps = view! {
        <section class="first-steps" aria-labelledby="first-steps">
            <h2 id="first-steps">{t().overview_steps()}</h2>
            <ol class="checklist">{items}</ol>
        </section>
    };
    Some(steps.into_any())
}

/// The program's counters, set large. The shell has read them already.
fn in_numbers(program: &CurrentProgram) -> AnyView {
    let details = use_program_details();
    let program = program.clone();
    let stats = move || {
        let rows = details
            .program()
            .map(|program| totals(&program.totals))
            .unwrap_or_default();
        if rows.is_empty() {
            return None;
        }
        let stats = rows
            .into_iter()
            .map(|total| {
                let stat = view! { <Stat name=total.name value=total.value /> };
                match total.page {
                    Some(page) => {
                        view! { <a class="stat-link" href=program.href(page)>{stat}</a> }.into_any()
                    }
                    None => stat.into_any(),
                }
            })
            .collect_view();
        let section = view! {
            <section class="section">
                <h2>{t().overview_numbers()}</h2>
                <div class="stats">{stats}</div>
            </section>
        };
        Some(section.into_any())
    };
    stats.into_any()
}
