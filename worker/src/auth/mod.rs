//! Who is calling, and what they may do.

pub(crate) mod access;
mod actor;
pub(crate) mod cookie;
pub(crate) mod credential;
pub(crate) mod digest;
pub(crate) mod same_origin;
pub(crate) mod session;

pub(crate) use access::{Access, Authorized};
pub(crate) use actor::Actor;
pub(crate) use credential::Credential;
