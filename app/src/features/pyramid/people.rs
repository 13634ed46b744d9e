//! The people behind a figure: those of a level or a stage, who are overstretched, or who moved. They can be
//! selected, and rewarded or asked in one step.

use laurel_api::endpoints::ListPyramidPeople;
use laurel_api::pyramid::{Pyramid, PyramidPeopleResponse, PyramidPerson};
use laurel_domain::motivation::Motivation;
use laurel_domain::role::Permission;
use leptos::html;
use leptos::prelude::*;

use super::asked::{Asked, asked as asked_by, heading};
use super::moves::moves;
use super::tables::given_table;
use crate::features::people::selected::selection_bar;
use crate::features::people::words::{person_name, position_words};
use crate::hooks::erased::memo;
use crate::hooks::use_remote::use_remote;
use crate::hooks::use_url_query::{QueryState, Step};
use crate::session::{CurrentProgram, use_program};
use crate::ui::dates::day_words;
use crate::ui::loaded::loaded;
use crate::ui::numbers::points;
use crate::ui::pagination::{CURSOR, Pagination};
use crate::ui::select_field::{Choice, SelectField};
use crate::ui::selection::Selection;
use crate::ui::table::TableFrame;
use crate::ui::tag::{Tag, Tone};
use crate::words::t;

/// The list that the URL asks for, under the picture. `on_change` is called when something was recorded.
pub fn panel(state: QueryState, pyramid: Memo<Pyramid>, on_change: Callback<()>) -> AnyView {
    let path = use_program().path();
    let asked = memo(move || state.query.with(asked_by));
    // A list of its own for each question; pages of the same question keep it.
    let question = memo(move || {
        let without_page = state.query.get().with(CURSOR, None);
        heading(&asked_by(&without_page))
    });
    // The heading takes the focus when another list is chosen, not when the page opens with one.
    let opened = StoredValue::new(false);
    let focus = move |heading: NodeRef<html::H2>| {
        if opened.get_value() {
            request_animation_frame(move || {
                if let Some(heading) = heading.try_get_untracked().flatten() {
                    // An element that cannot take the focus changes nothing.
                    _ = heading.focus();
                }
            });
        }
        opened.set_value(true);
    };
    let content = move || {
        let heading = NodeRef::<html::H2>::new();
        let title = question.get();
        focus(heading);
        if title.is_empty() {
            return ().into_any();
        }
        let path = path.clone();
        let list = match asked.get_untracked() {
            Asked::Moves(_) => moves(path, asked, state),
            _ => people(path, asked, state, on_change),
        };
        let level = asked.with_untracked(|asked| match asked {
            Asked::People(query) => query.need_level,
            _ => None,
        });
        let label = title.clone();
        let more = level.map(|level| {
            view! {
                {given_table(pyramid, level)}
                {filters(state)}
            }
        });
        view! {
            <section class="stack section" aria-label=label>
                <h2 node_ref=heading tabindex="-1">{title}</h2>
                {more}
                {list}
            </section>
        }
        .into_any()
    };
    content.into_any()
}

/// Which of a level's people.
fn filters(state: QueryState) -> AnyView {
    let value = move |name: &'static str| {
        Signal::derive(move || {
            let query = state.query.get();
            match (name, query.raw(name)) {
                ("motivation", Some("")) => "unknown".to_owned(),
                (_, value) => value.unwrap_or_default().to_owned(),
            }
        })
    };
    let set = move |name: &'static str| {
        move |value: String| {
            let value = match value.as_str() {
                "" => None,
                "unknown" => Some(String::new()),
                _ => Some(value),
            };
            let query = state.query.get_untracked().with(CURSOR, None);
            state.go(&query.with(name, value), Step::Push);
        }
    };
    let facets = vec![
        Choice::new("", t().pyramid_everybody()),
        Choice::new("ready", t().pyramid_ready()),
        Choice::new("mismatch", t().pyramid_mismatch()),
    ];
    let motivations = Motivation::ALL
        .iter()
        .map(|motivation| Choice::new(motivation.code(), t().motivation(*motivation)));
    let motivations = std::iter::once(Choice::new("", t().pyramid_any()))
        .chain(motivations)
        .chain([Choice::new("unknown", t().pyramid_unknown())])
        .collect::<Vec<_>>();
    view! {
        <div class="filters" role="group" aria-label=t().pyramid_which()>
            <SelectField label=t().pyramid_show() class="beside" value=value("facet") on_choose=set("facet") choices=facets />
            <SelectField
                label=t().pyramid_motivated_by() class="beside"
                value=value("motivation")
                on_choose=set("motivation")
                choices=motivations
            />
        </div>
    }
    .into_any()
}

fn people(
    path: laurel_api::endpoint::InProgram,
    asked: Memo<Asked>,
    state: QueryState,
    on_change: Callback<()>,
) -> AnyView {
    let remote = use_remote::<ListPyramidPeople>(move || match asked.get() {
        Asked::People(query) => Some((path.clone(), query)),
        _ => None,
    });
    let selection = Selection::new();
    let done = Callback::new(move |()| {
        remote.reload();
        on_change.run(());
    });
    view! {
        {loaded(remote, t().pyramid_looking(), move |answer| people_table(answer, state, selection))}
        {selection_bar(selection, done)}
    }
    .into_any()
}

fn people_table(
    answer: Signal<PyramidPeopleResponse>,
    state: QueryState,
    selection: Selection,
) -> AnyView {
    let program = use_program();
    let may = program.may(Permission::Edit);
    let order = Signal::derive(move || {
        answer.with(|answer| {
            answer
                .people
                .iter()
                .map(|one| one.person.id)
                .collect::<Vec<_>>()
        })
    });
    let next = Signal::derive(move || answer.with(|answer| answer.meta.next.clone()));
    let rows = move || {
        answer.with(|answer| {
            answer
                .people
                .iter()
                .map(|one| {
                    let name = person_name(&one.person);
                    let select = may.then(|| selection.row_box(one.person.id, &name, order));
                    person_row(one, name, &program, select)
                })
                .collect_view()
        })
    };
    let nobody = move || {
        order
            .with(Vec::is_empty)
            .then(|| view! { <p class="muted">{t().pyramid_nobody_here()}</p> })
    };
    view! {
        <TableFrame label=t().pyramid_people()>
            <table class="table dense stacked">
                <thead>
                    <tr>
                        {may.then(|| selection.page_box(order))}
                        <th scope="col">{t().pyramid_column_name()}</th>
                        <th scope="col">{t().pyramid_column_next_level()}</th>
                        <th scope="col">{t().pyramid_last_given()}</th>
                        <th scope="col">{t().pyramid_column_did_next()}</th>
                        <th scope="col">{t().pyramid_motivated_by()}</th>
                        <th scope="col" class="number">{t().pyramid_column_balance()}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </TableFrame>
        {nobody}
        <Pagination next state words=t().pyramid_more_people() />
    }
    .into_any()
}

fn person_row(
    one: &PyramidPerson,
    name: String,
    program: &CurrentProgram,
    select: Option<AnyView>,
) -> AnyView {
    let href = program.href(&format!("people/{}", one.person.id));
    let position = position_words(&one.person);
    let until = one.answer_until.map(|until| {
        view! { <div class="muted small">{t().pyramid_until(&day_words(until.day()))}</div> }
    });
    let when = one
        .last_reward_at
        .map(|at| view! { <div class="muted small">{day_words(at.day())}</div> });
    let mismatch = one
        .mismatch
        .then(|| view! { <Tag words=t().pyramid_wants_more() tone=Tone::Problem /> });
    let overstretched = one.carries.then(
        || view! { <div><Tag words=t().pyramid_is_overstretched() tone=Tone::Problem /></div> },
    );
    let balance = one.person.balance;
    view! {
        <tr>
            {select}
            <th scope="row">
                <a href=href dir="auto">
                    {name}
                </a>
                <div class="muted small clip" dir="auto" title=position.clone()>{position.clone()}</div>
            </th>
            <td data-label=t().pyramid_column_next_level_short()>
                <div>{one.progress.map(|progress| t().need_progress(progress))} {until}</div>
            </td>
            <td data-label=t().pyramid_last_given()>
                <div>{one.last_reward.map(|kind| t().touchpoint_kind(kind))} {when} {mismatch}</div>
            </td>
            <td data-label=t().pyramid_column_did_next()>{one.next_act.and_then(|kind| t().act(kind))}</td>
            <td data-label=t().pyramid_motivated_by()>{one.motivation.map(|motivation| t().motivation(motivation))}</td>
            <td data-label=t().pyramid_column_balance() class="number">
                <div>{points(balance, true)} {overstretched}</div>
            </td>
        </tr>
    }
    .into_any()
}
