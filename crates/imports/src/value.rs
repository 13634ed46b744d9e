//! Reads single values as people and programs write them into files.

pub(crate) mod amount;
pub(crate) mod date;
pub(crate) mod flag;
pub(crate) mod id;
pub(crate) mod markup;
pub(crate) mod number;
pub(crate) mod rating;
pub(crate) mod status;
mod time_of_day;
