//! Moderation: decisions on top of what was seen, undo, excerpts, tags, consent with proof, licences.

use laurel_api::ProblemType;
use laurel_domain::TestimonialId;
use laurel_tests::assertions::{problem, refused_field};
use laurel_tests::client::Answer;
use laurel_tests::database;
use laurel_tests::fixtures::{Program, program};
use laurel_tests::server::server;
use laurel_tests::stories::Story;
use serde_json::{Value, json};

const QUOTE: &str = "I fixed forty watches under this lamp, and my eyes are fine. 👏 Truly.";

fn story(program: &Program, number: u32) -> TestimonialId {
    let story = Story::new(program, QUOTE);
    story
        .with("email", &format!("author{number}@example.com"))
        .send(program)
        .id
}

/// Sends a change on top of this revision.
fn send(
    program: &Program,
    who: &str,
    method: &str,
    id: TestimonialId,
    rest: &str,
    revision: u64,
    body: &Value,
) -> Answer {
    program
        .session(who)
        .request(method, &program.api(&format!("/testimonials/{id}{rest}")))
        .json(body)
        .header("if-match", &format!("\"{revision}\""))
        .send()
}

fn decide(program: &Program, id: TestimonialId, revision: u64, body: Value) -> Answer {
    send(program, "moderator", "PATCH", id, "", revision, &body)
}

fn state(answer: &Answer) -> (Value, Value, Value) {
    assert_eq!(answer.status, 200, "{}", answer.text());
    let body: Value = answer.json();
    let testimonial = &body["testimonial"];
    (
        testimonial["state"].clone(),
        testimonial["reject_reason"].clone(),
        testimonial["revision"].clone(),
    )
}

fn counts(program: &Program) -> Value {
    program
        .owner()
        .get(&program.api("/testimonials"))
        .json::<Value>()["counts"]
        .clone()
}

#[test]
fn a_decision_is_made_on_what_was_seen() {
    let program = program();
    let id = story(&program, 1);
    let seen = program
        .owner()
        .get(&program.api(&format!("/testimonials/{id}")));
    assert_eq!(seen.header("etag"), "\"1\"");
    let approved = decide(&program, id, 1, json!({ "state": "approved" }));
    assert_eq!(state(&approved), (json!("approved"), Value::Null, json!(2)));
    assert_eq!(approved.header("etag"), "\"2\"");

    // A colleague who still looks at the first revision is told so, and nothing changes.
    let late = decide(
        &program,
        id,
        1,
        json!({ "state": "rejected", "reject_reason": "spam" }),
    );
    problem(&late, ProblemType::Stale);
    assert_eq!(program.testimonial(id).testimonial.state.code(), "approved");
    assert_eq!(
        counts(&program),
        json!({ "pending": 0, "approved": 1, "rejected": 0, "withdrawn": 0 })
    );
}

#[test]
fn of_two_moderators_at_the_same_moment_one_decides() {
    let program = program();
    for number in 0..4 {
        let id = story(&program, number);
        let statuses = std::thread::scope(|scope| {
            let one =
                scope.spawn(|| decide(&program, id, 1, json!({ "state": "approved" })).status);
            let other = scope.spawn(|| {
                let body = json!({ "state": "rejected", "reject_reason": "off_topic" });
                send(&program, "owner", "PATCH", id, "", 1, &body).status
            });
            let mut statuses = [one.join().unwrap(), other.join().unwrap()];
            statuses.sort_unstable();
            statuses
        });
        assert_eq!(statuses, [200, 412]);
        let detail = program.testimonial(id);
        assert_eq!(detail.testimonial.revision, 2);
        assert_eq!(
            detail.history.len(),
            2,
            "the refused decision left no trace"
        );
    }
}

#[test]
fn rejecting_needs_a_reason_that_is_no_opinion() {
    let program = program();
    let id = story(&program, 1);
    refused_field(
        &decide(&program, id, 1, json!({ "state": "rejected" })),
        "reject_reason",
    );
    refused_field(
        &decide(&program, id, 1, json!({ "reject_reason": "spam" })),
        "reject_reason",
    );
    refused_field(
        &decide(
            &program,
            id,
            1,
            json!({ "state": "approved", "reject_reason": "spam" }),
        ),
        "reject_reason",
    );
    refused_field(
        &decide(
            &program,
            id,
            1,
            json!({ "state": "rejected", "reject_reason": "negative" }),
        ),
        "reject_reason",
    );
    problem(
        &decide(&program, id, 1, json!({ "state": "withdrawn" })),
        ProblemType::Invalid,
    );
    let rejected = decide(
        &program,
        id,
        1,
        json!({ "state": "rejected", "reject_reason": "duplicate" }),
    );
    assert_eq!(
        state(&rejected),
        (json!("rejected"), json!("duplicate"), json!(2))
    );
    let reopened = decide(&program, id, 2, json!({ "state": "pending" }));
    assert_eq!(state(&reopened), (json!("pending"), Value::Null, json!(3)));
}

#[test]
fn what_changes_nothing_counts_nothing() {
    let program = program();
    let id = story(&program, 1);
    assert_eq!(state(&decide(&program, id, 1, json!({}))).2, 1);
    assert_eq!(
        state(&decide(&program, id, 1, json!({ "state": "pending" }))).2,
        1
    );
    decide(&program, id, 1, json!({ "state": "approved" }));
    assert_eq!(
        state(&decide(&program, id, 2, json!({ "state": "approved" }))).2,
        2,
        "a repeated request is safe"
    );
    assert_eq!(program.testimonial(id).history.len(), 2);
}

#[test]
fn decisions_are_taken_back_one_after_the_other() {
    let program = program();
    let id = story(&program, 1);
    decide(&program, id, 1, json!({ "state": "approved" }));
    decide(&program, id, 2, json!({ "tags": ["b", "a", "a"] }));
    decide(
        &program,
        id,
        3,
        json!({ "excerpt": { "start": 2, "end": 20 } }),
    );
    decide(
        &program,
        id,
        4,
        json!({ "state": "rejected", "reject_reason": "spam" }),
    );
    let undo = |revision| {
        send(
            &program,
            "moderator",
            "POST",
            id,
            "/undo",
            revision,
            &json!({}),
        )
    };
    assert_eq!(state(&undo(5)), (json!("approved"), Value::Null, json!(6)));
    undo(6);
    let testimonial = program.testimonial(id).testimonial;
    assert_eq!(
        (testimonial.excerpt, testimonial.tags),
        (None, vec!["a".to_owned(), "b".to_owned()])
    );
    undo(7);
    assert!(program.testimonial(id).testimonial.tags.is_empty());
    assert_eq!(state(&undo(8)), (json!("pending"), Value::Null, json!(9)));
    problem(&undo(9), ProblemType::Conflict);
    problem(&undo(3), ProblemType::Stale);
    let actions: Vec<String> = program
        .testimonial(id)
        .history
        .into_iter()
        .map(|entry| entry.action)
        .collect();
    assert_eq!(
        actions[..4],
        ["undone", "undone", "undone", "undone"],
        "{actions:?}"
    );
    assert_eq!(actions.last().map(String::as_str), Some("submitted"));
    assert_eq!(counts(&program)["pending"], 1);
}

#[test]
fn an_excerpt_is_a_range_of_the_original() {
    let program = program();
    let id = story(&program, 1);
    let length = QUOTE.chars().count();
    for (start, end) in [
        (5, 5),
        (6, 5),
        (0, length + 1),
        (length, length + 3),
        (1, 2),
    ] {
        let answer = decide(
            &program,
            id,
            1,
            json!({ "excerpt": { "start": start, "end": end } }),
        );
        refused_field(&answer, "excerpt");
    }
    problem(
        &decide(&program, id, 1, json!({ "excerpt": "my own words" })),
        ProblemType::Invalid,
    );
    let chosen = decide(
        &program,
        id,
        1,
        json!({ "excerpt": { "start": 61, "end": 69 } }),
    );
    assert_eq!(chosen.status, 200, "{}", chosen.text());
    let testimonial = program.testimonial(id).testimonial;
    let excerpt = testimonial
        .excerpt
        .unwrap()
        .of(&testimonial.quote)
        .unwrap()
        .to_owned();
    assert_eq!(excerpt, "👏 Truly.");
    assert_eq!(
        testimonial.quote, QUOTE,
        "the words themselves never change"
    );
    let whole = decide(&program, id, 2, json!({ "clear_excerpt": true }));
    assert_eq!(whole.json::<Value>()["testimonial"]["excerpt"], Value::Null);
    refused_field(
        &decide(
            &program,
            id,
            3,
            json!({ "clear_excerpt": true, "excerpt": { "start": 0, "end": 3 } }),
        ),
        "clear_excerpt",
    );
}

#[test]
fn nobody_can_change_the_words() {
    let program = program();
    let id = story(&program, 1);
    for field in [
        "quote",
        "rating",
        "author",
        "said_at",
        "relationship",
        "incentive",
        "source",
    ] {
        let answer = decide(&program, id, 1, json!({ field: "x" }));
        problem(&answer, ProblemType::Invalid);
    }
    assert_eq!(program.testimonial(id).testimonial.quote, QUOTE);
}

#[test]
fn tags_are_few_short_and_filterable() {
    let program = program();
    let (one, other) = (story(&program, 1), story(&program, 2));
    let many: Vec<String> = (0..11).map(|number| format!("t{number}")).collect();
    for tags in [json!(many), json!(["x".repeat(41)]), json!([" "])] {
        refused_field(&decide(&program, one, 1, json!({ "tags": tags })), "tags");
    }
    decide(
        &program,
        one,
        1,
        json!({ "tags": [" light ", "Größe", "light"] }),
    );
    decide(&program, other, 1, json!({ "tags": ["light"] }));
    let list = |query: &str| {
        program
            .owner()
            .get(&program.api(&format!("/testimonials?{query}")))
            .json::<Value>()
    };
    let count = |query: &str| list(query)["testimonials"].as_array().unwrap().len();
    assert_eq!(
        (
            count("tag=light"),
            count("tag=Gr%C3%B6%C3%9Fe"),
            count("tag=other")
        ),
        (2, 1, 0)
    );
    assert_eq!(list("")["tags"], json!(["Größe", "light"]));
    decide(&program, one, 2, json!({ "tags": [] }));
    assert_eq!((count("tag=light"), count("tag=Gr%C3%B6%C3%9Fe")), (1, 0));
}

#[test]
fn the_queue_is_filtered_and_walked() {
    let program = program();
    for number in 0..9 {
        let stars = (number % 3 + 3).to_string();
        Story::new(&program, QUOTE)
            .with("rating", &stars)
            .with("email", &format!("a{number}@example.com"))
            .send(&program);
    }
    let list = |query: &str| -> Value {
        let answer = program
            .session("viewer")
            .get(&program.api(&format!("/testimonials?{query}")));
        assert_eq!(answer.status, 200, "{}", answer.text());
        answer.json()
    };
    assert_eq!(
        list("rating=5")["testimonials"].as_array().unwrap().len(),
        3
    );
    assert_eq!(list("rating=1")["testimonials"], json!([]));
    assert_eq!(list("state=approved")["testimonials"], json!([]));
    assert_eq!(
        list("source=form")["testimonials"]
            .as_array()
            .unwrap()
            .len(),
        9
    );
    assert_eq!(list("source=Shop")["testimonials"], json!([]));
    let mut seen = std::collections::BTreeSet::new();
    let mut query = "limit=2".to_owned();
    loop {
        let page = list(&query);
        for one in page["testimonials"].as_array().unwrap() {
            assert!(
                seen.insert(one["id"].as_str().unwrap().to_owned()),
                "nobody twice"
            );
        }
        match page["meta"]["next"].as_str() {
            Some(next) => query = format!("limit=2&cursor={next}"),
            None => break,
        }
        Story::new(&program, QUOTE)
            .with("email", &format!("late{}@example.com", seen.len()))
            .send(&program);
    }
    assert_eq!(
        seen.len(),
        9,
        "those who were there, once each; later ones stand before the first page"
    );
}

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
        json!({ "pending": 2, "approved": 1, "rejected": 1, "withdrawn": 0 })
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
