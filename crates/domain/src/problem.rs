//! The kinds of errors that the API answers, RFC 9457.

use serde::{Deserialize, Serialize};

macro_rules! problem_types {
    ($( $(#[$meta:meta])* $variant:ident = $status:literal, $code:literal; )+) => {
        /// The stable kinds of problems. `laurel-words` has their titles.
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

        }
    };
}

problem_types! {
    /// The request cannot be read at all.
    Malformed = 400, "/problems/malformed";
    /// No valid session or token.
    SignInNeeded = 401, "/problems/sign-in-needed";
    /// The role or the token's scopes do not allow it.
    NotAllowed = 403, "/problems/not-allowed";
    /// The request came from another site.
    CrossOrigin = 403, "/problems/cross-origin";
    /// There is no such thing, or it belongs to another program.
    NotFound = 404, "/problems/not-found";
    /// The path exists, the method does not.
    MethodNotAllowed = 405, "/problems/method-not-allowed";
    /// It contradicts what is there.
    Conflict = 409, "/problems/conflict";
    /// Somebody changed it meanwhile.
    Stale = 412, "/problems/stale";
    /// The body is larger than the route takes.
    TooLarge = 413, "/problems/too-large";
    /// The rows of a batch are too much for one request, or for the database at once. Half of them may fit.
    TooLargeBatch = 413, "/problems/too-large-batch";
    /// The body is not JSON.
    UnsupportedMediaType = 415, "/problems/unsupported-media-type";
    /// Fields were refused.
    Invalid = 422, "/problems/invalid";
    /// If-Match is missing.
    RevisionNeeded = 428, "/problems/revision-needed";
    /// Too often.
    TooMany = 429, "/problems/too-many";
    /// Our fault.
    Internal = 500, "/problems/internal";
    /// The database or store does not answer right now; the request can be repeated as it is.
    Unavailable = 503, "/problems/unavailable";
}
