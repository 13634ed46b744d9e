//! The funnel: how far people come, and where they stay behind; compared, broken down, over time, and
//! as it could be.

pub mod breakdown;
pub mod choice;
pub mod csv;
pub mod detail;
pub mod figures;
pub mod filters;
pub mod histogram;
pub mod picture;
pub mod readiness;
pub mod table;
pub mod trend;
pub mod what_if;
pub mod words;

use laurel_api::endpoints::{GetFunnel, ListSegments};
use laurel_api::figures::FunnelQuery;
use laurel_api::segments::SegmentsQuery;
use laurel_domain::role::Permission;
use laurel_domain::saved_view::ViewPage;
use leptos::prelude::*;

use crate::features::views::saved_views;
use crate::hooks::erased::memo;
use crate::hooks::use_remote::use_remote;
use crate::hooks::use_url_query::use_url_query;
use crate::session::use_program;
use crate::ui::dates::now;
use crate::ui::loaded::loaded;
use crate::ui::page_head::PageHead;
use crate::ui::period::Period;
use crate::words::t;
use choice::{SEGMENT, api_query, segment_words};

/// `/app/{program}/funnel`.
#[component]
pub fn FunnelPage() -> impl IntoView {
    let program = use_program();
    let path = program.path();
    let (of_before, of_segments) = (path.clone(), path.clone());
    let program = StoredValue::new(program);
    let state = use_url_query();
    let today = now().day();
    let asked = memo(move || state.query.with(|query| api_query(query, today)));
    let remote = use_remote::<GetFunnel>(move || Some((path.clone(), asked.get())));
    // What changed is said against the period before, whatever else is compared.
    let before = use_remote::<GetFunnel>(move || {
        let asked = asked.get();
        let period = Period {
            from: asked.from,
            to: asked.to,
        };
        let Period { from, to } = period.before(today)?;
        let query = FunnelQuery {
            from,
            to,
            segment: asked.segment,
            ..FunnelQuery::default()
        };
        Some((of_before.clone(), query))
    })
    .latest();
    let segments =
        use_remote::<ListSegments>(move || Some((of_segments.clone(), SegmentsQuery::default())))
            .latest();
    let lede = Signal::derive(move || {
        state.query.with(|query| {
            let period = Period::read(query).words();
            match query.get(SEGMENT).map(segment_words) {
                Some(segment) => t().funnel_lede_of(&segment, &period),
                None => t().funnel_lede(&period),
            }
        })
    });
    let edit_stages = program.with_value(|program| {
        program.may(Permission::Edit).then(|| {
            view! {
                <a class="button quiet small" href=program.href("settings/stages")>
                    {t().funnel_edit_stages()}
                </a>
            }
        })
    });
    view! {
        <PageHead title=t().funnel_title() lede>
            {edit_stages}
            {saved_views(ViewPage::Funnel)}
        </PageHead>
        {filters::filters(state, segments.into(), today)}
        {loaded(
            remote,
            t().funnel_counting(),
            move |answer| {
                let funnel = memo(move || answer.with(|answer| answer.funnel.clone()));
                let before = Signal::derive(move || before.get().map(|answer| answer.funnel));
                picture::picture(&picture::Page {
                    lede,
                    funnel,
                    before,
                    segments: segments.into(),
                    state,
                    program,
                    today,
                })
            },
        )}
        {readiness::readiness(program, today)}
    }
}
