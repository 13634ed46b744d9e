//! The language that a reader is answered in: the one in the address, else the browser's, else English.

use http::header::{ACCEPT_LANGUAGE, CONTENT_LANGUAGE, HeaderValue, VARY};
use http::{HeaderMap, Method};
use laurel_pages::Reader;
use laurel_words::Words;

use super::request::Request;

/// The reader of what stands at this address.
pub(crate) fn reader(request: &Request) -> Reader {
    let query = request.query.as_str();
    let named = query
        .split('&')
        .find_map(|pair| Words::by_tag(pair.strip_prefix("lang=")?));
    Reader {
        words: named.unwrap_or_else(|| accepted(&request.headers)),
        chosen: named.is_some(),
        address: (request.method != Method::POST).then(|| address(&request.path, query)),
    }
}

/// The best language of `Accept-Language`; English when none is ours.
pub(crate) fn accepted(headers: &HeaderMap) -> Words {
    let header = headers.get(ACCEPT_LANGUAGE);
    let header = header.and_then(|value| value.to_str().ok());
    header.map(Words::accepted).unwrap_or_default()
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
