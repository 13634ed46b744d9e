//! Between the platform and the handlers: requests, routes, calls, answers, headers.

pub(crate) mod body;
pub(crate) mod call;
pub(crate) mod headers;
pub(crate) mod html;
mod pairs;
pub(crate) mod platform;
pub(crate) mod reader;
mod request;
pub(crate) mod response;
pub(crate) mod reuse;
pub(crate) mod routes;

pub(crate) use call::{Call, Reply, endpoint};
pub(crate) use html::{get, post};
pub(crate) use request::Request;
pub(crate) use response::Response;
pub(crate) use routes::Router;
