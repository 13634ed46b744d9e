//! Bodies: JSON or a form, with errors that name the field.

use http::HeaderMap;
use http::header::CONTENT_TYPE;
use laurel_api::ProblemType;
use laurel_api::refused::field_at;
use laurel_domain::mistake::Mistake;
use serde::de::DeserializeOwned;

use crate::error::AppError;

/// A JSON body.
pub(super) fn parse_json<T: DeserializeOwned>(text: &[u8]) -> Result<T, AppError> {
    serde_json::from_slice(text).map_err(|error| refused(text, &error))
}

/// The JSON text that was sent.
pub(super) fn json_text(headers: &HeaderMap, bytes: Vec<u8>) -> Result<Vec<u8>, AppError> {
    if bytes.is_empty() {
        // Endpoints without a body take `{}`; a missing body is the same.
        return Ok(b"{}".to_vec());
    }
    let content_type = headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let media_type = content_type.split(';').next().unwrap_or_default().trim();
    if !media_type.eq_ignore_ascii_case("application/json") {
        return Err(AppError::with_detail(
            ProblemType::UnsupportedMediaType,
            Mistake::JsonNotDeclared,
        ));
    }
    // Serde would read a list as an object whose fields come in order.
    if bytes.trim_ascii_start().starts_with(b"[") {
        return Err(AppError::with_detail(
            ProblemType::Malformed,
            Mistake::NotAnObject,
        ));
    }
    Ok(bytes)
}

fn refused(text: &[u8], error: &serde_json::Error) -> AppError {
    if !error.is_data() {
        return AppError::with_detail(
            ProblemType::Malformed,
            Mistake::NotJson {
                found: error.to_string(),
            },
        );
    }
    let message = error.to_string();
    let field = field_at(text, error.line(), error.column(), &message);
    // serde's own words end in a position, which says nothing to a person who sees the field.
    let message = message.split(" at line ").next().unwrap_or_default();
    let found = message.to_owned();
    AppError::field(field, Mistake::Unreadable { found })
}

/// The fields of an HTML form.
pub(super) fn parse_form(bytes: &[u8]) -> Result<Vec<(String, String)>, AppError> {
    serde_urlencoded::from_bytes(bytes).map_err(|error| {
        AppError::with_detail(
            ProblemType::Malformed,
            Mistake::FormUnreadable {
                found: error.to_string(),
            },
        )
    })
}
