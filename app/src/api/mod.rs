//! Talking to the Worker. Everything goes through [`client::call`].

pub mod client;
pub mod error;

pub use client::{call, call_with_revision, request_key};
pub use error::ApiError;
