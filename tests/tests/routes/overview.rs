//! The start page: what moved this week, what waits, the pictures, the first steps.

use laurel_domain::Timestamp;
use laurel_tests::facts::{fact, purchase};
use laurel_tests::fixtures::{Program, program};
use laurel_tests::stories::Story;
use laurel_tests::wait::now_millis;
use serde_json::{Value, json};

fn overview(program: &Program) -> Value {
    let answer = program.session("viewer").get(&program.api("/overview"));
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert_eq!(
        answer.round_trips(),
        Some(1),
        "the whole page is one round trip"
    );
    answer.json::<Value>()["overview"].clone()
}

fn day(from_today: i32) -> String {
    let now = Timestamp::from_millis(now_millis()).plus_days(from_today);
    now.day().to_string()
}

/// Code and figures of each change, and how it compares.
fn told(overview: &Value) -> Vec<Value> {
    let changes = overview["changes"].as_array().unwrap().iter();
    let fact = |value: &Value| json!([value["code"], value["figures"]]);
    changes
        .map(|change| json!([fact(&change["what"]), fact(&change["compared"])]))
        .collect()
}

fn done(overview: &Value) -> Vec<bool> {
    let steps = overview["steps"].as_array().unwrap().iter();
    steps.map(|step| step["done"].as_bool().unwrap()).collect()
}

#[test]
fn an_empty_program_is_told_what_to_do_first() {
    let program = program();
    let empty = overview(&program);
    assert_eq!(done(&empty), [false; 4]);
    assert_eq!(empty["changes"], json!([]));
    assert_eq!(empty["queues"], json!([]));
    assert_eq!(empty["cylinder_index"], Value::Null);
    assert_eq!(empty["flywheel"]["loop_gain"], Value::Null);

    program.record(vec![fact("a", "referral", "2025-01-01")]);
    Story::new(&program, "It has lit my bench for three winters now.").send(&program);
    assert_eq!(done(&overview(&program)), [true, true, true, false]);
    program.create_widget(None);
    assert_eq!(
        done(&overview(&program)),
        [] as [bool; 0],
        "all done: the list is gone"
    );
}

#[test]
fn the_week_is_compared_with_the_one_before() {
    let program = program();
    program.record(vec![
        // Bought twice this week; twice last week; once long ago and again last week.
        purchase("a", &day(-1), 100),
        purchase("a", &day(0), 100),
        purchase("b", &day(-9), 100),
        purchase("b", &day(-8), 100),
        purchase("c", &day(-300), 100),
        purchase("c", &day(-7), 100),
        fact("c", "thanks", &day(-6)),
    ]);
    assert_eq!(
        told(&overview(&program)),
        [
            json!([["reached", { "people": 1, "position": 5, "stage": "Loyalty" }], ["fewer", { "fewer": 1 }]]),
            json!([["reached", { "people": 1, "position": 4, "stage": "Purchase" }], ["as_many", null]]),
            json!([["rewards", { "rewards": 1 }], ["after_none", null]]),
            json!([["new_people", { "people": 1 }], ["as_many", null]]),
        ]
    );
    let message = |language: &str| {
        let path = program.api("/overview");
        let request = program.owner().request("GET", &path);
        let answer = request.header("accept-language", language).send();
        answer.json::<Value>()["overview"]["changes"][0]["what"]["message"].clone()
    };
    assert_eq!(message("en"), "1 person reached Loyalty");
    assert_eq!(
        message("de-AT"),
        "1 Person hat die Stufe „Loyalty“ erreicht"
    );
    program.record(vec![
        fact("a", "case_study", &day(0)),
        fact("a", "event_talk", &day(0)),
    ]);
    let now = told(&overview(&program));
    assert!(
        now.contains(
            &json!([["overstretched", { "advocates": 1 }], ["one_since_this_week", null]])
        ),
        "{now:?}"
    );
    assert!(
        now.contains(&json!([["acts", { "acts": 2 }], ["after_none", null]])),
        "{now:?}"
    );
}

#[test]
fn what_waits_is_listed_and_goes_when_it_is_done() {
    let program = program();
    let sent = Story::new(&program, "The shade is warm and the switch is quiet.").send(&program);
    let change = json!({ "due": "2020-01-01" });
    let path = program.api("/plan/goals_stated");
    let request = program
        .owner()
        .request("PATCH", &path)
        .header("if-match", "\"0\"");
    assert_eq!(request.json(&change).send().status, 200);
    let waiting = |overview: &Value| -> Vec<String> {
        let queues = overview["queues"].as_array().unwrap().iter();
        queues
            .map(|queue| queue["what"]["code"].as_str().unwrap().to_owned())
            .collect()
    };
    let now = overview(&program);
    assert_eq!(waiting(&now), ["submissions", "plan"]);
    let figures = json!({ "oldest_days": 0, "submissions": 1 });
    assert_eq!(now["queues"][0]["what"]["figures"], figures);
    assert_eq!(now["plan"]["overdue"], 1);
    let approve = laurel_api::testimonials::TestimonialChange {
        state: Some(laurel_api::testimonials::Decision::Approved),
        ..Default::default()
    };
    program.decide(sent.id, &approve);
    let done = json!({ "done": true });
    let request = program
        .owner()
        .request("PATCH", &path)
        .header("if-match", "\"1\"");
    assert_eq!(request.json(&done).send().status, 200);
    assert_eq!(overview(&program)["queues"], json!([]));
}
