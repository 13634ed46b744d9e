//! Tidy tests: rules about the repository that no compiler knows (docs/ARCHITECTURE.md, invariants).
//!
//! Each test lists everything that breaks its rule, with the file and the line.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test fails by panicking"
)]

#[path = "tidy/boundaries.rs"]
mod boundaries;
#[path = "tidy/migrations.rs"]
mod migrations;
#[path = "tidy/repository.rs"]
mod repository;
#[path = "tidy/rust.rs"]
mod rust;
#[path = "tidy/security.rs"]
mod security;
#[path = "tidy/style.rs"]
mod style;
#[path = "tidy/text.rs"]
mod text;
