//! Reads single values as people and programs write them into files.

pub(crate) mod amount;
pub(crate) mod date;
pub(crate) mod flag;
pub(crate) mod number;
pub(crate) mod rating;
mod time_of_day;
