//! What the tests by URL share: a client, programs to work in, assertions, a look into the database,
//! and figures counted again by plain code.
//!
//! `cargo xtask test` starts the server and says in the environment where it is. The tests talk to it
//! over loopback only, each in programs of its own, so they run side by side and in any order.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a step that fails here is a failed test"
)]
#![expect(
    clippy::disallowed_methods,
    reason = "runs on the developer's machine, where the std clocks work"
)]

pub mod assertions;
pub mod cases;
pub mod client;
pub mod database;
pub mod facts;
pub mod fixtures;
pub mod html;
pub mod own_server;
pub mod recount;
pub mod schema;
pub mod server;
pub mod statements;
pub mod stories;
pub mod wait;
