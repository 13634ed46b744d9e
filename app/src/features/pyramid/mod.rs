//! The pyramid of advocate needs, and the ladder of advocacy beside it.

pub mod asked;
pub mod csv;
pub mod figures;
pub mod moves;
pub mod people;
pub mod tables;

use laurel_api::endpoints::GetPyramid;
use laurel_api::pyramid::Pyramid;
use laurel_charts::{MeasureText, Subject, Viewport, pyramid};
use laurel_domain::saved_view::ViewPage;
use leptos::prelude::*;

use crate::features::views::saved_views;
use crate::hooks::erased::memo;
use crate::hooks::use_remote::use_remote;
use crate::hooks::use_url_query::{QueryState, use_url_query};
use crate::session::use_program;
use crate::ui::chart::ChartCanvas;
use crate::ui::chart::export::Export;
use crate::ui::dates::now;
use crate::ui::empty::Empty;
use crate::ui::loaded::loaded;
use crate::ui::page_head::PageHead;
use crate::ui::period::Period;
use crate::ui::period_picker::PeriodPicker;
use crate::ui::show::Show;
use crate::words::t;
use figures::{change, chart_data, level_of};
use people::panel;
use tables::{choose, ladder_table, level_table, mix_table};

/// `/app/{program}/pyramid`.
#[component]
pub fn PyramidPage() -> impl IntoView {
    let program = use_program();
    let (path, of_before) = (program.path(), program.path());
    let state = use_url_query();
    let today = now().day();
    let period = memo(move || state.query.with(Period::read));
    let remote = use_remote::<GetPyramid>(move || Some((path.clone(), period.get().to_query())));
    let before = use_remote::<GetPyramid>(move || {
        Some((of_before.clone(), period.get().before(today)?.to_query()))
    })
    .latest();
    let lede = Signal::derive(move || t().pyramid_lede(&period.get().words()));
    view! {
        <PageHead title=t().pyramid_title() lede>{saved_views(ViewPage::Pyramid)}</PageHead>
        <div class="filters">
            <PeriodPicker state what=t().pyramid_period_of() />
        </div>
        {loaded(
            remote,
            t().pyramid_counting(),
            move |answer| {
                let pyramid = memo(move || answer.with(|answer| answer.pyramid.clone()));
                let before = Signal::derive(move || before.get().map(|answer| answer.pyramid));
                let changed = Callback::new(move |()| remote.reload());
                picture(state, pyramid, before, lede, changed)
            },
        )}
    }
}

fn picture(
    state: QueryState,
    pyramid: Memo<Pyramid>,
    before: Signal<Option<Pyramid>>,
    lede: Signal<String>,
    on_change: Callback<()>,
) -> AnyView {
    let nobody = memo(move || {
        pyramid.with(|pyramid| {
            pyramid.levels.iter().all(|level| level.everyone == 0)
                && pyramid
                    .advocacy_stages
                    .iter()
                    .all(|stage| stage.everyone == 0)
        })
    });
    let link = move |subject: Subject| {
        let level = pyramid.with(|pyramid| level_of(pyramid, subject))?;
        let values = [
            ("level", Some(level.to_string())),
            ("facet", None),
            ("motivation", None),
        ];
        Some(state.href(&choose(state.query.get(), values)))
    };
    let change = move |subject: Subject| {
        pyramid.with(|now| before.with(|before| change(subject, now, before.as_ref())))
    };
    let lay_out = move |viewport: &Viewport, measure: &dyn MeasureText| {
        let data = pyramid.with(chart_data);
        let height = pyramid::preferred_height(data.levels.len(), viewport.width);
        pyramid::layout(
            &data,
            &Viewport {
                height,
                ..*viewport
            },
            measure,
        )
    };
    let export = move || Export {
        chart: t().pyramid_title(),
        lede,
        figures: Box::new(move || pyramid.with(csv::rows)),
    };
    view! {
        <Show
            when=move || !nobody.get()
            fallback=|| {
                view! {
                    <Empty
                        heading=t().pyramid_nobody() words=t().pyramid_nobody_words()
                    />
                }
            }
        >
            <figure class="chart">
                <ChartCanvas label=t().pyramid_levels() layout=Box::new(lay_out) link change export=export() />
            </figure>
            <div class="columns even section">
                <section class="stack">
                    <h2>{t().pyramid_need_levels()}</h2>
                    {level_table(pyramid, state)}
                    {mix_table(pyramid, state)}
                </section>
                <section class="stack">
                    <h2>{t().pyramid_ladder()}</h2>
                    {ladder_table(pyramid, state)}
                </section>
            </div>
            {panel(state, pyramid, on_change)}
        </Show>
    }
    .into_any()
}
