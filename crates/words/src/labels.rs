//! Names of the rules' closed lists: a function an enum, so that a new variant needs its words to compile.

mod asks;
mod figures;
mod operations;
mod people;
mod plan;
mod program;
mod testimonials;
mod touchpoints;
