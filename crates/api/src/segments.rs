//! By what a program's people can be divided, and into which parts.

use laurel_domain::segment::Dimension;
use serde::{Deserialize, Serialize};

/// Which dimensions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct SegmentsQuery {
    /// Only the values of this one; all where absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dimension: Option<Dimension>,
}

/// The values of the dimensions, those with the most people first: at most 200 of each.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SegmentsResponse {
    /// By dimension.
    pub segments: Vec<SegmentValue>,
}

/// One value of a dimension.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SegmentValue {
    /// By what people are divided.
    pub dimension: Dimension,
    /// The value; empty for "not known".
    pub value: String,
    /// The people who have it.
    pub people: u64,
}
