//! Who brought whom: the advocates who brought most, and chains of three levels.

use laurel_api::touchpoints::{NewTouchpoint, PersonKey};
use laurel_tests::database;
use laurel_tests::facts::{fact, lives, person, purchase};
use laurel_tests::fixtures::{Program, program};
use laurel_tests::recount;
use laurel_tests::server::server;
use serde_json::Value;

fn brought(who: &str, by: &str, day: &str) -> NewTouchpoint {
    NewTouchpoint {
        person: PersonKey {
            brought_by: Some(by.to_owned()),
            ..person(who)
        },
        ..fact(who, "referral_visit", day)
    }
}

fn get(program: &Program, rest: &str) -> Value {
    let answer = program.session("viewer").get(&program.api(rest));
    assert_eq!(answer.status, 200, "{rest}: {}", answer.text());
    answer.json()
}

fn chain(program: &Program, who: &str) -> Value {
    let id = program.find_person(who).id;
    get(program, &format!("/people/{id}/chain"))["chain"].take()
}

/// `name people customers` of each advocate.
fn advocates(program: &Program, rest: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut cursor = String::new();
    loop {
        let body = get(program, &format!("/advocates?{rest}{cursor}"));
        for one in body["advocates"].as_array().unwrap() {
            found.push(format!(
                "{} {} {}",
                one["name"].as_str().unwrap(),
                one["people_brought"],
                one["customers_brought"]
            ));
        }
        match body["meta"]["next"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return found,
        }
    }
}

/// Ada brought bob and cyd, bob brought dee and eve, dee brought fay, fay brought gus.
fn family() -> Program {
    let program = program();
    program.record(vec![purchase("ada", "2025-01-01", 100)]);
    program.record(vec![
        brought("bob", "ada", "2025-01-05"),
        brought("cyd", "ada", "2025-01-06"),
    ]);
    program.record(vec![
        brought("dee", "bob", "2025-02-05"),
        brought("eve", "bob", "2025-02-06"),
    ]);
    program.record(vec![brought("fay", "dee", "2025-03-05")]);
    program.record(vec![brought("gus", "fay", "2025-04-05")]);
    program.record(vec![
        purchase("bob", "2025-02-01", 100),
        purchase("eve", "2025-03-01", 100),
    ]);
    program.record(vec![purchase("gus", "2025-05-01", 100)]);
    program
}

#[test]
fn those_who_brought_most_come_first() {
    let program = family();
    assert!(advocates(&family(), "limit=1").len() == 4);
    assert_eq!(
        advocates(&program, "limit=2"),
        sorted_by_id(&program, &["ada 2 1", "bob 2 1"], &["fay 1 1", "dee 1 0"])
    );
    assert_eq!(
        advocates(&program, "by=people&limit=1"),
        sorted_by_id(&program, &["ada 2 1", "bob 2 1"], &["fay 1 1", "dee 1 0"])
    );
    // A purchase of somebody who was brought counts at once, and from whichever side it comes.
    program.record(vec![purchase("fay", "2025-05-01", 100)]);
    assert!(advocates(&program, "").contains(&"dee 1 1".to_owned()));
    recount::assert_rollups(&database::read(&server().state), program.slug());
}

/// The first two are equal but for their ids.
fn sorted_by_id(program: &Program, equal: &[&str], rest: &[&str]) -> Vec<String> {
    let mut equal: Vec<&str> = equal.to_vec();
    equal.sort_by_key(|words| program.find_person(&words[..3]).id);
    equal
        .iter()
        .chain(rest)
        .map(|words| (*words).to_owned())
        .collect()
}

#[test]
fn a_chain_has_three_levels() {
    let program = family();
    let ada = chain(&program, "ada");
    assert_eq!(ada["root"]["name"], "ada");
    assert_eq!(ada["brought_by"], Value::Null);
    let links: Vec<String> = ada["links"]
        .as_array()
        .unwrap()
        .iter()
        .map(|link| format!("{} {}", link["level"], link["name"].as_str().unwrap()))
        .collect();
    assert_eq!(links[..2], ["1 bob", "1 cyd"], "those who bring more first");
    assert_eq!(
        links[2..],
        ["2 dee", "2 eve", "3 fay"],
        "gus is on the fourth level"
    );
    let of = |name: &str| {
        let links = ada["links"].as_array().unwrap();
        links
            .iter()
            .find(|link| link["name"] == name)
            .unwrap()
            .clone()
    };
    assert_eq!(of("eve")["brought_by"], of("bob")["id"]);
    assert_eq!(
        (&of("eve")["is_customer"], &of("dee")["is_customer"]),
        (&true.into(), &false.into())
    );
    assert_eq!(of("fay")["people_brought"], 1);

    let fay = chain(&program, "fay");
    assert_eq!(fay["brought_by"]["name"], "dee");
    assert_eq!(fay["links"].as_array().unwrap().len(), 1);
    assert_eq!(chain(&program, "gus")["links"], Value::Array(Vec::new()));
}

#[test]
fn a_circle_ends() {
    let program = program();
    program.record(vec![
        purchase("one", "2025-01-01", 1),
        purchase("two", "2025-01-01", 1),
    ]);
    program.record(vec![
        brought("one", "two", "2025-01-05"),
        brought("two", "one", "2025-01-05"),
    ]);
    let chain = chain(&program, "one");
    assert_eq!(chain["links"].as_array().unwrap().len(), 3, "{chain}");
    recount::assert_rollups(&database::read(&server().state), program.slug());
}

#[test]
fn a_chain_shows_so_many_and_counts_all() {
    let program = program();
    program.record(vec![purchase("hub", "2025-01-01", 1)]);
    let crowd = |from: usize| {
        (from..from + 60)
            .map(|number| brought(&format!("p{number}"), "hub", "2025-01-05"))
            .collect()
    };
    program.record(crowd(0));
    let small = chain(&program, "hub");
    program.record(crowd(60));
    let large = chain(&program, "hub");
    for (chain, people) in [(&small, 60), (&large, 120)] {
        assert_eq!(chain["links"].as_array().unwrap().len(), 8);
        assert_eq!(chain["root"]["people_brought"], people);
    }
    assert_eq!(advocates(&program, ""), ["hub 120 0"]);
}

#[test]
fn nobody_and_others_have_no_chain() {
    let (program, other) = (family(), family());
    let stranger = other.find_person("ada").id;
    let answer = program
        .owner()
        .get(&program.api(&format!("/people/{stranger}/chain")));
    assert_eq!(answer.status, 404);
    let refused = program.owner().get(&program.api("/advocates?cursor=abc"));
    assert_eq!(refused.status, 422);
    assert_eq!(advocates(&laurel_tests::fixtures::program(), "").len(), 0);
}

#[test]
fn counters_come_out_the_same_whatever_the_order() {
    let program = program();
    let mut facts = lives(20, 120);
    for (number, fact) in facts.iter_mut().enumerate() {
        let by = format!("life-{}", (number * 7) % 20);
        fact.person.brought_by = Some(by).filter(|_| number % 3 == 0);
    }
    for part in facts.chunks(17) {
        program.record(part.to_vec());
    }
    recount::assert_rollups(&database::read(&server().state), program.slug());
}
