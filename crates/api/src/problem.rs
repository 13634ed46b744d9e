//! Errors over the wire: RFC 9457 `application/problem+json`.

pub use laurel_domain::problem::ProblemType;
use serde::{Deserialize, Serialize};

/// The media type of a problem.
pub const MEDIA_TYPE: &str = "application/problem+json";

/// What went wrong, in a form that programs and people can act on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Problem {
    /// The stable kind, as a path of the documentation.
    #[serde(rename = "type")]
    pub kind: ProblemType,
    /// The kind in words, in the language of `Accept-Language`.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// Why, as a stable code (`laurel_domain::mistake::Mistake`), where there is a detail.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// What to do about it, in the language of `Accept-Language`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// For support: the same id stands in the server's log.
    pub request_id: String,
    /// Fields that were refused, each with its reason.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldProblem>,
}

/// One refused field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FieldProblem {
    /// The field's path: `email`, `touchpoints[3].at`.
    pub field: String,
    /// Why, as a stable code (`laurel_domain::mistake::Mistake`).
    pub code: String,
    /// What to do about it, in the language of `Accept-Language`.
    pub message: String,
}
