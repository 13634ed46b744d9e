//! The tests by URL. The modules follow the tree of routes; each test works in programs of its own.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a step that fails here is a failed test"
)]
#![expect(
    clippy::print_stdout,
    reason = "says which data was used, and how long it took"
)]

mod advocates;
mod asks;
mod authorization;
mod bodies;
mod description;
mod embed;
mod figures;
mod funnel;
mod headers;
mod hostile;
mod identity;
mod imports;
mod jobs;
mod language;
mod limits;
mod members;
mod numbers;
mod overview;
mod people;
mod plan;
mod privacy;
mod proven;
mod pyramid;
mod receipt;
mod same_origin;
mod second_story;
mod session;
mod settings;
mod strangers;
mod suspected;
mod tell;
mod testimonials;
mod touchpoints;
mod views;
mod wall;
mod writes;
