//! A program's data, its members and its API tokens.

mod joining;

use laurel_api::ProblemType;
use laurel_tests::assertions::{problem, refused_field};
use laurel_tests::client::Client;
use laurel_tests::database;
use laurel_tests::fixtures::program;
use laurel_tests::server::server;
use serde_json::{Value, json};

#[test]
fn a_program_is_read_and_changed_in_parts() {
    let program = program();
    let owner = program.owner();
    let patch = |body: Value| owner.request("PATCH", &program.api("")).json(&body).send();
    let before: Value = owner.get(&program.api("")).json();
    assert_eq!(before["program"]["role"], "owner");
    assert_eq!(before["program"]["stages"].as_array().unwrap().len(), 7);

    let answer = patch(
        json!({ "name": " Náïve & Søns ", "product_type": "Product", "website": "https://example.com", "incentive": "A lamp" }),
    );
    assert_eq!(answer.status, 200, "{}", answer.text());
    let after: Value = owner.get(&program.api("")).json();
    assert_eq!(after["program"]["name"], "Náïve & Søns");
    assert_eq!(
        after["program"]["product_name"], before["program"]["product_name"],
        "absent fields stay"
    );
    assert_eq!(after["program"]["incentive"], "A lamp");

    patch(json!({ "incentive": "", "product_type": "", "website": "" }));
    let cleared: Value = owner.get(&program.api("")).json();
    for field in ["incentive", "product_type", "website"] {
        assert_eq!(cleared["program"][field], Value::Null, "{field}");
    }
    refused_field(&patch(json!({ "name": " " })), "name");
    refused_field(&patch(json!({ "name": "n".repeat(81) })), "name");
    refused_field(
        &patch(json!({ "product_type": "Organization" })),
        "product_type",
    );
    refused_field(
        &patch(json!({ "website": "javascript:alert(1)" })),
        "website",
    );
    refused_field(&patch(json!({ "incentive": "i".repeat(201) })), "incentive");
}

#[test]
fn two_changes_at_once_lose_neither() {
    let program = program();
    let owner = program.owner();
    let send = |method: &str, path: &str, body: Value| {
        let answer = owner.request(method, &program.api(path)).json(&body).send();
        assert_eq!(answer.status, 200, "{}", answer.text());
        answer.json::<Value>()
    };
    let view = json!({ "name": "First", "page": "people", "query": "q=a" });
    let saved = owner.request("POST", &program.api("/views")).json(&view);
    let saved: Value = saved.send().json();
    let view = format!("/views/{}", saved["view"]["id"].as_str().unwrap());
    let email = format!("colleague@{}.example", program.slug());
    for round in 0..6 {
        let member = json!({ "email": email, "name": "Before", "role": "viewer" });
        send("PUT", "/members", member);
        let name = format!("Renamed {round}");
        let (incentive, query) = (format!("a pound of tea {round}"), format!("q={round}"));
        let parts = [
            ("PATCH", "", json!({ "name": name })),
            ("PATCH", "", json!({ "incentive": incentive })),
            ("PATCH", view.as_str(), json!({ "name": name })),
            ("PATCH", view.as_str(), json!({ "query": query })),
            ("PUT", "/members", json!({ "email": email, "name": name })),
            (
                "PUT",
                "/members",
                json!({ "email": email, "role": "editor" }),
            ),
        ];
        std::thread::scope(|scope| {
            for (method, path, body) in parts {
                scope.spawn(|| send(method, path, body));
            }
        });
        let after: Value = owner.get(&program.api("")).json();
        assert_eq!(after["program"]["name"], *name);
        assert_eq!(after["program"]["incentive"], *incentive);
        let views: Value = owner.get(&program.api("/views")).json();
        assert_eq!(views["views"][0]["name"], *name);
        assert_eq!(views["views"][0]["query"], *query);
        let members: Value = owner.get(&program.api("/members")).json();
        let members = members["members"].as_array().unwrap();
        let colleague = members.iter().find(|one| one["email"] == *email).unwrap();
        assert_eq!(colleague["name"], *name);
        assert_eq!(colleague["role"], "editor");
    }
    // A widget is sent as a whole, so of two that saw the same one is refused.
    let widget = json!({ "name": "Home", "layout": "wall", "show_rating": true, "max_items": 5 });
    let made = owner
        .request("POST", &program.api("/widgets"))
        .json(&widget);
    let made: Value = made.send().json();
    let path = format!("/widgets/{}", made["widget"]["id"].as_str().unwrap());
    let put = |name: &str| {
        let mut body = widget.clone();
        body["name"] = json!(name);
        let request = owner.request("PUT", &program.api(&path)).json(&body);
        request.header("if-match", "\"1\"").send()
    };
    let (one, other) = std::thread::scope(|scope| {
        let other = scope.spawn(|| put("Other"));
        (put("One"), other.join().unwrap())
    });
    let mut statuses = [one.status, other.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 412]);
    let blind = owner
        .request("PUT", &program.api(&path))
        .json(&widget)
        .send();
    problem(&blind, ProblemType::RevisionNeeded);

    // Somebody new has both.
    for body in [
        json!({ "email": "new@example.com", "role": "viewer" }),
        json!({ "email": "new@example.com", "name": "New" }),
    ] {
        let answer = owner
            .request("PUT", &program.api("/members"))
            .json(&body)
            .send();
        let missing = if body["name"].is_null() {
            "name"
        } else {
            "role"
        };
        refused_field(&answer, missing);
    }
}

#[test]
fn members_come_and_go_but_an_owner_stays() {
    let program = program();
    let owner = program.owner();
    let put = |email: &str, role: &str| {
        let body = json!({ "email": email, "name": "Ada", "role": role });
        owner
            .request("PUT", &program.api("/members"))
            .json(&body)
            .send()
    };
    let remove = |email: &str| {
        owner
            .request("DELETE", &program.api(&format!("/members?email={email}")))
            .send()
    };
    assert_eq!(put("Ada@New.example", "editor").status, 200);
    let members: Value = owner.get(&program.api("/members")).json();
    let addresses: Vec<&str> = members["members"]
        .as_array()
        .unwrap()
        .iter()
        .map(|m| m["email"].as_str().unwrap())
        .collect();
    assert_eq!(addresses.len(), 5);
    assert!(
        addresses.contains(&"ada@new.example") && addresses.is_sorted(),
        "{addresses:?}"
    );
    refused_field(&put("nobody", "editor"), "email");
    assert_eq!(
        put("ada@new.example", "viewer").status,
        200,
        "changes the role"
    );

    problem(&remove(&program.email("owner")), ProblemType::Conflict);
    problem(
        &put(&program.email("owner"), "viewer"),
        ProblemType::Conflict,
    );
    assert_eq!(
        owner.get(&program.api("")).json::<Value>()["program"]["role"],
        "owner"
    );
    assert_eq!(put("ada@new.example", "owner").status, 200);
    assert_eq!(
        remove(&program.email("owner")).status,
        200,
        "another owner is there"
    );
    assert_eq!(owner.get(&program.api("")).status, 404);
}

#[test]
fn two_owners_cannot_remove_each_other_at_the_same_moment() {
    let program = program();
    let body = json!({ "email": program.email("editor"), "name": "E", "role": "owner" });
    assert_eq!(
        program
            .owner()
            .request("PUT", &program.api("/members"))
            .json(&body)
            .send()
            .status,
        200
    );
    let path = |who: &str| program.api(&format!("/members?email={}", program.email(who)));
    let statuses = std::thread::scope(|scope| {
        let one = scope.spawn(|| {
            program
                .owner()
                .request("DELETE", &path("editor"))
                .send()
                .status
        });
        let other = scope.spawn(|| {
            program
                .session("editor")
                .request("DELETE", &path("owner"))
                .send()
                .status
        });
        [one.join().unwrap(), other.join().unwrap()]
    });
    let database = database::read(&server().state);
    let sql = "SELECT count(*) FROM members WHERE program_id = ?1 AND role = 'owner'";
    assert_eq!(
        database::count(&database, sql, program.slug()),
        1,
        "{statuses:?}"
    );
}

#[test]
fn a_token_is_shown_once_works_and_is_revoked_at_once() {
    let program = program();
    let owner = program.owner();
    let create = |body: Value| {
        owner
            .request("POST", &program.api("/tokens"))
            .json(&body)
            .send()
    };
    let created = create(json!({ "label": "Website", "scopes": ["view", "edit"] }));
    assert_eq!(created.status, 200, "{}", created.text());
    let created: Value = created.json();
    let secret = created["secret"].as_str().unwrap();
    assert!(
        secret.starts_with("laurel_") && secret.len() > 60,
        "a token that scanners recognize"
    );

    let client = Client::token(secret);
    assert_eq!(client.get(&program.api("/people")).status, 200);
    assert_eq!(
        client.get(&program.api("/tokens")).status,
        403,
        "no token manages tokens"
    );
    let list = owner.get(&program.api("/tokens")).text();
    assert!(!list.contains(secret), "never shown again");
    let database = database::read(&server().state);
    let sql = "SELECT count(*) FROM tokens WHERE program_id = ?1 AND token_hash LIKE 'laurel_%'";
    assert_eq!(
        database::count(&database, sql, program.slug()),
        0,
        "only its digest is stored"
    );

    let id = created["token"]["id"].as_str().unwrap();
    let revoked = owner
        .request("DELETE", &program.api(&format!("/tokens/{id}")))
        .send();
    assert_eq!(revoked.status, 200);
    problem(
        &client.get(&program.api("/people")),
        ProblemType::SignInNeeded,
    );

    for scopes in [json!([]), json!(["own"])] {
        refused_field(&create(json!({ "label": "x", "scopes": scopes })), "scopes");
    }
    refused_field(
        &create(json!({ "label": " ", "scopes": ["view"] })),
        "label",
    );
    problem(
        &create(json!({ "label": "x", "scopes": ["root"] })),
        ProblemType::Invalid,
    );
}

#[test]
fn what_members_do_stands_in_the_event_log() {
    let program = program();
    let body = json!({ "email": "new@new.example", "name": "N", "role": "viewer" });
    program
        .owner()
        .request("PUT", &program.api("/members"))
        .json(&body)
        .send();
    program
        .owner()
        .request("POST", &program.api("/tokens"))
        .json(&json!({ "label": "x", "scopes": ["view"] }))
        .send();
    program
        .owner()
        .request("PATCH", &program.api(""))
        .json(&json!({ "name": "New" }))
        .send();
    let database = database::read(&server().state);
    for subject in ["member", "token", "program"] {
        let sql = format!(
            "SELECT count(*) FROM events WHERE program_id = ?1 AND subject = '{subject}'
              AND actor_kind = 'member' AND actor_id LIKE 'owner@%'"
        );
        assert_eq!(
            database::count(&database, &sql, program.slug()),
            1,
            "{subject}"
        );
    }
}
