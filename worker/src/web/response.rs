//! Answers.

use http::StatusCode;
use http::header::{CONTENT_TYPE, HeaderValue};
use worker::web_sys::ReadableStream;

/// What goes out behind the headers.
pub(crate) enum Body {
    /// Nothing.
    Empty,
    /// All of it, with its length.
    Bytes(Vec<u8>),
    /// Whatever somebody else is sending, passed on as it comes.
    Stream(ReadableStream),
}

/// An answer.
pub(crate) type Response = http::Response<Body>;

/// An answer without a body.
pub(crate) fn empty(status: StatusCode) -> Response {
    let mut response = Response::new(Body::Empty);
    *response.status_mut() = status;
    response
}

/// An answer with a body of this media type.
pub(crate) fn of(
    status: StatusCode,
    media_type: &'static str,
    body: impl Into<Vec<u8>>,
) -> Response {
    with_body(status, media_type, Body::Bytes(body.into()))
}

/// An answer that is passed on as it comes.
pub(crate) fn stream(media_type: &'static str, body: ReadableStream) -> Response {
    with_body(StatusCode::OK, media_type, Body::Stream(body))
}

fn with_body(status: StatusCode, media_type: &'static str, body: Body) -> Response {
    let mut response = empty(status);
    *response.body_mut() = body;
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
    response
}
