//! Who brought whom: the advocates who brought most, and the chain behind the one that is chosen.

use laurel_api::NoQuery;
use laurel_api::advocates::{Advocate, AdvocatesQuery, AdvocatesResponse, Brought};
use laurel_api::endpoint::OfPerson;
use laurel_api::endpoints::{GetChain, ListAdvocates};
use laurel_api::page::PageSize;
use laurel_domain::PersonId;
use leptos::prelude::*;

use super::chain::tree;
use crate::hooks::erased::memo;
use crate::hooks::use_remote::use_remote;
use crate::hooks::use_url_query::{QueryState, UrlQuery};
use crate::session::CurrentProgram;
use crate::ui::empty::Empty;
use crate::ui::loaded::loaded;
use crate::ui::numbers::count;
use crate::ui::pagination::{CURSOR, Pagination};
use crate::ui::show::Show;
use crate::ui::table::TableFrame;
use crate::words::t;

/// The name of the chosen advocate in the URL.
const CHOSEN: &str = "advocate";
/// The name of the order in the URL.
const ORDER: &str = "by";

/// What the URL asks for.
fn api_query(query: &UrlQuery) -> AdvocatesQuery {
    AdvocatesQuery {
        by: (query.get(ORDER) == Some("people")).then_some(Brought::People),
        cursor: query.get(CURSOR).map(str::to_owned),
        limit: PageSize::clamped(10),
    }
}

/// The section.
#[component]
pub fn Feeds(
    /// The program.
    program: StoredValue<CurrentProgram>,
    /// The page's query.
    state: QueryState,
) -> impl IntoView {
    let path = program.with_value(CurrentProgram::path);
    let query = memo(move || state.query.with(api_query));
    let remote = use_remote::<ListAdvocates>(move || Some((path.clone(), query.get())));
    view! {
        <section class="section feeds">
            <h2>{t().flywheel_chains()}</h2>
            {loaded(remote, t().flywheel_chains_loading(), move |answer| feeds(answer, program, state))}
        </section>
    }
    .into_any()
}

fn feeds(
    answer: Signal<AdvocatesResponse>,
    program: StoredValue<CurrentProgram>,
    state: QueryState,
) -> AnyView {
    let nobody = memo(move || answer.with(|answer| answer.advocates.is_empty()));
    let next = Signal::derive(move || answer.with(|answer| answer.meta.next.clone()));
    // The chosen one, or the first.
    let chosen = memo(move || {
        let said = state.query.with(|query| query.read::<PersonId>(CHOSEN));
        said.or_else(|| answer.with(|answer| answer.advocates.first().map(|first| first.id)))
    });
    let chain = use_remote::<GetChain>(move || {
        let program = program.with_value(CurrentProgram::path).program;
        Some((
            OfPerson {
                program,
                person: chosen.get()?,
            },
            NoQuery {},
        ))
    });
    let order = move |words: &'static str, by: Option<&'static str>| {
        let href = move || {
            let query = state.query.get().with(CURSOR, None).with(CHOSEN, None);
            state.href(&query.with(ORDER, by.map(str::to_owned)))
        };
        let current = move || (state.query.with(|query| query.get(ORDER) == by)).then_some("true");
        view! { <a href=href aria-current=current data-noscroll="">{words}</a> }.into_any()
    };
    let rows = move || {
        answer.with(|answer| {
            answer
                .advocates
                .iter()
                .map(|one| row(one, chosen, state))
                .collect_view()
        })
    };
    view! {
        <Show when=move || !nobody.get() fallback=empty>
            <p class="muted measure">
                {t().flywheel_chains_words()}
            </p>
            <div class="segmented" role="group" aria-label=t().flywheel_chains_order()>
                {order(t().flywheel_chains_most_customers(), None)}
                {order(t().flywheel_chains_most_people(), Some("people"))}
            </div>
            <TableFrame label=t().flywheel_chains_list()>
                <table class="table dense">
                    <thead>
                        <tr>
                            <th scope="col">{t().flywheel_chains_advocate()}</th>
                            <th scope="col" class="number">{t().flywheel_chains_people()}</th>
                            <th scope="col" class="number">{t().flywheel_chains_customers()}</th>
                            <th scope="col" class="number">{t().flywheel_chains_acts()}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </TableFrame>
            <Pagination next state words=t().flywheel_chains_more() />
            {loaded(chain, t().flywheel_chains_following(), move |answer| {
                (move || answer.with(|answer| tree(&answer.chain, program))).into_any()
            })}
        </Show>
    }
    .into_any()
}

fn row(advocate: &Advocate, chosen: Memo<Option<PersonId>>, state: QueryState) -> AnyView {
    let id = advocate.id;
    let href = move || state.href(&state.query.get().with(CHOSEN, Some(id.to_string())));
    let is_chosen = move || (chosen.get() == Some(id)).then_some("true");
    view! {
        <tr aria-selected=is_chosen>
            <th scope="row">
                <a href=href aria-current=is_chosen data-noscroll="" dir="auto">{advocate.name.clone()}</a>
            </th>
            <td class="number">{count(advocate.people_brought)}</td>
            <td class="number">{count(advocate.customers_brought)}</td>
            <td class="number">{count(u64::from(advocate.acts))}</td>
        </tr>
    }
    .into_any()
}

fn empty() -> AnyView {
    view! {
        <Empty
            heading=t().flywheel_chains_nobody() words=t().flywheel_chains_nobody_words()
        />
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_url_is_the_query() {
        let query = api_query(&UrlQuery::parse("by=people&cursor=c&from=2026-01-01"));
        assert_eq!(
            (query.by, query.cursor.as_deref()),
            (Some(Brought::People), Some("c"))
        );
        assert_eq!(api_query(&UrlQuery::parse("by=names")).by, None);
    }
}
