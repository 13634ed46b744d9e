//! Reading bodies: a size limit first, then JSON or a form, with errors that name the field.

use axum::body::Body;
use http::HeaderMap;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use laurel_api::{FieldProblem, ProblemType};
use serde::de::DeserializeOwned;

use crate::error::AppError;

/// What most bodies may have at most, in bytes.
pub(crate) const BODY_MAX: usize = 64 * 1024;
/// What a batch of touchpoints or imported rows may have at most: 500 rows with the longest texts.
pub(crate) const BATCH_BODY_MAX: usize = 8 * 1024 * 1024;

/// The body's bytes, at most `max`.
pub(crate) async fn read(headers: &HeaderMap, body: Body, max: usize) -> Result<Vec<u8>, AppError> {
    let too_large = || {
        AppError::with_detail(
            ProblemType::TooLarge,
            format!("At most {} KB fit in one request.", max / 1024),
        )
    };
    let announced = headers
        .get(CONTENT_LENGTH)
        .and_then(|value| value.to_str().ok()?.parse::<usize>().ok());
    if announced.is_some_and(|length| length > max) {
        return Err(too_large());
    }
    axum::body::to_bytes(body, max)
        .await
        .map(Vec::from)
        .map_err(|_| too_large())
}

/// What a development server reads ahead at most.
#[cfg(feature = "dev")]
const AHEAD_MAX: usize = 64 * 1024 * 1024;

/// The request with its whole body in memory. The local server closes, without a word in the answer, the
/// connection over which a body came that was left unread, such as one refused by its headers; the next
/// request on it is lost. The deployed platform reads such bodies itself.
#[cfg(feature = "dev")]
pub(crate) async fn read_ahead(request: worker::HttpRequest) -> http::Request<Body> {
    let (parts, body) = request.into_parts();
    let bytes = axum::body::to_bytes(Body::new(body), AHEAD_MAX).await;
    http::Request::from_parts(parts, Body::from(bytes.unwrap_or_default()))
}

/// A JSON body.
pub(crate) fn parse_json<T: DeserializeOwned>(
    headers: &HeaderMap,
    bytes: &[u8],
) -> Result<T, AppError> {
    if bytes.is_empty() {
        // Endpoints without a body take `{}`; a missing body is the same.
        return from_json(b"{}");
    }
    let content_type = headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let media_type = content_type.split(';').next().unwrap_or_default().trim();
    if !media_type.eq_ignore_ascii_case("application/json") {
        return Err(AppError::with_detail(
            ProblemType::UnsupportedMediaType,
            "Send the body as JSON with Content-Type: application/json.",
        ));
    }
    from_json(bytes)
}

fn from_json<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, AppError> {
    let mut deserializer = serde_json::Deserializer::from_slice(bytes);
    let parsed: Result<T, _> = serde_path_to_error::deserialize(&mut deserializer);
    let value = parsed.map_err(refused)?;
    deserializer.end().map_err(|error| no_json(&error))?;
    Ok(value)
}

fn no_json(error: &serde_json::Error) -> AppError {
    AppError::with_detail(
        ProblemType::Malformed,
        format!("The body is not JSON: {error}."),
    )
}

fn refused(error: serde_path_to_error::Error<serde_json::Error>) -> AppError {
    let path = error.path().to_string();
    let inner = error.into_inner();
    if inner.is_syntax() || inner.is_eof() {
        return no_json(&inner);
    }
    // serde's own words end in a position, which says nothing to a person who sees the field.
    let message = inner.to_string();
    let message = message
        .split(" at line ")
        .next()
        .unwrap_or_default()
        .to_owned();
    AppError::invalid(vec![FieldProblem {
        field: path,
        message,
    }])
}

/// The fields of an HTML form.
pub(crate) fn parse_form(bytes: &[u8]) -> Result<Vec<(String, String)>, AppError> {
    serde_urlencoded::from_bytes(bytes).map_err(|error| {
        AppError::with_detail(
            ProblemType::Malformed,
            format!("The form could not be read: {error}."),
        )
    })
}
