//! Requests that another site makes a browser send are refused: unsafe methods × where they come from.

use laurel_api::{Method, ProblemType};
use laurel_tests::assertions::problem;
use laurel_tests::client::{Client, Request};
use laurel_tests::fixtures::program;
use laurel_tests::server::server;
use laurel_tests::stories::Story;

use crate::authorization::all_cases;

/// What a browser says about where a request comes from, and whether that is one of our pages.
const SENDERS: [(&[(&str, &str)], bool); 10] = [
    (&[("sec-fetch-site", "same-origin")], true),
    (&[("sec-fetch-site", "none")], true),
    (&[("sec-fetch-site", "same-site")], false),
    (&[("sec-fetch-site", "cross-site")], false),
    (&[("sec-fetch-site", "nonsense")], false),
    // An older browser says only the origin.
    (&[("origin", "{ours}")], true),
    (&[("origin", "https://evil.example")], false),
    (&[("origin", "null")], false),
    (
        &[("sec-fetch-site", "cross-site"), ("origin", "{ours}")],
        false,
    ),
    (&[], false),
];

fn from(request: Request, sender: &[(&str, &str)]) -> Request {
    let request = request.without("sec-fetch-site").without("origin");
    sender.iter().fold(request, |request, (name, value)| {
        request.header(name, &value.replace("{ours}", &server().base_url))
    })
}

#[test]
fn every_unsafe_endpoint_refuses_other_sites() {
    let program = program();
    let owner = program.owner();
    // Sign-out is tried with a session that is not there, so that the owner stays signed in.
    let nobody = Client::session("nobody");
    for (route, case) in all_cases(&program) {
        if route.method == Method::Get {
            continue;
        }
        let client = if route.name == "EndSession" {
            &nobody
        } else {
            &owner
        };
        for (sender, ours) in SENDERS.iter().filter(|(_, ours)| !ours) {
            let answer = from(case.request(client), sender).send();
            assert!(!ours);
            problem(&answer, ProblemType::CrossOrigin);
        }
    }
}

#[test]
fn our_own_pages_and_older_browsers_are_let_through() {
    let program = program();
    let body = serde_json::json!({ "name": "Brand" });
    for (sender, ours) in SENDERS {
        let request = program
            .owner()
            .request("PATCH", &program.api(""))
            .json(&body);
        let answer = from(request, sender).send();
        assert_eq!(
            answer.status,
            if ours { 200 } else { 403 },
            "{sender:?}: {}",
            answer.text()
        );
    }
}

#[test]
fn a_token_needs_no_origin_but_no_other_site_may_use_one_either() {
    let program = program();
    let body = serde_json::json!({ "name": "Wall", "layout": "wall", "show_rating": true, "max_items": 3 });
    let send = |sender: &[(&str, &str)]| {
        let request = program
            .token("edit")
            .request("POST", &program.api("/widgets"))
            .json(&body);
        from(request, sender).send().status
    };
    assert_eq!(send(&[]), 200);
    assert_eq!(send(&[("sec-fetch-site", "cross-site")]), 403);
    assert_eq!(send(&[("origin", "https://evil.example")]), 403);
}

#[test]
fn public_forms_refuse_other_sites_too() {
    let program = program();
    let sent = Story::new(&program, "It lights my desk every evening.").send(&program);
    let forms = [
        program.public("/tell"),
        sent.receipt.clone(),
        format!("{}/consent", sent.receipt),
        format!("{}/withdraw", sent.receipt),
        "/sign-in".to_owned(),
        "/sign-in/0123456789abcdef".to_owned(),
    ];
    let fields = [
        ("email", "a@example.com"),
        ("purpose", "website"),
        ("given", "false"),
    ];
    for path in forms {
        for (sender, _) in SENDERS.iter().filter(|(_, ours)| !ours) {
            let request = Client::anonymous().request("POST", &path).form(&fields);
            let answer = from(request, sender).send();
            assert_eq!(answer.status, 403, "{path} {sender:?}: {}", answer.text());
        }
    }
    let receipt = Client::anonymous().get(&sent.receipt).text();
    assert!(
        receipt.contains("Waiting to be read"),
        "nothing was changed"
    );
}

#[test]
fn reading_is_possible_from_anywhere() {
    let program = program();
    let answer = program
        .owner()
        .request("GET", &program.api(""))
        .header("sec-fetch-site", "cross-site")
        .send();
    assert_eq!(
        answer.status, 200,
        "the browser keeps the answer from the other site"
    );
    assert_eq!(answer.header("access-control-allow-origin"), "");
}

/// Only a token of ours, and only alone: everything else might be a browser's cookie in disguise.
#[test]
fn no_other_authorization_stands_in_for_the_origin() {
    let program = program();
    let body = serde_json::json!({ "name": "Brand" });
    let change = |request: Request| from(request, &[]).json(&body).send();
    let token = program.token_secret(laurel_tests::fixtures::ALL_SCOPES);
    let ours = format!("Bearer {token}");
    for authorization in [
        "Basic b3duZXI6c2VjcmV0",
        "Bearer x",
        "Bearer",
        "laurel_0",
        "Digest laurel_0",
        &ours,
    ] {
        let with_cookie = program
            .owner()
            .with_header("authorization", authorization)
            .request("PATCH", &program.api(""));
        problem(&change(with_cookie), ProblemType::CrossOrigin);
    }
    for (authorization, status) in [
        (ours.clone(), 200),
        (format!("bearer {token}"), 200),
        (format!("BEARER  {token}"), 200),
        (format!("Basic {token}"), 403),
        ("Bearer x".to_owned(), 403),
        ("Bearer laurel_0".to_owned(), 401),
    ] {
        let alone = Client::anonymous()
            .with_header("authorization", &authorization)
            .request("PATCH", &program.api(""));
        let answer = change(alone);
        assert_eq!(answer.status, status, "{authorization}: {}", answer.text());
    }
}

/// A page of another site may have its own name point to this machine.
#[test]
fn a_development_server_answers_to_the_names_of_this_machine_only() {
    let program = program();
    let paths = [
        "/dev/outbox".to_owned(),
        format!("/dev/sign-in?email={}", program.email("owner")),
        program.public(""),
        "/".to_owned(),
    ];
    for path in &paths {
        let as_host = |host: &str| {
            let request = Client::anonymous().request("GET", path);
            request.header("host", host).send()
        };
        for host in [
            "evil.example",
            "evil.example:8787",
            "localhost.evil.example",
            "127.0.0.1.evil.example",
        ] {
            let answer = as_host(host);
            assert_eq!(answer.status, 404, "{path} as {host}");
            assert!(answer.cookie("laurel").is_none());
        }
        for host in ["localhost", "localhost:1", "127.0.0.1:8787"] {
            let answer = as_host(host);
            assert!(
                matches!(answer.status, 200 | 303),
                "{path} as {host}: {}",
                answer.status
            );
        }
    }
}
