//! Answers that may be used again: digests as `ETag`, 304, and how long they count as fresh.

use http::header::{CACHE_CONTROL, ETAG, HeaderValue, IF_NONE_MATCH};
use http::{HeaderMap, StatusCode};
use laurel_publication::BROWSER;

use super::response::{self, Response};
use crate::auth::digest::sha256_hex;
use crate::error::AppError;

/// How long what is published counts as fresh, and never longer: [`BROWSER`] is part of the minute that is
/// promised to authors who take their words back.
const MOMENT: &str = "public, max-age=15, must-revalidate";
const _: () = assert!(BROWSER == 15_000);

/// The `ETag` of a body: its digest.
pub(crate) fn etag_of(body: &str) -> String {
    let mut digest = sha256_hex(body);
    digest.truncate(32);
    digest
}

/// Whether the caller has the body with this digest.
pub(crate) fn is_current(headers: &HeaderMap, etag: &str) -> bool {
    let known = headers.get_all(IF_NONE_MATCH).iter();
    known
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(|tag| tag.trim().trim_start_matches("W/").trim_matches('"'))
        .any(|tag| tag == etag)
}

/// The caller has it already.
pub(crate) fn not_modified(etag: &str) -> Result<Response, AppError> {
    for_a_moment(response::empty(StatusCode::NOT_MODIFIED), etag)
}

/// Lets everybody keep the answer for a moment.
pub(crate) fn for_a_moment(mut response: Response, etag: &str) -> Result<Response, AppError> {
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static(MOMENT));
    let etag = HeaderValue::try_from(format!("\"{etag}\""))
        .map_err(|error| AppError::internal("etag", error))?;
    headers.insert(ETAG, etag);
    Ok(response)
}
