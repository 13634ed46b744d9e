//! Errors over the wire: RFC 9457 `application/problem+json`.

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
    /// The kind in words.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// What to do about it.
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
    /// What to do about it.
    pub message: String,
}

macro_rules! problem_types {
    ($( $(#[$meta:meta])* $variant:ident = $status:literal, $code:literal, $title:literal; )+) => {
        /// The stable kinds of problems.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        pub enum ProblemType {
            $( $(#[$meta])* #[serde(rename = $code)] $variant, )+
        }

        impl ProblemType {
            /// Every kind.
            pub const ALL: &'static [Self] = &[ $( Self::$variant, )+ ];

            /// The HTTP status that goes with it.
            pub const fn status(self) -> u16 {
                match self { $( Self::$variant => $status, )+ }
            }

            /// As it stands in `type`.
            pub const fn code(self) -> &'static str {
                match self { $( Self::$variant => $code, )+ }
            }

            /// The kind in words.
            pub const fn title(self) -> &'static str {
                match self { $( Self::$variant => $title, )+ }
            }
        }
    };
}

problem_types! {
    /// The request cannot be read at all.
    Malformed = 400, "/problems/malformed", "The request could not be read";
    /// No valid session or token.
    SignInNeeded = 401, "/problems/sign-in-needed", "Please sign in";
    /// The role or the token's scopes do not allow it.
    NotAllowed = 403, "/problems/not-allowed", "Your role does not allow this";
    /// The request came from another site.
    CrossOrigin = 403, "/problems/cross-origin", "Requests from other sites are refused";
    /// There is no such thing, or it belongs to another program.
    NotFound = 404, "/problems/not-found", "Not found";
    /// The path exists, the method does not.
    MethodNotAllowed = 405, "/problems/method-not-allowed", "This method is not offered here";
    /// It contradicts what is there.
    Conflict = 409, "/problems/conflict", "This contradicts what is there";
    /// Somebody changed it meanwhile.
    Stale = 412, "/problems/stale", "This was changed meanwhile";
    /// The body is larger than the route takes.
    TooLarge = 413, "/problems/too-large", "The request is too large";
    /// The body is not JSON.
    UnsupportedMediaType = 415, "/problems/unsupported-media-type", "Please send JSON";
    /// Fields were refused.
    Invalid = 422, "/problems/invalid", "Some fields need attention";
    /// If-Match is missing.
    RevisionNeeded = 428, "/problems/revision-needed", "Please say which revision you saw";
    /// Too often.
    TooMany = 429, "/problems/too-many", "Too many requests";
    /// Our fault.
    Internal = 500, "/problems/internal", "Internal error";
    /// The database or store does not answer right now; the request can be repeated as it is.
    Unavailable = 503, "/problems/unavailable", "Storage is not available right now";
}
