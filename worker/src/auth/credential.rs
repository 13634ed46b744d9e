//! What a request brings to prove who sends it.

use http::HeaderMap;
use http::header::{AUTHORIZATION, COOKIE};

use super::{cookie, digest};

/// How every API token begins, so that scanners find leaked ones.
pub(crate) const TOKEN_PREFIX: &str = "laurel_";

/// A credential, as its digest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Credential {
    /// A signed-in browser.
    Session {
        /// SHA-256 of the cookie.
        hash: String,
    },
    /// An API token of one program.
    Token {
        /// SHA-256 of the token.
        hash: String,
    },
}

/// What stands behind the scheme `Bearer`, whose letters may be small.
fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(AUTHORIZATION)?.to_str().ok()?;
    let (scheme, rest) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then_some(rest.trim())
}

/// Whether a token of ours alone speaks for the request. No browser adds one by itself, and with a cookie it
/// could be another site's request under a name that it made up.
pub(super) fn is_token_alone(headers: &HeaderMap) -> bool {
    !headers.contains_key(COOKIE)
        && bearer(headers).is_some_and(|token| token.starts_with(TOKEN_PREFIX))
}

impl Credential {
    /// The request's credential. A bearer token goes before a cookie.
    pub(crate) fn of(headers: &HeaderMap, secure: bool) -> Option<Self> {
        match bearer(headers) {
            Some(token) => Some(Self::Token {
                hash: digest::sha256_hex(token),
            }),
            None => cookie::read(headers, cookie::SESSION, secure).map(|token| Self::Session {
                hash: digest::sha256_hex(&token),
            }),
        }
    }
}
