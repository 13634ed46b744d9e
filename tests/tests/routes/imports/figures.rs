//! The dashboards of imported files against a count that knows nothing of Laurel: lines are split,
//! days subtracted, and that is all.

use std::collections::BTreeMap;

use laurel_domain::Day;
use laurel_tests::client::percent;
use laurel_tests::fixtures::Program;
use serde_json::Value;

/// Upper edges of the times between stages, in days; the last one is open.
const EDGES: [i32; 15] = [0, 1, 2, 3, 5, 7, 10, 14, 21, 30, 45, 60, 90, 180, 365];

fn read(program: &Program, rest: &str) -> Value {
    let answer = program.session("viewer").get(&program.api(rest));
    assert_eq!(answer.status, 200, "{rest}: {}", answer.text());
    answer.json()
}

fn people(stages: &Value) -> Vec<u64> {
    let stages = stages.as_array().unwrap();
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

fn bucket(days: i32) -> usize {
    EDGES
        .iter()
        .position(|edge| days <= *edge)
        .unwrap_or(EDGES.len())
}

/// Purchases in a file of customer, day, quantity and amount: cohorts by month, repeat purchases, the
/// days in between, and a wheel that nobody turns yet.
pub(super) fn of_purchases(program: &Program, text: &str) {
    let mut days = BTreeMap::<&str, Vec<i32>>::new();
    for line in text.lines().skip(1).filter(|line| !line.is_empty()) {
        let cells: Vec<&str> = line.split(',').collect();
        let day = Day::parse(cells[1]).unwrap().0;
        days.entry(cells[0]).or_default().push(day);
    }
    for days in days.values_mut() {
        days.sort_unstable();
    }
    let loyal = days.values().filter(|days| days.len() >= 2).count();

    let all = read(program, "/funnel");
    let stages = &all["funnel"]["stages"];
    let customers = days.len() as f64;
    assert!(close(
        &stages[5]["step_conversion"],
        loyal as f64 / customers
    ));
    assert!(close(
        &stages[5]["overall_conversion"],
        loyal as f64 / customers
    ));
    assert_eq!(stages[5]["drop_off"], days.len() - loyal);
    // Five stages with everybody, one with the loyal, none advocates; the mean of seven shares.
    let index = (5.0 * customers + loyal as f64) / 7.0 / customers;
    assert!(close(&all["funnel"]["cylinder_index"], index));

    let mut histogram = [0_u64; 16];
    let mut between: Vec<i32> = Vec::new();
    for days in days.values().filter(|days| days.len() >= 2) {
        histogram[bucket(days[1] - days[0])] += 1;
        between.push(days[1] - days[0]);
    }
    between.sort_unstable();
    let stored: Vec<u64> = serde_json::from_value(stages[5]["elapsed"].clone()).unwrap();
    assert_eq!(stored, histogram, "days to the second purchase");
    for (name, share) in [("lower_quartile_days", 4), ("median_days", 2)] {
        let exact = between[between.len() / share];
        let found = stages[5][name].as_f64().unwrap();
        let edge = bucket(exact);
        let low = edge.checked_sub(1).map_or(0, |below| EDGES[below]);
        let high = EDGES.get(edge).copied().unwrap_or(i32::MAX);
        assert!(
            (f64::from(low)..=f64::from(high)).contains(&found),
            "{name}: {found}, counted {exact}"
        );
    }

    let mut months = BTreeMap::<String, (i32, i32, u64, u64)>::new();
    for days in days.values() {
        let first = Day(days[0]).to_string();
        let month = months
            .entry(first[..7].to_owned())
            .or_insert((days[0], days[0], 0, 0));
        month.0 = month.0.min(days[0]);
        month.1 = month.1.max(days[0]);
        month.2 += 1;
        month.3 += u64::from(days.len() >= 2);
    }
    for (month, (from, to, came, stayed)) in &months {
        let period = format!("?from={}&to={}", Day(*from), Day(*to));
        let funnel = read(program, &format!("/funnel{period}"));
        let people = people(&funnel["funnel"]["stages"]);
        assert_eq!(
            (people[4], people[5]),
            (*came, *stayed),
            "funnel of {month}"
        );
        let wheel = read(program, &format!("/flywheel{period}"));
        let wheel = &wheel["flywheel"];
        assert_eq!(wheel["customers"], *came, "flywheel of {month}");
        for none in ["acts", "people_brought", "customers_brought"] {
            assert_eq!(wheel[none], 0, "{none} of {month}");
        }
    }
    let trend = read(program, "/funnel?trend=month");
    let cohorts = trend["funnel"]["trend"]["cohorts"].as_array().unwrap();
    assert_eq!(cohorts.len(), months.len());
    for (cohort, (month, (_, _, came, stayed))) in cohorts.iter().zip(&months) {
        assert!(cohort["from"].as_str().unwrap().starts_with(month.as_str()));
        assert_eq!(cohort["people"][4], *came, "{month}");
        assert_eq!(cohort["people"][5], *stayed, "{month}");
    }
    nobody_advocates(program);
}

/// Leads as rows of a file: people and customers by source and by country, and both side by side.
pub(super) fn of_leads(program: &Program, header: &[&str], rows: &[Vec<String>]) {
    let column = |name: &str| header.iter().position(|known| *known == name).unwrap();
    let converted = column("Converted");
    let known = |text: &str| match text {
        "Select" | "unknown" => String::new(),
        text => text.trim().to_owned(),
    };
    for (dimension, column) in [
        ("source", column("Lead Source")),
        ("country", column("Country")),
    ] {
        let mut counted = BTreeMap::<String, (u64, u64)>::new();
        for row in rows {
            let counts = counted.entry(known(&row[column])).or_default();
            counts.0 += 1;
            counts.1 += u64::from(row[converted] == "1");
        }
        for (value, (came, bought)) in &counted {
            let segment = percent(&format!("{dimension}:{value}"));
            let funnel = read(program, &format!("/funnel?segment={segment}"));
            let stages = &funnel["funnel"]["stages"];
            let people = people(stages);
            assert_eq!((people[0], people[4]), (*came, *bought), "{segment}");
            let share = *bought as f64 / *came as f64;
            assert!(close(&stages[4]["overall_conversion"], share), "{segment}");
        }
        let parts = read(program, &format!("/funnel?breakdown={dimension}"));
        let parts = parts["funnel"]["breakdown"]["parts"].as_array().unwrap();
        let mut sizes: Vec<u64> = counted.values().map(|counts| counts.0).collect();
        sizes.sort_unstable_by(|one, other| other.cmp(one));
        sizes.truncate(5);
        let shown: Vec<u64> = parts
            .iter()
            .map(|part| part["people"][0].as_u64().unwrap())
            .collect();
        assert_eq!(shown, sizes, "the largest of {dimension}");
        for part in parts {
            let (came, bought) = counted[part["value"].as_str().unwrap()];
            assert_eq!(part["people"][0], came);
            assert_eq!(part["people"][4], bought);
        }
    }
    let customers = rows.iter().filter(|row| row[converted] == "1").count();
    let wheel = read(program, "/flywheel");
    assert_eq!(wheel["flywheel"]["customers"], customers);
    nobody_advocates(program);
}

/// Nobody did anything for the brand, so the pyramid is empty and says so.
fn nobody_advocates(program: &Program) {
    let pyramid = read(program, "/pyramid");
    let levels = pyramid["pyramid"]["levels"].as_array().unwrap();
    assert_eq!(levels.len(), 5);
    assert!(levels.iter().all(|level| level["people"] == 0), "{pyramid}");
}
