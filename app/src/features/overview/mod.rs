//! `/app/{program}`: what waits for somebody, and where the program stands.

pub mod figures;
pub mod waiting;

use laurel_api::endpoints::{GetFlywheel, GetFunnel, GetPyramid};
use laurel_api::figures::{FunnelQuery, PeriodQuery};
use leptos::prelude::*;

use crate::hooks::erased::memo;
use crate::hooks::use_remote::use_remote;
use crate::session::use_program;
use crate::shell::use_program_details;
use crate::ui::empty::Empty;
use crate::ui::loaded::loaded;
use crate::ui::page_head::PageHead;
use crate::ui::problem_banner::ProblemBanner;
use crate::ui::show::Show;
use crate::ui::stat::Stat;
use figures::{Glance, flywheel_glance, funnel_glance, pyramid_glance, totals};
use waiting::Waiting;

/// `/app/{program}`.
#[component]
pub fn OverviewPage() -> impl IntoView {
    let program = use_program();
    let details = use_program_details();
    let name = program.program_name().to_owned();
    let empty = memo(move || {
        details
            .program()
            .is_some_and(|program| program.totals.is_empty())
    });
    let import = StoredValue::new(program.href("imports"));
    let may_import = program.may(laurel_domain::role::Permission::Edit);
    view! {
        <PageHead title="Overview" lede=Signal::derive(move || format!("Where {name} stands today.")) />
        <ProblemBanner problem=details.remote.problem() retry=move |()| details.reload() />
        <Show when=move || empty.get()>
            <Empty
                heading="Nobody here yet"
                words="Bring in the people you know: leads, purchases or reviews from a file. Or share the form, and the first story appears under Submissions."
            >
                {may_import.then(|| view! { <a class="button" href=import.get_value()>"Import a file"</a> })}
            </Empty>
        </Show>
        <Waiting />
        <Totals />
        <Glances />
    }
}

/// The program's counters, set large.
#[component]
fn Totals() -> impl IntoView {
    let details = use_program_details();
    let program = StoredValue::new(use_program());
    let stats = move || {
        let rows = details
            .program()
            .map(|program| totals(&program.totals))
            .unwrap_or_default();
        rows.into_iter()
            .map(|total| {
                let stat = view! { <Stat name=total.name value=total.value /> };
                match total.page {
                    Some(page) => {
                        let href = program.with_value(|program| program.href(page));
                        view! { <a class="stat-link" href=href>{stat}</a> }.into_any()
                    }
                    None => stat.into_any(),
                }
            })
            .collect_view()
    };
    view! {
        <section class="section">
            <h2>"In numbers"</h2>
            <div class="stats">{stats}</div>
        </section>
    }
}

/// One figure from each of the three pictures, all time.
#[component]
fn Glances() -> impl IntoView {
    let program = use_program();
    let href = |page| program.href(page);
    let paths = (program.path(), program.path(), program.path());
    let all = PeriodQuery::default();
    let funnel = use_remote::<GetFunnel>(move || Some((paths.0.clone(), FunnelQuery::default())));
    let flywheel = use_remote::<GetFlywheel>(move || Some((paths.1.clone(), all)));
    let pyramid = use_remote::<GetPyramid>(move || Some((paths.2.clone(), all)));
    view! {
        <section class="section">
            <h2>"At a glance"</h2>
            <div class="cards">
                <article class="card stack">
                    <h3>
                        <a href=href("funnel")>"Funnel"</a>
                    </h3>
                    {loaded(funnel, "Counting …", move |answer| {
                        glance(Signal::derive(move || answer.with(|answer| funnel_glance(&answer.funnel))))
                    })}
                </article>
                <article class="card stack">
                    <h3>
                        <a href=href("flywheel")>"Flywheel"</a>
                    </h3>
                    {loaded(flywheel, "Counting …", move |answer| {
                        glance(Signal::derive(move || answer.with(|answer| flywheel_glance(&answer.flywheel))))
                    })}
                </article>
                <article class="card stack">
                    <h3>
                        <a href=href("pyramid")>"Pyramid"</a>
                    </h3>
                    {loaded(pyramid, "Counting …", move |answer| {
                        glance(Signal::derive(move || answer.with(|answer| pyramid_glance(&answer.pyramid))))
                    })}
                </article>
            </div>
        </section>
    }
}

fn glance(glance: Signal<Glance>) -> AnyView {
    let part = move |read: fn(Glance) -> String| Signal::derive(move || read(glance.get()));
    view! {
        <Stat name=part(|glance| glance.name) value=part(|glance| glance.value) />
        <p class="muted small">{part(|glance| glance.words)}</p>
    }
    .into_any()
}
