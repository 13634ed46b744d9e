//! The event log, the latest first.

use laurel_api::PageSize;
use laurel_api::endpoints::ListEvents;
use laurel_api::events::{Event, EventsResponse};
use laurel_api::page::PageQuery;
use leptos::prelude::*;

use crate::hooks::erased::memo;
use crate::hooks::use_remote::use_remote;
use crate::hooks::use_url_query::{QueryState, use_url_query};
use crate::session::use_program;
use crate::ui::actor::actor_words;
use crate::ui::dates::Moment;
use crate::ui::empty::Empty;
use crate::ui::loaded::loaded;
use crate::ui::pagination::{CURSOR, Pagination};
use crate::ui::show::Show;
use crate::ui::table::TableFrame;
use crate::words::t;

/// Who changed what.
pub(super) fn section() -> AnyView {
    let path = use_program().path();
    let state = use_url_query();
    let remote = use_remote::<ListEvents>(move || {
        let cursor = state
            .query
            .with(|query| query.get(CURSOR).map(str::to_owned));
        let limit = PageSize::clamped(50);
        Some((path.clone(), PageQuery { cursor, limit }))
    });
    view! {
        <section class="section" aria-labelledby="events-title">
            <h2 id="events-title">{t().activity_events()}</h2>
            {loaded(remote, t().activity_events_reading(), move |answer| table(answer, state))}
        </section>
    }
    .into_any()
}

fn table(answer: Signal<EventsResponse>, state: QueryState) -> AnyView {
    let nothing = memo(move || answer.with(|answer| answer.events.is_empty()));
    let next = Signal::derive(move || answer.with(|answer| answer.meta.next.clone()));
    let rows = move || answer.with(|answer| answer.events.iter().map(row).collect_view());
    view! {
        <Show
            when=move || !nothing.get()
            fallback=|| {
                view! {
                    <Empty heading=t().activity_events_none() words=t().activity_events_none_why()/>
                }
            }
        >
            <TableFrame label=t().activity_events_table()>
                <table class="table stacked">
                    <thead>
                        <tr>
                            <th scope="col">{t().activity_what()}</th>
                            <th scope="col">{t().activity_action()}</th>
                            <th scope="col">{t().activity_who()}</th>
                            <th scope="col">{t().activity_at()}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </TableFrame>
        </Show>
        <Pagination state next words=t().activity_older() />
    }
    .into_any()
}

fn row(event: &Event) -> AnyView {
    let at = event.at;
    let known = t().event_action(event.subject, &event.action);
    let action = known.map_or_else(|| event.action.clone(), str::to_owned);
    view! {
        <tr>
            <th scope="row">{t().event_subject(event.subject)}</th>
            <td data-label=t().activity_action()>
                {action}
            </td>
            <td data-label=t().activity_who() dir="auto">
                {actor_words(&event.actor)}
            </td>
            <td data-label=t().activity_at()>
                <Moment at />
            </td>
        </tr>
    }
    .into_any()
}
