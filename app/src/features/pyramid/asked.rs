//! Which people the page's address asks for: those of a level or a stage, who are overstretched, or who moved.

use laurel_api::PageSize;
use laurel_api::pyramid::{Direction, MovesQuery, PyramidFacet, PyramidPeopleQuery};
use laurel_domain::advocacy_stage::AdvocacyStage;
use laurel_domain::motivation::Motivation;
use laurel_domain::need_level::NeedLevel;

use crate::hooks::use_url_query::UrlQuery;
use crate::ui::pagination::CURSOR;
use crate::ui::period::Period;
use crate::words::t;

/// How many people or movements a page of the list has.
const PAGE: u8 = 50;

/// What the URL asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asked {
    /// Nothing below the picture.
    Nothing,
    /// People.
    People(PyramidPeopleQuery),
    /// Movements.
    Moves(MovesQuery),
}

/// What the URL asks for. What cannot be read counts as absent.
pub fn asked(query: &UrlQuery) -> Asked {
    let cursor = query.get(CURSOR).map(str::to_owned);
    let limit = PageSize::clamped(PAGE);
    let direction = match query.get("moves") {
        Some("rose") => Some(Direction::Rose),
        Some("fell") => Some(Direction::Fell),
        _ => None,
    };
    if let Some(direction) = direction {
        let Period { from, to } = Period::read(query);
        return Asked::Moves(MovesQuery {
            direction,
            from,
            to,
            cursor,
            limit,
        });
    }
    let people = PyramidPeopleQuery {
        cursor,
        limit,
        ..PyramidPeopleQuery::default()
    };
    let level = query
        .read::<u8>("level")
        .filter(|level| NeedLevel::from_number(*level).is_some());
    let facet = match query.get("facet") {
        Some("carrying") => {
            return Asked::People(PyramidPeopleQuery {
                facet: Some(PyramidFacet::Carrying),
                ..people
            });
        }
        Some("ready") => Some(PyramidFacet::Ready),
        Some("mismatch") => Some(PyramidFacet::Mismatch),
        _ => None,
    };
    let motivation = query.raw("motivation").map(str::to_owned);
    let stage = query
        .get("stage")
        .and_then(|code| AdvocacyStage::parse(code).ok());
    if level.is_some() {
        return Asked::People(PyramidPeopleQuery {
            need_level: level,
            facet,
            motivation: motivation
                .filter(|code| code.is_empty() || Motivation::parse(code).is_ok()),
            ..people
        });
    }
    match stage {
        Some(stage) => Asked::People(PyramidPeopleQuery {
            advocacy_stage: Some(stage.code().to_owned()),
            ..people
        }),
        None => Asked::Nothing,
    }
}

/// The heading over a list.
pub fn heading(asked: &Asked) -> String {
    match asked {
        Asked::Nothing => String::new(),
        Asked::Moves(query) => match query.direction {
            Direction::Rose => t().pyramid_rose().to_owned(),
            Direction::Fell => t().pyramid_fell().to_owned(),
        },
        Asked::People(query) => {
            if query.facet == Some(PyramidFacet::Carrying) {
                return t().pyramid_overstretched().to_owned();
            }
            let stage = query.advocacy_stage.as_deref();
            let stage = stage.and_then(|code| AdvocacyStage::parse(code).ok());
            let level = query.need_level.and_then(NeedLevel::from_number);
            let place = level
                .map(|level| t().need_level(level))
                .or(stage.map(|stage| t().advocacy_stage(stage)));
            let place = place.unwrap_or_default();
            match query.facet {
                Some(PyramidFacet::Ready) => t().pyramid_level_ready(place),
                Some(PyramidFacet::Mismatch) => t().pyramid_level_mismatch(place),
                _ => place.to_owned(),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_url_says_which_people() {
        let people = |text| match asked(&UrlQuery::parse(text)) {
            Asked::People(query) => query,
            other => panic!("{other:?}"),
        };
        let query = people("level=3&facet=ready&motivation=&cursor=c");
        assert_eq!(query.need_level, Some(3));
        assert_eq!(query.facet, Some(PyramidFacet::Ready));
        assert_eq!(query.motivation.as_deref(), Some(""));
        assert_eq!(people("level=3&motivation=nonsense").motivation, None);
        assert_eq!(
            people("stage=enthusiast").advocacy_stage.as_deref(),
            Some("enthusiast")
        );
        assert_eq!(people("facet=carrying").facet, Some(PyramidFacet::Carrying));
        for nothing in ["", "level=9", "facet=ready", "stage=nonsense", "moves=up"] {
            assert_eq!(
                asked(&UrlQuery::parse(nothing)),
                Asked::Nothing,
                "{nothing}"
            );
        }
        let Asked::Moves(moves) = asked(&UrlQuery::parse("moves=fell&from=2026-01-01")) else {
            panic!("movements");
        };
        assert_eq!(moves.direction, Direction::Fell);
        assert_eq!(
            moves.from.map(|day| day.to_string()).as_deref(),
            Some("2026-01-01")
        );
    }

    #[test]
    fn each_list_has_a_heading() {
        let title = |text| heading(&asked(&UrlQuery::parse(text)));
        assert_eq!(title("level=2"), "Recognition");
        assert_eq!(
            title("level=2&facet=mismatch"),
            "Recognition: want more than things"
        );
        assert_eq!(title("stage=enthusiast"), "Enthusiast");
        assert_eq!(title("facet=carrying"), "Overstretched");
        assert_eq!(title("moves=rose"), "Moved up");
        assert_eq!(title(""), "");
    }
}
