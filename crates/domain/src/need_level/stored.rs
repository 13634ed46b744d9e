//! A need level as it is stored: its number or null. For `#[serde(with = "…")]`; over the wire it has its code.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::NeedLevel;

/// As the number or null.
///
/// # Errors
/// Those of the serializer.
pub fn serialize<S: Serializer>(
    level: &Option<NeedLevel>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    level.map(NeedLevel::number).serialize(serializer)
}

/// From the number or null.
///
/// # Errors
/// When it is neither.
pub fn deserialize<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<NeedLevel>, D::Error> {
    let number = Option::<u8>::deserialize(deserializer)?;
    Ok(number.and_then(NeedLevel::from_number))
}
