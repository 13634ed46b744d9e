//! What a moderator decides, and how it is taken back.

use laurel_api::ProblemType;
use laurel_tests::assertions::{problem, refused_field};
use laurel_tests::fixtures::program;
use serde_json::{Value, json};

use super::{counts, decide, send, state, story};

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
        json!({ "pending": 0, "suspected": 0, "approved": 1, "rejected": 0, "withdrawn": 0 })
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
