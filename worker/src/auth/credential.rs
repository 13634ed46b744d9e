//! What a request brings to prove who sends it.

use http::HeaderMap;
use http::header::AUTHORIZATION;

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

impl Credential {
    /// The request's credential. A bearer token goes before a cookie.
    pub(crate) fn of(headers: &HeaderMap, secure: bool) -> Option<Self> {
        let bearer = headers
            .get(AUTHORIZATION)
            .and_then(|value| value.to_str().ok())
            .and_then(|value| value.strip_prefix("Bearer "))
            .map(str::trim);
        match bearer {
            Some(token) => Some(Self::Token {
                hash: digest::sha256_hex(token),
            }),
            None => cookie::read(headers, cookie::SESSION, secure).map(|token| Self::Session {
                hash: digest::sha256_hex(&token),
            }),
        }
    }
}
