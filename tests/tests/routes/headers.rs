//! What stands on every answer: security headers, a policy fit for the kind of page, a request id, and
//! how many round trips the database was asked for.

use laurel_api::endpoints::ALL;
use laurel_api::{Method, Needs};
use laurel_tests::client::{Answer, Client};
use laurel_tests::fixtures::program;
use laurel_tests::stories::Story;

use crate::authorization::all_cases;

fn assert_secure(path: &str, answer: &Answer) {
    assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
    let policy = answer.header("content-security-policy");
    assert!(policy.starts_with("default-src 'none'"), "{path}: {policy}");
    assert!(
        !policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"),
        "{path}: {policy}"
    );
    assert!(
        !policy.contains('*') || path.starts_with("/embed/"),
        "{path}: {policy}"
    );
    let referrer = answer.header("referrer-policy");
    assert!(referrer == "same-origin", "{path}: {referrer}");
    // No page records yet.
    assert_eq!(
        answer.header("permissions-policy"),
        "camera=(), microphone=(), geolocation=()",
        "{path}"
    );
    let request_id = answer.header("x-request-id");
    assert!(
        request_id.len() >= 8 && request_id.bytes().all(|b| b.is_ascii_hexdigit()),
        "{path}"
    );
    assert_eq!(answer.header("x-powered-by"), "", "{path}");
}

#[test]
fn answers_say_how_long_they_are() {
    let program = program();
    for path in [
        program.api("/people"),
        program.api("/people/nobody"),
        program.public(""),
        program.public("/tell"),
        "/".to_owned(),
        "/healthz".to_owned(),
    ] {
        let answer = program.owner().get(&path);
        assert_eq!(answer.header("transfer-encoding"), "", "{path}");
        assert_eq!(
            answer.header("content-length"),
            answer.text().len().to_string(),
            "{path}"
        );
    }
}

#[test]
fn every_answer_is_secured() {
    let program = program();
    let sent = Story::new(&program, "It lights my desk every evening.").send(&program);
    let widget = program.create_widget(None).id;
    let nobody = Client::anonymous();
    let mut ids = std::collections::BTreeSet::new();
    let paths = [
        "/".to_owned(),
        "/healthz".to_owned(),
        "/app".to_owned(),
        "/dev/outbox".to_owned(),
        "/no-such-page".to_owned(),
        "/api/v1/session".to_owned(),
        "/oembed?url=x".to_owned(),
        program.public(""),
        program.public("/tell"),
        "/p/no-such-program".to_owned(),
        sent.receipt.clone(),
        format!("{}/thanks", sent.receipt),
        format!("/embed/{widget}"),
        format!("/embed/{widget}.json"),
        program.api("/people"),
    ];
    for path in &paths {
        let answer = nobody.get(path);
        assert_secure(path, &answer);
        ids.insert(answer.header("x-request-id").to_owned());
    }
    assert_eq!(ids.len(), paths.len(), "each request has an id of its own");
    assert_secure("form", &nobody.post_form(&program.public("/tell"), &[]));
    assert_secure(
        "sign-in",
        &nobody.post_form("/sign-in", &[("email", "x@example.com")]),
    );
}

#[test]
fn only_what_is_made_for_frames_may_be_framed() {
    let program = program();
    let widget = program.create_widget(None).id;
    let nobody = Client::anonymous();
    for path in [
        "/".to_owned(),
        "/app".to_owned(),
        program.public(""),
        program.public("/tell"),
        "/healthz".to_owned(),
    ] {
        let answer = nobody.get(&path);
        assert!(
            answer
                .header("content-security-policy")
                .contains("frame-ancestors 'none'"),
            "{path}"
        );
    }
    let embed = nobody.get(&format!("/embed/{widget}"));
    assert!(
        embed
            .header("content-security-policy")
            .contains("frame-ancestors *")
    );
    assert!(
        !embed
            .header("content-security-policy")
            .contains("script-src"),
        "a frame runs no script"
    );
}

#[test]
fn pages_hold_nothing_inline() {
    let program = program();
    let sent = Story::new(&program, "It lights my desk every evening.").send(&program);
    let nobody = Client::anonymous();
    let pages = [
        "/".to_owned(),
        "/app".to_owned(),
        program.public(""),
        program.public("/tell"),
        sent.receipt,
        "/dev/outbox".to_owned(),
    ];
    for path in pages {
        let html = nobody.get(&path).text();
        assert!(
            html.starts_with("<!DOCTYPE html>") || html.starts_with("<!doctype html>"),
            "{path}"
        );
        for tag in laurel_tests::html::tags(&html) {
            let handler = tag
                .split_ascii_whitespace()
                .any(|word| word.starts_with("on") && word.contains('='));
            assert!(!handler, "{path}: <{tag}>");
            assert!(!tag.contains(" style="), "{path}: <{tag}>");
            assert!(!tag.starts_with("style"), "{path}: <{tag}>");
            let inline = tag.starts_with("script")
                && !tag.contains("src=")
                && !tag.contains("application/ld+json");
            assert!(!inline, "{path}: <{tag}>");
        }
    }
}

#[test]
fn answers_for_one_person_are_stored_nowhere() {
    let program = program();
    let sent = Story::new(&program, "It lights my desk every evening.").send(&program);
    assert_eq!(
        program
            .owner()
            .get(&program.api("/people"))
            .header("cache-control"),
        "no-store"
    );
    assert_eq!(
        Client::anonymous()
            .get(&sent.receipt)
            .header("cache-control"),
        "no-store"
    );
    assert_eq!(
        Client::anonymous()
            .get(&sent.receipt)
            .header("referrer-policy"),
        "same-origin"
    );
    assert_eq!(
        Client::anonymous()
            .get(&program.public("/tell"))
            .header("cache-control"),
        "no-store"
    );
}

#[test]
fn reading_takes_one_round_trip_and_writing_at_most_two() {
    let program = program();
    for (route, case) in all_cases(&program) {
        if route.name == "EndSession" {
            continue;
        }
        let answer = case.send(&program.owner());
        assert_eq!(answer.status, 200, "{}: {}", route.name, answer.text());
        let trips = answer
            .round_trips()
            .unwrap_or_else(|| panic!("{} says how many", route.name));
        let most = if route.method == Method::Get { 1 } else { 2 };
        assert!(
            (1..=most).contains(&trips),
            "{}: {trips} round trips",
            route.name
        );
    }
    assert!(ALL.iter().any(|route| route.needs == Needs::SignedIn));
}
