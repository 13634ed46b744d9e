//! Refuses requests that another site made a browser send.

use http::header::{HOST, ORIGIN};
use http::{HeaderMap, Method};
use laurel_api::ProblemType;

use super::credential;
use crate::error::AppError;

/// Checks an unsafe request: `Sec-Fetch-Site` must say same-origin or none; a browser without it must
/// name our own `Origin`; a token of ours without a cookie needs neither.
pub(crate) fn check(method: &Method, headers: &HeaderMap, origin: &str) -> Result<(), AppError> {
    if matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS) {
        return Ok(());
    }
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let allowed = match (text("sec-fetch-site"), text(ORIGIN.as_str())) {
        (Some(site), _) => matches!(site, "same-origin" | "none"),
        (None, Some(sender)) => {
            sender == origin || text(HOST.as_str()).is_some_and(|host| is_host(sender, host))
        }
        (None, None) => credential::is_token_alone(headers),
    };
    if allowed {
        Ok(())
    } else {
        Err(AppError::client(ProblemType::CrossOrigin))
    }
}

/// Whether an origin is this host, with either scheme.
fn is_host(origin: &str, host: &str) -> bool {
    origin
        .strip_prefix("https://")
        .or_else(|| origin.strip_prefix("http://"))
        == Some(host)
}
