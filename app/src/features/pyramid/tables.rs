//! The pyramid's figures as tables.

use laurel_api::pyramid::Pyramid;
use laurel_domain::motivation::Motivation;
use leptos::prelude::*;

use super::figures::{answered_words, meaning, mix_figure, next_words};
use crate::hooks::use_url_query::{QueryState, UrlQuery};
use crate::ui::grid::{Cell, Column, grid};
use crate::ui::numbers::count;
use crate::ui::pagination::CURSOR;

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
                        Cell::Head(level.name.clone(), Some(to(level.level, None))),
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
        Column::Words("Level"),
        Column::Number("People"),
        Column::Number("New"),
        Column::Number("Ready"),
        Column::Number("Mismatch"),
    ];
    let caption = "New: since the period began. Ready: one step opens the next level. Mismatch: got things last, wants more than things.";
    grid("People by need level", caption, &columns, rows)
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
                    let head = Cell::Head(level.name.clone(), None);
                    std::iter::once(head).chain(mix).collect()
                })
                .collect()
        })
    });
    let columns: Vec<Column> = std::iter::once(Column::Words("Level"))
        .chain(columns_of_mix().map(|(_, name)| Column::Number(name)))
        .collect();
    let caption = "What moves people, as members noted it.";
    grid("Motivation by need level", caption, &columns, rows)
}

/// The motivations in the order of their columns; last, for whom it is not known.
fn columns_of_mix() -> impl Iterator<Item = (Option<Motivation>, &'static str)> {
    let known = Motivation::ALL
        .iter()
        .map(|motivation| (Some(*motivation), motivation.label()));
    known.chain([(None, "Not known")])
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
                        Cell::Head(stage.name.clone(), Some(to("stage", &stage.code))),
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
                Cell::Head("All movements".to_owned(), None),
                Cell::Words(String::new()),
                some(rose, to("moves", "rose")),
                some(fell, to("moves", "fell")),
            ]);
            rows.push(vec![
                Cell::Head("Carry too much".to_owned(), None),
                some(pyramid.carrying, to("facet", "carrying")),
                Cell::Words(String::new()),
                Cell::Words(String::new()),
            ]);
            rows
        })
    });
    let columns = [
        Column::Words("Stage"),
        Column::Number("People"),
        Column::Number("Rose"),
        Column::Number("Fell"),
    ];
    let caption = "Who rose into a stage and fell out of it in the period. Who carries too much gave more than we gave back: a reward comes before the next ask.";
    grid("People by advocacy stage", caption, &columns, rows)
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
                    let name = given.reward.map_or("Nothing yet", |kind| kind.label());
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
        Column::Words("Last given"),
        Column::Number("People"),
        Column::Words("What they did next"),
        Column::Number("Still time"),
        Column::Number("Answered"),
    ];
    let caption = format!(
        "{}. Answered: of those whose time is over or who acted.",
        meaning(level)
    );
    grid("Last given and what followed", caption, &columns, rows)
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
