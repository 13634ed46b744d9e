//! Whose funnel, with what it is compared, into what it is broken down.

use laurel_api::segments::SegmentsResponse;
use laurel_domain::Day;
use laurel_domain::segment::{Dimension, Segment};
use leptos::prelude::*;

use super::choice::{
    BREAKDOWN, COMPARE_FROM, COMPARE_SEGMENT, COMPARE_TO, Compared, SEGMENT, VALUES, segment_words,
    with_segment,
};
use crate::hooks::erased::memo;
use crate::hooks::use_url_query::{QueryState, Step, UrlQuery};
use crate::ui::field::unique_id;
use crate::ui::numbers::count;
use crate::ui::period::Period;
use crate::ui::period_picker::PeriodPicker;
use crate::ui::select_field::{Choice, SelectField};
use crate::ui::show::Show;
use crate::words::t;

/// Values of lists that are no segments: a segment has a colon.
const NOTHING: &str = "";
const EVERYBODY_ELSE: &str = "else";
const OTHER_PERIOD: &str = "period";

/// The controls above the picture.
pub fn filters(
    state: QueryState,
    segments: Signal<Option<SegmentsResponse>>,
    today: Day,
) -> AnyView {
    let segment = memo(move || {
        state
            .query
            .with(|query| query.raw(SEGMENT).unwrap_or_default().to_owned())
    });
    let known = memo(move || segments.with(|answer| segment_choices(answer.as_ref())));
    let who = memo(move || {
        let everybody = Choice::new(NOTHING, t().funnel_everybody());
        with_current(
            std::iter::once(everybody).chain(known.get()),
            &segment.get(),
        )
    });
    let compared = memo(move || state.query.with(compared_value));
    let compare = memo(move || {
        let mut choices = vec![
            Choice::new(NOTHING, t().funnel_nothing()),
            Choice::new(OTHER_PERIOD, t().funnel_another_period()),
        ];
        if !segment.with(String::is_empty) {
            choices.push(Choice::new(EVERYBODY_ELSE, t().funnel_everybody_else()));
        }
        let own = segment.get();
        let others = known.get().into_iter().filter(|choice| choice.value != own);
        with_current(choices.into_iter().chain(others), &compared.get())
    });
    let dimension = memo(move || {
        state
            .query
            .with(|query| query.get(BREAKDOWN).unwrap_or_default().to_owned())
    });
    let dimensions = memo(move || {
        let all = Dimension::ALL
            .iter()
            .map(|dimension| Choice::new(dimension.code(), t().dimension(*dimension)));
        std::iter::once(Choice::new(NOTHING, t().funnel_not_broken_down()))
            .chain(all)
            .collect::<Vec<_>>()
    });
    let go = move |query: UrlQuery| state.go(&query, Step::Push);
    let choose_segment = move |value: String| {
        let segment = (!value.is_empty()).then_some(value);
        go(with_segment(state.query.get_untracked(), segment));
    };
    let choose_compared = move |value: String| {
        let query = state.query.get_untracked();
        let compared = match value.as_str() {
            NOTHING => Compared::Nothing,
            EVERYBODY_ELSE => Compared::Segment(None),
            OTHER_PERIOD => Compared::Period(other_period(Period::read(&query), today)),
            _ => Compared::Segment(Some(value)),
        };
        go(compared.write(query));
    };
    let choose_dimension = move |value: String| {
        let dimension = (!value.is_empty()).then_some(value);
        let query = with_segment(state.query.get_untracked(), None);
        go(query.with(BREAKDOWN, dimension).with(VALUES, None));
    };
    let with_period = memo(move || compared.with(|compared| compared == OTHER_PERIOD));
    view! {
        <div class="filters">
            <PeriodPicker state what=t().funnel_first_contact() />
            <SelectField label=t().funnel_who() class="beside" value=segment on_choose=choose_segment choices=who />
            <SelectField label=t().funnel_compared_with() class="beside" value=compared on_choose=choose_compared choices=compare />
            <Show when=with_period>
                {other_end(state, t().funnel_other_from(), COMPARE_FROM)}
                {other_end(state, t().funnel_other_to(), COMPARE_TO)}
            </Show>
            <SelectField label=t().funnel_broken_down_by() class="beside" value=dimension on_choose=choose_dimension choices=dimensions />
        </div>
    }
    .into_any()
}

/// One end of the other period.
fn other_end(state: QueryState, label: &'static str, name: &'static str) -> AnyView {
    let id = unique_id("period");
    let control = id.clone();
    let value = move || {
        state
            .query
            .with(|query| query.get(name).unwrap_or_default().to_owned())
    };
    view! {
        <div class="field beside">
            <label for=id>{label}</label>
            <input
                id=control
                type="date"
                prop:value=value
                on:change:target=move |event| {
                    let day = Day::parse(&event.target().value()).ok().map(|day| day.to_string());
                    state.go(&state.query.get_untracked().with(name, day), Step::Push);
                }
            />
        </div>
    }
    .into_any()
}

/// The period before, or for all time the year before the latest.
fn other_period(period: Period, today: Day) -> Period {
    period.before(today).unwrap_or(Period {
        from: Some(Day(today.0 - 2 * 365 + 1)),
        to: Some(Day(today.0 - 365)),
    })
}

fn compared_value(query: &UrlQuery) -> String {
    match Compared::read(query) {
        Compared::Nothing => NOTHING.to_owned(),
        Compared::Period(_) => OTHER_PERIOD.to_owned(),
        Compared::Segment(None) => EVERYBODY_ELSE.to_owned(),
        Compared::Segment(Some(_)) => query.raw(COMPARE_SEGMENT).unwrap_or_default().to_owned(),
    }
}

/// One choice a value, by dimension.
fn segment_choices(answer: Option<&SegmentsResponse>) -> Vec<Choice> {
    let values = answer.map(|answer| answer.segments.as_slice());
    let choices = values.unwrap_or_default().iter().filter_map(|value| {
        let segment = Segment::new(value.dimension, value.value.clone()).ok()?;
        let text = segment.to_string();
        let words = t().funnel_segment_people(&segment_words(&text), &count(value.people));
        Some(Choice::new(text, words).under(t().dimension(value.dimension)))
    });
    choices.collect()
}

/// The choices and, if it is none of them, the current one: a URL may name what is not in the list.
fn with_current(choices: impl Iterator<Item = Choice>, current: &str) -> Vec<Choice> {
    let mut choices: Vec<Choice> = choices.collect();
    if choices.iter().all(|choice| choice.value != current) {
        choices.push(Choice::new(current, segment_words(current)));
    }
    choices
}
