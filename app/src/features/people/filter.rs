//! Which people are listed: the page's URL, the API's query, and words for both.

use laurel_api::people::{PeopleQuery, StageMatch};
use laurel_domain::advocacy_stage::AdvocacyStage;
use laurel_domain::need_level::NeedLevel;
use laurel_domain::nps::Group;
use laurel_domain::segment::Dimension;

use crate::hooks::use_url_query::UrlQuery;
use crate::ui::pagination::CURSOR;
use crate::ui::period::Period;
use crate::words::t;

/// The shortest text that is searched for.
const SHORTEST: usize = 2;

/// The names of the filters in the URL; all but `cursor`.
pub const NAMES: [&str; 14] = [
    "q",
    "stage",
    "stage_match",
    "need_level",
    "advocacy_stage",
    "nps",
    "source",
    "country",
    "industry",
    "company_size",
    "product",
    "tag",
    "from",
    "to",
];

/// The API's query for a page's URL. What cannot be read counts as absent.
pub fn api_query(query: &UrlQuery) -> PeopleQuery {
    let period = Period::read(query);
    let stage = query.read("stage");
    let value = |name| query.raw(name).map(str::to_owned);
    PeopleQuery {
        q: search_text(query).map(str::to_owned),
        stage,
        stage_match: stage.map(|_: u8| {
            if query.get("stage_match") == Some("reached") {
                StageMatch::Reached
            } else {
                StageMatch::At
            }
        }),
        need_level: query
            .read::<u8>("need_level")
            .filter(|level| NeedLevel::from_number(*level).is_some()),
        advocacy_stage: query
            .get("advocacy_stage")
            .and_then(|code| AdvocacyStage::parse(code).ok())
            .map(|stage| stage.code().to_owned()),
        nps: query.get("nps").and_then(|code| Group::parse(code).ok()),
        source: value("source"),
        country: value("country"),
        industry: value("industry"),
        company_size: value("company_size"),
        product: value("product"),
        tag: query.get("tag").map(str::to_owned),
        from: period.from,
        to: period.to,
        cursor: query.get(CURSOR).map(str::to_owned),
        limit: laurel_api::PageSize::clamped(50),
    }
}

/// The text that is searched for; one letter is still being typed.
pub fn search_text(query: &UrlQuery) -> Option<&str> {
    query
        .get("q")
        .map(str::trim)
        .filter(|text| text.chars().count() >= SHORTEST)
}

/// The URL's query with another value of a filter, from the first page.
pub fn with_filter(query: UrlQuery, name: &str, value: Option<String>) -> UrlQuery {
    let query = query.with(name, value.clone()).with(CURSOR, None);
    if name == "stage" && value.is_none() {
        query.with("stage_match", None)
    } else {
        query
    }
}

/// The URL's query without filters.
pub fn cleared(query: UrlQuery) -> UrlQuery {
    NAMES.iter().fold(query.with(CURSOR, None), |query, name| {
        query.with(name, None)
    })
}

/// Whether anything is filtered.
pub fn is_filtered(query: &UrlQuery) -> bool {
    NAMES.iter().any(|name| query.raw(name).is_some())
}

/// The filters that have no control of their own on the page, each with its words: what came along
/// from a chart.
pub fn chips(query: &UrlQuery) -> Vec<(&'static [&'static str], String)> {
    let mut chips: Vec<(&'static [&'static str], String)> = Vec::new();
    let period = Period::read(query);
    if period != Period::default() {
        chips.push((&["from", "to"], t().people_first_contact(&period.words())));
    }
    for (dimension, names) in DIMENSIONS {
        if let Some(value) = names.first().and_then(|name| query.raw(name)) {
            chips.push((names, value_words(dimension, value)));
        }
    }
    chips
}

/// The dimensions by which people are divided, each with its name in the URL.
pub const DIMENSIONS: [(Dimension, &[&str]); 6] = [
    (Dimension::Source, &["source"]),
    (Dimension::Country, &["country"]),
    (Dimension::Industry, &["industry"]),
    (Dimension::CompanySize, &["company_size"]),
    (Dimension::Product, &["product"]),
    (Dimension::Tag, &["tag"]),
];

fn value_words(dimension: Dimension, value: &str) -> String {
    let label = t().dimension(dimension);
    if value.is_empty() {
        t().people_value_not_known(label)
    } else {
        t().people_value_is(label, value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_url_is_the_query() {
        let query = api_query(&UrlQuery::parse(
            "q=+ann+&stage=4&stage_match=reached&need_level=9&advocacy_stage=nope&source=&from=2026-01-01&cursor=c",
        ));
        assert_eq!(query.q.as_deref(), Some("ann"));
        assert_eq!(
            (query.stage, query.stage_match),
            (Some(4), Some(StageMatch::Reached))
        );
        assert_eq!((query.need_level, query.advocacy_stage), (None, None));
        assert_eq!(query.source.as_deref(), Some(""));
        let group = |text| api_query(&UrlQuery::parse(text)).nps;
        assert_eq!(group("nps=detractor"), Some(Group::Detractor));
        assert_eq!(group("nps=angry"), None);
        assert_eq!(
            query.from.map(|day| day.to_string()).as_deref(),
            Some("2026-01-01")
        );
        assert_eq!(query.cursor.as_deref(), Some("c"));
    }

    #[test]
    fn one_letter_is_not_searched_for() {
        assert_eq!(api_query(&UrlQuery::parse("q=a")).q, None);
        assert_eq!(
            api_query(&UrlQuery::parse("q=%C3%BCb")).q.as_deref(),
            Some("üb")
        );
    }

    #[test]
    fn a_changed_filter_begins_at_the_first_page() {
        let query = UrlQuery::parse("stage=1&stage_match=reached&cursor=c");
        let changed = with_filter(query.clone(), "q", Some("x".into()));
        assert_eq!(changed.suffix(), "?stage=1&stage_match=reached&q=x");
        assert_eq!(with_filter(query.clone(), "stage", None).suffix(), "");
        assert!(is_filtered(&query) && !is_filtered(&cleared(query)));
    }

    #[test]
    fn what_came_from_a_chart_is_named() {
        let words = |text| {
            chips(&UrlQuery::parse(text))
                .into_iter()
                .map(|(_, words)| words)
                .collect::<Vec<_>>()
        };
        assert_eq!(
            words("from=2026-01-01&source="),
            ["First contact since 1 Jan 2026", "Source not known"]
        );
        assert_eq!(words("source=Fair"), ["Source: Fair"]);
        assert_eq!(
            words("tag=press&country=Norway&company_size="),
            ["Country: Norway", "Company size not known", "Tag: press"]
        );
        assert!(words("q=x&stage=1").is_empty());
    }
}
