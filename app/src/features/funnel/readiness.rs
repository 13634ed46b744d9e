//! When to focus on advocacy: the preconditions, their evidence, and where each is fixed.

use laurel_api::NoQuery;
use laurel_api::endpoints::GetReadiness;
use laurel_api::funnel::{ReadinessItem, ReadinessResponse};
use laurel_domain::Day;
use laurel_domain::readiness::{Item, Status, WINDOW_DAYS};
use leptos::prelude::*;

use crate::hooks::use_remote::use_remote;
use crate::session::CurrentProgram;
use crate::ui::loaded::loaded;
use crate::words::t;

/// The section.
pub fn readiness(program: StoredValue<CurrentProgram>, today: Day) -> AnyView {
    let path = program.with_value(CurrentProgram::path);
    let remote = use_remote::<GetReadiness>(move || Some((path.clone(), NoQuery {})));
    view! {
        <section class="section stack" id="readiness">
            <h2>{t().funnel_readiness()}</h2>
            {loaded(remote, t().funnel_readiness_checking(), move |answer| items(answer, program, today))}
        </section>
    }
    .into_any()
}

fn items(
    answer: Signal<ReadinessResponse>,
    program: StoredValue<CurrentProgram>,
    today: Day,
) -> AnyView {
    let summary = move || answer.with(|answer| summary_words(&answer.readiness));
    let list = move || {
        let items = answer.with(|answer| answer.readiness.clone());
        items
            .into_iter()
            .map(|item| {
                let (mark, class) = mark(item.status);
                let (page, words) = fix(item.item, today);
                let href = program.with_value(|program| program.href(&page));
                view! {
                    <li class=class>
                        <span class="mark" aria-hidden="true">{mark}</span>
                        <div class="stack tight">
                            <h3>
                                {t().readiness_item(item.item)}
                                <span class="status">{t().readiness_status(item.status)}</span>
                            </h3>
                            <p>{item.evidence.message}</p>
                            <p class="muted small">{item.threshold.message}</p>
                            <p class="small"><a href=href>{words}</a></p>
                        </div>
                    </li>
                }
            })
            .collect_view()
    };
    view! {
        <p class="measure">{summary}</p>
        <ul class="readiness">{list}</ul>
    }
    .into_any()
}

fn summary_words(items: &[ReadinessItem]) -> String {
    let met = items
        .iter()
        .filter(|item| item.status == Status::Met)
        .count();
    let total = items.len();
    if met == total {
        t().funnel_readiness_all().to_owned()
    } else {
        t().funnel_readiness_some(&met.to_string(), &total.to_string())
    }
}

const fn mark(status: Status) -> (&'static str, &'static str) {
    match status {
        Status::Met => ("✓", "met"),
        Status::NotMet => ("✗", "not-met"),
        Status::NotKnown => ("?", "not-known"),
    }
}

/// Where it is fixed, or where its figures come from.
fn fix(item: Item, today: Day) -> (String, &'static str) {
    match item {
        Item::UpperFunnel => {
            let day = |ago: i32| Day(today.0 - ago);
            let page = format!(
                "funnel?from={}&compare_from={}&compare_to={}",
                day(WINDOW_DAYS - 1),
                day(2 * WINDOW_DAYS - 1),
                day(WINDOW_DAYS)
            );
            (page, t().funnel_readiness_upper_funnel())
        }
        Item::Customers => ("imports".to_owned(), t().funnel_readiness_customers()),
        Item::RepeatCustomers => (
            "imports".to_owned(),
            t().funnel_readiness_repeat_customers(),
        ),
        Item::Nps => ("people".to_owned(), t().funnel_readiness_nps()),
        Item::Support => ("people".to_owned(), t().funnel_readiness_support()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use laurel_api::Sentence;
    use laurel_domain::readiness::report::{Found, Threshold};

    #[test]
    fn what_is_met_is_counted() {
        let item = |status| ReadinessItem {
            item: Item::Nps,
            status,
            evidence: Sentence::new(&Found::NobodyAnswered, ""),
            threshold: Sentence::new(&Threshold::Nps { answers: 30 }, ""),
        };
        let all = [item(Status::Met), item(Status::Met)];
        assert!(summary_words(&all).starts_with("The groundwork is in place"));
        let some = [item(Status::Met), item(Status::NotKnown)];
        assert!(summary_words(&some).starts_with("1 of 2 foundations"));
    }
}
