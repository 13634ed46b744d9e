//! Why a request did not work out, in words for people.

use std::fmt;

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
            Self::Network => "Laurel cannot be reached",
            Self::Unreadable => "The answer could not be read",
            Self::Outdated => "This page could not be fetched",
        }
    }

    /// What to do about it.
    pub fn advice(&self) -> &str {
        match self {
            Self::Problem(problem) => match (&problem.detail, problem.kind) {
                (Some(detail), _) => detail,
                (None, ProblemType::SignInNeeded) => {
                    "Your session has ended. Sign in again, then repeat this."
                }
                (None, ProblemType::Internal | ProblemType::Unavailable) => {
                    "Nothing of yours is lost. Please try again in a moment."
                }
                (None, ProblemType::TooMany) => "Please wait a minute, then try again.",
                (None, ProblemType::Stale) => "Somebody changed it meanwhile. Look at it again.",
                (None, ProblemType::NotAllowed) => "Ask an owner of the program for this role.",
                (None, _) => "",
            },
            Self::Network => "Check the connection and try again. What you typed is still here.",
            Self::Unreadable => {
                "Laurel was probably updated while this page was open. Reload the page."
            }
            Self::Outdated => {
                "Check the connection and try again. If Laurel was updated meanwhile, reload the page."
            }
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
        if advice.is_empty() {
            write!(f, "{title}.")
        } else {
            write!(f, "{title}. {advice}")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_says_what_to_do_and_which_field() {
        let error = ApiError::from_answer(
            r#"{"type":"/problems/invalid","title":"Some fields need attention","status":422,
                "request_id":"r1","errors":[{"field":"name","message":"Please fill this in."}]}"#,
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
