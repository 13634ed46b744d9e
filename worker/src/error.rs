//! Errors: what a client can act on, and everything else.

use std::fmt::Display;

use laurel_api::problem::{FieldProblem, MEDIA_TYPE, Problem, ProblemType};
use laurel_ingest::IngestError;
use laurel_store::{BadCursor, LostRace, StoreError};
use worker::console_error;

use crate::web::response::{self, Response};

/// Why a request failed.
#[derive(Debug)]
pub(crate) enum AppError {
    /// The client can do something about it.
    Client {
        /// The kind.
        kind: ProblemType,
        /// What to do.
        detail: Option<String>,
        /// Refused fields.
        errors: Vec<FieldProblem>,
    },
    /// The database refused, or did not answer.
    Store(StoreError),
    /// KV or R2 did not answer. Nothing was changed; the request can be repeated.
    Unavailable {
        /// For the log only.
        cause: String,
    },
    /// Our fault.
    Internal {
        /// For the log only.
        cause: String,
    },
}

impl AppError {
    /// A client error without further words.
    pub(crate) fn client(kind: ProblemType) -> Self {
        Self::Client {
            kind,
            detail: None,
            errors: Vec::new(),
        }
    }

    /// A client error that says what to do.
    pub(crate) fn with_detail(kind: ProblemType, detail: impl Into<String>) -> Self {
        Self::Client {
            kind,
            detail: Some(detail.into()),
            errors: Vec::new(),
        }
    }

    /// There is no such thing, or it is another program's.
    pub(crate) fn not_found() -> Self {
        Self::client(ProblemType::NotFound)
    }

    /// One refused field.
    pub(crate) fn field(field: impl Into<String>, message: impl Display) -> Self {
        Self::invalid(vec![FieldProblem {
            field: field.into(),
            message: message.to_string(),
        }])
    }

    /// Refused fields.
    pub(crate) fn invalid(errors: Vec<FieldProblem>) -> Self {
        Self::Client {
            kind: ProblemType::Invalid,
            detail: None,
            errors,
        }
    }

    /// Our fault; `what` says in the log where.
    pub(crate) fn internal(what: &str, cause: impl Display) -> Self {
        Self::Internal {
            cause: format!("{what}: {cause}"),
        }
    }

    /// What it says in the log and in the list of jobs: no words of anybody.
    pub(crate) fn cause(&self) -> String {
        match self {
            Self::Client { kind, .. } => format!("{kind:?}"),
            Self::Store(error) => error.to_string(),
            Self::Unavailable { cause } | Self::Internal { cause } => cause.clone(),
        }
    }

    /// The problem that goes over the wire; logs what must not.
    pub(crate) fn into_problem(self, request_id: &str) -> Problem {
        let (kind, detail, errors) = match self {
            Self::Client { kind, detail, errors } => (kind, detail, errors),
            Self::Store(StoreError::StaleWrite) => (
                ProblemType::Unavailable,
                Some("Somebody else was writing the same people. Nothing was changed; please repeat.".to_owned()),
                Vec::new(),
            ),
            Self::Store(StoreError::Conflict) => (
                ProblemType::Conflict,
                Some("This is there already, or somebody added it at the same moment.".to_owned()),
                Vec::new(),
            ),
            Self::Store(StoreError::TooBig { cause }) => {
                console_error!("request {request_id}: {cause}");
                (
                    ProblemType::TooLarge,
                    Some("This is too much at once. Nothing was changed; please send less.".to_owned()),
                    Vec::new(),
                )
            }
            Self::Store(StoreError::Unavailable { cause }) | Self::Unavailable { cause } => {
                console_error!("request {request_id}: storage unavailable: {cause}");
                (
                    ProblemType::Unavailable,
                    Some("Nothing was changed. Please repeat the request in a moment.".to_owned()),
                    Vec::new(),
                )
            }
            Self::Store(StoreError::Internal { cause }) | Self::Internal { cause } => {
                console_error!("request {request_id}: {cause}");
                (ProblemType::Internal, None, Vec::new())
            }
        };
        Problem {
            kind,
            title: kind.title().to_owned(),
            status: kind.status(),
            detail,
            request_id: request_id.to_owned(),
            errors,
        }
    }

    /// The answer of the JSON API.
    pub(crate) fn into_api_response(self, request_id: &str) -> Response {
        let problem = self.into_problem(request_id);
        let status = http::StatusCode::from_u16(problem.status)
            .unwrap_or(http::StatusCode::INTERNAL_SERVER_ERROR);
        let body = serde_json::to_vec(&problem).unwrap_or_default();
        response::of(status, MEDIA_TYPE, body)
    }
}

impl From<worker::Error> for AppError {
    fn from(error: worker::Error) -> Self {
        Self::Store(StoreError::classify(error.to_string()))
    }
}

impl From<StoreError> for AppError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<BadCursor> for AppError {
    fn from(_: BadCursor) -> Self {
        Self::field(
            "cursor",
            "This is not a cursor of this list. Take it from meta.next of the page before.",
        )
    }
}

impl LostRace for AppError {
    fn is_lost_race(&self) -> bool {
        matches!(self, Self::Store(error) if error.is_lost_race())
    }
}

impl AppError {
    /// Why nothing is recorded; `field` names what stands at a place in the caller's list.
    pub(crate) fn ingest(error: IngestError, field: impl Fn(usize) -> String) -> Self {
        match error {
            IngestError::NoSuchPerson { place } => {
                Self::field(field(place), "There is no such person in this program.")
            }
            IngestError::Store(error) => error.into(),
        }
    }
}

impl From<worker::kv::KvError> for AppError {
    fn from(error: worker::kv::KvError) -> Self {
        Self::Unavailable {
            cause: format!("KV: {error}"),
        }
    }
}
