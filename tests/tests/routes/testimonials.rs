//! Moderation: decisions on top of what was seen, undo, excerpts, tags, consent with proof, licences.

mod consents;
mod decisions;
mod words;

use laurel_domain::TestimonialId;
use laurel_tests::client::Answer;
use laurel_tests::fixtures::Program;
use laurel_tests::stories::Story;
use serde_json::Value;

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
