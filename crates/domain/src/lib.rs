//! Laurel's rules and value types.
//!
//! Everything here is a pure function or a value that can only be made valid. No I/O, no clock, no
//! randomness: times and random bytes come in as arguments. No JSON, no wasm crate.
#![warn(missing_docs)]

pub mod enums;
pub mod id;
pub mod money;
pub mod role;
pub mod testimonial;
pub mod text;
pub mod time;
pub mod touchpoint;

pub use id::{
    ImportId, MailId, PersonId, ProgramId, SubmissionId, TestimonialId, TokenId, TouchpointId,
    WidgetId,
};
pub use time::{Day, Timestamp};
