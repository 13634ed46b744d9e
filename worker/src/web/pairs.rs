//! Names with their values: a path's parameters, a form's fields.

use serde::de::DeserializeOwned;
use serde::de::value::{Error, MapDeserializer};

/// The pairs as a type with a field each.
pub(super) fn read<T: DeserializeOwned>(pairs: &[(String, String)]) -> Result<T, Error> {
    let pairs = pairs.iter();
    let pairs = pairs.map(|(name, value)| (name.as_str(), value.as_str()));
    T::deserialize(MapDeserializer::<_, Error>::new(pairs))
}
