//! The flywheel: what customers who act for the brand bring, and what slows it down.

pub mod chain;
pub mod csv;
pub mod feeds;
pub mod figures;
pub mod rates;
pub mod tables;
pub mod turning;
pub mod what_if;

use laurel_api::endpoints::GetFlywheel;
use laurel_api::figures::Flywheel;
use laurel_charts::{MeasureText, Subject, Viewport, flywheel};
use laurel_domain::saved_view::ViewPage;
use leptos::prelude::*;

use crate::features::views::saved_views;
use crate::hooks::erased::memo;
use crate::hooks::use_remote::use_remote;
use crate::hooks::use_url_query::{QueryState, use_url_query};
use crate::session::{CurrentProgram, use_program};
use crate::shell::use_program_details;
use crate::ui::chart::ChartCanvas;
use crate::ui::chart::export::Export;
use crate::ui::dates::{days_words, now};
use crate::ui::empty::Empty;
use crate::ui::figures::{NOT_YET, rate};
use crate::ui::loaded::loaded;
use crate::ui::page_head::PageHead;
use crate::ui::period::Period;
use crate::ui::period_picker::PeriodPicker;
use crate::ui::show::Show;
use crate::ui::stat::Stat;
use crate::words::t;
use feeds::Feeds;
use figures::{
    change, chart_data, drive, interval_words, loop_gain_words, page_of, quartile_words,
};
use tables::{FrictionTable, PhaseTable};
use turning::Turning;
use what_if::WhatIfState;

/// `/app/{program}/flywheel`.
#[component]
pub fn FlywheelPage() -> impl IntoView {
    let program = use_program();
    let (path, of_before) = (program.path(), program.path());
    let program = StoredValue::new(program);
    let state = use_url_query();
    let today = now().day();
    let period = memo(move || state.query.with(Period::read));
    let remote = use_remote::<GetFlywheel>(move || Some((path.clone(), period.get().to_query())));
    let before = use_remote::<GetFlywheel>(move || {
        Some((of_before.clone(), period.get().before(today)?.to_query()))
    })
    .latest();
    let lede = Signal::derive(move || t().flywheel_lede(&period.get().words()));
    view! {
        <PageHead title=t().flywheel_title() lede>{saved_views(ViewPage::Flywheel)}</PageHead>
        <div class="filters">
            <PeriodPicker state what=t().flywheel_first_purchase() />
        </div>
        {loaded(
            remote,
            t().flywheel_loading(),
            move |answer| {
                let flywheel = memo(move || answer.with(|answer| answer.flywheel.clone()));
                let before = Signal::derive(move || before.get().map(|answer| answer.flywheel));
                picture(program, flywheel, before, state, lede)
            },
        )}
        <Feeds program state />
    }
}

fn picture(
    program: StoredValue<CurrentProgram>,
    flywheel: Memo<Flywheel>,
    before: Signal<Option<Flywheel>>,
    state: QueryState,
    lede: Signal<String>,
) -> AnyView {
    let what_if = WhatIfState::new(flywheel, state);
    let shown = what_if.shown();
    let turning = Turning::new(memo(move || shown.with(drive)));
    let details = use_program_details();
    let nobody = memo(move || flywheel.with(|flywheel| flywheel.customers == 0));
    let stages = memo(move || {
        details
            .program()
            .map(|program| program.stages)
            .unwrap_or_default()
    });
    let link = move |subject: Subject| {
        let page =
            flywheel.with(|flywheel| stages.with(|stages| page_of(flywheel, subject, stages)))?;
        Some(program.with_value(|program| program.href(&page)))
    };
    let change = move |subject: Subject| {
        if what_if.is_on() {
            return Some(t().flywheel_what_if_change().to_owned())
                .filter(|_| !matches!(subject, Subject::Loss(_)));
        }
        flywheel.with(|now| before.with(|before| change(subject, now, before.as_ref())))
    };
    let lay_out = move |viewport: &Viewport, measure: &dyn MeasureText| {
        let mut data = shown.with(chart_data);
        data.what_if = what_if.is_on();
        let height = flywheel::preferred_height(data.friction.len(), viewport.width);
        flywheel::layout(
            &data,
            &Viewport {
                height,
                ..*viewport
            },
            measure,
        )
    };
    let chart = move |export: Export| {
        let over = turning.over(what_if.handles());
        view! { <ChartCanvas label=t().flywheel_phases() layout=Box::new(lay_out) link change export over /> }.into_any()
    };
    let figure = move |read: fn(&Flywheel) -> Option<String>| {
        Signal::derive(move || flywheel.with(read).unwrap_or_else(|| NOT_YET.to_owned()))
    };
    let note =
        move |read: fn(&Flywheel) -> Option<String>| Signal::derive(move || flywheel.with(read));
    // An exported picture says when its rates are not measured.
    let lede = Signal::derive(move || {
        if what_if.is_on() {
            t().flywheel_lede_what_if(&lede.get())
        } else {
            lede.get()
        }
    });
    let export = move || Export {
        chart: t().flywheel_title(),
        lede,
        figures: Box::new(move || shown.with(|shown| csv::rows(shown, what_if.is_on()))),
    };
    view! {
        <Show
            when=move || !nobody.get()
            fallback=|| {
                view! {
                    <Empty
                        heading=t().flywheel_nobody() words=t().flywheel_nobody_words()
                    />
                }
            }
        >
            <div class="stack">
            <div class="stats">
                <Stat
                    name=t().flywheel_stat_gain()
                    value=figure(|flywheel| rate(flywheel.loop_gain?))
                    note=note(interval_words)
                />
                <Stat
                    name=t().flywheel_stat_cycle()
                    value=figure(|flywheel| Some(days_words(flywheel.cycle_days?)))
                    note=note(quartile_words)
                />
                <Stat name=t().flywheel_stat_momentum() value=figure(|flywheel| rate(flywheel.momentum?)) />
            </div>
            <p class="muted measure small">
                {move || flywheel.with(loop_gain_words)}
                {move || {
                    flywheel
                        .with(|flywheel| flywheel.so_far)
                        .then(|| view! { " " {t().flywheel_so_far()} })
                }}
            </p>
            </div>
            <figure class="chart section">
                {chart(export())}
                {turning.controls()}
                <PhaseTable flywheel before />
            </figure>
            {what_if.panel()}
            <FrictionTable flywheel program />
        </Show>
    }
    .into_any()
}
