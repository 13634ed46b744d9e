//! What stays impossible for whoever sent a story under somebody's address, lost a role, or asks again.

use laurel_tests::client::{Answer, Client};
use laurel_tests::database::digest;
use laurel_tests::facts::purchase;
use laurel_tests::fixtures::{Program, program};
use laurel_tests::html;
use laurel_tests::stories::{Sent, Story, mailed_receipt};
use serde_json::{Value, json};

const QUOTE: &str = "I fixed forty watches under this lamp, and my eyes are fine.";
const VIP: &str = "vip@corp.example";

fn customer(program: &Program) -> Value {
    let mut bought = purchase("vip", "2026-01-05", 1_000);
    bought.person.email = Some(VIP.to_owned());
    program.record(vec![bought]);
    json!(program.find_person("vip").id)
}

fn told(program: &Program) -> Sent {
    Story::new(program, QUOTE).with("email", VIP).send(program)
}

fn owner(program: &Program, method: &str, path: &str, body: &Value) -> Answer {
    let answer = program
        .owner()
        .request(method, &program.api(path))
        .json(body)
        .send();
    assert_eq!(answer.status, 200, "{path}: {}", answer.text());
    answer
}

fn decide(program: &Program, sent: &Sent, change: &Value) {
    let revision = program.testimonial(sent.id).testimonial.revision;
    let answer = program
        .owner()
        .request("PATCH", &program.api(&format!("/testimonials/{}", sent.id)))
        .header("if-match", &format!("\"{revision}\""))
        .json(change)
        .send();
    assert_eq!(answer.status, 200, "{}", answer.text());
}

fn is_proven(program: &Program, sent: &Sent) -> bool {
    let path = program.api(&format!("/testimonials/{}", sent.id));
    let story: Value = program.owner().get(&path).json();
    !story["testimonial"]["proven_at"].is_null()
}

#[test]
fn an_ask_of_somebody_who_opted_out_is_not_open_again() {
    let program = program();
    let person = customer(&program);
    owner(
        &program,
        "POST",
        "/asks",
        &json!({ "people": [person], "kind": "testimonial" }),
    );
    let sent = told(&program);
    assert_eq!(
        Client::anonymous()
            .get(&mailed_receipt(&program, VIP))
            .status,
        200
    );
    decide(&program, &sent, &json!({ "state": "approved" }));
    let open = || -> usize {
        let asks: Value = program.owner().get(&program.api("/asks?state=open")).json();
        asks["asks"].as_array().unwrap().len()
    };
    assert_eq!(open(), 0, "the story answered it");
    let path = format!("/people/{}", person.as_str().unwrap());
    owner(&program, "PATCH", &path, &json!({ "opted_out": true }));
    decide(
        &program,
        &sent,
        &json!({ "state": "rejected", "reject_reason": "spam" }),
    );
    assert_eq!(open(), 0, "nobody is asked who does not want to be");
}

#[test]
fn the_page_after_sending_may_less_once_the_mail_was_opened() {
    let program = program();
    customer(&program);
    let sent = told(&program);
    let (browser, mailed) = (Client::anonymous(), mailed_receipt(&program, VIP));
    assert_eq!(browser.request("HEAD", &mailed).send().status, 200);
    let ahead = browser
        .request("GET", &mailed)
        .header("sec-purpose", "prefetch");
    assert_eq!(ahead.send().status, 200);
    assert!(!is_proven(&program, &sent), "nobody opened it");
    assert_eq!(browser.get(&mailed).status, 200);
    assert!(is_proven(&program, &sent));

    let agree = [("purpose", "social_media"), ("given", "true")];
    let path = format!("{}/consent", sent.receipt);
    assert_eq!(browser.post_form(&path, &agree).status, 403);
    let path = format!("{mailed}/consent");
    assert_eq!(browser.post_form(&path, &agree).status, 303);

    let form = browser.get(&sent.receipt).text();
    let revision = html::value(&form, "revision").unwrap();
    let other = [
        ("revision", revision.as_str()),
        (
            "quote",
            "Other words, by somebody who does not read the mails.",
        ),
        ("rating", "5"),
        ("author", "Mallory"),
        ("headline", ""),
        ("company", ""),
        ("relationship", "customer"),
    ];
    assert_eq!(browser.post_form(&sent.receipt, &other).status, 303);
    assert!(!is_proven(&program, &sent), "these words are a claim again");
    assert_eq!(browser.get(&mailed).status, 200);
    assert!(
        is_proven(&program, &sent),
        "until their author has seen them"
    );
}

#[test]
fn a_token_may_no_more_than_whoever_made_it() {
    let program = program();
    let made: Value = owner(
        &program,
        "POST",
        "/tokens",
        &json!({ "label": "All", "scopes": ["view", "edit", "manage"] }),
    )
    .json();
    let token = Client::anonymous().with_token(made["secret"].as_str().unwrap());
    let rename = || {
        let request = token.request("PATCH", &program.api(""));
        request.json(&json!({ "name": "Renamed" })).send().status
    };
    assert_eq!(rename(), 200);
    let second = format!("second@{}.example", program.slug());
    for (email, role) in [(second, "owner"), (program.email("owner"), "viewer")] {
        let member = json!({ "email": email, "name": "Somebody", "role": role });
        owner(&program, "PUT", "/members", &member);
    }
    assert_eq!(rename(), 403);
    assert_eq!(token.get(&program.api("/people")).status, 200);
}

#[test]
fn an_author_of_imported_words_is_erased_with_everything() {
    let program = program();
    let email = "review@example.com";
    let hex = digest(email);
    let import = json!({
        "kind": "reviews", "file_name": "reviews.csv", "file_digest": hex, "header_digest": hex,
        "mapping": { "columns": { "quote": "text" } }, "rows_total": 1,
    });
    let started: Value = owner(&program, "POST", "/imports", &import).json();
    let path = format!(
        "/imports/{}/batches",
        started["import"]["id"].as_str().unwrap()
    );
    let rows = json!({ "first_row": 0, "rows": { "reviews": [{
        "key": &hex[..32], "at": "2018-07-31T00:00:00Z", "quote": QUOTE, "source": "Lamp Reviews",
        "person": { "email": email, "name": "Rhea Viewer" },
    }] } });
    owner(&program, "POST", &path, &rows);
    let list: Value = program.owner().get(&program.api("/testimonials")).json();
    let id = list["testimonials"][0]["id"].as_str().unwrap().to_owned();
    let consent = program
        .owner()
        .request("POST", &program.api(&format!("/testimonials/{id}/consents")))
        .header("if-match", "\"1\"")
        .json(&json!({ "purpose": "website", "given": true, "wording": "You may show it.", "evidence": "ticket 1" }))
        .send();
    assert_eq!(consent.status, 200, "{}", consent.text());
    let mailed = mailed_receipt(&program, email);
    let everything = [("everything", "yes")];
    let erased = Client::anonymous().post_form(&format!("{mailed}/erase"), &everything);
    assert_eq!(erased.status, 303, "{}", erased.text());
    let people: Value = program.owner().get(&program.api("/people?q=rhea")).json();
    assert_eq!(people["people"], json!([]));
}
