//! The plan: checks that figures answer, checks that people judge, reviews, and two people at once.

use laurel_api::ProblemType;
use laurel_api::touchpoints::{NewTouchpoint, PersonKey};
use laurel_domain::Timestamp;
use laurel_tests::assertions::{problem, refused_field};
use laurel_tests::client::Answer;
use laurel_tests::facts::{fact, person, purchase};
use laurel_tests::fixtures::{Program, program};
use laurel_tests::wait::now_millis;
use serde_json::{Value, json};

fn plan(program: &Program) -> Value {
    let answer = program.session("viewer").get(&program.api("/plan"));
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert_eq!(answer.round_trips(), Some(1));
    answer.json()
}

fn check(program: &Program, item: &str) -> Value {
    let plan = plan(program);
    let phases = plan["plan"]["phases"].as_array().unwrap().iter();
    let mut checks = phases.flat_map(|phase| phase["checks"].as_array().unwrap());
    checks
        .find(|check| check["item"] == item)
        .unwrap_or_else(|| panic!("{item} is not in the plan"))
        .clone()
}

fn change(program: &Program, item: &str, revision: u64, body: &Value) -> Answer {
    program
        .session("editor")
        .request("PATCH", &program.api(&format!("/plan/{item}")))
        .header("if-match", &format!("\"{revision}\""))
        .json(body)
        .send()
}

fn add(program: &Program, title: &str) -> Answer {
    let body = json!({ "phase": "motivation", "title": title });
    let request = program
        .session("editor")
        .request("POST", &program.api("/plan"));
    request.json(&body).send()
}

/// A day counted from today.
fn day(from_today: i32) -> String {
    let now = Timestamp::from_millis(now_millis()).plus_days(from_today);
    now.day().to_string()
}

#[test]
fn an_empty_program_has_the_whole_plan_and_knows_nothing() {
    let program = program();
    let plan = plan(&program);
    let phases = plan["plan"]["phases"].as_array().unwrap();
    let codes: Vec<&str> = phases
        .iter()
        .map(|phase| phase["phase"].as_str().unwrap())
        .collect();
    assert_eq!(
        codes,
        ["exploration", "motivation", "activation", "iteration"]
    );
    for item in [
        "industry_known",
        "nps_measured",
        "motivation_known",
        "rewards_given",
    ] {
        assert_eq!(check(&program, item)["verdict"], "not_known", "{item}");
    }
    assert_eq!(check(&program, "goals_stated")["verdict"], "not_met");
    assert_eq!(
        check(&program, "answered_in_time")["figure"]["code"],
        "nothing_waits"
    );
}

#[test]
fn figures_answer_as_facts_come_in() {
    let program = program();
    let customer = |who: &str, industry: Option<&str>| NewTouchpoint {
        person: PersonKey {
            industry: industry.map(str::to_owned),
            ..person(who)
        },
        ..purchase(who, "2025-01-03", 100)
    };
    program.record(vec![
        customer("a", Some("Crafts")),
        customer("b", Some("Crafts")),
        customer("c", Some("Law")),
        customer("d", None),
        customer("e", None),
    ]);
    let industry = check(&program, "industry_known");
    assert_eq!(
        (&industry["verdict"], &industry["figure"]["message"]),
        (&json!("not_met"), &json!("60%"))
    );
    program.record(vec![customer("d", Some("Law"))]);
    let industry = check(&program, "industry_known");
    assert_eq!(
        (&industry["verdict"], &industry["figure"]["message"]),
        (&json!("met"), &json!("80%"))
    );
    // Filling it in twice counts once.
    program.record(vec![customer("d", Some("Law"))]);
    assert_eq!(
        check(&program, "industry_known")["figure"]["message"],
        "80%"
    );

    // Acts that are worth more than the allowed overdraft, then something given back.
    program.record(vec![
        fact("a", "case_study", &day(-20)),
        fact("a", "event_talk", &day(-20)),
    ]);
    assert_eq!(
        check(&program, "nobody_overdrawn")["figure"]["figures"],
        json!({ "advocates": 1 })
    );
    assert_eq!(
        check(&program, "rewards_given")["figure"]["figures"],
        json!({ "levels": 1, "rewarded": 0 })
    );
    program.record(vec![
        fact("a", "board_seat", &day(-3)),
        fact("a", "training", &day(-3)),
        fact("a", "invitation", &day(-3)),
        fact("a", "swag", &day(-2)),
    ]);
    assert_eq!(
        check(&program, "nobody_overdrawn")["figure"]["figures"],
        json!({ "advocates": 0 })
    );
    assert_eq!(check(&program, "rewards_given")["verdict"], "met");
}

#[test]
fn owner_day_and_notes_are_checked_and_kept() {
    let program = program();
    let owner = program.email("moderator");
    let body = json!({ "owner": owner, "due": "2020-02-29", "note": " Ask support.\nThen write it down. " });
    let answer = change(&program, "industry_known", 0, &body);
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert_eq!(answer.header("etag"), "\"1\"");
    let industry = check(&program, "industry_known");
    assert_eq!(industry["kept"]["owner"], owner);
    assert_eq!(
        industry["kept"]["note"],
        "Ask support.\nThen write it down."
    );
    assert_eq!(industry["overdue"], true);

    let refuse = |body: Value, field: &str| {
        refused_field(&change(&program, "industry_known", 1, &body), field);
    };
    refuse(json!({ "owner": "stranger@example.com" }), "owner");
    refuse(json!({ "due": "2026-02-30" }), "due");
    refuse(json!({ "note": "x".repeat(2_001) }), "note");
    refuse(json!({ "done": true }), "done");
    refuse(json!({ "title": "Another" }), "title");
    let nobody = change(
        &program,
        "industry_known",
        1,
        &json!({ "owner": "", "due": "" }),
    );
    assert_eq!(nobody.status, 200);
    assert_eq!(check(&program, "industry_known")["overdue"], false);
    // What changes nothing is no change.
    let same = change(&program, "industry_known", 2, &json!({ "owner": "" }));
    assert_eq!(same.header("etag"), "\"2\"");
}

#[test]
fn the_second_of_two_people_is_told() {
    let program = program();
    let path = program.api("/plan/goals_stated");
    let request = program.owner().request("PATCH", &path);
    let blind = request.json(&json!({ "done": true })).send();
    problem(&blind, ProblemType::RevisionNeeded);
    assert_eq!(
        change(&program, "goals_stated", 0, &json!({ "done": true })).status,
        200
    );
    let late = change(&program, "goals_stated", 0, &json!({ "note": "mine" }));
    problem(&late, ProblemType::Stale);
    let goals = check(&program, "goals_stated");
    assert_eq!(
        (&goals["verdict"], &goals["kept"]["note"]),
        (&json!("met"), &Value::Null)
    );
    assert_eq!(goals["kept"]["done_by"], program.email("editor"));

    // Ten at once: exactly one is first.
    let outcomes: Vec<u16> = std::thread::scope(|scope| {
        let ask = |number: i32| {
            let program = &program;
            scope.spawn(move || {
                change(
                    program,
                    "goals_stated",
                    1,
                    &json!({ "note": format!("{number}") }),
                )
                .status
            })
        };
        let asked: Vec<_> = (0..10).map(ask).collect();
        asked
            .into_iter()
            .map(|asked| asked.join().unwrap())
            .collect()
    });
    assert_eq!(
        outcomes.iter().filter(|status| **status == 200).count(),
        1,
        "{outcomes:?}"
    );
    assert!(
        outcomes.iter().all(|status| [200, 412].contains(status)),
        "{outcomes:?}"
    );
    assert_eq!(check(&program, "goals_stated")["kept"]["revision"], 2);
}

#[test]
fn own_checks_are_added_renamed_ticked_and_removed() {
    let program = program();
    refused_field(&add(&program, "  "), "title");
    refused_field(&add(&program, &"x".repeat(121)), "title");
    let added: Value = add(&program, "Support knows our advocates").json();
    let item = added["item"].as_str().unwrap();
    let own = check(&program, item);
    assert_eq!(
        (&own["own"], &own["computed"]),
        (&json!(true), &json!(false))
    );
    let body = json!({ "title": "Support knows our ten advocates", "done": true });
    assert_eq!(change(&program, item, 1, &body).status, 200);
    let own = check(&program, item);
    assert_eq!(own["title"], "Support knows our ten advocates");
    assert_eq!(own["verdict"], "met");

    let remove = |item: &str| {
        let request = program
            .session("editor")
            .request("DELETE", &program.api(&format!("/plan/{item}")));
        request.json(&json!({})).send()
    };
    problem(&remove("goals_stated"), ProblemType::Conflict);
    assert_eq!(remove(item).status, 200);
    problem(&remove(item), ProblemType::NotFound);
    for number in 0..40 {
        assert_eq!(add(&program, &format!("Check {number}")).status, 200);
    }
    problem(&add(&program, "One too many"), ProblemType::Conflict);
}

#[test]
fn a_review_counts_for_this_month_and_says_who() {
    let program = program();
    assert_eq!(
        check(&program, "funnel_reviewed")["figure"]["code"],
        "never_reviewed"
    );
    let review = |note: &str| {
        let body = json!({ "metric": "funnel", "note": note });
        let request = program
            .session("editor")
            .request("POST", &program.api("/plan/reviews"));
        request.json(&body).send()
    };
    refused_field(&review(" \n "), "note");
    assert_eq!(review("Trials stall in the second week.").status, 200);
    assert_eq!(check(&program, "funnel_reviewed")["verdict"], "met");
    assert_eq!(check(&program, "pyramid_reviewed")["verdict"], "not_met");
    let plan = plan(&program);
    let review = &plan["plan"]["reviews"][0];
    assert_eq!(review["note"], "Trials stall in the second week.");
    assert_eq!(review["by"], program.email("editor"));
}

/// People who did the same on the same days.
fn crowd(numbers: std::ops::Range<u32>) -> Vec<NewTouchpoint> {
    let life = |number: u32| {
        let who = format!("p{number}");
        [
            purchase(&who, "2025-01-03", 100),
            purchase(&who, "2025-02-03", 100),
            fact(&who, "review", &day(-9)),
            fact(&who, "thanks", &day(-2)),
        ]
    };
    numbers.flat_map(life).collect()
}

#[test]
fn reading_costs_the_same_with_more_people() {
    let program = program();
    let cost = || {
        let overview = program.owner().get(&program.api("/overview"));
        let overview: Value = overview.json();
        let plan = plan(&program);
        (
            plan["cost"]["rows_read"].clone(),
            overview["cost"]["rows_read"].clone(),
        )
    };
    program.record(crowd(0..10));
    let few = cost();
    program.record(crowd(10..110));
    assert_eq!(cost(), few);
}
