//! A request on its way to a handler.

use http::{HeaderMap, Method};
use laurel_api::{BodyLimit, ProblemType};
use laurel_domain::mistake::Mistake;

use super::platform::Incoming;
use crate::context::Shared;
use crate::error::AppError;

/// A request with its head read and its body not.
pub(crate) struct Request {
    /// Bindings and request id.
    pub(crate) shared: Shared,
    /// The method.
    pub(crate) method: Method,
    /// Whether it came over TLS.
    pub(crate) is_secure: bool,
    /// The path, as it was sent.
    pub(crate) path: String,
    /// What stands in the braces of the route's path.
    pub(crate) params: Vec<(String, String)>,
    /// What stands behind the question mark.
    pub(crate) query: String,
    /// The headers.
    pub(crate) headers: HeaderMap,
    pub(super) body: Incoming,
}

impl Request {
    /// A part of the path.
    pub(crate) fn param(&self, name: &str) -> &str {
        let mut params = self.params.iter();
        params
            .find(|(key, _)| key == name)
            .map_or("", |(_, value)| value.as_str())
    }

    /// How large the body says it is, in bytes. A body that comes in pieces does not say it.
    pub(super) fn announced(&self) -> Option<usize> {
        let length = self.headers.get(http::header::CONTENT_LENGTH);
        match length {
            Some(length) => length.to_str().ok()?.parse().ok(),
            None if self.headers.contains_key(http::header::TRANSFER_ENCODING) => None,
            None => self.body.is_empty().then_some(0),
        }
    }

    /// The whole body.
    pub(super) async fn read_body(&self, limit: BodyLimit) -> Result<Vec<u8>, AppError> {
        let max = limit.bytes();
        self.body.read(max).await?.ok_or_else(|| {
            let kilobytes = max as u64 / 1024;
            match limit {
                BodyLimit::Small => AppError::with_detail(
                    ProblemType::TooLarge,
                    Mistake::BodyTooLarge { kilobytes },
                ),
                BodyLimit::Batch => AppError::with_detail(
                    ProblemType::TooLargeBatch,
                    Mistake::BatchTooLarge { kilobytes },
                ),
            }
        })
    }
}
