//! Who is who, by URL.

use laurel_api::people::PersonResponse;
use laurel_api::touchpoints::{NewTouchpoint, PersonKey};
use laurel_tests::facts::{fact, person};
use laurel_tests::fixtures::{Program, program};
use serde_json::{Value, json};

fn named(system: &str, id: &str, email: &str) -> PersonKey {
    PersonKey {
        system: Some(system.to_owned()),
        email: Some(email.to_owned()),
        ..person(id)
    }
}

fn visit(person: PersonKey, key: &str) -> NewTouchpoint {
    NewTouchpoint {
        person,
        key: Some(key.to_owned()),
        ..fact("x", "website_visit", "2025-04-01")
    }
}

fn send(program: &Program, touchpoints: &[NewTouchpoint]) -> (u16, Value) {
    let path = program.api("/touchpoints");
    let body = json!({ "touchpoints": touchpoints });
    let answer = program.owner().request("POST", &path).json(&body).send();
    (answer.status, answer.json())
}

#[test]
fn an_id_with_another_address_is_refused_by_its_place_and_nothing_is_written() {
    let program = program();
    program.record(vec![visit(named("shop", "1", "ada@example.com"), "1")]);
    let ada = program.find_person("ada@example.com").id;
    let clash = visit(named("shop", "1", "cem@example.com"), "3");
    let (status, problem) = send(
        &program,
        &[
            visit(named("Shop", "2", "bo@example.com"), "2"),
            clash.clone(),
        ],
    );
    assert_eq!(status, 422, "{problem}");
    assert_eq!(problem["errors"][0]["field"], "touchpoints[1].person");
    assert_eq!(problem["errors"][0]["code"], "identity_conflict");
    let list = program.owner().get(&program.api("/people"));
    assert_eq!(list.json::<Value>()["people"].as_array().unwrap().len(), 1);
    // With Laurel's id somebody says who it is.
    let decided = NewTouchpoint {
        person: PersonKey {
            id: Some(ada),
            ..clash.person.clone()
        },
        ..clash.clone()
    };
    assert_eq!(send(&program, &[decided]).0, 200);
    assert_eq!(send(&program, &[clash]).0, 200);
}

#[test]
fn a_profile_shows_all_ids_and_says_that_an_address_is_shared() {
    let program = program();
    let profile = |q: &str| {
        let id = program.find_person(q).id;
        let path = program.api(&format!("/people/{id}"));
        program.owner().get(&path).json::<PersonResponse>().person
    };
    program.record(vec![
        visit(named("shop", "s-1", "ada@example.com"), "1"),
        visit(named("stripe", "cus-1", "ada@example.com"), "2"),
    ]);
    let ada = profile("cus-1");
    let keys: Vec<_> = ada
        .keys
        .iter()
        .map(|key| (&*key.system, &*key.key))
        .collect();
    assert_eq!(keys, [("shop", "s-1"), ("stripe", "cus-1")]);
    assert!(!ada.address_is_shared);
    program.record(vec![visit(named("shop", "s-2", "ada@example.com"), "3")]);
    assert!(profile("s-2").address_is_shared && profile("s-1").address_is_shared);
}
