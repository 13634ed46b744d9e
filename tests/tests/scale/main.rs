//! What a request reads does not grow with the people of the program. `docs/SCALING.md` has the same
//! for a million, and how to repeat it.
//!
//! A binary of its own: while people are written into its database, a server can do nothing else.
#![expect(
    clippy::unwrap_used,
    reason = "a step that fails here is a failed test"
)]

mod dashboards;
mod routes;

use std::sync::OnceLock;

use laurel_domain::Timestamp;
use laurel_tests::fixtures::{Program, program};
use laurel_tests::server::server;
use laurel_tests::wait::now_millis;

/// People of the small and of the large program; `cargo xtask test --long` takes a million.
fn sizes() -> [u64; 2] {
    let is_long = std::env::var_os("LAUREL_LONG").is_some();
    [1_000, if is_long { 1_000_000 } else { RECOUNTED }]
}

/// So many are counted again one by one.
const RECOUNTED: u64 = 20_000;

/// A small and a large program with the same lives, filled once for all tests.
fn programs() -> &'static [Program; 2] {
    static PROGRAMS: OnceLock<[Program; 2]> = OnceLock::new();
    PROGRAMS.get_or_init(|| sizes().map(filled))
}

fn filled(people: u64) -> Program {
    let program = program();
    let mut connection = laurel_scale::open(&server().state).unwrap();
    let now = Timestamp::from_millis(now_millis());
    laurel_scale::fill(&mut connection, program.slug(), people, now, &mut |_| {}).unwrap();
    if people <= RECOUNTED {
        laurel_tests::recount::assert_rollups(&connection, program.slug());
    }
    let statistics: i64 = connection
        .query_row(
            "SELECT count(*) FROM sqlite_schema WHERE name LIKE 'sqlite_stat%'",
            [],
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!(
        statistics, 0,
        "the planner has no statistics, as in a deployed database"
    );
    program
}
