//! The figures behind the charts, against examples counted by hand, and what reading them costs.

use laurel_api::touchpoints::{NewTouchpoint, PersonKey};
use laurel_domain::Timestamp;
use laurel_tests::database;
use laurel_tests::facts::{fact, lives, person, purchase};
use laurel_tests::fixtures::{Program, program};
use laurel_tests::recount::assert_rollups;
use laurel_tests::server::server;
use laurel_tests::wait::{now_millis, timed};
use serde_json::{Value, json};

fn figures(program: &Program, rest: &str) -> Value {
    let answer = program.session("viewer").get(&program.api(rest));
    assert_eq!(answer.status, 200, "{rest}: {}", answer.text());
    answer.json()
}

fn day(from_today: i32) -> String {
    let now = Timestamp::from_millis(now_millis()).plus_days(from_today);
    now.day().to_string()
}

fn people(funnel: &Value) -> Vec<u64> {
    let stages = funnel["funnel"]["stages"].as_array().unwrap();
    stages
        .iter()
        .map(|stage| stage["people"].as_u64().unwrap())
        .collect()
}

fn close(value: &Value, expected: f64) -> bool {
    value
        .as_f64()
        .is_some_and(|value| (value - expected).abs() < 1e-9)
}

#[test]
fn a_funnel_counted_by_hand() {
    let program = program();
    let from = |who: &str, source: &str, kind: &str, day: &str| NewTouchpoint {
        person: PersonKey {
            source: Some(source.to_owned()),
            ..person(who)
        },
        ..fact(who, kind, day)
    };
    program.record(vec![
        // a: through all stages; b: buys at once; c: visits; d: only known; e: an act without a purchase.
        from("a", "Fair", "lead_created", "2025-01-01"),
        fact("a", "website_visit", "2025-01-02"),
        fact("a", "demo_requested", "2025-01-05"),
        fact("a", "trial_started", "2025-01-09"),
        purchase("a", "2025-01-19", 100),
        purchase("a", "2025-02-19", 100),
        fact("a", "review", "2025-02-22"),
        purchase("b", "2025-01-03", 100),
        fact("c", "website_visit", "2025-01-04"),
        from("d", "Fair", "lead_created", "2025-02-01"),
        fact("e", "product_feedback", "2025-02-02"),
    ]);
    let all = figures(&program, "/funnel");
    assert_eq!(people(&all), [5, 4, 3, 3, 3, 2, 2]);
    let stages = &all["funnel"]["stages"];
    assert!(close(&stages[1]["step_conversion"], 0.8));
    assert!(close(&stages[6]["overall_conversion"], 0.4));
    assert_eq!(stages[1]["drop_off"], 1);
    assert_eq!(stages[0]["step_conversion"], Value::Null);
    // (5+4+3+3+3+2+2) / 7 / 5
    assert!(close(&all["funnel"]["cylinder_index"], 22.0 / 35.0));
    // One took a day, the other was interested from the first touchpoint on.
    assert!(close(&stages[1]["median_days"], 0.0), "{}", stages[1]);
    assert!(
        close(&stages[1]["upper_quartile_days"], 1.0),
        "{}",
        stages[1]
    );
    // 31 days lie in the bucket of 31 to 45.
    let days = stages[5]["median_days"].as_f64().unwrap();
    assert!((31.0..=45.0).contains(&days), "{}", stages[5]);
    let segments = figures(&program, "/segments?dimension=source");
    assert_eq!(
        segments["segments"],
        json!([
            { "dimension": "source", "value": "", "people": 3 },
            { "dimension": "source", "value": "Fair", "people": 2 },
        ])
    );

    assert_eq!(
        people(&figures(&program, "/funnel?from=2025-02-01")),
        [2, 1, 1, 1, 1, 1, 1]
    );
    assert_eq!(
        people(&figures(&program, "/funnel?to=2025-01-31")),
        [3, 3, 2, 2, 2, 1, 1]
    );
    assert_eq!(
        people(&figures(&program, "/funnel?from=2025-01-03&to=2025-01-03")),
        [1, 1, 1, 1, 1, 0, 0]
    );
    assert_eq!(
        people(&figures(&program, "/funnel?segment=source:Fair")),
        [2, 1, 1, 1, 1, 1, 1]
    );
    assert_eq!(
        people(&figures(&program, "/funnel?segment=source:")),
        [3, 3, 2, 2, 2, 1, 1]
    );
    assert_eq!(
        people(&figures(&program, "/funnel?segment=source:Nobody")),
        [0; 7]
    );
}

#[test]
fn a_flywheel_counted_by_hand() {
    let program = program();
    let brought = |who: &str, day: &str| NewTouchpoint {
        person: PersonKey {
            brought_by: Some("ada".to_owned()),
            ..person(who)
        },
        ..fact(who, "referral_visit", day)
    };
    program.record(vec![
        purchase("ada", "2025-01-10", 1_000),
        purchase("other", "2025-01-11", 1_000),
        fact("ada", "referral", "2025-02-01"),
        fact("ada", "review", "2025-03-01"),
        fact("ada", "swag", "2025-03-02"),
        fact("browser", "website_visit", "2025-01-11"),
    ]);
    program.record(vec![
        brought("bob", "2025-02-02"),
        brought("cyd", "2025-02-03"),
    ]);
    program.record(vec![purchase("bob", "2025-02-09", 1)]);
    let body = figures(&program, "/flywheel?from=2025-01-01&to=2025-01-31");
    let wheel = &body["flywheel"];
    assert_eq!(wheel["customers"], 2);
    assert_eq!(
        (
            &wheel["acts"],
            &wheel["people_brought"],
            &wheel["customers_brought"]
        ),
        (&json!(2), &json!(2), &json!(1))
    );
    assert!(close(&wheel["delight"], 1.0), "{wheel}");
    assert!(close(&wheel["attract"], 1.0), "{wheel}");
    assert!(close(&wheel["engage"], 0.5), "{wheel}");
    assert!(close(&wheel["loop_gain"], 0.5), "{wheel}");
    // 30 days, which lie in the bucket of 22 to 30.
    let cycle = wheel["cycle_days"].as_f64().unwrap();
    assert!((22.0..=30.0).contains(&cycle), "{cycle}");
    assert!(close(&wheel["momentum"], 2.0 * 0.5 / cycle), "{wheel}");
    assert!(
        close(&wheel["engage_others"], 2.0 / 3.0),
        "ada and other of ada, other and browser: {wheel}"
    );
    // One of two customers brought one: Garwood's interval of a count of 1, over 2.
    let interval = &wheel["loop_gain_interval"];
    let ends = (
        interval["low"].as_f64().unwrap(),
        interval["high"].as_f64().unwrap(),
    );
    assert!(
        (ends.0 - 0.025_3 / 2.0).abs() < 1e-4 && (ends.1 - 5.571_6 / 2.0).abs() < 1e-4,
        "{ends:?}"
    );
    assert_eq!(
        (&wheel["people_others"], &wheel["customers_others"]),
        (&json!(3), &json!(2))
    );
    let difference = &wheel["engage_difference"];
    assert!(close(&difference["value"], 0.5 - 2.0 / 3.0), "{difference}");
    assert_eq!(difference["could_be_chance"], true);
    for quartile in ["cycle_lower_quartile_days", "cycle_upper_quartile_days"] {
        assert!(
            (22.0..=30.0).contains(&wheel[quartile].as_f64().unwrap()),
            "{wheel}"
        );
    }
    let codes: Vec<&str> = wheel["friction"]
        .as_array()
        .unwrap()
        .iter()
        .map(|loss| loss["code"].as_str().unwrap())
        .collect();
    assert_eq!(
        codes,
        ["unanswered_submissions", "detractors", "overdue_asks"]
    );
}

/// One customer, and three strangers who sent a story: nobody of those bought anything.
#[test]
fn everybody_else_is_a_customer_only_when_they_bought() {
    let program = program();
    program.record(vec![
        purchase("ada", "2025-01-10", 1_000),
        fact("one", "testimonial", "2025-01-11"),
        fact("two", "review", "2025-01-11"),
        fact("three", "testimonial", "2025-01-12"),
        // Bought, and later than the flywheel follows.
        fact("late", "website_visit", "2025-01-13"),
    ]);
    program.record(vec![purchase("late", "2026-01-14", 1_000)]);
    let wheel = &figures(&program, "/flywheel?from=2025-01-01&to=2025-01-31")["flywheel"];
    assert_eq!(
        (
            &wheel["customers"],
            &wheel["people_others"],
            &wheel["customers_others"]
        ),
        (&json!(1), &json!(5), &json!(1)),
        "{wheel}"
    );
    assert!(close(&wheel["engage_others"], 0.2), "{wheel}");
    assert_rollups(&database::read(&server().state), program.slug());
}

#[test]
fn who_was_brought_without_recorded_acts_makes_no_loop_gain() {
    let program = program();
    program.record(vec![purchase("ada", &day(-60), 1_000)]);
    let brought = (0..4).map(|number| NewTouchpoint {
        person: PersonKey {
            brought_by: Some("ada".to_owned()),
            ..person(&format!("friend-{number}"))
        },
        ..purchase(&format!("friend-{number}"), &day(-30), 1_000)
    });
    program.record(brought.collect());
    let wheel = figures(&program, "/flywheel")["flywheel"].clone();
    assert_eq!(wheel["customers_brought"], 4);
    for figure in ["loop_gain", "loop_gain_interval", "momentum", "attract"] {
        assert_eq!(wheel[figure], Value::Null, "{figure}");
    }
    assert_eq!(wheel["loop_gain_missing"]["code"], "acts_missing");
    assert_eq!(
        wheel["loop_gain_missing"]["figures"],
        json!({ "people": 4 })
    );
    let small = figures(&program, "/overview")["overview"]["flywheel"].clone();
    assert_eq!(small["loop_gain"], Value::Null);
    assert_eq!(small["loop_gain_missing"], wheel["loop_gain_missing"]);
    let message = wheel["loop_gain_missing"]["message"].as_str().unwrap();
    assert!(message.contains("acts are missing"), "{message}");

    program.record(vec![fact("ada", "referral", &day(-40))]);
    let wheel = figures(&program, "/flywheel")["flywheel"].clone();
    assert!(
        close(&wheel["loop_gain"], 0.8),
        "one of five customers brought four: {wheel}"
    );
    assert_eq!(wheel["loop_gain_missing"], Value::Null);
}

#[test]
fn an_empty_program_has_figures_without_divisions_by_nothing() {
    let program = program();
    let funnel = figures(&program, "/funnel");
    assert_eq!(people(&funnel), [0; 7]);
    assert_eq!(funnel["funnel"]["cylinder_index"], Value::Null);
    let wheel = figures(&program, "/flywheel");
    for share in [
        "delight",
        "attract",
        "engage",
        "loop_gain",
        "cycle_days",
        "momentum",
    ] {
        assert_eq!(wheel["flywheel"][share], Value::Null, "{share}");
    }
    let pyramid = figures(&program, "/pyramid");
    assert_eq!(pyramid["pyramid"]["levels"].as_array().unwrap().len(), 5);
    assert_eq!(
        pyramid["pyramid"]["advocacy_stages"]
            .as_array()
            .unwrap()
            .len(),
        5
    );
    assert!(
        pyramid["pyramid"]["levels"]
            .as_array()
            .unwrap()
            .iter()
            .all(|level| level["people"] == 0)
    );
}

#[test]
fn a_period_adds_up_to_its_parts() {
    let program = program();
    program.record(lives(40, 400));
    let sum = |rest: &str| {
        let body = figures(&program, rest);
        match rest.split('?').next().unwrap() {
            "/funnel" => people(&body),
            "/flywheel" => ["customers", "acts", "people_brought"]
                .iter()
                .map(|name| body["flywheel"][name].as_u64().unwrap())
                .collect(),
            _ => body["pyramid"]["levels"]
                .as_array()
                .unwrap()
                .iter()
                .map(|level| level["people"].as_u64().unwrap())
                .collect(),
        }
    };
    for path in ["/funnel", "/flywheel", "/pyramid"] {
        let parts = [
            format!("{path}?to=2024-08-31"),
            format!("{path}?from=2024-09-01&to=2025-02-28"),
            format!("{path}?from=2025-03-01"),
        ];
        let total: Vec<u64> = parts
            .iter()
            .map(|part| sum(part))
            .reduce(|one, other| one.iter().zip(&other).map(|(a, b)| a + b).collect())
            .unwrap();
        assert_eq!(total, sum(path), "{path}");
    }
}

/// Programs in which many people are spread over the same days and sources.
fn crowd(people: usize) -> Program {
    let program = program();
    for first in (0..people).step_by(500) {
        let facts = (first..people.min(first + 500)).map(|number| {
            let who = format!("c{number}");
            let source = ["Ad", "Fair", "Web", "Mail"][number % 4];
            NewTouchpoint {
                person: PersonKey {
                    source: Some(source.to_owned()),
                    ..person(&who)
                },
                ..purchase(&who, &format!("2025-03-{:02}", 1 + number / 4 % 25), 100)
            }
        });
        program.record(facts.collect());
    }
    program
}

#[test]
fn a_dashboard_reads_as_much_for_twenty_thousand_people_as_for_one_thousand() {
    let (small, large) = std::thread::scope(|scope| {
        let small = scope.spawn(|| crowd(1_000));
        let large = crowd(20_000);
        (small.join().unwrap(), large)
    });
    for path in [
        "/funnel",
        "/funnel?compare_from=2025-03-01&trend=week&breakdown=source",
        "/funnel?segment=source:Fair&compare_segment=&trend=month",
        "/readiness",
        "/flywheel",
        "/pyramid",
    ] {
        let (one, short) = timed(|| figures(&small, path));
        let (other, long) = timed(|| figures(&large, path));
        let rows = |body: &Value| body["cost"]["rows_read"].as_u64().unwrap();
        println!(
            "{path}: {} rows in {} ms for 1,000 people, {} rows in {} ms for 20,000",
            rows(&one),
            short.as_millis(),
            rows(&other),
            long.as_millis()
        );
        assert_eq!(rows(&one), rows(&other), "{path}");
        assert!(
            (1..=3_000).contains(&rows(&one)),
            "{path}: {} rows",
            rows(&one)
        );
    }
    assert_eq!(people(&figures(&large, "/funnel"))[4], 20_000);
}
