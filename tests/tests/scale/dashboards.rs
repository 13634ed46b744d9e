//! Everything that shows figures, with all its filters.

use laurel_tests::fixtures::Program;
use serde_json::Value;

use crate::{programs, sizes};

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

fn read(program: &Program, rest: &str) -> Value {
    let answer = program.session("viewer").get(&program.api(rest));
    assert_eq!(answer.status, 200, "{rest}: {}", answer.text());
    answer.json()
}

#[test]
fn rows_read_do_not_grow_with_people() {
    let [few, many] = programs();
    for rest in DASHBOARDS {
        let rows = |program: &Program| read(program, rest)["cost"]["rows_read"].as_u64().unwrap();
        let (of_few, of_many) = (rows(few), rows(many));
        println!("{rest}: {of_few} rows with few people, {of_many} with many");
        assert!(of_many <= of_few, "{rest}: {of_few}, then {of_many}");
    }
    // They are there, and counted.
    let people =
        |program: &Program| read(program, "/funnel")["funnel"]["stages"][0]["people"].as_u64();
    let seen = [people(few), people(many)];
    let expected = sizes().map(Some);
    assert!(seen[0] >= expected[0] && seen[1] >= expected[1], "{seen:?}");
}
