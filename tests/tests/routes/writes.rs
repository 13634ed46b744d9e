//! How many rows a request writes. The bars are rows of tables; D1 bills an entry of an index like a row, so
//! what it counts is printed beside them.

use laurel_tests::client::{Answer, Client};
use laurel_tests::fixtures::{Program, program};
use laurel_tests::stories::Story;
use serde_json::{Value, json};

/// A story of somebody nobody knows, through the form.
const STORY: u64 = 25;
/// The first purchase of somebody new.
const FIRST_PURCHASE: u64 = 20;
/// Every other purchase, the second one with its step to the next stage too.
const FURTHER_PURCHASE: u64 = 6;
/// A decision that makes an author somebody the program knows.
const APPROVAL: u64 = 30;
/// Statements of one invocation on the platform's free plan.
const STATEMENTS: u64 = 50;

fn within(what: &str, answer: &Answer, most: u64) {
    assert!(
        answer.status < 400,
        "{what}: {}: {}",
        answer.status,
        answer.text()
    );
    let (read, billed) = answer.rows().unwrap();
    let (statements, changed) = answer.work().unwrap();
    println!(
        "| {what} | {statements} statements | {read} rows read | {changed} rows written | {billed} billed |"
    );
    assert!(changed > 0, "{what} writes nothing");
    assert!(changed <= most, "{what}: {changed} rows, at most {most}");
    assert!(
        statements <= STATEMENTS,
        "{what}: {statements} statements, at most {STATEMENTS}"
    );
}

fn record(program: &Program, person: &Value, kind: &str, at: &str) -> Answer {
    let amount = json!({ "minor": 4_900, "currency": "USD" });
    let body = json!({ "touchpoints": [{
        "person": person, "kind": kind, "at": at, "amount": amount, "note": "Desk lamp",
    }] });
    program
        .owner()
        .request("POST", &program.api("/touchpoints"))
        .json(&body)
        .send()
}

fn person(name: &str) -> Value {
    json!({
        "external_id": name, "email": format!("{name}@people.example"), "name": "Ada Example",
        "company": "Example Ltd", "source": "Fair", "country": "Norway", "industry": "Lighting",
        "company_size": "11-50",
    })
}

#[test]
fn few_rows_are_written() {
    let program = program();
    // One day, and a day on which others were there before.
    for name in ["ada", "grace"] {
        let buy = |at: &str| record(&program, &person(name), "purchase", at);
        within(
            "a first purchase of somebody new",
            &buy("2026-03-02T10:00:00Z"),
            FIRST_PURCHASE,
        );
        within(
            "a second purchase",
            &buy("2026-04-02T10:00:00Z"),
            FURTHER_PURCHASE,
        );
        within(
            "a third purchase",
            &buy("2026-05-02T10:00:00Z"),
            FURTHER_PURCHASE,
        );
    }
    let story = Story::new(&program, "It lights my desk every evening.");
    let sent = story.submit(&program);
    within("a story through the form", &sent, STORY);
    let receipt = laurel_tests::stories::receipt_of(&sent);
    assert_eq!(Client::anonymous().get(&receipt).status, 200);
    let pending: Value = program
        .owner()
        .get(&program.api("/testimonials?state=pending"))
        .json();
    let id = pending["testimonials"][0]["id"].as_str().unwrap();
    let approval = program
        .owner()
        .request("PATCH", &program.api(&format!("/testimonials/{id}")))
        .json(&json!({ "state": "approved" }))
        .header(
            "if-match",
            &format!("\"{}\"", pending["testimonials"][0]["revision"]),
        )
        .send();
    within("an approval", &approval, APPROVAL);
}
