//! `/app/{program}/asks`: what waits for an answer, and what became of the rest.

use laurel_api::PageSize;
use laurel_api::asks::{AskCounts, AskFilter, AsksQuery, AsksResponse};
use laurel_api::endpoints::ListAsks;
use laurel_words::Words;
use leptos::prelude::*;

use super::table::ask_table;
use crate::hooks::erased::memo;
use crate::hooks::use_remote::use_remote;
use crate::hooks::use_url_query::{QueryState, UrlQuery, use_url_query};
use crate::session::use_program;
use crate::ui::empty::Empty;
use crate::ui::loaded::loaded;
use crate::ui::numbers::count;
use crate::ui::page_head::PageHead;
use crate::ui::pagination::{CURSOR, Pagination};
use crate::ui::show::Show;
use crate::words::{Message, t};

/// The lists: name in the URL (the first is usual), filter, words.
const LISTS: [(&str, AskFilter, Message); 6] = [
    ("open", AskFilter::Open, Words::asks_list_open),
    ("overdue", AskFilter::Overdue, Words::asks_list_overdue),
    ("done", AskFilter::Done, Words::asks_list_done),
    ("declined", AskFilter::Declined, Words::asks_list_declined),
    (
        "withdrawn",
        AskFilter::Withdrawn,
        Words::asks_list_withdrawn,
    ),
    ("expired", AskFilter::Expired, Words::asks_list_expired),
];

/// The filter that the URL names; open ones when it names none.
fn filter_of(query: &UrlQuery) -> AskFilter {
    let name = query.get("state").unwrap_or("open");
    LISTS
        .iter()
        .find(|list| list.0 == name)
        .map_or(AskFilter::Open, |list| list.1)
}

/// A count that stops at a thousand.
pub fn waiting_words(number: u32) -> String {
    let more = if number >= AskCounts::MOST { "+" } else { "" };
    count(u64::from(number)) + more
}

/// `/app/{program}/asks`.
#[component]
pub fn AsksPage() -> impl IntoView {
    let path = use_program().path();
    let state = use_url_query();
    let remote = use_remote::<ListAsks>(move || {
        let query = state.query.with(|query| AsksQuery {
            state: Some(filter_of(query)),
            cursor: query.get(CURSOR).map(str::to_owned),
            limit: PageSize::clamped(50),
            ..AsksQuery::default()
        });
        Some((path.clone(), query))
    });
    let counts = memo(move || remote.latest().get().map(|answer| answer.counts));
    let lede = Signal::derive(move || match counts.get() {
        None => String::new(),
        Some(AskCounts {
            open: 0,
            overdue: _,
        }) => t().asks_none_open().to_owned(),
        Some(counts) => {
            t().asks_open_and_overdue(&waiting_words(counts.open), &waiting_words(counts.overdue))
        }
    });
    let reload = Callback::new(move |()| remote.reload());
    view! {
        <PageHead title=t().asks_title() lede />
        {tabs(state)}
        {loaded(remote, t().asks_reading(), move |answer| list(answer, state, reload))}
    }
}

fn tabs(state: QueryState) -> AnyView {
    let links = LISTS
        .iter()
        .map(|(name, filter, words)| {
            let filter = *filter;
            let here = move || (state.query.with(filter_of) == filter).then_some("page");
            let target = UrlQuery::default().with("state", Some((*name).to_owned()));
            view! {
                <a href=move || state.href(&target) aria-current=here>
                    {words(t())}
                </a>
            }
        })
        .collect_view();
    view! {
        <nav class="tabs" aria-label=t().asks_state()>
            {links}
        </nav>
    }
    .into_any()
}

fn list(answer: Signal<AsksResponse>, state: QueryState, reload: Callback<()>) -> AnyView {
    let nothing = memo(move || answer.with(|answer| answer.asks.is_empty()));
    let asks = Signal::derive(move || answer.with(|answer| answer.asks.clone()));
    let next = Signal::derive(move || answer.with(|answer| answer.meta.next.clone()));
    let people = use_program().href("people");
    let fallback = move || {
        let people = people.clone();
        view! {
            <Empty
                heading=t().asks_none()
                words=t().asks_none_why()
            >
                <a class="button quiet" href=people>
                    {t().asks_to_people()}
                </a>
            </Empty>
        }
        .into_any()
    };
    view! {
        <Show when=move || !nothing.get() fallback=fallback>
            {ask_table(asks, true, reload)}
            <Pagination next state words=t().asks_more() />
        </Show>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_url_names_the_list() {
        let filter = |text| filter_of(&UrlQuery::parse(text));
        assert_eq!(filter(""), AskFilter::Open);
        assert_eq!(filter("state=overdue"), AskFilter::Overdue);
        assert_eq!(filter("state=nonsense"), AskFilter::Open);
    }

    #[test]
    fn counting_stops_at_a_thousand() {
        assert_eq!(waiting_words(12), "12");
        assert_eq!(waiting_words(AskCounts::MOST), "1,000+");
    }
}
