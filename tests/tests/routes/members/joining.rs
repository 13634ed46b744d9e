//! Members who come are invited by mail; members who leave take their tokens along.

use laurel_api::ProblemType;
use laurel_tests::assertions::problem;
use laurel_tests::client::Client;
use laurel_tests::database;
use laurel_tests::fixtures::program;
use laurel_tests::server::server;
use serde_json::{Value, json};

#[test]
fn a_new_member_is_invited_by_mail_once() {
    let program = program();
    let email = format!("new@{}.example", program.slug());
    let put = |role: &str, language: &str| {
        let body = json!({ "email": email, "name": "Neu", "role": role });
        let request = program.owner().request("PUT", &program.api("/members"));
        request
            .header("accept-language", language)
            .json(&body)
            .send()
    };
    assert_eq!(put("editor", "de").status, 200);
    assert_eq!(
        put("viewer", "de").status,
        200,
        "a change of role is no invitation"
    );
    let database = database::read(&server().state);
    let mails = "SELECT count(*) FROM outbox WHERE recipient = ?1";
    assert_eq!(database::count(&database, mails, &email), 1);
    let id: String = database
        .query_row(
            "SELECT mail_id FROM outbox WHERE recipient = ?1",
            [&email],
            |row| row.get(0),
        )
        .unwrap();
    let mail = Client::anonymous().get(&format!("/dev/outbox/{id}")).text();
    assert!(
        mail.contains("zum Mitglied"),
        "in the language of whoever invites: {mail}"
    );
    assert!(
        mail.contains(&format!("{}/?lang=de", server().base_url)),
        "{mail}"
    );
}

#[test]
fn whoever_leaves_takes_their_tokens_along_and_sees_the_program_no_more() {
    let program = program();
    let owner = program.owner();
    let email = program.email("editor");
    let body = json!({ "email": email, "name": "E", "role": "owner" });
    assert_eq!(
        owner
            .request("PUT", &program.api("/members"))
            .json(&body)
            .send()
            .status,
        200
    );
    let leaving = program.session("editor");
    let token = |client: &Client| {
        let body = json!({ "label": "Shop", "scopes": ["view"] });
        let created: Value = client
            .request("POST", &program.api("/tokens"))
            .json(&body)
            .send()
            .json();
        Client::token(created["secret"].as_str().unwrap())
    };
    let (theirs, mine) = (token(&leaving), token(&owner));
    let members: Value = owner.get(&program.api("/members")).json();
    let found = members["members"]
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["email"] == email.as_str())
        .unwrap();
    assert_eq!(found["tokens"], 1, "what the dialog says before");
    let remove = |email: &str| {
        owner
            .request("DELETE", &program.api(&format!("/members?email={email}")))
            .send()
    };
    assert_eq!(remove(&email).status, 200);
    problem(&theirs.get(&program.api("")), ProblemType::SignInNeeded);
    assert_eq!(mine.get(&program.api("")).status, 200);
    problem(&leaving.get(&program.api("")), ProblemType::NotFound);
    let left: Value = leaving.get("/api/v1/session").json();
    assert_eq!(left["session"]["memberships"], json!([]));

    let events = || {
        let database = database::read(&server().state);
        database::count(
            &database,
            "SELECT count(*) FROM events WHERE program_id = ?1",
            program.slug(),
        )
    };
    let before = events();
    for never in ["ghost@nowhere.example", &email] {
        problem(&remove(never), ProblemType::NotFound);
    }
    assert_eq!(events(), before, "nothing happened");
}
