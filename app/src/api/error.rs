//! Why a request did not work out, in words for people.

use std::fmt;

use crate::words::t;
use laurel_api::{Problem, ProblemType};

/// Why a request did not work out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ApiError {
    /// The server said no, and why.
    Problem(Box<Problem>),
    /// No answer: offline, or the server is not there.
    Network,
    /// An answer that this version of the app does not understand.
    Unreadable,
    /// A part of the app that could not be fetched.
    Outdated,
}

impl ApiError {
    /// The stable kind, when the server gave one.
    pub fn kind(&self) -> Option<ProblemType> {
        match self {
            Self::Problem(problem) => Some(problem.kind),
            Self::Network | Self::Unreadable | Self::Outdated => None,
        }
    }

    /// A short heading.
    pub fn title(&self) -> &str {
        match self {
            Self::Problem(problem) => &problem.title,
            Self::Network => t().trouble_network(),
            Self::Unreadable => t().trouble_unreadable(),
            Self::Outdated => t().trouble_outdated(),
        }
    }

    /// What to do about it.
    pub fn advice(&self) -> &str {
        match self {
            Self::Problem(problem) => match (&problem.detail, problem.kind) {
                (Some(detail), _) => detail,
                (None, ProblemType::SignInNeeded) => t().trouble_sign_in_advice(),
                (None, ProblemType::Internal | ProblemType::Unavailable) => {
                    t().trouble_internal_advice()
                }
                (None, ProblemType::TooMany) => t().trouble_too_many_advice(),
                (None, ProblemType::Stale) => t().trouble_stale_advice(),
                (None, ProblemType::NotAllowed) => t().trouble_not_allowed_advice(),
                (None, _) => "",
            },
            Self::Network => t().trouble_network_advice(),
            Self::Unreadable => t().trouble_unreadable_advice(),
            Self::Outdated => t().trouble_outdated_advice(),
        }
    }

    /// What the server said about a field, such as `email`.
    pub fn field(&self, name: &str) -> Option<&str> {
        match self {
            Self::Problem(problem) => problem
                .errors
                .iter()
                .find(|error| error.field == name)
                .map(|error| error.message.as_str()),
            Self::Network | Self::Unreadable | Self::Outdated => None,
        }
    }

    /// What the server said about any field, in its order.
    pub fn fields(&self) -> &[laurel_api::FieldProblem] {
        match self {
            Self::Problem(problem) => &problem.errors,
            Self::Network | Self::Unreadable | Self::Outdated => &[],
        }
    }

    /// The id under which the server's log knows this.
    pub fn request_id(&self) -> Option<&str> {
        match self {
            Self::Problem(problem) => Some(&problem.request_id),
            Self::Network | Self::Unreadable | Self::Outdated => None,
        }
    }

    /// What an answer that is not a success means.
    pub fn from_answer(body: &str) -> Self {
        serde_json::from_str(body)
            .map_or(Self::Unreadable, |problem| Self::Problem(Box::new(problem)))
    }
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (title, advice) = (self.title(), self.advice());
        f.write_str(&if advice.is_empty() {
            t().trouble_only(title)
        } else {
            t().trouble_whole(title, advice)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_says_what_to_do_and_which_field() {
        let error = ApiError::from_answer(
            r#"{"type":"/problems/invalid","title":"Some fields need attention","status":422,
                "request_id":"r1","errors":[{"field":"name","code":"empty","message":"Please fill this in."}]}"#,
        );
        assert_eq!(error.kind(), Some(ProblemType::Invalid));
        assert_eq!(error.field("name"), Some("Please fill this in."));
        assert_eq!(error.field("email"), None);
        assert_eq!(error.to_string(), "Some fields need attention.");
        assert_eq!(error.request_id(), Some("r1"));
    }

    #[test]
    fn anything_else_is_unreadable() {
        for body in ["", "<html>", "{}", r#"{"type":"/problems/unheard-of"}"#] {
            assert_eq!(ApiError::from_answer(body), ApiError::Unreadable, "{body}");
        }
        assert!(ApiError::Network.to_string().contains("still here"));
    }
}
