//! Names with their values: a path's parameters, a form's fields.

use axum::extract::{FromRequestParts, RawPathParams};
use http::request::Parts;
use serde::de::DeserializeOwned;
use serde::de::value::{Error, MapDeserializer};

use crate::error::AppError;

/// What stands in the path's braces.
pub(super) async fn params(parts: &mut Parts) -> Result<Vec<(String, String)>, AppError> {
    let params = RawPathParams::from_request_parts(parts, &())
        .await
        .map_err(|_| AppError::not_found())?;
    let owned = |(name, value): (&str, &str)| (name.to_owned(), value.to_owned());
    Ok(params.iter().map(owned).collect())
}

/// The pairs as a type with a field each.
pub(super) fn read<T: DeserializeOwned>(pairs: &[(String, String)]) -> Result<T, Error> {
    let pairs = pairs.iter();
    let pairs = pairs.map(|(name, value)| (name.as_str(), value.as_str()));
    T::deserialize(MapDeserializer::<_, Error>::new(pairs))
}
