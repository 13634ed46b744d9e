//! The form's trap: what it catches waits as likely spam, and a person who was caught loses nothing.

use laurel_tests::client::{Answer, Client};
use laurel_tests::database;
use laurel_tests::fixtures::{Program, program};
use laurel_tests::recount;
use laurel_tests::server::server;
use laurel_tests::stories::{Sent, Story, mailed_receipt, receipt_of};
use serde_json::{Value, json};

const QUOTE: &str = "My password manager fills in every field that it finds.";

fn caught(program: &Program) -> Sent {
    let story = Story::new(program, QUOTE).with("leave_empty", "https://example.com");
    story.send(program)
}

fn counts(program: &Program) -> Value {
    let list: Value = program.owner().get(&program.api("/testimonials")).json();
    list["counts"].clone()
}

fn listed(program: &Program, state: &str) -> usize {
    let path = program.api(&format!("/testimonials?state={state}"));
    let list: Value = program.owner().get(&path).json();
    list["testimonials"].as_array().unwrap().len()
}

fn mails(program: &Program) -> i64 {
    let database = database::read(&server().state);
    let sql = "SELECT count(*) FROM outbox WHERE program_id = ?1";
    database::count(&database, sql, program.slug())
}

fn change(program: &Program, sent: &Sent, body: &Value) -> Answer {
    let revision = program.testimonial(sent.id).testimonial.revision;
    program
        .session("moderator")
        .request("PATCH", &program.api(&format!("/testimonials/{}", sent.id)))
        .json(body)
        .header("if-match", &format!("\"{revision}\""))
        .send()
}

fn recount(program: &Program) {
    recount::assert_rollups(&database::read(&server().state), program.slug());
}

#[test]
fn what_the_trap_catches_waits_in_a_queue_of_its_own() {
    let program = program();
    let sent = caught(&program);
    let usual = Story::new(&program, QUOTE).submit(&program);
    let thanks = |receipt: &str| {
        let page = Client::anonymous().get(&format!("{receipt}/thanks"));
        assert_eq!(page.status, 200);
        page.text().replace(receipt, "")
    };
    assert_eq!(
        thanks(&sent.receipt),
        thanks(&receipt_of(&usual)),
        "nobody learns that they are taken for a program"
    );
    assert_eq!(
        counts(&program),
        json!({ "pending": 1, "suspected": 1, "approved": 0, "rejected": 0, "withdrawn": 0 })
    );
    assert_eq!(
        (listed(&program, "pending"), listed(&program, "suspected")),
        (1, 1)
    );
    assert_eq!(mails(&program), 1, "none to whoever was named in it");
    recount(&program);
    let receipt = Client::anonymous().get(&sent.receipt).text();
    assert!(receipt.contains("Waiting to be read"), "{receipt}");
}

#[test]
fn a_moderator_takes_it_out_and_then_its_author_is_written_to() {
    let program = program();
    let sent = caught(&program);
    let out = change(&program, &sent, &json!({ "state": "pending" }));
    assert_eq!(out.status, 200, "{}", out.text());
    assert_eq!(
        (listed(&program, "pending"), listed(&program, "suspected")),
        (1, 0)
    );
    assert_eq!(mails(&program), 1);
    recount(&program);
    let mailed = mailed_receipt(&program, "ada@example.com");
    assert_eq!(Client::anonymous().get(&mailed).status, 200);
    assert!(program.testimonial(sent.id).testimonial.proven_at.is_some());

    // Approved as it lies there, its author hears of that instead.
    let sent = caught(&program);
    let approved = change(&program, &sent, &json!({ "state": "approved" }));
    assert_eq!(approved.status, 200, "{}", approved.text());
    assert_eq!(mails(&program), 2);
    recount(&program);
}

#[test]
fn spam_is_rejected_without_a_mail_and_nobody_else_puts_anything_there() {
    let program = program();
    let sent = caught(&program);
    let body = json!({ "state": "rejected", "reject_reason": "spam" });
    assert_eq!(change(&program, &sent, &body).status, 200);
    assert_eq!(mails(&program), 0);
    recount(&program);
    let revision = program.testimonial(sent.id).testimonial.revision;
    let undone = program
        .session("moderator")
        .request(
            "POST",
            &program.api(&format!("/testimonials/{}/undo", sent.id)),
        )
        .json(&json!({}))
        .header("if-match", &format!("\"{revision}\""))
        .send();
    assert_eq!(undone.status, 200, "{}", undone.text());
    assert_eq!(listed(&program, "suspected"), 1, "back where it was");
    recount(&program);
    let refused = change(&program, &sent, &json!({ "state": "suspected" }));
    assert!([400, 422].contains(&refused.status), "{}", refused.text());
}

#[test]
fn whoever_was_caught_can_change_and_withdraw_it() {
    let program = program();
    let sent = caught(&program);
    let fields = [
        ("revision", "1"),
        ("quote", "My password manager fills in every field, sorry."),
        ("rating", ""),
        ("author", "Ada"),
        ("headline", ""),
        ("company", ""),
        ("relationship", "customer"),
    ];
    let saved = Client::anonymous().post_form(&sent.receipt, &fields);
    assert_eq!(saved.status, 303, "{}", saved.text());
    assert_eq!(listed(&program, "suspected"), 1, "still likely spam");
    let path = format!("{}/withdraw", sent.receipt);
    assert_eq!(Client::anonymous().post_form(&path, &[]).status, 303);
    assert_eq!(
        (listed(&program, "suspected"), listed(&program, "withdrawn")),
        (0, 1)
    );
    recount(&program);
}
