//! The funnel: how far people come, and where they stay behind.

pub mod figures;
pub mod table;

use laurel_api::endpoints::GetFunnel;
use laurel_api::figures::{Funnel, FunnelQuery, FunnelResponse};
use laurel_charts::{MeasureText, Subject, Viewport, funnel};
use leptos::prelude::*;

use crate::hooks::erased::memo;
use crate::hooks::use_remote::use_remote;
use crate::hooks::use_url_query::{Step, use_url_query};
use crate::session::use_program;
use crate::ui::chart::ChartCanvas;
use crate::ui::dates::now;
use crate::ui::empty::Empty;
use crate::ui::loaded::loaded;
use crate::ui::page_head::PageHead;
use crate::ui::period::Period;
use crate::ui::period_picker::PeriodPicker;
use crate::ui::select_field::{Choice, SelectField};
use crate::ui::show::Show;
use crate::ui::stat::Stat;
use figures::{SOURCE, change, chart_data, cylinder_words, people_page, source_words};
use table::FunnelTable;

/// The value of "any source" in the list of sources; no source has a control character in its name.
const ANY: &str = "\u{1}";

/// `/app/{program}/funnel`.
#[component]
pub fn FunnelPage() -> impl IntoView {
    let program = use_program();
    let path = program.path();
    let program = StoredValue::new(program);
    let state = use_url_query();
    let today = now().day();
    let period = memo(move || state.query.with(Period::read));
    let source = memo(move || {
        state
            .query
            .with(|query| query.raw(SOURCE).map(str::to_owned))
    });
    let query = move |Period { from, to }: Period| FunnelQuery {
        from,
        to,
        source: source.get(),
    };
    let of_before = path.clone();
    let remote = use_remote::<GetFunnel>(move || Some((path.clone(), query(period.get()))));
    let before = use_remote::<GetFunnel>(move || {
        Some((of_before.clone(), query(period.get().before(today)?)))
    })
    .latest();

    let sources = move |answer: &FunnelResponse| {
        let known = answer.funnel.sources.iter().map(|source| {
            let words = format!(
                "{} ({})",
                source_words(&source.name),
                crate::ui::numbers::count(source.people)
            );
            Choice::new(source.name.clone(), words)
        });
        std::iter::once(Choice::new(ANY, "All sources"))
            .chain(known)
            .collect::<Vec<_>>()
    };
    let choose_source = move |value: String| {
        let source = (value != ANY).then_some(value);
        state.go(
            &state.query.get_untracked().with(SOURCE, source),
            Step::Push,
        );
    };
    let link = move |subject: Subject| {
        let page = people_page(subject, period.get(), source.get().as_deref())?;
        Some(program.with_value(|program| program.href(&page)))
    };
    let latest = remote.latest();
    let choices = memo(move || {
        latest
            .with(|answer| answer.as_ref().map(sources))
            .unwrap_or_else(|| vec![Choice::new(ANY, "All sources")])
    });
    view! {
        <PageHead title="Funnel" lede=Signal::derive(move || {
            format!("How far people came, by first contact: {}.", period.get().words())
        }) />
        <div class="filters">
            <PeriodPicker state what="first contact" />
            <SelectField
                label="Source"
                class="beside"
                value=Signal::derive(move || source.get().unwrap_or_else(|| ANY.to_owned()))
                on_choose=choose_source
                choices=choices
            />
        </div>
        {loaded(
            remote,
            "Counting people …",
            move |answer| {
                let funnel = memo(move || answer.with(|answer| answer.funnel.clone()));
                let before = Signal::derive(move || before.get().map(|answer| answer.funnel));
                picture(funnel, before, Callback::new(link))
            },
        )}
    }
}

fn picture(
    funnel: Memo<Funnel>,
    before: Signal<Option<Funnel>>,
    link: Callback<Subject, Option<String>>,
) -> AnyView {
    let nobody =
        memo(move || funnel.with(|funnel| funnel.stages.iter().all(|stage| stage.people == 0)));
    let entered =
        move || funnel.with(|funnel| funnel.stages.first().map_or(0, |stage| stage.people));
    let through = move || {
        let (last, first) = funnel.with(|funnel| {
            (
                funnel.stages.last().map_or(0, |stage| stage.people),
                funnel.stages.first().map_or(0, |stage| stage.people),
            )
        });
        laurel_charts::figures::share(last, first)
            .unwrap_or_else(|| laurel_charts::figures::NOT_YET.to_owned())
    };
    let last_name = move || {
        funnel.with(|funnel| {
            funnel
                .stages
                .last()
                .map(|stage| stage.name.clone())
                .unwrap_or_default()
        })
    };
    let index = move || funnel.with(|funnel| funnel.cylinder_index);
    let lay_out = move |viewport: &Viewport, measure: &dyn MeasureText| {
        let data = funnel.with(chart_data);
        let height = funnel::preferred_height(data.stages.len(), viewport.width);
        funnel::layout(
            &data,
            &Viewport {
                height,
                ..*viewport
            },
            measure,
        )
    };
    let change = move |subject: Subject| {
        funnel.with(|now| before.with(|before| change(subject, now, before.as_ref())))
    };
    view! {
        <Show
            when=move || !nobody.get()
            fallback=|| {
                view! {
                    <Empty
                        heading="Nobody came in this period"
                        words="Choose a longer period or another source. People appear here with their first touchpoint, recorded or imported."
                    />
                }
            }
        >
            <div class="stack">
            <div class="stats">
                <Stat
                    name="people entered"
                    value=Signal::derive(move || crate::ui::numbers::count(entered()))
                />
                <Stat
                    name=Signal::derive(move || format!("reached {}", last_name()))
                    value=Signal::derive(through)
                />
                <Stat
                    name="cylinder index"
                    value=Signal::derive(move || {
                        index()
                            .and_then(laurel_charts::figures::rate)
                            .unwrap_or_else(|| laurel_charts::figures::NOT_YET.to_owned())
                    })
                />
            </div>
            <p class="muted measure small">{move || cylinder_words(index())}</p>
            </div>
            <figure class="chart section">
                <ChartCanvas
                    label="Stages of the funnel"
                    layout=Box::new(lay_out)
                    link
                    change
                />
                <FunnelTable funnel link />
            </figure>
        </Show>
    }
    .into_any()
}
