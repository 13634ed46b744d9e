//! Which submissions are listed and which one is open, as it stands in the URL.

use laurel_api::testimonials::TestimonialsQuery;
use laurel_api::{Cursor, PageSize};
use laurel_domain::TestimonialId;
use laurel_domain::testimonial::{Rating, TestimonialState};

/// The longest tag or source that is taken from a URL, in characters.
const LONGEST: usize = 80;

/// The state of the page. Everything that is not understood in a URL is as if it were not there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filters {
    /// The tab.
    pub state: TestimonialState,
    /// Only with this many stars.
    pub rating: Option<Rating>,
    /// Only with this tag.
    pub tag: Option<String>,
    /// Only from this source.
    pub source: Option<String>,
    /// The opened submission.
    pub item: Option<TestimonialId>,
}

impl Filters {
    /// Reads a URL's query through `get`.
    pub fn read(get: impl Fn(&str) -> Option<String>) -> Self {
        let text = |name: &str| {
            get(name)
                .map(|text| text.trim().chars().take(LONGEST).collect::<String>())
                .filter(|text| !text.is_empty())
        };
        Self {
            state: text("state")
                .and_then(|code| TestimonialState::parse(&code).ok())
                .unwrap_or(TestimonialState::Pending),
            rating: text("rating")
                .and_then(|stars| stars.parse().ok())
                .and_then(|stars| Rating::new(stars).ok()),
            tag: text("tag"),
            source: text("source"),
            item: text("item").and_then(|id| id.parse().ok()),
        }
    }

    /// The query of the URL, with its question mark; empty when all is as usual.
    pub fn to_query(&self) -> String {
        let pairs: Vec<(&str, String)> = [
            (self.state != TestimonialState::Pending).then(|| ("state", self.state.to_string())),
            self.rating.map(|rating| ("rating", rating.stars().to_string())),
            self.tag.clone().map(|tag| ("tag", tag)),
            self.source.clone().map(|source| ("source", source)),
            self.item.map(|item| ("item", item.to_string())),
        ]
        .into_iter()
        .flatten()
        .collect();
        match serde_urlencoded::to_string(pairs) {
            Ok(query) if !query.is_empty() => format!("?{query}"),
            _ => String::new(),
        }
    }

    /// The same list with nothing opened, or with this opened.
    pub fn with_item(&self, item: Option<TestimonialId>) -> Self {
        Self { item, ..self.clone() }
    }

    /// Another tab under the same filters.
    pub fn in_state(&self, state: TestimonialState) -> Self {
        Self { state, item: None, ..self.clone() }
    }

    /// The tab without filters.
    pub const fn cleared(&self) -> Self {
        Self { state: self.state, rating: None, tag: None, source: None, item: None }
    }

    /// Whether a filter narrows the list.
    pub const fn narrows(&self) -> bool {
        self.rating.is_some() || self.tag.is_some() || self.source.is_some()
    }

    /// What the server is asked for.
    pub fn request(&self, cursor: Option<Cursor>) -> TestimonialsQuery {
        TestimonialsQuery {
            state: Some(self.state),
            rating: self.rating.map(|rating| rating.stars().to_string()),
            tag: self.tag.clone(),
            source: self.source.clone(),
            cursor,
            limit: PageSize::default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pairs: &[(&str, &str)]) -> Filters {
        Filters::read(|name| {
            pairs.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn an_empty_url_is_the_pending_queue() {
        let filters = read(&[]);
        assert_eq!(filters.state, TestimonialState::Pending);
        assert!(!filters.narrows());
        assert_eq!(filters.to_query(), "");
    }

    #[test]
    fn what_is_written_is_read_again() {
        let filters = Filters {
            state: TestimonialState::Approved,
            rating: Some(Rating::new(4).unwrap()),
            tag: Some("on boarding & más".into()),
            source: Some("Shop".into()),
            item: Some(TestimonialId::from_digest([3; 16])),
        };
        let query = filters.to_query();
        assert_eq!(
            query,
            "?state=approved&rating=4&tag=on+boarding+%26+m%C3%A1s&source=Shop&item=03030303-0303-8303-8303-030303030303"
        );
        let pairs: Vec<(String, String)> = serde_urlencoded::from_str(&query[1..]).unwrap();
        let read = Filters::read(|name| {
            pairs.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone())
        });
        assert_eq!(read, filters);
    }

    #[test]
    fn nonsense_in_a_url_is_ignored() {
        let filters = read(&[("state", "burnt"), ("rating", "9"), ("tag", "  "), ("item", "7")]);
        assert_eq!(filters, read(&[]));
    }

    #[test]
    fn another_tab_keeps_the_filters_and_closes_the_item() {
        let id = TestimonialId::from_digest([3; 16]).to_string();
        let filters = read(&[("rating", "5"), ("item", &id)]);
        let other = filters.in_state(TestimonialState::Rejected);
        assert_eq!(other.to_query(), "?state=rejected&rating=5");
        assert_eq!(filters.cleared().to_query(), "");
    }
}
