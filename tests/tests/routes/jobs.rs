//! Jobs and events: what runs in the background, and what changed, in order and in pages.

use laurel_api::ProblemType;
use laurel_tests::assertions::problem;
use laurel_tests::client::{Answer, Client};
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

/// Statements and other subrequests of one invocation on the platform's free plan.
const CALLS: u64 = 50;

#[test]
fn a_run_asks_no_more_than_the_platform_lets_one_invocation_ask() {
    // Every program of this run has two jobs that are due; these have people to be counted again as well.
    let programs: Vec<Program> = (0..4).map(|_| program()).collect();
    let people: Vec<Value> = (0..30)
        .map(|number| {
            json!({ "person": { "external_id": format!("p{number}"), "country": "Norway" },
                "kind": "purchase", "at": "2026-03-02T10:00:00Z" })
        })
        .collect();
    for program in &programs {
        let recorded = program
            .owner()
            .request("POST", &program.api("/touchpoints"))
            .json(&json!({ "touchpoints": people }))
            .send();
        assert_eq!(recorded.status, 200, "{}", recorded.text());
        program.replace_rules(&program.owner(), |rules| {
            rules["follow_days"] = json!(30);
        });
    }
    let mut most = 0;
    for _ in 0..30 {
        let run = Client::anonymous().post_form("/dev/jobs", &[]);
        assert_eq!(run.status, 200, "{}", run.text());
        let (statements, _) = run.work().unwrap();
        // The answer itself lists the outbox with one of them.
        most = most.max(statements - 1);
    }
    println!("{most} statements at most in one of 30 runs");
    assert!((10..=CALLS).contains(&most), "{most} statements in one run");
}
