//! The pyramid's figures as tables.

use laurel_api::pyramid::Pyramid;
use laurel_domain::motivation::Motivation;
use leptos::prelude::*;

use super::figures::{answered_words, level_name, meaning, mix_figure, next_words, stage_name};
use crate::hooks::use_url_query::{QueryState, UrlQuery};
use crate::ui::grid::{Cell, Column, grid};
use crate::ui::numbers::count;
use crate::ui::pagination::CURSOR;
use crate::words::t;

/// The page's query with another list of people: a level, a facet of it, a stage, movements.
pub fn choose(query: UrlQuery, values: [(&str, Option<String>); 3]) -> UrlQuery {
    let names = ["level", "facet", "motivation", "stage", "moves", CURSOR];
    let query = names
        .iter()
        .fold(query, |query, name| query.with(name, None));
    values
        .into_iter()
        .fold(query, |query, (name, value)| query.with(name, value))
}

const NOTHING: (&str, Option<String>) = ("facet", None);

/// One row a need level, the highest first as in the picture.
pub fn level_table(pyramid: Memo<Pyramid>, state: QueryState) -> AnyView {
    let rows = Signal::derive(move || {
        let to = |level: u8, facet: Option<&str>| {
            let values = [
                ("level", Some(level.to_string())),
                ("facet", facet.map(str::to_owned)),
                ("motivation", None),
            ];
            state.href(&choose(state.query.get(), values))
        };
        pyramid.with(|pyramid| {
            pyramid
                .levels
                .iter()
                .rev()
                .map(|level| {
                    let some = |people: u64, facet: &str| {
                        let href = (people > 0).then(|| to(level.level, Some(facet)));
                        Cell::Number(count(people), href)
                    };
                    vec![
                        Cell::Head(
                            level_name(level.level).to_owned(),
                            Some(to(level.level, None)),
                        ),
                        Cell::Number(count(level.everyone), None),
                        Cell::Number(count(level.people), None),
                        some(level.ready, "ready"),
                        some(level.mismatch, "mismatch"),
                    ]
                })
                .collect()
        })
    });
    let columns = [
        Column::Words(t().pyramid_column_level()),
        Column::Number(t().pyramid_column_people()),
        Column::Number(t().pyramid_column_new()),
        Column::Number(t().pyramid_column_ready()),
        Column::Number(t().pyramid_column_mismatch()),
    ];
    let caption = t().pyramid_by_level_words();
    grid(t().pyramid_by_level(), caption, &columns, rows)
}

/// What moves the people of each level.
pub fn mix_table(pyramid: Memo<Pyramid>, state: QueryState) -> AnyView {
    let rows = Signal::derive(move || {
        let to = |level: u8, motivation: Option<Motivation>| {
            // Nothing behind the equals sign asks for those of whom it is not known.
            let code = motivation.map_or("", Motivation::code);
            let values = [
                ("level", Some(level.to_string())),
                NOTHING,
                ("motivation", Some(code.to_owned())),
            ];
            state.href(&choose(state.query.get(), values))
        };
        pyramid.with(|pyramid| {
            pyramid
                .levels
                .iter()
                .rev()
                .filter(|level| level.everyone > 0)
                .map(|level| {
                    let mix = columns_of_mix().map(|(motivation, _)| {
                        let (people, words) = mix_figure(level, motivation);
                        Cell::Number(words, (people > 0).then(|| to(level.level, motivation)))
                    });
                    let head = Cell::Head(level_name(level.level).to_owned(), None);
                    std::iter::once(head).chain(mix).collect()
                })
                .collect()
        })
    });
    let columns: Vec<Column> = std::iter::once(Column::Words(t().pyramid_column_level()))
        .chain(columns_of_mix().map(|(_, name)| Column::Number(name)))
        .collect();
    let caption = t().pyramid_motivations_words();
    grid(t().pyramid_motivations(), caption, &columns, rows)
}

/// The motivations in the order of their columns; last, for whom it is not known.
fn columns_of_mix() -> impl Iterator<Item = (Option<Motivation>, &'static str)> {
    let known = Motivation::ALL
        .iter()
        .map(|motivation| (Some(*motivation), t().motivation(*motivation)));
    known.chain([(None, t().pyramid_unknown())])
}

/// One row an advocacy stage, the highest first.
pub fn ladder_table(pyramid: Memo<Pyramid>, state: QueryState) -> AnyView {
    let rows = Signal::derive(move || {
        let to = |name: &'static str, value: &str| {
            let values = [
                (name, Some(value.to_owned())),
                NOTHING,
                ("motivation", None),
            ];
            state.href(&choose(state.query.get(), values))
        };
        pyramid.with(|pyramid| {
            let (mut rose, mut fell) = (0, 0);
            let mut rows: Vec<Vec<Cell>> = pyramid
                .advocacy_stages
                .iter()
                .rev()
                .map(|stage| {
                    rose += stage.rose;
                    fell += stage.fell;
                    vec![
                        Cell::Head(
                            stage_name(&stage.code).to_owned(),
                            Some(to("stage", &stage.code)),
                        ),
                        Cell::Number(count(stage.everyone), None),
                        Cell::Number(count(stage.rose), None),
                        Cell::Number(count(stage.fell), None),
                    ]
                })
                .collect();
            let some = |people: u64, href: String| {
                Cell::Number(count(people), (people > 0).then_some(href))
            };
            rows.push(vec![
                Cell::Head(t().pyramid_all_moves().to_owned(), None),
                Cell::Words(String::new()),
                some(rose, to("moves", "rose")),
                some(fell, to("moves", "fell")),
            ]);
            rows.push(vec![
                Cell::Head(t().pyramid_overstretched().to_owned(), None),
                some(pyramid.carrying, to("facet", "carrying")),
                Cell::Words(String::new()),
                Cell::Words(String::new()),
            ]);
            rows
        })
    });
    let columns = [
        Column::Words(t().pyramid_column_stage()),
        Column::Number(t().pyramid_column_people()),
        Column::Number(t().pyramid_column_rose()),
        Column::Number(t().pyramid_column_fell()),
    ];
    let caption = t().pyramid_by_stage_words();
    grid(t().pyramid_by_stage(), caption, &columns, rows)
}

/// What people of a level were last given, and what they did next.
pub fn given_table(pyramid: Memo<Pyramid>, level: u8) -> AnyView {
    let rows = Signal::derive(move || {
        pyramid.with(|pyramid| {
            let level = pyramid.levels.iter().find(|one| one.level == level);
            let given = level
                .map(|level| level.given.as_slice())
                .unwrap_or_default();
            given
                .iter()
                .map(|given| {
                    let name = given.reward.map_or_else(
                        || t().pyramid_last_given_nothing(),
                        |kind| t().touchpoint_kind(kind),
                    );
                    let mut row = vec![
                        Cell::Head(name.to_owned(), None),
                        Cell::Number(count(given.people), None),
                    ];
                    if given.reward.is_some() {
                        row.extend([
                            Cell::Words(next_words(given)),
                            Cell::Number(count(given.waiting), None),
                            Cell::Number(answered_words(given), None),
                        ]);
                    } else {
                        row.extend([const { Cell::Words(String::new()) }; 3]);
                    }
                    row
                })
                .collect()
        })
    });
    let columns = [
        Column::Words(t().pyramid_last_given()),
        Column::Number(t().pyramid_column_people()),
        Column::Words(t().pyramid_did_next()),
        Column::Number(t().pyramid_still_time()),
        Column::Number(t().pyramid_responded()),
    ];
    let caption = t().pyramid_given_words(meaning(level));
    grid(t().pyramid_given(), caption, &columns, rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_list_begins_at_its_first_page_and_keeps_the_period() {
        let query = UrlQuery::parse("from=2026-01-01&level=2&facet=ready&cursor=c");
        let chosen = choose(
            query,
            [("moves", Some("rose".to_owned())), NOTHING, NOTHING],
        );
        assert_eq!(chosen.suffix(), "?from=2026-01-01&moves=rose");
    }
}
