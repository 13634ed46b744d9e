//! What travels between the app, the Worker and other systems: request and response types, and one
//! [`Endpoint`] definition a route. The Worker's router and the app's client are both driven by these
//! definitions, so they cannot disagree.
#![warn(missing_docs)]

pub mod advocates;
pub mod asks;
pub mod endpoint;
pub mod endpoints;
pub mod events;
pub mod figures;
pub mod funnel;
pub mod imports;
pub mod jobs;
pub mod members;
pub mod overview;
pub mod page;
pub mod people;
pub mod permissions;
pub mod plan;
pub mod privacy;
pub mod problem;
pub mod programs;
pub mod published;
pub mod pyramid;
pub mod refused;
pub mod segments;
pub mod sentence;
pub mod sessions;
pub mod settings;
pub mod testimonials;
pub mod tokens;
pub mod touchpoints;
pub mod views;
pub mod widgets;

pub use endpoint::{BodyLimit, Endpoint, Method, Needs, NoBody, NoQuery, PathParams, Route};
pub use page::{Cursor, Meta, PageSize};
pub use permissions::Permissions;
pub use problem::{FieldProblem, Problem, ProblemType};
pub use sentence::Sentence;
