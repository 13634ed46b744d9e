//! The API's description of itself, made of the [`Endpoint`](laurel_api::Endpoint) definitions and the
//! types of the wire: the OpenAPI 3.1 document, the tables of `docs/API.md`, and the embed's TypeScript
//! types.
//!
//! It runs on a developer's machine and in CI, never in the Worker: what it makes is checked in, and
//! `tests/generated.rs` fails when that is no longer what it would make.
#![warn(missing_docs)]

mod answers;
mod conventions;
mod document;
mod examples;
mod operation;
mod public;
mod references;
mod schemas;
pub mod tables;
pub mod typescript;

pub use document::{Description, describe};
pub use examples::{Example, Examples};
