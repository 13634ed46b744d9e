//! Laurel's rules and value types.
//!
//! Everything here is a pure function or a value that can only be made valid. No I/O, no clock, no
//! randomness: times and random bytes come in as arguments. No JSON, no wasm crate.
#![warn(missing_docs)]

pub mod advocacy_stage;
pub mod ask;
pub mod average;
pub mod bounds;
pub mod enums;
pub mod event;
pub mod fact;
pub mod flywheel;
pub mod funnel;
pub mod gamma;
pub mod hex;
pub mod histogram;
pub mod id;
pub mod identity;
pub mod job;
pub mod limits;
pub mod mistake;
pub mod moderation;
pub mod money;
pub mod motivation;
pub mod need_level;
pub mod normal;
pub mod nps;
pub mod overview;
pub mod person;
pub mod plan;
pub mod problem;
pub mod proportion;
pub mod readiness;
pub mod role;
pub mod rollup;
#[cfg(test)]
mod samples;
pub mod saved_view;
#[cfg(feature = "schema")]
mod schema;
pub mod segment;
pub mod settings;
pub mod testimonial;
pub mod text;
pub mod time;
pub mod touchpoint;
pub mod value_exchange;

pub use id::{
    AskId, ImportId, MailId, PersonId, PlanItemId, ProgramId, SessionId, SubmissionId,
    TestimonialId, TokenId, TouchpointId, ViewId, WidgetId,
};
pub use time::{Day, Timestamp};
