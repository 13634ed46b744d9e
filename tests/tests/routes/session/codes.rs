//! Codes, several links in one browser, and what a dead link says.

use laurel_tests::client::{Answer, Client};
use laurel_tests::fixtures::program;
use laurel_tests::html;
use serde_json::Value;

use super::{Browser, mails, mails_of};

/// The phone's mail app opens links elsewhere; the code is typed where the link was asked for.
#[test]
fn the_code_of_the_mail_signs_in_the_browser_that_asked_and_no_other() {
    let program = program();
    let email = program.email("moderator");
    let mut browser = Browser::at("192.0.2.10");
    let page = browser.ask(&email).text();
    assert!(
        html::control(&page, "code").is_some_and(|tag| tag.contains("one-time-code")),
        "{page}"
    );
    let (_, code) = mails_of(&email, 1)[0].clone();

    let mut stranger = Browser::at("192.0.2.11");
    assert_eq!(
        stranger.type_code(&code).status,
        422,
        "no browser that asked"
    );
    stranger.ask("nobody@strange.example");
    assert_eq!(stranger.type_code(&code).status, 422, "another browser");

    let spaced = format!(" {} {} ", &code[..3], &code[3..]);
    let answer = browser.type_code(&spaced);
    assert_eq!((answer.status, answer.header("location")), (303, "/app"));
    let who: Value = browser.get("/api/v1/session").json();
    assert_eq!(who["session"]["email"], email);
    assert_eq!(browser.type_code(&code).status, 422, "it works once");
}

#[test]
fn five_wrong_codes_and_the_right_one_works_no_longer() {
    let program = program();
    let email = program.email("editor");
    let mut browser = Browser::at("192.0.2.12");
    browser.ask(&email);
    let (link, code) = mails_of(&email, 1)[0].clone();
    let wrong = if code == "000000" { "000001" } else { "000000" };
    let mut texts = Vec::new();
    for _ in 0..5 {
        let answer = browser.type_code(wrong);
        assert_eq!(answer.status, 422);
        texts.push(answer.text());
    }
    let last = browser.type_code(&code);
    assert_eq!(last.status, 422, "five tries are over");
    texts.push(last.text());
    // Whoever asked for an address that is nobody's reads the same.
    let mut other = Browser::at("192.0.2.13");
    other.ask("nobody@strange.example");
    texts.push(other.type_code(wrong).text());
    texts.dedup();
    assert_eq!(texts.len(), 1, "{texts:?}");
    assert_eq!(
        browser.post(&link, &[]).status,
        303,
        "the link is none that can be guessed"
    );
}

#[test]
fn every_open_link_of_a_browser_works_however_often_it_asked() {
    let program = program();
    let email = program.email("owner");
    let mut browser = Browser::at("192.0.2.14");
    for count in 1..=3 {
        assert_eq!(browser.ask(&email).status, 200);
        mails_of(&email, count);
    }
    let secret = browser.cookie("laurel-browser");
    browser.ask("nobody@strange.example");
    assert_eq!(
        browser.cookie("laurel-browser"),
        secret,
        "an ask that sends nothing leaves it"
    );
    for (link, _) in mails_of(&email, 3) {
        assert_eq!(browser.get(&link).status, 200);
        assert_eq!(browser.post(&link, &[]).status, 303, "{link}");
    }
    browser.ask(&email);
    mails_of(&email, 4);
    for _ in 0..5 {
        browser.ask(&email);
    }
    assert_eq!(
        browser.cookie("laurel-browser"),
        secret,
        "nor does one that comes too often"
    );
    let (link, code) = mails(&email).pop().unwrap();
    assert!(browser.get(&link).status == 200 && browser.type_code(&code).status == 303);
}

#[test]
fn a_dead_link_says_at_once_why() {
    let program = program();
    let email = program.email("moderator");
    let mut browser = Browser::at("192.0.2.15");
    browser.ask(&email);
    let (link, _) = mails_of(&email, 1)[0].clone();
    let heading = |answer: &Answer| {
        assert_eq!(answer.status, 410, "{}", answer.text());
        let text = answer.text();
        let heading = text
            .split("<h1")
            .nth(1)
            .unwrap()
            .split("</h1>")
            .next()
            .unwrap();
        heading.split('>').nth(1).unwrap().to_owned()
    };
    let mut found = vec![heading(&Browser::at("192.0.2.16").get(&link))];
    assert!(
        browser.get(&link).text().contains("<button"),
        "it works here"
    );
    assert_eq!(browser.post(&link, &[]).status, 303);
    found.push(heading(&browser.get(&link)));
    found.push(heading(
        &Client::anonymous().get(&format!("/sign-in/{}", program.expired_link())),
    ));
    found.push(heading(&Client::anonymous().get("/sign-in/0123")));
    assert_eq!(
        found,
        [
            "Another browser asked for this link",
            "This link has been used",
            "This link has expired",
            "This link does not work"
        ]
    );
    for (path, expected) in [(&link, &found[1]), (&"/sign-in/0123".to_owned(), &found[3])] {
        assert_eq!(
            &heading(&browser.post(path, &[])),
            expected,
            "pressing the button says it, too"
        );
    }
}
