//! One folder a feature, the same names as in the Worker.

pub mod account;
pub mod activity;
pub mod asks;
pub mod flywheel;
pub mod funnel;
pub mod imports;
pub mod overview;
pub mod people;
pub mod plan;
pub mod programs;
pub mod pyramid;
pub mod settings;
pub mod submissions;
pub mod views;
pub mod widgets;
