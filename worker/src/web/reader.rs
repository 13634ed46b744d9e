//! The language that a reader is answered in: the one in the address, else the browser's, else English.

use http::header::{ACCEPT_LANGUAGE, CONTENT_LANGUAGE, HeaderValue, VARY};
use http::{HeaderMap, Method, Uri};
use laurel_pages::Reader;
use laurel_words::Words;

/// The reader of what stands at this address.
pub(crate) fn reader(method: &Method, uri: &Uri, headers: &HeaderMap) -> Reader {
    let query = uri.query().unwrap_or_default();
    let named = query
        .split('&')
        .find_map(|pair| Words::by_tag(pair.strip_prefix("lang=")?));
    let accepted = headers
        .get(ACCEPT_LANGUAGE)
        .and_then(|value| value.to_str().ok())
        .map(Words::accepted);
    Reader {
        words: named.or(accepted).unwrap_or_default(),
        chosen: named.is_some(),
        address: (*method != Method::POST).then(|| address(uri.path(), query)),
    }
}

/// Path and query without the language.
fn address(path: &str, query: &str) -> String {
    let others: Vec<&str> = query
        .split('&')
        .filter(|pair| !pair.is_empty() && !pair.starts_with("lang="))
        .collect();
    if others.is_empty() {
        path.to_owned()
    } else {
        format!("{path}?{}", others.join("&"))
    }
}

/// Says which language the answer has, and that it depends on the reader's.
pub(crate) fn note(headers: &mut HeaderMap, words: Words) {
    headers.insert(CONTENT_LANGUAGE, HeaderValue::from_static(words.tag()));
    headers.append(VARY, HeaderValue::from_static("accept-language"));
}
