//! Jobs and events: what runs in the background, and what changed, in order and in pages.

use laurel_api::ProblemType;
use laurel_tests::assertions::problem;
use laurel_tests::client::Answer;
use laurel_tests::fixtures::{Program, program};
use serde_json::{Value, json};

fn retry(program: &Program, who: &str, body: &Value) -> Answer {
    program
        .session(who)
        .request("POST", &program.api("/jobs/retries"))
        .json(body)
        .send()
}

#[test]
fn a_program_has_its_jobs_and_a_member_has_one_tried_again() {
    let program = program();
    let answer = program.session("editor").get(&program.api("/jobs"));
    assert_eq!(answer.status, 200, "{}", answer.text());
    let jobs = answer.json::<Value>()["jobs"].as_array().unwrap().clone();
    for kind in ["refresh", "expire_asks"] {
        assert!(
            jobs.iter().any(|job| job["kind"] == kind),
            "{kind}: {jobs:?}"
        );
    }
    let again = retry(&program, "editor", &json!({ "kind": "expire_asks" }));
    assert_eq!(again.status, 200, "{}", again.text());
    let nobodys = json!({ "kind": "mail", "key": "019a8b5c-1000-7000-8000-000000000060" });
    problem(&retry(&program, "editor", &nobodys), ProblemType::NotFound);
    let unknown = json!({ "kind": "nonsense" });
    assert_eq!(retry(&program, "editor", &unknown).status, 422);
    assert_eq!(
        retry(&program, "viewer", &json!({ "kind": "refresh" })).status,
        403
    );
}

#[test]
fn events_say_who_changed_what_in_the_order_of_the_changes() {
    let program = program();
    let owner = program.owner();
    for name in ["First", "Second", "Third"] {
        let change = owner
            .request("PATCH", &program.api(""))
            .json(&json!({ "name": name }))
            .send();
        assert_eq!(change.status, 200, "{}", change.text());
    }
    let (mut positions, mut cursor) = (Vec::new(), String::new());
    loop {
        let path = program.api(&format!("/events?limit=2{cursor}"));
        let page: Value = owner.get(&path).json();
        for event in page["events"].as_array().unwrap() {
            assert_eq!(event["subject"], "program");
            assert_eq!(event["actor"], program.email("owner"));
            positions.push(event["position"].as_u64().unwrap());
        }
        match page["meta"]["next"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => break,
        }
    }
    assert_eq!(positions, [3, 2, 1]);
}
