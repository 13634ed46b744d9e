//! Consent and licence from outside, and the counters.

use laurel_api::ProblemType;
use laurel_domain::TestimonialId;
use laurel_tests::assertions::{problem, refused_field};
use laurel_tests::client::{Answer, Client};
use laurel_tests::database::{self, digest};
use laurel_tests::fixtures::{Program, program};
use laurel_tests::server::server;
use laurel_tests::stories::Story;
use serde_json::{Value, json};

use super::{QUOTE, counts, decide, send, story};

/// A review that was imported, of somebody with an address.
fn imported(program: &Program, email: &str) -> TestimonialId {
    let hex = digest(email);
    let import = json!({
        "kind": "reviews", "file_name": "reviews.csv", "file_digest": hex, "header_digest": hex,
        "mapping": { "columns": { "quote": "text" } }, "rows_total": 1,
    });
    let path = program.api("/imports");
    let started = program.owner().request("POST", &path).json(&import).send();
    assert_eq!(started.status, 200, "{}", started.text());
    let started: Value = started.json();
    let row = json!({ "first_row": 0, "rows": { "reviews": [{
        "key": &hex[..32], "at": "2018-07-31T00:00:00Z", "quote": QUOTE, "source": "Lamp Reviews",
        "person": { "email": email },
    }] } });
    let id = started["import"]["id"].as_str().unwrap();
    let path = program.api(&format!("/imports/{id}/batches"));
    let sent = program.owner().request("POST", &path).json(&row).send();
    assert_eq!(sent.status, 200, "{}", sent.text());
    let list: Value = program.owner().get(&program.api("/testimonials")).json();
    list["testimonials"][0]["id"]
        .as_str()
        .unwrap()
        .parse()
        .unwrap()
}

fn record(program: &Program, id: TestimonialId, body: &Value) -> Answer {
    let revision = program.testimonial(id).testimonial.revision;
    send(
        program,
        "moderator",
        "POST",
        id,
        "/consents",
        revision,
        body,
    )
}

fn consent(given: bool, wording: &str, evidence: &str) -> Value {
    json!({ "purpose": "website", "given": given, "wording": wording, "evidence": evidence })
}

const WORDING: &str = "You may show it on your website.";

/// The mails to an address: subject and text, the latest last.
fn mails(program: &Program, email: &str) -> Vec<(String, String)> {
    let database = database::read(&server().state);
    let mut statement = database
        .prepare(
            "SELECT subject, body_text FROM outbox WHERE program_id = ?1 AND recipient = ?2 ORDER BY created_at",
        )
        .unwrap();
    let rows = statement.query_map([program.slug(), email], |row| {
        Ok((row.get(0)?, row.get(1)?))
    });
    rows.unwrap().map(Result::unwrap).collect()
}

#[test]
fn consent_outside_laurel_needs_its_wording_and_its_proof() {
    let program = program();
    let id = imported(&program, "evidence@example.com");
    let record = |body: Value| record(&program, id, &body);
    refused_field(&record(consent(true, "short", "ticket 4711")), "wording");
    refused_field(
        &record(consent(true, &"w".repeat(1_001), "ticket 4711")),
        "wording",
    );
    refused_field(&record(consent(true, WORDING, " ")), "evidence");
    let recorded = record(consent(true, WORDING, "ticket 4711"));
    assert_eq!(recorded.status, 200, "{}", recorded.text());
    let entry = program
        .testimonial(id)
        .consents
        .into_iter()
        .find(|entry| entry.purpose.code() == "website")
        .unwrap();
    assert_eq!(
        (entry.wording.as_str(), entry.evidence.as_deref()),
        (WORDING, Some("ticket 4711"))
    );
    assert_eq!(
        (entry.source.code(), entry.recorded_by),
        ("member", Some(program.email("moderator")))
    );
    let back = consent(false, "Please take it down again.", "mail of today");
    assert_eq!(record(back).status, 200);
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
    // What a member took back, a member may give again.
    assert_eq!(record(consent(true, WORDING, "ticket 4712")).status, 200);
}

#[test]
fn consent_to_words_from_the_form_is_its_authors_alone() {
    let program = program();
    let sent = Story::new(&program, QUOTE)
        .without("consent_social_media")
        .send(&program);
    decide(&program, sent.id, 1, json!({ "state": "approved" }));
    assert!(program.testimonial(sent.id).testimonial.published);
    let back = [("purpose", "website"), ("given", "false")];
    let path = format!("{}/consent", sent.receipt);
    assert_eq!(Client::anonymous().post_form(&path, &back).status, 303);
    for purpose in ["website", "social_media"] {
        let body = json!({ "purpose": purpose, "given": true, "wording": WORDING, "evidence": "ticket 1" });
        for who in ["moderator", "owner"] {
            let revision = program.testimonial(sent.id).testimonial.revision;
            let answer = send(&program, who, "POST", sent.id, "/consents", revision, &body);
            problem(&answer, ProblemType::Conflict);
            assert_eq!(answer.json::<Value>()["code"], "consent_belongs_to_author");
        }
    }
    assert!(!program.testimonial(sent.id).testimonial.published);
    // That it was withdrawn may be recorded, and the author may give it again.
    let body = json!({ "purpose": "sales_material", "given": false, "wording": "Not in your brochures.", "evidence": "a call" });
    assert_eq!(record(&program, sent.id, &body).status, 200);
    let again = [("purpose", "website"), ("given", "true")];
    assert_eq!(Client::anonymous().post_form(&path, &again).status, 303);
    assert!(program.testimonial(sent.id).testimonial.published);
}

#[test]
fn an_author_hears_of_a_consent_for_imported_words_and_takes_it_back_for_good() {
    let program = program();
    let email = "review@example.com";
    let id = imported(&program, email);
    decide(&program, id, 1, json!({ "state": "approved" }));
    assert_eq!(mails(&program, email), []);
    for _ in 0..2 {
        assert_eq!(
            record(&program, id, &consent(true, WORDING, "ticket 4711")).status,
            200
        );
    }
    assert!(program.testimonial(id).testimonial.published);
    let sent = mails(&program, email);
    assert_eq!(sent.len(), 1, "told once: {sent:?}");
    let text = &sent[0].1;
    assert!(
        text.contains(WORDING) && text.contains("ticket 4711") && text.contains("Lamp Reviews")
    );
    let receipt = text
        .split_whitespace()
        .find_map(|word| Some(&word[word.find("/receipt/")?..]))
        .unwrap()
        .to_owned();
    let browser = Client::anonymous();
    let page = browser.get(&receipt);
    assert_eq!(page.status, 200);
    assert!(page.text().contains(QUOTE) && !page.text().contains("name=\"quote\""));
    let path = format!("{receipt}/consent");
    let back = [("purpose", "website"), ("given", "false")];
    assert_eq!(browser.post_form(&path, &back).status, 303);
    assert!(!program.testimonial(id).testimonial.published);
    let answer = record(&program, id, &consent(true, WORDING, "ticket 4712"));
    problem(&answer, ProblemType::Conflict);
    assert_eq!(answer.json::<Value>()["code"], "consent_belongs_to_author");
    // Nor is there a way around it by a license.
    let revision = program.testimonial(id).testimonial.revision;
    let licence = json!({ "licence": "Terms of the shop" });
    let answer = send(&program, "owner", "PUT", id, "/licence", revision, &licence);
    problem(&answer, ProblemType::Conflict);
    assert!(!program.testimonial(id).testimonial.published);
    assert_eq!(mails(&program, email).len(), 1);
}

#[test]
fn a_license_ends_when_the_author_takes_the_words_back() {
    let program = program();
    let id = imported(&program, "licensed@example.com");
    decide(&program, id, 1, json!({ "state": "approved" }));
    record(&program, id, &consent(true, WORDING, "ticket 4711"));
    let revision = program.testimonial(id).testimonial.revision;
    let licence = json!({ "licence": "Terms of the shop" });
    let stated = send(&program, "owner", "PUT", id, "/licence", revision, &licence);
    assert_eq!(stated.status, 200, "{}", stated.text());
    let text = mails(&program, "licensed@example.com")[0].1.clone();
    let receipt = &text[text.find("/receipt/").unwrap()..];
    let receipt = receipt.split_whitespace().next().unwrap();
    let back = [("purpose", "website"), ("given", "false")];
    let answer = Client::anonymous().post_form(&format!("{receipt}/consent"), &back);
    assert_eq!(answer.status, 303);
    assert!(!program.testimonial(id).testimonial.published);
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
