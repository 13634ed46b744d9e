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

fn told(overview: &Value) -> Vec<String> {
    let changes = overview["changes"].as_array().unwrap().iter();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    changes
        .map(|change| format!("{}, {}", text(&change["words"]), text(&change["compared"])))
        .collect()
}

fn done(overview: &Value) -> Vec<bool> {
    let steps = overview["steps"].as_array().unwrap().iter();
    steps.map(|step| step["done"].as_bool().unwrap()).collect()
}

#[test]
fn an_empty_programme_is_told_what_to_do_first() {
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
            "1 person reached Loyalty, 1 fewer than the week before",
            "1 person reached Purchase, as many as the week before",
            "1 reward was given, after none the week before",
            "1 new person became known, as many as the week before",
        ]
    );
    let page = overview(&program)["changes"][0]["page"].clone();
    assert_eq!(page, "people?stage=5&stage_match=reached");
    program.record(vec![fact("a", "case_study", &day(0))]);
    let now = told(&overview(&program));
    assert!(
        now.contains(&"1 advocate is overdrawn, since this week".to_owned()),
        "{now:?}"
    );
    assert!(
        now.contains(&"1 act of advocacy, after none the week before".to_owned()),
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
            .map(|queue| queue["words"].as_str().unwrap().to_owned())
            .collect()
    };
    let now = overview(&program);
    assert_eq!(
        waiting(&now),
        [
            "1 submission waits for a decision",
            "1 check of the plan is overdue"
        ]
    );
    assert_eq!(now["queues"][0]["detail"], "It came today.");
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
