//! A form that stayed open: a second story from it is a story, or a change of the first, and never lost.

use laurel_api::testimonials::{Decision, TestimonialChange};
use laurel_domain::testimonial::RejectReason;
use laurel_tests::client::{Answer, Client};
use laurel_tests::database;
use laurel_tests::fixtures::{self, Program, program};
use laurel_tests::html;
use laurel_tests::server::server;
use laurel_tests::stories::{Sent, Story, receipt_of};

const FIRST: &str = "The first story, as it was told at once.";
const SECOND: &str = "The second story, after some thought.";

fn stored(program: &Program) -> Vec<String> {
    let database = database::read(&server().state);
    let sql = "SELECT quote || ' ' || state FROM testimonials WHERE program_id = ?1 ORDER BY created_at, quote";
    let mut statement = database.prepare(sql).unwrap();
    let rows = statement
        .query_map([program.slug()], |row| row.get(0))
        .unwrap();
    rows.map(Result::unwrap).collect()
}

fn withdraw(sent: &Sent) {
    let path = format!("{}/withdraw", sent.receipt);
    assert_eq!(Client::anonymous().post_form(&path, &[]).status, 303);
}

fn decide(program: &Program, sent: &Sent, state: Decision) {
    let reason = (state == Decision::Rejected).then_some(RejectReason::OffTopic);
    let change = TestimonialChange {
        state: Some(state),
        reject_reason: reason,
        ..TestimonialChange::default()
    };
    program.decide(sent.id, &change);
}

/// The form again, with everything that was typed and a sending of its own, which is stored then.
fn assert_offered_again(program: &Program, story: &Story, answer: &Answer) {
    assert_eq!(answer.status, 409, "{}", answer.text());
    let page = answer.text();
    let quote = story.field("quote");
    assert_eq!(
        html::textarea(&page, "quote").as_deref(),
        Some(quote.as_str())
    );
    for field in ["author", "email", "headline", "company"] {
        assert_eq!(
            html::value(&page, field),
            Some(story.field(field)),
            "{field}"
        );
    }
    assert_eq!(
        html::checked(&page, "consent_website").as_deref(),
        Some("yes")
    );
    assert!(page.contains("role=\"alert\""), "a note says why");
    let submission = html::value(&page, "submission").unwrap();
    assert_ne!(submission, story.field("submission"));
    let before = stored(program).len();
    story.clone().with("submission", &submission).send(program);
    assert_eq!(stored(program).len(), before + 1);
}

#[test]
fn after_the_first_was_withdrawn_or_decided_the_second_is_another_story() {
    let ends: [fn(&Program, &Sent); 3] = [
        |_, sent| withdraw(sent),
        |program, sent| decide(program, sent, Decision::Approved),
        |program, sent| decide(program, sent, Decision::Rejected),
    ];
    for end in ends {
        let program = program();
        let story = Story::new(&program, FIRST);
        let sent = story.send(&program);
        end(&program, &sent);
        let second = story.clone().with("quote", SECOND);
        assert_offered_again(&program, &second, &second.submit(&program));
        let found = stored(&program);
        assert!(found.contains(&format!("{SECOND} pending")), "{found:?}");
    }
}

#[test]
fn the_same_words_after_a_withdrawal_are_sent_anew_and_after_an_approval_are_there() {
    let program = program();
    let story = Story::new(&program, FIRST);
    withdraw(&story.send(&program));
    assert_offered_again(&program, &story, &story.submit(&program));

    let program = fixtures::program();
    let story = Story::new(&program, FIRST);
    let sent = story.send(&program);
    decide(&program, &sent, Decision::Approved);
    assert_eq!(receipt_of(&story.submit(&program)), sent.receipt);
    assert_eq!(stored(&program), [format!("{FIRST} approved")]);
}

#[test]
fn a_change_of_anything_is_offered_as_one_while_the_first_waits() {
    let program = program();
    let story = Story::new(&program, FIRST);
    let sent = story.send(&program);
    for (field, value) in [
        ("quote", SECOND),
        ("rating", "2"),
        ("author", "Ada E."),
        ("company", "Elsewhere"),
        ("relationship", "employee"),
        ("consent_website", "no"),
    ] {
        let answer = story.clone().with(field, value).submit(&program);
        assert_eq!(answer.status, 409, "{field}: thanked and dropped");
        let page = answer.text();
        assert!(page.contains(&sent.receipt), "{field}: on its receipt");
    }
    assert_eq!(stored(&program), [format!("{FIRST} pending")]);
}

#[test]
fn whoever_sits_down_next_sends_a_story_of_their_own() {
    let program = program();
    let first = Story::new(&program, FIRST);
    let sent = first.send(&program);
    let next = first
        .with("quote", SECOND)
        .with("author", "Grace Next")
        .with("email", "grace@example.com");
    let answer = next.submit(&program);
    assert!(
        !answer.text().contains(&sent.receipt),
        "it is not their receipt"
    );
    assert_offered_again(&program, &next, &answer);
}

#[test]
fn one_sending_in_two_programs_is_two_stories() {
    let (program, other) = (program(), fixtures::program());
    let story = Story::new(&program, FIRST);
    let sent = story.send(&program);
    let there = Story::new(&other, FIRST).with("submission", &story.field("submission"));
    let also = there.send(&other);
    assert_ne!(sent.receipt, also.receipt);
    assert_eq!((stored(&program).len(), stored(&other).len()), (1, 1));
    withdraw(&also);
    assert_eq!(stored(&program), [format!("{FIRST} pending")]);
}
