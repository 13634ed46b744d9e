//! Which submissions are listed and which one is open, as it stands in the URL.

use laurel_api::testimonials::TestimonialsQuery;
use laurel_api::{Cursor, PageSize};
use laurel_domain::TestimonialId;
use laurel_domain::testimonial::{Rating, TestimonialState};

use crate::hooks::use_url_query::UrlQuery;

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
    /// Reads a URL's query.
    pub fn read(query: &UrlQuery) -> Self {
        let text = |name: &str| {
            query
                .get(name)
                .map(|text| text.trim().chars().take(LONGEST).collect::<String>())
        };
        Self {
            state: query.read("state").unwrap_or(TestimonialState::Pending),
            rating: query
                .read("rating")
                .and_then(|stars| Rating::new(stars).ok()),
            tag: text("tag"),
            source: text("source"),
            item: query.read("item"),
        }
    }

    /// As it stands in the URL; empty when all is as usual.
    pub fn to_url(&self) -> UrlQuery {
        let state = (self.state != TestimonialState::Pending).then(|| self.state.to_string());
        UrlQuery::default()
            .with("state", state)
            .with(
                "rating",
                self.rating.map(|rating| rating.stars().to_string()),
            )
            .with("tag", self.tag.clone())
            .with("source", self.source.clone())
            .with("item", self.item.map(|item| item.to_string()))
    }

    /// The same list with nothing opened, or with this opened.
    #[must_use]
    pub fn with_item(&self, item: Option<TestimonialId>) -> Self {
        Self {
            item,
            ..self.clone()
        }
    }

    /// Another tab under the same filters.
    #[must_use]
    pub fn in_state(&self, state: TestimonialState) -> Self {
        Self {
            state,
            item: None,
            ..self.clone()
        }
    }

    /// The tab without filters.
    #[must_use]
    pub const fn cleared(&self) -> Self {
        Self {
            state: self.state,
            rating: None,
            tag: None,
            source: None,
            item: None,
        }
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

    fn read(query: &str) -> Filters {
        Filters::read(&UrlQuery::parse(query))
    }

    #[test]
    fn an_empty_url_is_the_pending_queue() {
        let filters = read("");
        assert_eq!(filters.state, TestimonialState::Pending);
        assert!(!filters.narrows());
        assert_eq!(filters.to_url().suffix(), "");
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
        let url = filters.to_url().suffix();
        assert_eq!(
            url,
            "?state=approved&rating=4&tag=on+boarding+%26+m%C3%A1s&source=Shop&item=03030303-0303-8303-8303-030303030303"
        );
        assert_eq!(read(&url), filters);
    }

    #[test]
    fn nonsense_in_a_url_is_ignored() {
        assert_eq!(read("?state=burnt&rating=9&tag=++&item=7"), read(""));
    }

    #[test]
    fn another_tab_keeps_the_filters_and_closes_the_item() {
        let item = TestimonialId::from_digest([3; 16]);
        let filters = read("?rating=5").with_item(Some(item));
        assert_eq!(
            filters
                .in_state(TestimonialState::Rejected)
                .to_url()
                .suffix(),
            "?state=rejected&rating=5"
        );
        assert_eq!(filters.cleared().to_url().suffix(), "");
    }
}
