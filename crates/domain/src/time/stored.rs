//! Times as they are stored: milliseconds, so that the database can compare and index them. For
//! `#[serde(with = "…")]`; over the wire a time is RFC 3339.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::Timestamp;

/// One time.
pub mod millis {
    use super::{Deserialize, Deserializer, Serializer, Timestamp};

    /// As milliseconds.
    ///
    /// # Errors
    /// Those of the serializer.
    pub fn serialize<S: Serializer>(at: &Timestamp, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_i64(at.millis())
    }

    /// From milliseconds.
    ///
    /// # Errors
    /// When it is no integer.
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Timestamp, D::Error> {
        i64::deserialize(deserializer).map(Timestamp::from_millis)
    }
}

/// A time or none.
pub mod millis_or_none {
    use super::{Deserialize, Deserializer, Serialize, Serializer, Timestamp};

    /// As milliseconds or null.
    ///
    /// # Errors
    /// Those of the serializer.
    pub fn serialize<S: Serializer>(
        at: &Option<Timestamp>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        at.map(Timestamp::millis).serialize(serializer)
    }

    /// From milliseconds or null.
    ///
    /// # Errors
    /// When it is neither.
    pub fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<Timestamp>, D::Error> {
        let millis = Option::<i64>::deserialize(deserializer)?;
        Ok(millis.map(Timestamp::from_millis))
    }
}

/// A list of times, each perhaps none.
pub mod millis_each {
    use super::{Deserialize, Deserializer, Serializer, Timestamp};

    /// As a list of milliseconds and nulls.
    ///
    /// # Errors
    /// Those of the serializer.
    pub fn serialize<S: Serializer>(
        each: &[Option<Timestamp>],
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(each.iter().map(|at| at.map(Timestamp::millis)))
    }

    /// From a list of milliseconds and nulls.
    ///
    /// # Errors
    /// When it is none.
    pub fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Vec<Option<Timestamp>>, D::Error> {
        let each = Vec::<Option<i64>>::deserialize(deserializer)?;
        let at = |millis: Option<i64>| millis.map(Timestamp::from_millis);
        Ok(each.into_iter().map(at).collect())
    }
}
