//! The funnel compared, broken down and over time, and the readiness check, against examples counted
//! by hand.

use laurel_api::touchpoints::{NewTouchpoint, PersonKey};
use laurel_domain::{Day, Timestamp};
use laurel_tests::assertions::refused_field;
use laurel_tests::facts::{answer, fact, person, purchase};
use laurel_tests::fixtures::{Program, program};
use laurel_tests::wait::now_millis;
use serde_json::{Value, json};

fn get(program: &Program, rest: &str) -> Value {
    let answer = program.session("viewer").get(&program.api(rest));
    assert_eq!(answer.status, 200, "{rest}: {}", answer.text());
    assert_eq!(answer.round_trips(), Some(1), "{rest}");
    answer.json()
}

fn people(stages: &Value) -> Vec<u64> {
    let stages = stages.as_array().unwrap();
    let count = |stage: &Value| stage["people"].as_u64().unwrap();
    stages.iter().map(count).collect()
}

fn close(value: &Value, expected: f64) -> bool {
    let close = |value: f64| (value - expected).abs() < 5e-5;
    value.as_f64().is_some_and(close)
}

/// A person of a country, first known on a day.
fn lead(who: &str, country: &str, day: &str) -> NewTouchpoint {
    NewTouchpoint {
        person: PersonKey {
            country: (!country.is_empty()).then(|| country.to_owned()),
            ..person(who)
        },
        ..fact(who, "lead_created", day)
    }
}

/// So many people of a country, of whom some buy a week later.
fn crowd(program: &Program, country: &str, day: &str, all: usize, buyers: usize) {
    let week_later = Day(Day::parse(day).unwrap().0 + 7).to_string();
    let facts = (0..all).flat_map(|number| {
        let who = format!("{country}-{day}-{number}");
        let bought = (number < buyers).then(|| purchase(&who, &week_later, 100));
        std::iter::once(lead(&who, country, day)).chain(bought)
    });
    program.record(facts.collect());
}

fn with_countries() -> Program {
    let program = program();
    crowd(&program, "Norway", "2025-01-10", 70, 56);
    crowd(&program, "Sweden", "2025-01-10", 80, 48);
    crowd(&program, "", "2025-02-10", 10, 0);
    program
}

#[test]
fn two_segments_are_compared_with_newcombes_interval() {
    let program = with_countries();
    let body = get(
        &program,
        "/funnel?segment=country:Norway&compare_segment=country:Sweden",
    );
    let funnel = &body["funnel"];
    assert_eq!(people(&funnel["stages"])[..5], [70, 56, 56, 56, 56]);
    let other = &funnel["comparison"];
    assert_eq!(people(&other["stages"])[..5], [80, 48, 48, 48, 48]);
    // Newcombe (1998), table II: 56/70 − 48/80.
    let difference = &other["overall_differences"][4];
    assert!(close(&difference["value"], 0.2), "{difference}");
    assert!(close(&difference["low"], 0.0524), "{difference}");
    assert!(close(&difference["high"], 0.3339), "{difference}");
    assert_eq!(difference["could_be_chance"], false);
    assert_eq!(difference["few"], false);
    assert_eq!(other["differences"][0], Value::Null);
    assert_eq!(other["overlapping"], false);
    // Everybody went on from Interest: nothing to tell apart there.
    assert_eq!(other["differences"][2]["could_be_chance"], true);
    assert_eq!(funnel["purchase_stage"], 4);
    assert_eq!(funnel["next_steps"].as_array().unwrap().len(), 7);
}

#[test]
fn a_segment_is_compared_with_everybody_else() {
    let program = with_countries();
    let body = get(&program, "/funnel?segment=country:Norway&compare_segment=");
    let other = &body["funnel"]["comparison"];
    assert_eq!(people(&other["stages"])[..5], [90, 48, 48, 48, 48]);
    assert_eq!(other["overlapping"], false);
    let body = get(&program, "/funnel?compare_segment=country:Norway");
    assert_eq!(body["funnel"]["comparison"]["overlapping"], true);
    let nobody = get(
        &program,
        "/funnel?segment=country:Atlantis&compare_segment=",
    );
    let other = &nobody["funnel"]["comparison"];
    assert_eq!(people(&other["stages"])[0], 160);
    assert_eq!(other["differences"][1], Value::Null);
}

#[test]
fn two_periods_are_compared() {
    let program = with_countries();
    let body = get(
        &program,
        "/funnel?from=2025-02-01&to=2025-02-28&compare_from=2025-01-01&compare_to=2025-01-31",
    );
    let other = &body["funnel"]["comparison"];
    assert_eq!(people(&body["funnel"]["stages"])[..2], [10, 0]);
    assert_eq!(people(&other["stages"])[..2], [150, 104]);
    assert_eq!(other["differences"][1]["few"], true);
    assert_eq!(other["overlapping"], false);
    // Both are long past: nobody is still on the way.
    assert_eq!(other["filling"], json!(vec![false; 7]));
    let overlapping = get(&program, "/funnel?from=2025-01-01&compare_from=2025-02-01");
    assert_eq!(overlapping["funnel"]["comparison"]["overlapping"], true);
}

#[test]
fn a_funnel_is_broken_down_into_five_values_at_most() {
    let program = with_countries();
    let body = get(&program, "/funnel?breakdown=country");
    let parts = body["funnel"]["breakdown"]["parts"].as_array().unwrap();
    let values: Vec<&str> = parts
        .iter()
        .map(|part| part["value"].as_str().unwrap())
        .collect();
    assert_eq!(values, ["Sweden", "Norway", ""]);
    assert_eq!(parts[1]["people"], json!([70, 56, 56, 56, 56, 0, 0]));
    // 56 of 70 against 48 of the 90 others.
    assert!(close(
        &parts[1]["overall_differences"][4]["value"],
        0.8 - 48.0 / 90.0
    ));

    let body = get(
        &program,
        "/funnel?breakdown=country&values=Norway,,At%5C%2Clantis",
    );
    let parts = body["funnel"]["breakdown"]["parts"].as_array().unwrap();
    let found: Vec<(&str, u64)> = parts
        .iter()
        .map(|part| {
            (
                part["value"].as_str().unwrap(),
                part["people"][0].as_u64().unwrap(),
            )
        })
        .collect();
    assert_eq!(found, [("Norway", 70), ("", 10), ("At,lantis", 0)]);
    // The same value twice is one part.
    let body = get(&program, "/funnel?breakdown=country&values=a,b,c,d,e,a");
    let parts = body["funnel"]["breakdown"]["parts"].as_array().unwrap();
    assert_eq!(parts.len(), 5);
    let nobody = get(&program, "/funnel?breakdown=tag");
    assert_eq!(nobody["funnel"]["breakdown"]["parts"], json!([]));
}

#[test]
fn every_wrong_question_names_its_field() {
    let program = program();
    let long = "x".repeat(201);
    for (query, field) in [
        ("segment=Norway", "segment"),
        ("segment=planet:Mars", "segment"),
        (&format!("segment=tag:{long}"), "segment"),
        ("compare_segment=planet:Mars", "compare_segment"),
        ("compare_segment=", "compare_segment"),
        (
            "compare_from=2025-02-01&compare_to=2025-01-01",
            "compare_to",
        ),
        ("from=2025-02-01&to=2025-01-01", "to"),
        ("breakdown=planet", "breakdown"),
        ("breakdown=tag&segment=tag:a", "breakdown"),
        ("breakdown=tag&values=1,2,3,4,5,6", "values"),
        (&format!("breakdown=tag&values={long}"), "values"),
        ("values=a", "values"),
        ("trend=day", "trend"),
        ("source=Fair", "query"),
    ] {
        let answer = program
            .session("viewer")
            .get(&program.api(&format!("/funnel?{query}")));
        refused_field(&answer, field);
    }
}

#[test]
fn another_programs_people_are_in_no_part_of_it() {
    let full = with_countries();
    let empty = program();
    let body = get(
        &empty,
        "/funnel?breakdown=country&values=Norway&trend=month",
    );
    assert_eq!(
        body["funnel"]["breakdown"]["parts"][0]["people"],
        json!(vec![0; 7])
    );
    assert_eq!(body["funnel"]["trend"]["cohorts"], json!([]));
    for rest in ["/funnel?breakdown=country", "/readiness"] {
        let answer = empty.session("viewer").get(&full.api(rest));
        assert_eq!(answer.status, 404, "{rest}");
    }
}

#[test]
fn cohorts_follow_one_another_by_week_and_month() {
    let program = program();
    // A Sunday and the Monday after it; the last and the first day of a month.
    for (number, day) in ["2025-01-05", "2025-01-06", "2025-01-31", "2025-02-01"]
        .into_iter()
        .enumerate()
    {
        crowd(&program, "", day, number + 1, 1);
    }
    let cohorts = |rest: &str| {
        let body = get(&program, rest);
        let cohorts = body["funnel"]["trend"]["cohorts"]
            .as_array()
            .unwrap()
            .clone();
        cohorts
            .iter()
            .map(|cohort| {
                let day = |name: &str| cohort[name].as_str().unwrap().to_owned();
                let people = cohort["people"].as_array().unwrap();
                assert_eq!(cohort["filling"], json!(vec![false; 7]));
                format!("{} {} {} {}", day("from"), day("to"), people[0], people[4])
            })
            .collect::<Vec<_>>()
    };
    assert_eq!(
        cohorts("/funnel?trend=week"),
        [
            "2024-12-30 2025-01-05 1 1",
            "2025-01-06 2025-01-12 2 1",
            "2025-01-27 2025-02-02 7 2"
        ]
    );
    assert_eq!(
        cohorts("/funnel?trend=month"),
        ["2025-01-01 2025-01-31 6 3", "2025-02-01 2025-02-28 4 1"]
    );
    // A period cuts its first and last cohort.
    assert_eq!(
        cohorts("/funnel?trend=month&from=2025-01-06&to=2025-02-20"),
        ["2025-01-06 2025-01-31 5 2", "2025-02-01 2025-02-20 4 1"]
    );
}

/// The day so many days ago.
fn ago(days: i32) -> String {
    let today = Timestamp::from_millis(now_millis()).day();
    Day(today.0 - days).to_string()
}

#[test]
fn a_young_cohort_is_still_filling() {
    let program = program();
    crowd(&program, "old", &ago(100), 40, 30);
    crowd(&program, "new", &ago(2), 20, 0);
    let body = get(&program, "/funnel?trend=month");
    let cohorts = body["funnel"]["trend"]["cohorts"].as_array().unwrap();
    let last = cohorts.last().unwrap();
    // Buyers take seven days to the purchase; the first stage is there at once.
    assert_eq!(last["filling"][0], false, "{last}");
    assert_eq!(last["filling"][4], true, "{last}");
    assert_eq!(cohorts[0]["filling"][4], false);
    let stage = &body["funnel"]["stages"][4];
    assert_eq!(stage["elapsed"].as_array().unwrap().len(), 16);
    assert_eq!(stage["elapsed"][5], 30, "seven days: the bucket of 6 and 7");
}

#[test]
fn readiness_has_evidence_for_every_item() {
    let program = program();
    let status = |body: &Value| -> Vec<String> {
        let items = body["readiness"].as_array().unwrap();
        let status = |item: &Value| item["status"].as_str().unwrap().to_owned();
        items.iter().map(status).collect()
    };
    let nothing = get(&program, "/readiness");
    assert_eq!(
        status(&nothing),
        [
            "not_known",
            "not_known",
            "not_known",
            "not_met",
            "not_known"
        ]
    );

    // The windows end ten days ago: buyers take seven days.
    crowd(&program, "later", &ago(40), 100, 60);
    crowd(&program, "before", &ago(130), 100, 62);
    let again =
        (0..30).map(|number| purchase(&format!("later-{}-{number}", ago(40)), &ago(20), 100));
    program.record(again.collect());
    let answers = (0..30).map(|number| answer(&format!("later-{}-{number}", ago(40)), &ago(10), 9));
    program.record(answers.collect());
    let support = (0..40).flat_map(|number| {
        let who = format!("before-{}-{number}", ago(130));
        let solved = (number > 0).then(|| fact(&who, "support_resolved", &ago(4)));
        std::iter::once(fact(&who, "support_escalated", &ago(5))).chain(solved)
    });
    program.record(support.collect());

    let body = get(&program, "/readiness");
    assert_eq!(status(&body), ["met", "met", "met", "met", "met"], "{body}");
    let found = |item: usize| body["readiness"][item]["evidence"].clone();
    let figures = &found(0)["figures"];
    assert_eq!(found(0)["code"], "upper_funnel");
    for (name, figure) in [
        ("people", json!(100)),
        ("lag_days", json!(10)),
        ("stage", json!("Purchase")),
        ("share", json!(0.6)),
        ("people_before", json!(100)),
        ("against", json!("chance")),
    ] {
        assert_eq!(figures[name], figure, "{name}: {body}");
    }
    assert_eq!(found(1)["figures"], json!({ "customers": 122 }));
    assert_eq!(
        found(2)["message"],
        "30 of 122 customers bought twice or more."
    );
    let figures = &found(3)["figures"];
    assert_eq!(
        (&figures["answers"], &figures["score"]),
        (&json!(30), &json!(100.0))
    );
    let figures = &found(4)["figures"];
    assert_eq!(
        (&figures["solved"], &figures["open"]),
        (&json!(39), &json!(1))
    );
}
