//! One folder or file a feature, with the same names as in the app.

pub(crate) mod audit;
#[cfg(feature = "dev")]
pub(crate) mod dev;
pub(crate) mod figures;
pub(crate) mod health;
pub(crate) mod imports;
pub(crate) mod people;
pub(crate) mod programs;
pub(crate) mod session;
pub(crate) mod spa;
pub(crate) mod touchpoints;
