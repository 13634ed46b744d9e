//! The controls above the list of people. The URL holds what they say.

use std::time::Duration;

use laurel_api::endpoints::ListSegments;
use laurel_api::segments::SegmentsQuery;
use laurel_domain::advocacy_stage::AdvocacyStage;
use laurel_domain::need_level::NeedLevel;
use laurel_domain::nps::Group;
use laurel_domain::segment::Dimension;
use leptos::leptos_dom::helpers::{TimeoutHandle, set_timeout_with_handle};
use leptos::prelude::*;

use super::filter::{chips, cleared, is_filtered, with_filter};
use crate::hooks::erased::{effect, memo};
use crate::hooks::use_remote::use_remote;
use crate::hooks::use_url_query::{QueryState, Step};
use crate::session::use_program;
use crate::shell::use_program_details;
use crate::ui::select_field::{Choice, SelectField};
use crate::ui::show::Show;
use crate::words::t;

/// How long typing must rest before the list follows.
const REST: Duration = Duration::from_millis(250);

/// Search, stage, need level, advocacy stage, any other dimension, and what came along from a chart.
#[component]
pub fn Filters(
    /// The page's query.
    state: QueryState,
    /// The list is being read.
    busy: RwSignal<bool>,
) -> impl IntoView {
    let details = use_program_details();
    let value = move |name: &'static str| {
        Signal::derive(move || {
            state
                .query
                .with(|query| query.get(name).unwrap_or_default().to_owned())
        })
    };
    let choose = move |name: &'static str| {
        move |value: String| {
            let value = (!value.is_empty()).then_some(value);
            state.go(
                &with_filter(state.query.get_untracked(), name, value),
                Step::Push,
            );
        }
    };
    let stages = memo(move || {
        let names = details
            .program()
            .map(|program| program.stages)
            .unwrap_or_default();
        let named = names
            .into_iter()
            .enumerate()
            .map(|(place, name)| Choice::new(place.to_string(), name));
        std::iter::once(Choice::new("", t().people_all_stages()))
            .chain(named)
            .collect::<Vec<_>>()
    });
    let matches = vec![
        Choice::new("", t().people_at()),
        Choice::new("reached", t().people_reached()),
    ];
    let has_stage = memo(move || state.query.with(|query| query.get("stage").is_some()));
    let levels = NeedLevel::ALL
        .iter()
        .map(|level| Choice::new(level.number().to_string(), t().need_level(*level)));
    let ladder = AdvocacyStage::ALL
        .iter()
        .map(|stage| Choice::new(stage.code(), t().advocacy_stage(*stage)));
    let with_all = |words: &str, choices: Vec<Choice>| {
        std::iter::once(Choice::new("", words))
            .chain(choices)
            .collect::<Vec<_>>()
    };
    let levels = with_all(t().people_all_levels(), levels.collect());
    let ladder = with_all(t().people_all(), ladder.collect());
    let groups = Group::ALL
        .iter()
        .map(|group| Choice::new(group.code(), t().nps_group(*group)));
    let groups = with_all(t().people_all_answers(), groups.collect());
    let matches = StoredValue::new(matches);
    view! {
        <div class="filters" role="search" aria-busy=move || busy.get().then_some("true")>
            <SearchField state />
            <SelectField label=t().people_stage() class="beside" value=value("stage") on_choose=choose("stage") choices=stages />
            <Show when=move || has_stage.get()>
                <SelectField
                    label=t().people_which()
                    class="beside"
                    value=value("stage_match")
                    on_choose=choose("stage_match")
                    choices=matches.get_value()
                />
            </Show>
            <SelectField label=t().people_advocacy() class="beside" value=value("advocacy_stage") on_choose=choose("advocacy_stage") choices=ladder />
            <SelectField label=t().people_need_level() class="beside" value=value("need_level") on_choose=choose("need_level") choices=levels />
            <SelectField label=t().people_nps() class="beside" value=value("nps") on_choose=choose("nps") choices=groups />
            <ByValue state />
            <Chips state />
            <Show when=move || state.query.with(is_filtered)>
                <a href=move || state.href(&cleared(state.query.get()))>{t().people_clear()}</a>
            </Show>
        </div>
    }
}

/// A filter by any dimension: which one, then which of its values. What is chosen becomes a chip.
#[component]
fn ByValue(state: QueryState) -> impl IntoView {
    let path = use_program().path();
    let chosen = RwSignal::new(String::new());
    let dimension = memo(move || chosen.with(|code| Dimension::parse(code).ok()));
    let remote = use_remote::<ListSegments>(move || {
        let dimension = Some(dimension.get()?);
        Some((path.clone(), SegmentsQuery { dimension }))
    });
    let dimensions = Dimension::ALL
        .iter()
        .map(|dimension| Choice::new(dimension.code(), t().dimension(*dimension)));
    let dimensions: Vec<Choice> = std::iter::once(Choice::new("", t().people_no_more_filters()))
        .chain(dimensions)
        .collect();
    // Behind a mark, because an empty value is one too: those of whom it is not known.
    let values = Signal::derive(move || {
        let known = remote.latest().get().map(|answer| answer.segments);
        let first = match &known {
            Some(known) if known.is_empty() => t().people_nobody_has_one(),
            Some(_) => t().ui_choose(),
            None => t().people_reading_values(),
        };
        let named = known.into_iter().flatten().map(|segment| {
            let name = if segment.value.is_empty() {
                t().ui_not_known()
            } else {
                segment.value.as_str()
            };
            let words = t().people_value_count(name, segment.people);
            Choice::new(format!("={}", segment.value), words)
        });
        std::iter::once(Choice::new("", first))
            .chain(named)
            .collect::<Vec<_>>()
    });
    let nothing = Signal::derive(String::new);
    let choose = move |value: String| {
        let (Some(dimension), Some(value)) = (dimension.get_untracked(), value.strip_prefix('='))
        else {
            return;
        };
        chosen.set(String::new());
        let query = state.query.get_untracked();
        let query = with_filter(query, dimension.code(), Some(value.to_owned()));
        state.go(&query, Step::Push);
    };
    view! {
        <SelectField
            label=t().people_more_filters()
            class="beside"
            value=chosen
            on_choose=move |code| chosen.set(code)
            choices=dimensions
        />
        <Show when=move || dimension.get().is_some()>
            <SelectField label=t().people_value() class="beside" value=nothing on_choose=choose choices=values />
        </Show>
    }
    .into_any()
}

/// Follows typing once it rests.
#[component]
fn SearchField(state: QueryState) -> impl IntoView {
    let (typed, set_typed) = signal(String::new());
    let waiting = StoredValue::new(None::<TimeoutHandle>);
    // What the URL says is typed, unless it is what was typed just now.
    effect(move || {
        let said = state
            .query
            .with(|query| query.get("q").unwrap_or_default().to_owned());
        if typed.with_untracked(|typed| typed.trim() != said) {
            set_typed.set(said);
        }
    });
    let stop = move || {
        if let Some(Some(handle)) = waiting.try_update_value(Option::take) {
            handle.clear();
        }
    };
    on_cleanup(stop);
    let type_text = move |text: String| {
        set_typed.set(text);
        stop();
        let follow = move || {
            let (Some(text), Some(query)) =
                (typed.try_get_untracked(), state.query.try_get_untracked())
            else {
                return;
            };
            let text = text.trim().to_owned();
            let query = with_filter(query, "q", (!text.is_empty()).then_some(text));
            state.go(&query, Step::Replace);
        };
        // Without a timer the list simply does not follow typing; Enter still leads there.
        waiting.set_value(set_timeout_with_handle(follow, REST).ok());
    };
    view! {
        <div class="search">
            <input
                type="search"
                aria-label=t().people_search()
                placeholder=t().people_search_hint()
                dir="auto"
                autocomplete="off"
                prop:value=typed
                on:input:target=move |event| type_text(event.target().value())
            />
        </div>
    }
}

/// The filters without a control of their own, each with a button to remove it.
#[component]
fn Chips(state: QueryState) -> impl IntoView {
    move || {
        state
            .query
            .with(chips)
            .into_iter()
            .map(|(names, words)| {
                let label = t().people_remove_filter(&words);
                let remove = move |_| {
                    let query = names
                        .iter()
                        .fold(state.query.get_untracked(), |query, name| {
                            with_filter(query, name, None)
                        });
                    state.go(&query, Step::Push);
                };
                view! {
                    <span class="chip">
                        <span dir="auto">{words}</span>
                        <button type="button" aria-label=label on:click=remove>
                            "×"
                        </button>
                    </span>
                }
            })
            .collect_view()
    }
}
