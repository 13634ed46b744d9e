//! Between axum and the handlers: calls, answers, headers.

pub(crate) mod body;
pub(crate) mod call;
pub(crate) mod headers;
pub(crate) mod html;
mod pairs;
pub(crate) mod reader;
pub(crate) mod reuse;

pub(crate) use call::{Call, Reply, endpoint};
