//! What is known about one stage or one drop-off: how long people took, how the step went over time,
//! who stands there, and what to do next.

use laurel_api::endpoints::ListPeople;
use laurel_api::funnel::{Funnel, FunnelStage};
use laurel_api::people::{PeopleResponse, Person};
use laurel_charts::Subject;
use laurel_domain::Day;
use laurel_domain::funnel::trend::Pace;
use leptos::html;
use leptos::prelude::*;

use super::choice::{PACE, choose, chosen, pace};
use super::figures::people_page;
use super::words::share;
use super::{histogram::histogram, trend::trend};
use crate::features::people::filter;
use crate::features::people::words::person_name;
use crate::hooks::erased::{effect, memo};
use crate::hooks::use_remote::use_remote;
use crate::hooks::use_url_query::{QueryState, UrlQuery};
use crate::session::CurrentProgram;
use crate::ui::dates::{Moment, days_words};
use crate::ui::loaded::loaded;
use crate::words::t;

/// So many people are named.
const NAMED: u8 = 5;

/// The section; nothing while no part is chosen.
pub fn detail(
    funnel: Memo<Funnel>,
    state: QueryState,
    program: StoredValue<CurrentProgram>,
    today: Day,
) -> AnyView {
    let part = memo(move || {
        let subject = state.query.with(chosen);
        funnel.with(|funnel| subject.filter(|subject| stage_of(*subject) < funnel.stages.len()))
    });
    // What the page was opened with, until something else is chosen.
    let opened_with = StoredValue::new(part.get_untracked());
    effect(move || {
        if part.get() != opened_with.get_value() {
            opened_with.set_value(None);
        }
    });
    let shown = memo(move || part.get().is_some());
    let section = move || {
        shown
            .get()
            .then(|| panel(funnel, part, opened_with, state, program, today))
    };
    section.into_any()
}

/// The stage where the people of a part stand.
fn stage_of(subject: Subject) -> usize {
    match subject {
        Subject::Stage(stage) | Subject::Step(stage) => stage,
        _ => usize::MAX,
    }
}

/// The stage that the part's step leads to; `None` for the first stage and behind the last.
fn reached(subject: Subject, funnel: &Funnel) -> Option<usize> {
    let stage = match subject {
        Subject::Stage(stage) => stage,
        Subject::Step(stage) => stage + 1,
        _ => return None,
    };
    (1..funnel.stages.len()).contains(&stage).then_some(stage)
}

fn panel(
    funnel: Memo<Funnel>,
    part: Memo<Option<Subject>>,
    opened_with: StoredValue<Option<Subject>>,
    state: QueryState,
    program: StoredValue<CurrentProgram>,
    today: Day,
) -> AnyView {
    let subject = move || part.get().unwrap_or(Subject::Stage(0));
    let heading = NodeRef::<html::H2>::new();
    focus_on_choice(heading, part, opened_with);
    let title = move || funnel.with(|funnel| title(funnel, subject()));
    let summary = move || funnel.with(|funnel| summary(funnel, subject()));
    let close = move || state.href(&choose(state.query.get(), None));
    let step = memo(move || funnel.with(|funnel| reached(subject(), funnel)));
    let stage = memo(move || -> Option<FunnelStage> {
        let step = step.get()?;
        funnel.with(|funnel| funnel.stages.get(step).cloned())
    });
    let has_step = memo(move || step.get().is_some());
    let cohorts = Signal::derive(move || funnel.with(|funnel| funnel.trend.clone()));
    let position = memo(move || step.get().unwrap_or_default());
    let figures = move || {
        has_step.get().then(|| {
            view! {
                <div class="stack">
                    <h3>{t().funnel_over_time()}</h3>
                    {paces(state, today)}
                    {trend(cohorts, position)}
                    <h3>{t().funnel_time_to_reach()}</h3>
                    {histogram(stage)}
                </div>
            }
            .into_any()
        })
    };
    view! {
        <section class="section explained" aria-labelledby="detail">
            <div class="page-head">
                <div class="stack tight">
                    <h2 id="detail" node_ref=heading tabindex="-1" dir="auto">{title}</h2>
                    <p class="muted measure">{summary}</p>
                </div>
                <a class="button quiet small" href=close data-noscroll="">{t().funnel_close()}</a>
            </div>
            <div class="columns">
                {figures}
                <div class="stack">
                    {next_step(funnel, part)}
                    {who(funnel, part, state, program)}
                </div>
            </div>
        </section>
    }
    .into_any()
}

/// The heading takes the focus when a part is chosen, not when the page opens with one.
fn focus_on_choice(
    heading: NodeRef<html::H2>,
    part: Memo<Option<Subject>>,
    opened_with: StoredValue<Option<Subject>>,
) {
    effect(move || {
        let now = part.get();
        if let Some(element) = heading.get()
            && opened_with.get_value() != now
        {
            // An element that cannot take the focus changes nothing.
            _ = element.focus();
        }
    });
}

fn title(funnel: &Funnel, subject: Subject) -> String {
    let name = |stage: usize| {
        funnel
            .stages
            .get(stage)
            .map(|stage| stage.name.clone())
            .unwrap_or_default()
    };
    match subject {
        Subject::Step(stage) if stage + 1 < funnel.stages.len() => {
            t().funnel_step_title(&name(stage), &name(stage + 1))
        }
        other => name(stage_of(other)),
    }
}

/// Who came, who stayed, how surely and how fast, in a sentence or two.
fn summary(funnel: &Funnel, subject: Subject) -> String {
    let stages = &funnel.stages;
    let here = stage_of(subject);
    let Some(stage) = stages.get(here) else {
        return String::new();
    };
    let step = match subject {
        Subject::Step(_) => stages.get(here + 1),
        _ => Some(stage).filter(|_| here > 0),
    };
    let mut sentences = vec![match subject {
        Subject::Step(_) => t().funnel_came_to(stage.people, &stage.name),
        _ => t().funnel_reached(stage.people, &stage.name),
    }];
    let Some(step) = step else {
        return sentences.concat();
    };
    if let (Some(value), Some(interval)) = (step.step_conversion, step.step_interval) {
        sentences.push(t().funnel_went_on(
            step.drop_off,
            &share(Some(value)),
            &step.name,
            &share(Some(interval.low)),
            &share(Some(interval.high)),
        ));
    }
    if let (Some(median), Some(upper)) = (step.median_days, step.upper_quartile_days) {
        sentences.push(t().funnel_took(&days_words(median), &days_words(upper)));
    }
    sentences.join(" ")
}

/// Weeks or months.
fn paces(state: QueryState, today: Day) -> AnyView {
    let links = Pace::ALL
        .iter()
        .map(|choice| {
            let href =
                move || state.href(&state.query.get().with(PACE, Some(choice.code().to_owned())));
            let current =
                move || (state.query.with(|query| pace(query, today)) == *choice).then_some("true");
            view! {
                <a href=href aria-current=current data-noscroll="">
                    {match choice { Pace::Week => t().funnel_by_week(), Pace::Month => t().funnel_by_month(), }}
                </a>
            }
        })
        .collect_view();
    view! { <div class="segmented" role="group" aria-label=t().funnel_cohorts()>{links}</div> }
        .into_any()
}

/// What to do for those who stand here, and why just that.
fn next_step(funnel: Memo<Funnel>, part: Memo<Option<Subject>>) -> AnyView {
    let step = move || {
        let stage = stage_of(part.get()?);
        let step = funnel.with(|funnel| funnel.next_steps.get(stage).cloned())?;
        let sort = if step.step.code == "ask" {
            t().funnel_next_ask()
        } else {
            t().funnel_next_without_ask()
        };
        Some(view! {
            <div class="next-step">
                <h3>{sort}</h3>
                <p class="step-words">{step.step.message}</p>
                <p class="muted small">{step.reason.message}</p>
            </div>
        })
    };
    step.into_any()
}

/// Those who stand here, the latest contact first.
fn who(
    funnel: Memo<Funnel>,
    part: Memo<Option<Subject>>,
    state: QueryState,
    program: StoredValue<CurrentProgram>,
) -> AnyView {
    let stage = memo(move || part.get().map(stage_of));
    let page = move || {
        let page = state
            .query
            .with(|query| people_page(Subject::Step(stage.get()?), query))?;
        Some(program.with_value(|program| program.href(&page)))
    };
    let remote = use_remote::<ListPeople>(move || {
        let stage = stage.get()?;
        let page = state
            .query
            .with(|query| people_page(Subject::Step(stage), query))?;
        let query = UrlQuery::parse(page.split_once('?')?.1);
        let mut asked = filter::api_query(&query);
        asked.limit = laurel_api::PageSize::clamped(NAMED);
        Some((program.with_value(CurrentProgram::path), asked))
    });
    // As many as are counted: this stage's people less those of the next.
    let standing = move || {
        let stage = stage.get().unwrap_or_default();
        funnel.with(|funnel| {
            let people = |stage: usize| funnel.stages.get(stage).map_or(0, |stage| stage.people);
            people(stage).saturating_sub(people(stage + 1))
        })
    };
    view! {
        <h3>{t().funnel_who_stands()}</h3>
        {loaded(remote, t().funnel_looking(), move |answer| named(answer, program))}
        <p>
            <a href=page>
                {move || t().funnel_see_all(standing())}
            </a>
        </p>
    }
    .into_any()
}

fn named(answer: Signal<PeopleResponse>, program: StoredValue<CurrentProgram>) -> AnyView {
    let people = move || {
        let people = answer.with(|answer| answer.people.clone());
        if people.is_empty() {
            return view! { <p class="muted">{t().funnel_all_continued()}</p> }.into_any();
        }
        let item = move |person: Person| {
            let href = program.with_value(|program| program.href(&format!("people/{}", person.id)));
            view! {
                <li>
                    <a href=href dir="auto">{person_name(&person)}</a>
                    <span class="muted small">" " <Moment at=person.last_touch_at /></span>
                </li>
            }
        };
        let items = people.into_iter().map(item).collect_view();
        view! { <ul class="waiting">{items}</ul> }.into_any()
    };
    people.into_any()
}

/// Where a click on the picture leads: the same page with the details of that part.
pub fn part_link(state: QueryState, subject: Subject) -> Option<String> {
    matches!(subject, Subject::Stage(_) | Subject::Step(_))
        .then(|| state.href(&choose(state.query.get(), Some(subject))))
}

#[cfg(test)]
mod tests {
    use super::super::figures::sample_funnel;
    use super::*;

    #[test]
    fn a_part_is_told_in_words() {
        let mut funnel = sample_funnel(&[200, 100, 50, 10]);
        assert_eq!(title(&funnel, Subject::Stage(2)), "Purchase");
        assert_eq!(title(&funnel, Subject::Step(2)), "Purchase to Advocacy");
        assert_eq!(
            summary(&funnel, Subject::Stage(0)),
            "200 people reached Awareness."
        );
        let stage = funnel.stages.get_mut(3).unwrap();
        stage.step_conversion = Some(0.2);
        stage.step_interval = Some(laurel_api::funnel::Interval {
            low: 0.112,
            high: 0.33,
        });
        stage.median_days = Some(12.0);
        stage.upper_quartile_days = Some(40.0);
        assert_eq!(
            summary(&funnel, Subject::Step(2)),
            "50 people came to Purchase. 20.0% of those before continued to Advocacy (95% interval 11.2% to 33.0%); 40 people did not. Half of them took 12 days or less, three quarters 40 days or less. Later, few come unasked."
        );
        assert_eq!(reached(Subject::Stage(0), &funnel), None);
        assert_eq!(reached(Subject::Step(3), &funnel), None);
        assert_eq!(reached(Subject::Step(0), &funnel), Some(1));
    }
}
