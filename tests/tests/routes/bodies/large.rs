//! Large bodies: who sends one is checked before anything of it is read.

use laurel_api::ProblemType;
use laurel_tests::assertions::problem;
use laurel_tests::client::Client;
use laurel_tests::fixtures::program;
use serde_json::json;

/// Who sends a large body is asked before anything of it is read.
#[test]
fn a_large_body_of_a_stranger_is_refused_for_who_sends_it() {
    let program = program();
    // No JSON at all: whoever reads it says so.
    let huge = "x".repeat(6_800_000);
    let send = |client: &Client, rest: &str, body: &str| {
        client
            .request("POST", &program.api(rest))
            .body("application/json", body)
            .send()
    };
    let import = "/imports/019a8b5c-1000-7000-8000-000000000060/batches";
    for rest in ["/touchpoints", "/imports/check", import] {
        let strangers = [
            Client::token("laurel_0"),
            Client::session(&"0".repeat(64)),
            program.token("revoked"),
        ];
        for stranger in strangers {
            let answer = send(&stranger, rest, &huge);
            problem(&answer, ProblemType::SignInNeeded);
        }
        problem(
            &send(&program.token("view"), rest, &huge),
            ProblemType::NotAllowed,
        );
        problem(
            &send(&program.session("advocate"), rest, &huge),
            ProblemType::NotFound,
        );
        problem(
            &send(&program.token("edit"), rest, &huge),
            ProblemType::Malformed,
        );
    }
}

/// A small body comes with its check: two round trips. A large one has its sender asked before.
#[test]
fn only_a_large_body_costs_one_more_round_trip() {
    let program = program();
    let record = |note: &str| {
        let touchpoint = json!({
            "person": { "external_id": "trips" }, "kind": "review", "at": "2026-10-01T00:00:00Z", "note": note
        });
        let client = program.token("edit");
        let request = client.request("POST", &program.api("/touchpoints"));
        let spaces = " ".repeat(if note.is_empty() { 0 } else { 70_000 });
        let body = format!("{}{spaces}", json!({ "touchpoints": [touchpoint] }));
        let answer = request.body("application/json", body).send();
        assert_eq!(answer.status, 200, "{}", answer.text());
        answer.round_trips()
    };
    assert_eq!(record(""), Some(2));
    assert_eq!(record("large"), Some(3));
}
