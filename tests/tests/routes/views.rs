//! Saved views: shared by the members, named once a page, and never more than an address.

use laurel_api::ProblemType;
use laurel_tests::assertions::{problem, refused_field};
use laurel_tests::client::Answer;
use laurel_tests::fixtures::{Program, program};
use serde_json::{Value, json};

fn save(program: &Program, who: &str, name: &str, page: &str, query: &str) -> Answer {
    let body = json!({ "name": name, "page": page, "query": query });
    program
        .session(who)
        .request("POST", &program.api("/views"))
        .json(&body)
        .send()
}

fn views(program: &Program, who: &str) -> Vec<Value> {
    let answer = program.session(who).get(&program.api("/views"));
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json::<Value>()["views"].as_array().unwrap().clone()
}

#[test]
fn a_view_is_saved_found_by_others_renamed_and_deleted() {
    let program = program();
    let saved = save(
        &program,
        "editor",
        " Fairs, this year ",
        "funnel",
        "?source=Fair&cursor=x&from=2026-01-01",
    );
    assert_eq!(saved.status, 200, "{}", saved.text());
    let view = saved.json::<Value>()["view"].clone();
    assert_eq!(view["name"], "Fairs, this year");
    assert_eq!(
        view["query"], "source=Fair&from=2026-01-01",
        "the place in a list is not kept"
    );
    assert_eq!(save(&program, "owner", "All", "people", "").status, 200);
    assert_eq!(
        save(&program, "owner", "Before", "funnel", "to=2025-12-31").status,
        200
    );

    let names: Vec<String> = views(&program, "viewer")
        .iter()
        .map(|view| {
            format!(
                "{} {} by {}",
                view["page"], view["name"], view["created_by"]
            )
        })
        .collect();
    assert_eq!(
        names,
        [
            r#""funnel" "Before" by "owner""#,
            r#""funnel" "Fairs, this year" by "editor""#,
            r#""people" "All" by "owner""#
        ]
    );

    let path = program.api(&format!("/views/{}", view["id"].as_str().unwrap()));
    let change = |body: Value| program.owner().request("PATCH", &path).json(&body).send();
    let renamed = change(json!({ "name": "Fairs" }));
    assert_eq!(renamed.status, 200, "{}", renamed.text());
    let renamed: Value = renamed.json();
    assert_eq!(renamed["view"]["name"], "Fairs");
    assert_eq!(renamed["view"]["query"], "source=Fair&from=2026-01-01");
    assert_eq!(
        renamed["view"]["created_by"], "editor",
        "it stays its maker's"
    );
    let changed: Value = change(json!({ "query": "source=" })).json();
    assert_eq!(changed["view"]["query"], "source=");
    assert_eq!(changed["view"]["name"], "Fairs");

    let remove = || program.owner().request("DELETE", &path).send();
    assert_eq!(remove().status, 200);
    problem(&remove(), ProblemType::NotFound);
    assert_eq!(views(&program, "viewer").len(), 2);
}

#[test]
fn what_cannot_be_an_address_is_refused() {
    let program = program();
    for query in [
        "a=<script>",
        "a=\"x\"",
        "a b",
        "a=%2",
        "#x",
        &"q".repeat(1_001),
    ] {
        refused_field(&save(&program, "owner", "Bad", "funnel", query), "query");
    }
    refused_field(&save(&program, "owner", " ", "funnel", ""), "name");
    refused_field(
        &save(&program, "owner", &"n".repeat(81), "funnel", ""),
        "name",
    );
    refused_field(
        &save(&program, "owner", "Elsewhere", "../../settings", ""),
        "page",
    );
    let hostile = "<img src=x onerror=alert(1)> \u{202e}ضوء";
    assert_eq!(
        save(&program, "owner", hostile, "funnel", "a=%3Cb%3E").status,
        200
    );
    assert_eq!(
        views(&program, "viewer")[0]["name"],
        hostile,
        "kept as words"
    );
}

#[test]
fn names_are_told_apart_within_a_page_and_there_is_a_limit() {
    let program = program();
    assert_eq!(save(&program, "owner", "Spring", "funnel", "").status, 200);
    refused_field(&save(&program, "owner", "spring", "funnel", "a=1"), "name");
    assert_eq!(save(&program, "owner", "Spring", "pyramid", "").status, 200);
    for number in 2..100 {
        let saved = save(&program, "editor", &format!("View {number}"), "people", "");
        assert_eq!(saved.status, 200, "{number}: {}", saved.text());
    }
    problem(
        &save(&program, "owner", "One more", "people", ""),
        ProblemType::Conflict,
    );
    assert_eq!(views(&program, "viewer").len(), 100);
}
