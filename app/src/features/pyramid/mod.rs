//! The pyramid of advocate needs, and the ladder of advocacy beside it.

pub mod csv;
pub mod figures;
pub mod tables;

use laurel_api::endpoints::GetPyramid;
use laurel_api::figures::Pyramid;
use laurel_charts::{MeasureText, Subject, Viewport, pyramid};
use laurel_domain::saved_view::ViewPage;
use leptos::prelude::*;

use crate::features::views::saved_views;
use crate::hooks::erased::memo;
use crate::hooks::use_remote::use_remote;
use crate::hooks::use_url_query::use_url_query;
use crate::session::{CurrentProgram, use_program};
use crate::ui::chart::ChartCanvas;
use crate::ui::chart::export::Export;
use crate::ui::dates::now;
use crate::ui::empty::Empty;
use crate::ui::loaded::loaded;
use crate::ui::page_head::PageHead;
use crate::ui::period::Period;
use crate::ui::period_picker::PeriodPicker;
use crate::ui::show::Show;
use figures::{change, chart_data, people_page};
use tables::{LadderTable, LevelTable};

/// `/app/{program}/pyramid`.
#[component]
pub fn PyramidPage() -> impl IntoView {
    let program = use_program();
    let (path, of_before) = (program.path(), program.path());
    let program = StoredValue::new(program);
    let state = use_url_query();
    let today = now().day();
    let period = memo(move || state.query.with(Period::read));
    let remote = use_remote::<GetPyramid>(move || Some((path.clone(), period.get().to_query())));
    let before = use_remote::<GetPyramid>(move || {
        Some((of_before.clone(), period.get().before(today)?.to_query()))
    })
    .latest();
    let lede = Signal::derive(move || {
        format!(
            "What advocates care to be thanked with, by day of reaching it: {}.",
            period.get().words()
        )
    });
    view! {
        <PageHead title="Pyramid" lede>{saved_views(ViewPage::Pyramid)}</PageHead>
        <div class="filters">
            <PeriodPicker state what="level reached" />
        </div>
        {loaded(
            remote,
            "Counting advocates …",
            move |answer| {
                let pyramid = memo(move || answer.with(|answer| answer.pyramid.clone()));
                let before = Signal::derive(move || before.get().map(|answer| answer.pyramid));
                picture(program, pyramid, before, lede)
            },
        )}
    }
}

fn picture(
    program: StoredValue<CurrentProgram>,
    pyramid: Memo<Pyramid>,
    before: Signal<Option<Pyramid>>,
    lede: Signal<String>,
) -> AnyView {
    let nobody = memo(move || {
        pyramid.with(|pyramid| {
            pyramid.levels.iter().all(|level| level.people == 0)
                && pyramid
                    .advocacy_stages
                    .iter()
                    .all(|stage| stage.people == 0)
        })
    });
    let link = move |subject: Subject| {
        let page = pyramid.with(|pyramid| people_page(pyramid, subject))?;
        Some(program.with_value(|program| program.href(&page)))
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
        chart: "Pyramid",
        lede,
        figures: Box::new(move || pyramid.with(csv::rows)),
    };
    view! {
        <Show
            when=move || !nobody.get()
            fallback=|| {
                view! {
                    <Empty
                        heading="No advocates in this period"
                        words="People enter the pyramid with their first act of advocacy: a testimonial, a review, a referral. Choose a longer period, or record what people did."
                    />
                }
            }
        >
            <figure class="chart">
                <ChartCanvas label="Levels of the pyramid" layout=Box::new(lay_out) link change export=export() />
            </figure>
            <div class="columns section">
                <LevelTable pyramid link=Callback::new(link) />
                <LadderTable pyramid program />
            </div>
            <p class="muted small">
                "Names lead to everybody who is there today, whenever they came."
            </p>
        </Show>
    }
    .into_any()
}
