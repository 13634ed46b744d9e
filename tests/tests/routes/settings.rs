//! A program's rules: replaced one after the other, followed by a recomputation that is exact at any moment;
//! stages tried on real people first.

use laurel_tests::client::Answer;
use laurel_tests::database;
use laurel_tests::facts::{fact, lives, purchase};
use laurel_tests::fixtures::{Program, program};
use laurel_tests::recount::assert_rollups;
use laurel_tests::server::server;
use serde_json::{Value, json};

fn settings(program: &Program) -> Value {
    program.owner().get(&program.api("/settings")).json()
}

fn put(program: &Program, who: &str, settings: &Value, revision: u64) -> Answer {
    program
        .session(who)
        .request("PUT", &program.api("/settings"))
        .json(&json!({ "settings": settings }))
        .header("if-match", &format!("\"{revision}\""))
        .send()
}

/// As an editor does.
fn replace(program: &Program, change: impl FnOnce(&mut Value)) -> Value {
    program.replace_rules(&program.owner(), change)
}

fn step(program: &Program, people: u16) -> Value {
    let answer = program
        .owner()
        .request("POST", &program.api("/recomputation/steps"))
        .json(&json!({ "people": people }))
        .send();
    assert_eq!(answer.status, 200, "{}", answer.text());
    let answer: Value = answer.json();
    answer["recomputation"].clone()
}

fn finish(program: &Program) {
    for _ in 0..200 {
        if step(program, 100)["state"] == "done" {
            return;
        }
    }
    panic!("the recomputation never ends");
}

fn people_at(program: &Program, stage: usize) -> u64 {
    let funnel: Value = program.owner().get(&program.api("/funnel")).json();
    funnel["funnel"]["stages"][stage]["people"]
        .as_u64()
        .unwrap_or_default()
}

#[test]
fn figures_are_exact_after_rules_changed_in_the_middle_of_a_recomputation() {
    let program = program();
    program.record(lives(120, 480));
    let before = replace(&program, |settings| {
        settings["stages"].as_array_mut().unwrap().remove(1);
        settings["follow_days"] = json!(20);
        settings["thresholds"]["early_acts"] = json!(1);
        settings["half_life_days"] = json!(30);
    });
    let first = step(&program, 50);
    assert!(first["done"].as_u64().unwrap() >= 50, "{first}");
    // People come in, and some change, while everybody is being derived again.
    program.record(vec![
        purchase("life-3", "2025-06-01", 100),
        fact("new-1", "website_visit", "2025-06-02"),
    ]);
    let _ = step(&program, 20);
    // Back to the rules of before, in the middle: it begins anew.
    replace(&program, |settings| *settings = before);
    let mid: Value = program.owner().get(&program.api("")).json();
    assert_eq!(mid["program"]["recomputation"]["state"], "running", "{mid}");
    let _ = step(&program, 30);
    program.record(vec![fact("life-7", "review", "2025-06-03")]);
    finish(&program);
    assert_rollups(&database::read(&server().state), program.slug());
    let end: Value = program.owner().get(&program.api("")).json();
    assert!(end["program"]["recomputation"].is_null(), "{end}");
}

#[test]
fn a_recomputation_can_be_stopped_and_goes_on_where_it_stopped() {
    let program = program();
    program.record(lives(40, 200));
    replace(&program, |settings| settings["follow_days"] = json!(50));
    let _ = step(&program, 10);
    let change = |paused: bool| {
        let answer = program
            .owner()
            .request("PATCH", &program.api("/recomputation"))
            .json(&json!({ "paused": paused }))
            .send();
        assert_eq!(answer.status, 200, "{}", answer.text());
        let answer: Value = answer.json();
        answer["recomputation"].clone()
    };
    let stopped = change(true);
    // The minute's job may have been faster.
    if stopped["state"] != "done" {
        assert_eq!(stopped["state"], "paused");
        assert_eq!(
            step(&program, 10)["done"],
            stopped["done"],
            "nothing goes on"
        );
        assert_eq!(change(false)["state"], "running");
    }
    finish(&program);
    assert_eq!(step(&program, 10)["state"], "done", "once more is harmless");
}

#[test]
fn two_owners_at_once_and_what_is_refused() {
    let program = program();
    let answer = settings(&program);
    let revision = answer["revision"].as_u64().unwrap();
    let mut mine = answer["settings"].clone();
    mine["stages"][5]["name"] = json!(" Staying ");
    let saved = put(&program, "owner", &mine, revision);
    assert_eq!(saved.status, 200, "{}", saved.text());
    assert_eq!(saved.header("etag"), "\"2\"");
    let saved: Value = saved.json();
    assert_eq!(saved["settings"]["stages"][5]["name"], "Staying");
    assert_eq!(saved["former"]["settings"], answer["settings"]);
    assert!(
        saved["recomputation"].is_null(),
        "a name derives nobody otherwise"
    );

    let theirs = put(&program, "owner", &answer["settings"], revision);
    assert_eq!(theirs.status, 412, "{}", theirs.text());
    assert_eq!(put(&program, "editor", &mine, 2).status, 403);
    let without = program
        .owner()
        .request("PUT", &program.api("/settings"))
        .json(&json!({ "settings": mine }))
        .send();
    assert_eq!(without.status, 428);

    mine["stages"][1]["name"] = json!("awareness");
    mine["stages"][2]["entered_by"] = json!([]);
    let refused = put(&program, "owner", &mine, 2);
    assert_eq!(refused.status, 422);
    let refused: Value = refused.json();
    let fields: Vec<&str> = refused["errors"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|error| error["field"].as_str())
        .collect();
    assert_eq!(
        fields,
        ["settings.stages.1.name", "settings.stages.2.entered_by"]
    );
}

#[test]
fn a_preview_says_what_saving_makes() {
    let program = program();
    program.record(lives(60, 400));
    let stages = {
        let mut stages = settings(&program)["settings"]["stages"].clone();
        let list = stages.as_array_mut().unwrap();
        list.remove(2);
        list[3]["entered_by"] = json!([{ "kinds": { "one_of": ["purchase"] }, "at_least": 3 }]);
        stages
    };
    let answer = program
        .owner()
        .request("POST", &program.api("/funnel/preview"))
        .json(&json!({ "stages": stages }))
        .send();
    assert_eq!(answer.status, 200, "{}", answer.text());
    let preview: Value = answer.json();
    assert_eq!(preview["people"], 60);
    assert!(preview["next"].is_null());
    assert_eq!(people_at(&program, 0), 60, "nothing was changed");
    replace(&program, |settings| settings["stages"] = stages.clone());
    finish(&program);
    for (stage, people) in preview["stages"].as_array().unwrap().iter().enumerate() {
        assert_eq!(people_at(&program, stage), *people, "stage {stage}");
    }
}

#[test]
fn tags_divide_people_and_the_list() {
    let program = program();
    program.record(vec![
        purchase("anna", "2025-01-01", 100),
        purchase("bert", "2025-01-02", 100),
    ]);
    let id = program.find_person("anna").id;
    let path = program.api(&format!("/people/{id}/tags"));
    let change = |body: Value| program.owner().request("PATCH", &path).json(&body).send();
    let answer: Value = change(json!({ "add": [" press ", "beta"] })).json();
    assert_eq!(answer["tags"], json!(["beta", "press"]));
    let found = |query: &str| -> Vec<Value> {
        let answer: Value = program
            .owner()
            .get(&program.api(&format!("/people?{query}")))
            .json();
        answer["people"].as_array().unwrap().clone()
    };
    assert_eq!(found("tag=press").len(), 1);
    assert_eq!(found("tag=press&country=").len(), 1);
    assert_eq!(found("q=bert&tag=press").len(), 0);
    assert_rollups(&database::read(&server().state), program.slug());
    let segments: Value = program
        .owner()
        .get(&program.api("/segments?dimension=tag"))
        .json();
    assert_eq!(segments["segments"][0]["people"], 1, "{segments}");
    let answer: Value = change(json!({ "remove": ["press"] })).json();
    assert_eq!(answer["tags"], json!(["beta"]));
    program.record(vec![purchase("anna", "2025-02-01", 100)]);
    assert_eq!(found("tag=beta").len(), 1);
    assert!(found("tag=press").is_empty());
    assert_eq!(change(json!({ "add": ["x".repeat(41)] })).status, 422);
    assert_rollups(&database::read(&server().state), program.slug());
}
