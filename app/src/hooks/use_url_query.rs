//! The URL's query is the state of a page: filters, period, tabs.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};

use crate::hooks::erased::memo;

/// The pairs behind the question mark, in order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct UrlQuery(Vec<(String, String)>);

impl UrlQuery {
    /// Reads `a=1&b=2`, with or without the question mark. What cannot be read is left out.
    pub fn parse(search: &str) -> Self {
        let search = search.strip_prefix('?').unwrap_or(search);
        Self(serde_urlencoded::from_str(search).unwrap_or_default())
    }

    /// The first value of this name; a blank one counts as absent.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.raw(name).filter(|value| !value.trim().is_empty())
    }

    /// The first value of this name, blank or not.
    pub fn raw(&self, name: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }

    /// The value of this name, when it is there and can be read.
    pub fn read<T: std::str::FromStr>(&self, name: &str) -> Option<T> {
        self.get(name)?.parse().ok()
    }

    /// The same with another value; `None` removes the name.
    #[must_use]
    pub fn with(mut self, name: &str, value: Option<String>) -> Self {
        let place = self.0.iter().position(|(key, _)| key == name);
        self.0.retain(|(key, _)| key != name);
        if let Some(value) = value {
            let place = place.unwrap_or(self.0.len()).min(self.0.len());
            self.0.insert(place, (name.to_owned(), value));
        }
        self
    }

    /// Every pair, in order.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// Whether nothing is said.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Behind a path: empty, or with its question mark.
    pub fn suffix(&self) -> String {
        if self.0.is_empty() {
            return String::new();
        }
        format!(
            "?{}",
            serde_urlencoded::to_string(&self.0).unwrap_or_default()
        )
    }
}

type Navigate = Box<dyn Fn(&str, NavigateOptions)>;

/// The page's query, and a way to change it.
#[derive(Clone, Copy)]
pub struct QueryState {
    /// As it is now.
    pub query: Memo<UrlQuery>,
    path: Memo<String>,
    navigate: StoredValue<Navigate, LocalStorage>,
}

/// How a change of the query is kept in the browser's history.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// "Back" returns to what was before.
    Push,
    /// "Back" skips what was before, as while somebody types.
    Replace,
}

impl QueryState {
    /// The address of this page with another query.
    pub fn href(self, query: &UrlQuery) -> String {
        self.path.get() + &query.suffix()
    }

    /// Goes to the same page with another query; the page does not scroll.
    pub fn go(self, query: &UrlQuery, step: Step) {
        let Some(path) = self.path.try_get_untracked() else {
            return;
        };
        let target = path + &query.suffix();
        let replace = step == Step::Replace;
        let options = NavigateOptions {
            resolve: false,
            replace,
            scroll: false,
            ..Default::default()
        };
        self.navigate
            .try_with_value(|navigate| navigate(&target, options));
    }
}

/// The query of the page that is shown.
pub fn use_url_query() -> QueryState {
    let location = use_location();
    let search = location.search;
    let query = memo(move || search.with(|search| UrlQuery::parse(search)));
    let navigate = use_navigate();
    QueryState {
        query,
        path: location.pathname,
        navigate: StoredValue::new_local(Box::new(move |target, options| {
            navigate(target, options);
        })),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_is_read_changed_and_written() {
        let query = UrlQuery::parse("?q=a+b%26c&from=2026-01-01&stage=4&blank=");
        assert_eq!(query.get("q"), Some("a b&c"));
        assert_eq!(query.read::<u8>("stage"), Some(4));
        assert_eq!(query.read::<u8>("q"), None);
        assert_eq!((query.get("blank"), query.raw("blank")), (None, Some("")));
        let changed = query
            .with("q", Some("ü%".into()))
            .with("stage", None)
            .with("n", Some("1".into()));
        assert_eq!(changed.suffix(), "?q=%C3%BC%25&from=2026-01-01&blank=&n=1");
        assert_eq!(UrlQuery::parse(&changed.suffix()), changed);
    }

    #[test]
    fn nothing_has_no_question_mark() {
        for empty in ["", "?"] {
            assert!(UrlQuery::parse(empty).is_empty());
            assert_eq!(UrlQuery::parse(empty).suffix(), "");
        }
    }
}
