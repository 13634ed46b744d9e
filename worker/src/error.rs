//! Errors: what a client can act on, and everything else.

use std::fmt::Display;

use laurel_api::problem::{FieldProblem, MEDIA_TYPE, Problem, ProblemType};
use laurel_domain::fact::Fact;
use laurel_domain::mistake::{FieldMistake, Mistake};
use laurel_ingest::{Conflict, IngestError};
use laurel_store::{BadCursor, LostRace, StoreError};
use laurel_words::Words;
use worker::console_error;

use crate::web::response::{self, Response};

/// Why a request failed.
#[derive(Debug)]
pub(crate) enum AppError {
    /// The client can do something about it.
    Client {
        /// The kind.
        kind: ProblemType,
        /// Why.
        detail: Option<Mistake>,
        /// Refused fields.
        errors: Vec<FieldMistake>,
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
    /// A client error without a reason of its own.
    pub(crate) fn client(kind: ProblemType) -> Self {
        Self::Client {
            kind,
            detail: None,
            errors: Vec::new(),
        }
    }

    /// A client error with its reason.
    pub(crate) fn with_detail(kind: ProblemType, detail: impl Into<Mistake>) -> Self {
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

    /// Whether it says so.
    pub(crate) fn is_not_found(&self) -> bool {
        matches!(
            self,
            Self::Client {
                kind: ProblemType::NotFound,
                ..
            }
        )
    }

    /// One refused field.
    pub(crate) fn field(field: impl Into<String>, mistake: impl Into<Mistake>) -> Self {
        Self::invalid(vec![FieldMistake::new(field, mistake)])
    }

    /// Refused fields.
    pub(crate) fn invalid(errors: Vec<FieldMistake>) -> Self {
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

    /// What the client can act on: the kind, why, and the fields; logs what must not be said.
    fn said(self, request_id: &str) -> (ProblemType, Option<Mistake>, Vec<FieldMistake>) {
        let (kind, why) = match self {
            Self::Client {
                kind,
                detail,
                errors,
            } => return (kind, detail, errors),
            Self::Store(StoreError::StaleWrite) => {
                (ProblemType::Unavailable, Some(Mistake::WrittenMeanwhile))
            }
            Self::Store(StoreError::Conflict) => {
                (ProblemType::Conflict, Some(Mistake::ThereAlready))
            }
            Self::Store(StoreError::TooBig { cause }) => {
                console_error!("request {request_id}: {cause}");
                (ProblemType::TooLargeBatch, Some(Mistake::TooMuchAtOnce))
            }
            Self::Store(StoreError::Unavailable { cause }) | Self::Unavailable { cause } => {
                console_error!("request {request_id}: storage unavailable: {cause}");
                (ProblemType::Unavailable, Some(Mistake::RepeatLater))
            }
            Self::Store(StoreError::Internal { cause }) | Self::Internal { cause } => {
                console_error!("request {request_id}: {cause}");
                (ProblemType::Internal, None)
            }
        };
        (kind, why, Vec::new())
    }

    /// The problem as it goes over the wire, in these words.
    pub(crate) fn into_problem(self, request_id: &str, words: Words) -> Problem {
        let (kind, why, errors) = self.said(request_id);
        let fields = errors
            .into_iter()
            .map(|FieldMistake { field, mistake }| FieldProblem {
                field,
                code: mistake.code().to_owned(),
                message: words.mistake(&mistake),
            });
        Problem {
            kind,
            title: words.problem_kind(kind).to_owned(),
            status: kind.status(),
            code: why.as_ref().map(|why| why.code().to_owned()),
            detail: why.as_ref().map(|why| words.mistake(why)),
            request_id: request_id.to_owned(),
            errors: fields.collect(),
        }
    }

    /// The answer of the JSON API.
    pub(crate) fn into_api_response(self, request_id: &str, words: Words) -> Response {
        let problem = self.into_problem(request_id, words);
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
        Self::field("cursor", Mistake::ForeignCursor)
    }
}

impl LostRace for AppError {
    fn is_lost_race(&self) -> bool {
        matches!(self, Self::Store(error) if error.is_lost_race())
    }
}

impl AppError {
    /// Refuses what contradicts itself about who somebody is; `field` names what stands at a place.
    pub(crate) fn of_conflicts(
        conflicts: &[Conflict],
        field: impl Fn(usize) -> String,
    ) -> Result<(), Self> {
        let refused = conflicts
            .iter()
            .map(|conflict| FieldMistake::new(field(conflict.place), Mistake::IdentityConflict));
        let refused: Vec<FieldMistake> = refused.collect();
        if refused.is_empty() {
            Ok(())
        } else {
            Err(Self::invalid(refused))
        }
    }

    /// Why nothing is recorded; `field` names what stands at a place in the caller's list.
    pub(crate) fn ingest(error: IngestError, field: impl Fn(usize) -> String) -> Self {
        match error {
            IngestError::NoSuchPerson { place } => Self::field(field(place), Mistake::NoSuchPerson),
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
