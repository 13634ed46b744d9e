//! Consent and licence from outside, and the counters.

use laurel_api::ProblemType;
use laurel_domain::TestimonialId;
use laurel_tests::assertions::{problem, refused_field};
use laurel_tests::database;
use laurel_tests::fixtures::program;
use laurel_tests::server::server;
use laurel_tests::stories::Story;
use serde_json::{Value, json};

use super::{QUOTE, counts, decide, send, story};

#[test]
fn consent_outside_laurel_needs_its_wording_and_its_proof() {
    let program = program();
    let id = Story::new(&program, QUOTE)
        .without("consent_website")
        .send(&program)
        .id;
    let record = |revision: u64, body: Value| {
        send(
            &program,
            "moderator",
            "POST",
            id,
            "/consents",
            revision,
            &body,
        )
    };
    let body = |wording: &str, evidence: &str| json!({ "purpose": "website", "given": true, "wording": wording, "evidence": evidence });
    refused_field(&record(1, body("short", "ticket 4711")), "wording");
    refused_field(
        &record(1, body(&"w".repeat(1_001), "ticket 4711")),
        "wording",
    );
    refused_field(
        &record(1, body("You may show it on your website.", " ")),
        "evidence",
    );
    let recorded = record(1, body("You may show it on your website.", "ticket 4711"));
    assert_eq!(recorded.status, 200, "{}", recorded.text());
    let entry = program
        .testimonial(id)
        .consents
        .into_iter()
        .find(|entry| entry.purpose.code() == "website")
        .unwrap();
    assert_eq!(
        (entry.wording.as_str(), entry.evidence.as_deref()),
        ("You may show it on your website.", Some("ticket 4711"))
    );
    assert_eq!(
        (entry.source.code(), entry.recorded_by),
        ("member", Some(program.email("moderator")))
    );
    let back = json!({ "purpose": "website", "given": false, "wording": "Please take it down again.", "evidence": "mail of today" });
    assert_eq!(record(2, back).status, 200);
    let website = program
        .testimonial(id)
        .consents
        .into_iter()
        .filter(|entry| entry.purpose.code() == "website");
    assert_eq!(
        website.map(|entry| entry.given).collect::<Vec<_>>(),
        [false, true],
        "append-only"
    );
}

#[test]
fn words_from_the_form_have_no_licence() {
    let program = program();
    let id = story(&program, 1);
    let answer = send(
        &program,
        "owner",
        "PUT",
        id,
        "/licence",
        1,
        &json!({ "licence": "CC BY 4.0" }),
    );
    problem(&answer, ProblemType::Conflict);
}

#[test]
fn the_counters_are_those_of_the_rows() {
    let program = program();
    let ids: Vec<TestimonialId> = (0..4).map(|number| story(&program, number)).collect();
    decide(&program, ids[0], 1, json!({ "state": "approved" }));
    decide(
        &program,
        ids[1],
        1,
        json!({ "state": "rejected", "reject_reason": "spam" }),
    );
    decide(&program, ids[2], 1, json!({ "state": "approved" }));
    send(&program, "owner", "POST", ids[2], "/undo", 2, &json!({}));
    assert_eq!(
        counts(&program),
        json!({ "pending": 2, "suspected": 0, "approved": 1, "rejected": 1, "withdrawn": 0 })
    );
    let database = database::read(&server().state);
    for (name, sql) in [
        (
            "pending",
            "SELECT count(*) FROM testimonials WHERE program_id = ?1 AND state = 'pending'",
        ),
        (
            "approved",
            "SELECT count(*) FROM testimonials WHERE program_id = ?1 AND state = 'approved'",
        ),
        (
            "rejected",
            "SELECT count(*) FROM testimonials WHERE program_id = ?1 AND state = 'rejected'",
        ),
    ] {
        assert_eq!(
            counts(&program)[name],
            database::count(&database, sql, program.slug()),
            "{name}"
        );
    }
}
