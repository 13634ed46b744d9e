//! The receipt: what an author sees and may still change, without an account.

use laurel_api::testimonials::{Decision, TestimonialChange};
use laurel_domain::testimonial::RejectReason;
use laurel_tests::client::{Answer, Client};
use laurel_tests::database;
use laurel_tests::fixtures::{Program, program};
use laurel_tests::html;
use laurel_tests::server::server;
use laurel_tests::stories::{Sent, Story, mailed_receipt};

const QUOTE: &str = "I fixed forty watches under this lamp, and my eyes are fine.";

fn page(sent: &Sent) -> String {
    let answer = Client::anonymous().get(&sent.receipt);
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.text()
}

fn edit(sent: &Sent, revision: &str, quote: &str, author: &str) -> Answer {
    let fields = [
        ("revision", revision),
        ("quote", quote),
        ("rating", "3"),
        ("author", author),
        ("headline", ""),
        ("company", "Other Ltd"),
        ("relationship", "employee"),
    ];
    Client::anonymous().post_form(&sent.receipt, &fields)
}

fn consent(sent: &Sent, purpose: &str, given: &str) -> Answer {
    let fields = [("purpose", purpose), ("given", given)];
    Client::anonymous().post_form(&format!("{}/consent", sent.receipt), &fields)
}

fn withdraw(sent: &Sent) -> Answer {
    Client::anonymous().post_form(&format!("{}/withdraw", sent.receipt), &[])
}

fn approve(program: &Program, sent: &Sent) {
    program.decide(
        sent.id,
        &TestimonialChange {
            state: Some(Decision::Approved),
            ..TestimonialChange::default()
        },
    );
}

fn ledger(program: &Program) -> Vec<(String, i64, String)> {
    let database = database::read(&server().state);
    let mut statement = database
        .prepare("SELECT purpose, given, source FROM consents WHERE program_id = ?1")
        .unwrap();
    let rows = statement
        .query_map([program.slug()], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })
        .unwrap();
    rows.map(Result::unwrap).collect()
}

#[test]
fn words_can_be_changed_while_nobody_has_decided() {
    let program = program();
    let sent = Story::new(&program, QUOTE).send(&program);
    let form = page(&sent);
    assert_eq!(html::textarea(&form, "quote").as_deref(), Some(QUOTE));
    let revision = html::value(&form, "revision").unwrap();
    let better = "I fixed forty-one watches under this lamp.\nStill fine.";
    let saved = edit(&sent, &revision, better, "Ada E.");
    assert_eq!(saved.status, 303, "{}", saved.text());
    let testimonial = program.testimonial(sent.id).testimonial;
    assert_eq!(testimonial.quote, better);
    assert_eq!(
        (testimonial.revision, testimonial.relationship.code()),
        (2, "employee")
    );
    assert_eq!(
        (testimonial.headline, testimonial.company.as_deref()),
        (None, Some("Other Ltd"))
    );
    let actions: Vec<String> = program
        .testimonial(sent.id)
        .history
        .into_iter()
        .map(|entry| entry.action)
        .collect();
    assert_eq!(actions, ["edited", "submitted"]);
}

#[test]
fn two_windows_do_not_overwrite_each_other() {
    let program = program();
    let sent = Story::new(&program, QUOTE).send(&program);
    let first = "The first window saves this sentence.";
    let second = "The second window did not see the first.";
    assert_eq!(edit(&sent, "1", first, "Ada").status, 303);
    let late = edit(&sent, "1", second, "Ada");
    assert_eq!(late.status, 409);
    let text = late.text();
    assert_eq!(
        html::textarea(&text, "quote").as_deref(),
        Some(second),
        "what was typed is kept"
    );
    assert!(text.contains(first), "and what is stored is shown");
    let revision = html::value(&text, "revision").unwrap();
    assert_eq!(
        edit(&sent, &revision, second, "Ada").status,
        303,
        "the author chooses"
    );
    assert_eq!(program.testimonial(sent.id).testimonial.quote, second);
}

#[test]
fn a_bad_change_is_named_and_kept() {
    let program = program();
    let sent = Story::new(&program, QUOTE).send(&program);
    let answer = edit(&sent, "1", "short", "");
    assert_eq!(answer.status, 422);
    let text = answer.text();
    assert_eq!(html::textarea(&text, "quote").as_deref(), Some("short"));
    assert!(text.contains("quote-problem") && text.contains("author-problem"));
    assert_eq!(program.testimonial(sent.id).testimonial.quote, QUOTE);
}

#[test]
fn after_the_decision_words_stay_as_they_are() {
    let program = program();
    let sent = Story::new(&program, QUOTE).send(&program);
    approve(&program, &sent);
    assert!(
        html::control(&page(&sent), "quote").is_none(),
        "no form is offered"
    );
    let answer = edit(
        &sent,
        "2",
        "Something else that was never read by anybody.",
        "Ada",
    );
    assert_eq!(answer.status, 409);
    assert_eq!(program.testimonial(sent.id).testimonial.quote, QUOTE);
}

#[test]
fn the_receipt_says_where_the_story_stands() {
    let program = program();
    let sent = Story::new(&program, QUOTE).send(&program);
    assert!(page(&sent).contains("Waiting to be read"));
    approve(&program, &sent);
    assert!(page(&sent).contains("Published"));
    consent(&sent, "website", "false");
    assert!(page(&sent).contains("Approved, but not on any website"));
    let rejected = TestimonialChange {
        state: Some(Decision::Rejected),
        reject_reason: Some(RejectReason::OffTopic),
        ..TestimonialChange::default()
    };
    program.decide(sent.id, &rejected);
    let text = page(&sent);
    assert!(text.contains("Not published") && text.contains("Not about us or our products"));
}

#[test]
fn consent_is_taken_back_and_given_again_and_the_ledger_keeps_all_of_it() {
    let program = program();
    let sent = Story::new(&program, QUOTE)
        .without("consent_sales_material")
        .send(&program);
    for (purpose, given) in [
        ("website", "false"),
        ("website", "false"),
        ("website", "true"),
        ("sales_material", "true"),
    ] {
        let answer = consent(&sent, purpose, given);
        assert_eq!(answer.status, 303, "{}", answer.text());
    }
    let mut entries = ledger(&program);
    entries.sort();
    let expected = [
        ("sales_material", 1, "receipt"),
        ("social_media", 1, "form"),
        ("website", 0, "receipt"),
        ("website", 1, "form"),
        ("website", 1, "receipt"),
    ];
    let expected: Vec<(String, i64, String)> = expected
        .into_iter()
        .map(|(purpose, given, source)| (purpose.to_owned(), given, source.to_owned()))
        .collect();
    assert_eq!(
        entries, expected,
        "repeating changes nothing, and nothing is overwritten"
    );
    let consents = program.testimonial(sent.id).consents;
    assert!(
        consents.windows(2).all(|pair| pair[0].at >= pair[1].at),
        "the latest first"
    );
    for bad in [("purpose", "advertising"), ("given", "maybe")] {
        let mut fields = vec![("purpose", "website"), ("given", "true")];
        fields.retain(|(name, _)| *name != bad.0);
        fields.push(bad);
        let answer = Client::anonymous().post_form(&format!("{}/consent", sent.receipt), &fields);
        assert!((400..500).contains(&answer.status), "{}", answer.status);
    }
}

#[test]
fn withdrawing_is_final() {
    let program = program();
    let sent = Story::new(&program, QUOTE).send(&program);
    approve(&program, &sent);
    assert_eq!(withdraw(&sent).status, 303);
    assert_eq!(withdraw(&sent).status, 303, "again changes nothing");
    let text = page(&sent);
    assert!(
        text.contains("Withdrawn") && !text.contains(QUOTE),
        "the words are not even here"
    );

    let detail = program.testimonial(sent.id);
    assert_eq!(detail.testimonial.state.code(), "withdrawn");
    assert!(detail.testimonial.consents.is_empty() && !detail.testimonial.published);
    assert_eq!(
        detail.consents.iter().filter(|entry| !entry.given).count(),
        3
    );
    consent(&sent, "website", "true");
    assert!(
        program.testimonial(sent.id).testimonial.consents.is_empty(),
        "consent does not come back"
    );

    let change = |path: &str, body: serde_json::Value, method: &str| {
        let path = program.api(&format!("/testimonials/{}{path}", sent.id));
        let revision = program.testimonial(sent.id).testimonial.revision;
        program
            .owner()
            .request(method, &path)
            .json(&body)
            .header("if-match", &format!("\"{revision}\""))
            .send()
            .status
    };
    assert_eq!(
        change("", serde_json::json!({ "state": "approved" }), "PATCH"),
        409
    );
    assert_eq!(change("/undo", serde_json::json!({}), "POST"), 409);
    let body = serde_json::json!({ "purpose": "website", "given": true, "wording": "You may show it.", "evidence": "a call" });
    assert_eq!(change("/consents", body, "POST"), 409);
}

#[test]
fn withdrawing_while_a_moderator_decides_wins() {
    let program = program();
    for number in 0..4 {
        let story = Story::new(&program, &format!("{QUOTE} {number}"));
        let sent = story
            .with("email", &format!("a{number}@example.com"))
            .send(&program);
        std::thread::scope(|scope| {
            scope.spawn(|| assert_eq!(withdraw(&sent).status, 303));
            scope.spawn(|| {
                let path = program.api(&format!("/testimonials/{}", sent.id));
                let body = serde_json::json!({ "state": "approved" });
                let status = program
                    .owner()
                    .request("PATCH", &path)
                    .json(&body)
                    .header("if-match", "\"1\"")
                    .send()
                    .status;
                assert!([200, 409, 412].contains(&status), "{status}");
            });
        });
        assert_eq!(
            program.testimonial(sent.id).testimonial.state.code(),
            "withdrawn"
        );
    }
}

#[test]
fn the_author_hears_of_the_decision_by_mail() {
    let program = program();
    let sent = Story::new(&program, QUOTE).send(&program);
    approve(&program, &sent);
    let database = database::read(&server().state);
    let mut statement = database
        .prepare("SELECT subject, body_text FROM outbox WHERE program_id = ?1 ORDER BY created_at")
        .unwrap();
    let mails: Vec<(String, String)> = statement
        .query_map([program.slug()], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    assert_eq!(mails.len(), 2, "{mails:?}");
    assert!(mails[1].0.contains("has been published"), "{mails:?}");
    let mailed = mailed_receipt(&program, "ada@example.com");
    let link = format!("{}{mailed}", server().base_url);
    assert_ne!(mailed, sent.receipt, "a link that only mails carry");
    assert!(
        mails
            .iter()
            .all(|(_, text)| text.lines().any(|line| line == link)),
        "{mails:?}"
    );
}

#[test]
fn the_receipts_secret_is_stored_as_a_digest_only() {
    let program = program();
    let sent = Story::new(&program, QUOTE).send(&program);
    let token = sent.receipt.trim_start_matches("/receipt/");
    assert_eq!(token.len(), 64);
    let database = database::read(&server().state);
    let sql = "SELECT count(*) FROM testimonials WHERE receipt_hash = ?1 OR submission_id = ?1";
    assert_eq!(database::count(&database, sql, token), 0);
    assert_eq!(
        database::count(
            &database,
            "SELECT count(*) FROM testimonials WHERE receipt_hash = ?1",
            &database::digest(token)
        ),
        1
    );
}
