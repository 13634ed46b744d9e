//! The picture with everything that hangs on it: figures, details, parts, and what could be.

use laurel_api::funnel::Funnel;
use laurel_api::segments::SegmentsResponse;
use laurel_charts::{MeasureText, Subject, Viewport, funnel as chart};
use laurel_domain::Day;
use leptos::prelude::*;

use super::breakdown::breakdown;
use super::choice::sides;
use super::csv;
use super::detail::{detail, part_link};
use super::figures::{change, chart_data, compared, cylinder_words, people_page};
use super::table::{comparison_table, figures_table};
use super::what_if::WhatIfState;
use crate::hooks::erased::memo;
use crate::hooks::use_url_query::QueryState;
use crate::session::CurrentProgram;
use crate::ui::chart::ChartCanvas;
use crate::ui::chart::export::Export;
use crate::ui::empty::Empty;
use crate::ui::figures::{NOT_YET, rate, share};
use crate::ui::numbers::count;
use crate::ui::show::Show;
use crate::ui::stat::Stat;
use crate::words::t;

/// What the page has.
#[derive(Clone, Copy)]
pub struct Page {
    /// The page's first sentence.
    pub lede: Signal<String>,
    /// The figures.
    pub funnel: Memo<Funnel>,
    /// Those of the period before.
    pub before: Signal<Option<Funnel>>,
    /// The values of the dimensions.
    pub segments: Signal<Option<SegmentsResponse>>,
    /// The URL.
    pub state: QueryState,
    /// The program.
    pub program: StoredValue<CurrentProgram>,
    /// Today.
    pub today: Day,
}

/// The picture, or what to do where nobody is.
pub fn picture(page: &Page) -> AnyView {
    let page = *page;
    let funnel = page.funnel;
    let nobody = memo(move || {
        let empty = |funnel: &Funnel| funnel.stages.iter().all(|stage| stage.people == 0);
        funnel.with(|funnel| {
            let other = funnel.comparison.as_ref();
            empty(funnel)
                && other.is_none_or(|other| other.stages.iter().all(|stage| stage.people == 0))
        })
    });
    let nothing = || {
        view! {
            <Empty
                heading=t().funnel_nobody() words=t().funnel_nobody_words()
            />
        }
        .into_any()
    };
    view! {
        <Show when=move || !nobody.get() fallback=nothing>
            {content(page)}
        </Show>
    }
    .into_any()
}

fn content(page: Page) -> AnyView {
    let Page {
        lede,
        funnel,
        before,
        segments,
        state,
        program,
        today,
    } = page;
    let what_if = WhatIfState::new(funnel, state);
    let names = memo(move || state.query.with(sides));
    let lay_out = move |viewport: &Viewport, measure: &dyn MeasureText| {
        let data = funnel.with(|funnel| {
            let beside = what_if.beside();
            chart_data(funnel, beside.or_else(|| compared(funnel, names.get())))
        });
        let height = chart::preferred_height(data.stages.len(), viewport.width);
        let viewport = Viewport {
            height,
            ..*viewport
        };
        chart::layout(&data, &viewport, measure)
    };
    let change = move |subject: Subject| {
        funnel.with(|now| before.with(|before| change(subject, now, before.as_ref())))
    };
    let people = Callback::new(move |subject: Subject| {
        let page = state.query.with(|query| people_page(subject, query))?;
        Some(program.with_value(|program| program.href(&page)))
    });
    let is_compared = memo(move || funnel.with(|funnel| funnel.comparison.is_some()));
    let table = move || {
        if is_compared.get() {
            comparison_table(funnel, names, people)
        } else {
            figures_table(funnel, people)
        }
    };
    let export = move || Export {
        chart: t().funnel_title(),
        lede,
        figures: Box::new(move || funnel.with(csv::rows)),
    };
    let words = move || funnel.with(|funnel| cylinder_words(funnel.cylinder_index));
    view! {
        <div class="stack">
            {stats(funnel)}
            <p class="muted measure small">{words}</p>
        </div>
        <figure class="chart section">
            <ChartCanvas
                label=t().funnel_stages()
                layout=Box::new(lay_out)
                link=move |subject: Subject| part_link(state, subject)
                change
                stays=true
                export=export()
                over=what_if.handles()
            />
            {what_if.outcome()}
        </figure>
        {detail(funnel, state, program, today)}
        <div class="section">{table}</div>
        {breakdown(funnel, segments, state)}
        {what_if.panel()}
    }
    .into_any()
}

/// Who entered, who came through, and how near that is to the cylinder.
fn stats(funnel: Memo<Funnel>) -> AnyView {
    let first = |funnel: &Funnel| funnel.stages.first().map_or(0, |stage| stage.people);
    let entered = move || funnel.with(|funnel| count(first(funnel)));
    let through = move || {
        funnel.with(|funnel| {
            let last = funnel.stages.last().map_or(0, |stage| stage.people);
            share(last, first(funnel)).unwrap_or_else(|| NOT_YET.to_owned())
        })
    };
    let last_name = move || {
        funnel.with(|funnel| {
            let name = funnel.stages.last().map(|stage| stage.name.as_str());
            t().funnel_reached_last(name.unwrap_or_default())
        })
    };
    let index = move || {
        let index = funnel.with(|funnel| funnel.cylinder_index);
        index.and_then(rate).unwrap_or_else(|| NOT_YET.to_owned())
    };
    view! {
        <div class="stats">
            <Stat name=t().funnel_entered() value=Signal::derive(entered) />
            <Stat name=Signal::derive(last_name) value=Signal::derive(through) />
            <Stat name=t().funnel_cylinder_index() value=Signal::derive(index) />
        </div>
    }
    .into_any()
}
