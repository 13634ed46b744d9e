//! One folder or file a feature, with the same names as in the app.

#[cfg(feature = "dev")]
pub(crate) mod dev;
pub(crate) mod health;
pub(crate) mod session;
pub(crate) mod spa;
