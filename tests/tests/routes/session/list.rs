//! Sessions: listed, ended, replaced, and ended by themselves.

use std::time::Duration;

use laurel_api::ProblemType;
use laurel_tests::assertions::problem;
use laurel_tests::client::Client;
use laurel_tests::database;
use laurel_tests::fixtures::program;
use laurel_tests::server::server;
use laurel_tests::wait::until;
use serde_json::{Value, json};

use super::{Browser, mails_of};

#[test]
fn sessions_are_listed_and_ended() {
    let program = program();
    let email = program.email("editor");
    let secret = |who: &str| program.session_secret(who);
    let list = |client: &Client| client.get("/api/v1/sessions").json::<Value>()["sessions"].clone();
    let here = program.session("editor");
    let found = list(&here);
    let found = found.as_array().unwrap();
    assert_eq!(found.len(), 2, "the idle one has ended: {found:?}");
    assert_eq!(found[0]["current"], true);
    assert_eq!(
        (&found[1]["browser"], &found[1]["system"]),
        (&json!("Safari"), &json!("iOS"))
    );
    let text = here.get("/api/v1/sessions").text();
    assert!(
        !text.contains(&secret("rested")) && !text.contains(&database::digest(&secret("rested")))
    );
    problem(
        &program.session("idle").get("/api/v1/session"),
        ProblemType::SignInNeeded,
    );
    problem(
        &program.session("idle").get(&program.api("")),
        ProblemType::SignInNeeded,
    );
    assert_eq!(program.session("rested").get(&program.api("")).status, 200);

    // Another one signs in on the same address, and is ended from here.
    let mut browser = Browser::at("192.0.2.31");
    let agent = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
    browser.ask(&email);
    let (link, _) = mails_of(&email, 1)[0].clone();
    let request = Client::anonymous()
        .request("POST", &link)
        .form(&[])
        .header("user-agent", agent);
    assert_eq!(browser.send(request).status, 303);
    let found = list(&here);
    let newest = &found[0];
    assert_eq!(
        (&newest["browser"], &newest["system"]),
        (&json!("Firefox"), &json!("Linux"))
    );
    let end = |client: &Client, id: &Value| {
        let path = format!("/api/v1/sessions/{}", id.as_str().unwrap());
        client.request("DELETE", &path).send()
    };
    problem(
        &Client::anonymous().get("/api/v1/sessions"),
        ProblemType::SignInNeeded,
    );
    let stranger = end(&program.session("viewer"), &newest["id"]);
    assert_eq!(stranger.status, 200, "as one that is not there");
    assert_eq!(
        list(&here).as_array().unwrap().len(),
        3,
        "nobody ends another's"
    );
    assert_eq!(end(&here, &newest["id"]).status, 200);
    problem(&browser.get("/api/v1/session"), ProblemType::SignInNeeded);

    let others = here.request("DELETE", "/api/v1/sessions").send();
    assert_eq!(
        others.json::<Value>()["sessions"].as_array().unwrap().len(),
        1
    );
    problem(
        &program.session("rested").get("/api/v1/session"),
        ProblemType::SignInNeeded,
    );
    let own = end(&here, &list(&here)[0]["id"]);
    assert_eq!(
        (own.status, own.cookie("laurel").as_deref()),
        (200, Some(""))
    );
    problem(&here.get("/api/v1/session"), ProblemType::SignInNeeded);
}

#[test]
fn signing_in_again_in_the_same_browser_replaces_the_session() {
    let program = program();
    let email = program.email("viewer");
    let mut browser = Browser::at("192.0.2.32");
    for round in 1..=2 {
        browser.ask(&email);
        let (link, _) = mails_of(&email, round).pop().unwrap();
        assert_eq!(browser.post(&link, &[]).status, 303);
    }
    let list: Value = browser.get("/api/v1/sessions").json();
    // With the one of the fixtures.
    assert_eq!(list["sessions"].as_array().unwrap().len(), 2, "{list}");
}

#[test]
fn it_is_noted_once_an_hour_that_a_session_is_used() {
    let program = program();
    let database = database::read(&server().state);
    let hash = database::digest(&program.session_secret("rested"));
    let sql = "SELECT last_used_at FROM sessions WHERE token_hash = ?1";
    let before = database::count(&database, sql, &hash);
    program.session("rested").get(&program.api(""));
    let noted = until("the note", Duration::from_secs(10), || {
        let now = database::count(&database, sql, &hash);
        (now > before).then_some(now)
    });
    for _ in 0..3 {
        program.session("rested").get(&program.api(""));
        program.session("rested").get("/api/v1/session");
    }
    assert_eq!(database::count(&database, sql, &hash), noted);
}
