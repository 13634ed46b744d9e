//! Counts by name as they lie together in one row: read as they are, because the database counts each entry that
//! it takes apart as a row read.

use serde::Deserialize;

use crate::error::AppError;
use laurel_store::StoreError;

/// Counts by name, in the order of the row.
pub(crate) struct Counts<'a>(pub(crate) Vec<(&'a str, i64)>);

/// The counts of one group; none where there is no row or no group.
pub(crate) fn one(group: Option<&str>) -> Result<Counts<'_>, AppError> {
    let Some(group) = group else {
        return Ok(Counts(Vec::new()));
    };
    let counts = serde_json::from_str(group);
    counts.map_err(|error| StoreError::internal("counts", error).into())
}

/// Those of several groups in a JSON array.
pub(crate) fn all(groups: &str) -> Result<Vec<Counts<'_>>, AppError> {
    let counts = serde_json::from_str(groups);
    counts.map_err(|error| StoreError::internal("counts", error).into())
}

impl Counts<'_> {
    /// One of them; 0 for one that is not there.
    pub(crate) fn of(&self, name: &str) -> u64 {
        let found = self.0.iter().find(|(known, _)| *known == name);
        let found = found.and_then(|(_, count)| u64::try_from(*count).ok());
        found.unwrap_or_default()
    }
}

impl<'de> Deserialize<'de> for Counts<'de> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl<'de> serde::de::Visitor<'de> for Visitor {
            type Value = Counts<'de>;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("counts by name")
            }

            fn visit_map<A: serde::de::MapAccess<'de>>(
                self,
                mut map: A,
            ) -> Result<Self::Value, A::Error> {
                let mut counts = Vec::new();
                while let Some(entry) = map.next_entry::<&'de str, i64>()? {
                    counts.push(entry);
                }
                Ok(Counts(counts))
            }
        }
        deserializer.deserialize_map(Visitor)
    }
}
