//! A dashboard reads as many rows at a thousand people as at twenty thousand. `docs/SCALING.md` has
//! the same for a million, and how to repeat it.
//!
//! A binary of its own: while people are written into its database, a server can do nothing else.
#![expect(
    clippy::unwrap_used,
    reason = "a step that fails here is a failed test"
)]

use laurel_domain::Timestamp;
use laurel_tests::fixtures::{Program, program};
use laurel_tests::server::server;
use laurel_tests::wait::now_millis;
use serde_json::Value;

/// Everything that shows figures of a programme.
const DASHBOARDS: [&str; 8] = [
    "/funnel",
    "/funnel?segment=source:Fair",
    "/funnel?from=2024-01-01",
    "/funnel?breakdown=country",
    "/funnel?trend=week",
    "/readiness",
    "/flywheel",
    "/pyramid",
];

fn filled(people: u64) -> Program {
    let program = program();
    let mut connection = laurel_scale::open(&server().state).unwrap();
    let now = Timestamp::from_millis(now_millis());
    laurel_scale::fill(&mut connection, program.slug(), people, now, &mut |_| {}).unwrap();
    laurel_tests::recount::assert_rollups(&connection, program.slug());
    program
}

fn read(program: &Program, rest: &str) -> Value {
    let answer = program.session("viewer").get(&program.api(rest));
    assert_eq!(answer.status, 200, "{rest}: {}", answer.text());
    answer.json()
}

#[test]
fn rows_read_do_not_grow_with_people() {
    let (few, many) = (filled(1_000), filled(20_000));
    for rest in DASHBOARDS {
        let rows = |program: &Program| read(program, rest)["cost"]["rows_read"].as_u64().unwrap();
        let (of_few, of_many) = (rows(&few), rows(&many));
        println!("{rest}: {of_few} rows at 1,000 people, {of_many} at 20,000");
        assert!(of_many <= of_few, "{rest}: {of_few}, then {of_many}");
    }
    // They are there, and counted.
    let people =
        |program: &Program| read(program, "/funnel")["funnel"]["stages"][0]["people"].clone();
    assert_eq!((people(&few), people(&many)), (1_000.into(), 20_000.into()));
}
