//! One folder or file a feature, with the same names as in the app.

pub(crate) mod advocates;
pub(crate) mod asks;
#[cfg(feature = "dev")]
pub(crate) mod dev;
pub(crate) mod embed;
pub(crate) mod figures;
pub(crate) mod health;
pub(crate) mod imports;
pub(crate) mod overview;
pub(crate) mod people;
pub(crate) mod plan;
pub(crate) mod programs;
pub(crate) mod pyramid;
pub(crate) mod readiness;
pub(crate) mod receipt;
pub(crate) mod segments;
pub(crate) mod session;
pub(crate) mod settings;
pub(crate) mod spa;
pub(crate) mod tell;
pub(crate) mod testimonials;
pub(crate) mod touchpoints;
pub(crate) mod views;
pub(crate) mod wall;
pub(crate) mod widgets;
