//! `/app/{program}/people`: everybody the program knows, searchable and filtered by the URL.

use laurel_api::endpoints::ListPeople;
use laurel_api::people::{PeopleResponse, Person};
use laurel_domain::money::Currency;
use laurel_domain::role::Permission;
use laurel_domain::saved_view::ViewPage;
use leptos::prelude::*;

use super::filter::{api_query, cleared, is_filtered};
use super::filters::Filters;
use super::selected::selection_bar;
use super::tags;
use super::words::{
    advocacy_stage_tone, advocacy_stage_words, need_level_words, person_name, position_words,
};
use crate::features::views::saved_views;
use crate::hooks::erased::memo;
use crate::hooks::use_remote::use_remote;
use crate::hooks::use_url_query::{QueryState, use_url_query};
use crate::session::{CurrentProgram, use_program};
use crate::shell::use_program_details;
use crate::ui::dates::Moment;
use crate::ui::empty::Empty;
use crate::ui::loaded::loaded;
use crate::ui::numbers::{amount, count, points};
use crate::ui::page_head::PageHead;
use crate::ui::pagination::Pagination;
use crate::ui::selection::Selection;
use crate::ui::show::Show;
use crate::ui::table::TableFrame;
use crate::ui::tag::Tag;
use crate::words::t;

/// `/app/{program}/people`.
#[component]
pub fn PeoplePage() -> impl IntoView {
    let program = use_program();
    let state = use_url_query();
    let path = program.path();
    let remote =
        use_remote::<ListPeople>(move || Some((path.clone(), state.query.with(api_query))));
    let selection = Selection::new();
    let details = use_program_details();
    let known = move || {
        let total = u64::try_from(details.total("people")).unwrap_or_default();
        if total == 0 {
            String::new()
        } else {
            t().people_known(total)
        }
    };
    view! {
        <PageHead title=t().people_title() lede=Signal::derive(known)>{saved_views(ViewPage::People)}</PageHead>
        <Filters state busy=remote.busy />
        {loaded(remote, t().people_reading(), move |answer| people(answer, state, program.clone(), selection))}
        {selection_bar(selection, Callback::new(move |()| remote.reload()))}
    }
}

fn people(
    answer: Signal<PeopleResponse>,
    state: QueryState,
    program: CurrentProgram,
    selection: Selection,
) -> AnyView {
    let nobody = memo(move || answer.with(|answer| answer.people.is_empty()));
    let next = Signal::derive(move || answer.with(|answer| answer.meta.next.clone()));
    let program = StoredValue::new(program);
    let nothing = move || {
        if state.query.with(is_filtered) {
            let everybody = move || state.href(&cleared(state.query.get()));
            view! {
                <Empty
                    heading=t().people_no_match()
                    words=t().people_no_match_why()
                >
                    <a class="button quiet" href=everybody>
                        {t().people_clear_filters()}
                    </a>
                </Empty>
            }
            .into_any()
        } else {
            let may = program.with_value(|program| program.may(Permission::Edit));
            let href = program.with_value(|program| program.href("imports"));
            view! {
                <Empty
                    heading=t().people_none()
                    words=t().people_none_why()
                >
                    {may.then(|| view! { <a class="button" href=href>{t().people_import()}</a> })}
                </Empty>
            }
            .into_any()
        }
    };
    view! {
        <Show when=move || !nobody.get() fallback=nothing>
            <PeopleTable answer program selection />
            <Pagination next state words=t().people_more() />
        </Show>
    }
    .into_any()
}

/// One row a person; on phones one card a person.
#[component]
fn PeopleTable(
    answer: Signal<PeopleResponse>,
    program: StoredValue<CurrentProgram>,
    selection: Selection,
) -> impl IntoView {
    let may = program.with_value(|program| program.may(Permission::Edit));
    let order = Signal::derive(move || {
        answer.with(|answer| {
            answer
                .people
                .iter()
                .map(|person| person.id)
                .collect::<Vec<_>>()
        })
    });
    let details = use_program_details();
    let stages = memo(move || {
        details
            .program()
            .map(|program| program.stages)
            .unwrap_or_default()
    });
    let currency = memo(move || {
        details
            .program()
            .map_or(Currency::USD, |program| program.currency)
    });
    view! {
        <TableFrame label=t().people_title()>
            <table class="table dense stacked">
                <thead>
                    <tr>
                        {may.then(|| selection.page_box(order))}
                        <th scope="col">{t().people_name()}</th>
                        <th scope="col">{t().people_stage()}</th>
                        <th scope="col">{t().people_advocacy()}</th>
                        <th scope="col" class="number">{t().people_acts()}</th>
                        <th scope="col" class="number">{t().people_balance()}</th>
                        <th scope="col" class="number">{t().people_paid()}</th>
                        <th scope="col">{t().people_last_contact()}</th>
                    </tr>
                </thead>
                <tbody>
                    <For each=move || answer.with(|answer| answer.people.clone()) key=row_key let(person)>
                        {
                            let select = may.then(|| selection.row_box(person.id, &person_name(&person), order));
                            row(&person, program, stages, currency, select)
                        }
                    </For>
                </tbody>
            </table>
        </TableFrame>
    }
}

/// A row is built anew when anything in it changed.
fn row_key(person: &Person) -> (laurel_domain::PersonId, i64, i64, String) {
    (
        person.id,
        person.last_touch_at.millis(),
        person.balance.round() as i64,
        format!("{} {}", person_name(person), person.tags.join(" ")),
    )
}

fn row(
    person: &Person,
    program: StoredValue<CurrentProgram>,
    stages: Memo<Vec<String>>,
    currency: Memo<Currency>,
    select: Option<AnyView>,
) -> AnyView {
    let href = program.with_value(|program| program.href(&format!("people/{}", person.id)));
    let position = position_words(person);
    let stage = person.stage;
    let stage_name = move || {
        stages.with(|stages| {
            stage
                .and_then(|stage| stages.get(usize::from(stage)))
                .cloned()
        })
    };
    let advocacy = person.advocacy_stage.as_ref().map(|code| {
        view! { <Tag words=advocacy_stage_words(code) tone=advocacy_stage_tone(code) /> }
    });
    let level = person
        .need_level
        .map(|level| view! { <div class="muted small">{need_level_words(level)}</div> });
    let tags = tags::list(&person.tags);
    let (revenue, purchases) = (person.revenue_minor, u64::from(person.purchases));
    let paid = move || (revenue != 0).then(|| amount(revenue, currency.get()));
    let purchases = (purchases > 0)
        .then(|| view! { <div class="muted small">{t().people_purchases(purchases)}</div> });
    let acts = (person.acts > 0).then(|| count(u64::from(person.acts)));
    let balance = (person.balance.round() != 0.0).then(|| points(person.balance, true));
    view! {
        <tr>
            {select}
            <th scope="row">
                <a href=href dir="auto">{person_name(person)}</a>
                {(!position.is_empty()).then(|| view! { <div class="muted small clip" dir="auto" title=position.clone()>{position.clone()}</div> })}
                {tags}
            </th>
            <td data-label=t().people_stage()>{stage_name}</td>
            <td data-label=t().people_advocacy()>{advocacy}{level}</td>
            <td data-label=t().people_acts() class="number">{acts}</td>
            <td data-label=t().people_balance() class="number">{balance}</td>
            <td data-label=t().people_paid() class="number">{paid}{purchases}</td>
            <td data-label=t().people_last_contact()><Moment at=person.last_touch_at /></td>
        </tr>
    }
    .into_any()
}
