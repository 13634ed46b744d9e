//! A person's record, corrected by members: lists, segments, searches and asks follow.

use laurel_api::asks::AskRequest;
use laurel_api::endpoints::{CreateAsks, GetPerson, UpdatePerson};
use laurel_api::people::{PersonChange, Profile};
use laurel_api::touchpoints::{NewTouchpoint, PersonKey};
use laurel_api::{NoBody, NoQuery, ProblemType};
use laurel_domain::PersonId;
use laurel_domain::ask::AskState;
use laurel_domain::touchpoint::TouchpointKind;
use laurel_domain::value_exchange::Block;
use laurel_tests::assertions::{problem, refused_field};
use laurel_tests::client::Answer;
use laurel_tests::database;
use laurel_tests::facts::{fact, person, purchase};
use laurel_tests::fixtures::{Program, program};
use laurel_tests::recount::assert_rollups;
use laurel_tests::server::server;
use serde_json::{Value, json};

/// Ada, who came from a fair, works in media, and bought something.
fn ada(program: &Program) -> PersonId {
    let key = PersonKey {
        name: Some("Ada Okafor".to_owned()),
        company: Some("Papierwerk".to_owned()),
        industry: Some("Media".to_owned()),
        source: Some("Fair".to_owned()),
        ..person("ada")
    };
    program.record(vec![
        NewTouchpoint {
            person: key,
            ..purchase("ada", "2025-02-01", 4_900)
        },
        purchase("bert", "2025-02-02", 100),
    ]);
    program.find_person("ada").id
}

fn correct(program: &Program, person: PersonId, change: &Value) -> Answer {
    let path = program.api(&format!("/people/{person}"));
    let editor = program.session("editor");
    editor.request("PATCH", &path).json(change).send()
}

fn profile(program: &Program, person: PersonId) -> Profile {
    let path = program.of_person(person);
    let owner = program.owner();
    owner.ok::<GetPerson>(&path, &NoQuery {}, &NoBody {}).person
}

fn found(program: &Program, query: &str) -> usize {
    let answer = program
        .owner()
        .get(&program.api(&format!("/people?{query}")));
    let people: Value = answer.json();
    people["people"].as_array().unwrap().len()
}

fn exact(program: &Program) {
    assert_rollups(&database::read(&server().state), program.slug());
}

/// What the event log says of a person, the latest last: action, and which fields changed.
fn log(program: &Program, person: PersonId) -> Vec<(String, Value)> {
    let database = database::read(&server().state);
    let mut statement = database
        .prepare(
            "SELECT action, after FROM events
             WHERE program_id = ?1 AND subject = 'person' AND subject_id = ?2 AND before IS NULL
             ORDER BY position",
        )
        .unwrap();
    let rows = statement
        .query_map([program.slug(), &person.to_string()], |row| {
            let value = |text: String| serde_json::from_str::<Value>(&text).unwrap();
            Ok((row.get(0)?, value(row.get(1)?)))
        })
        .unwrap();
    rows.map(Result::unwrap).collect()
}

#[test]
fn a_corrected_record_is_found_and_counted_as_it_is_now() {
    let program = program();
    let ada = ada(&program);
    exact(&program);
    let change = PersonChange {
        name: Some("  Adaeze Okafor-Berg ".to_owned()),
        industry: Some("Publishing".to_owned()),
        company_size: Some("10–49".to_owned()),
        source: Some(String::new()),
        ..PersonChange::default()
    };
    let editor = program.session("editor");
    let path = program.of_person(ada);
    let answer = editor.ok::<UpdatePerson>(&path, &NoQuery {}, &change);
    assert_eq!(answer.person.name.as_deref(), Some("Adaeze Okafor-Berg"));
    assert_eq!(answer.person.source, None);
    assert_eq!(
        answer.person.company.as_deref(),
        Some("Papierwerk"),
        "was not said"
    );
    let seen = profile(&program, ada);
    assert_eq!(seen.person.name, answer.person.name);
    assert_eq!(seen.industry.as_deref(), Some("Publishing"));
    assert_eq!(seen.company_size.as_deref(), Some("10–49"));
    assert_eq!(seen.person.source, None);
    // Words that are gone find nobody; those that stay go on.
    for (query, people) in [
        ("q=adaeze", 1),
        ("q=berg", 1),
        ("q=okafor", 1),
        ("q=papierwerk", 1),
        ("q=ada%20o", 0),
        ("industry=Publishing", 1),
        ("industry=Media", 0),
        ("source=Fair", 0),
        ("source=", 2),
    ] {
        assert_eq!(found(&program, query), people, "{query}");
    }
    exact(&program);
    let segments: Value = program
        .owner()
        .get(&program.api("/segments?dimension=industry"))
        .json();
    let values: Vec<&Value> = segments["segments"]
        .as_array()
        .unwrap()
        .iter()
        .map(|segment| &segment["value"])
        .collect();
    assert!(values.contains(&&json!("Publishing")) && !values.contains(&&json!("Media")));
    // A later touchpoint fills what is empty, and overwrites nothing.
    let key = PersonKey {
        industry: Some("Media".to_owned()),
        city: Some("Bergen".to_owned()),
        ..person("ada")
    };
    program.record(vec![NewTouchpoint {
        person: key,
        ..fact("ada", "review", "2025-03-01")
    }]);
    let seen = profile(&program, ada);
    assert_eq!(seen.industry.as_deref(), Some("Publishing"));
    assert_eq!(seen.city.as_deref(), Some("Bergen"));
    exact(&program);
    let entries = log(&program, ada);
    let [(action, after)] = &entries[..] else {
        panic!("one entry: {entries:?}");
    };
    assert_eq!(action, "corrected");
    let fields: Vec<&str> = after["fields"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(Value::as_str)
        .collect();
    assert!(fields.contains(&"industry"), "{after}");
    assert!(
        !fields.contains(&"company") && !fields.contains(&"opted_out"),
        "{after}"
    );
    assert!(
        !after.to_string().contains("Publishing"),
        "events hold no words about a person: {after}"
    );
}

#[test]
fn whoever_does_not_want_to_be_asked_is_not_asked() {
    let program = program();
    let ada = ada(&program);
    let ask = |key: &str| {
        let request = AskRequest {
            people: vec![ada],
            kind: TouchpointKind::Review,
            due: None,
            note: None,
            key: Some(key.to_owned()),
        };
        let owner = program.owner();
        let mut answer = owner.ok::<CreateAsks>(&program.path(), &NoQuery {}, &request);
        answer.outcomes.remove(0).blocked
    };
    assert_eq!(ask("first"), []);
    assert_eq!(
        correct(&program, ada, &json!({ "opted_out": true })).status,
        200
    );
    let seen = profile(&program, ada);
    assert!(seen.opted_out);
    assert_eq!(seen.blocks, [Block::OptedOut]);
    assert_eq!(seen.asks[0].state, AskState::Withdrawn);
    assert_eq!(ask("second"), [Block::OptedOut]);
    // Said again, nothing happens; what else is recorded does not forget it.
    assert_eq!(
        correct(&program, ada, &json!({ "opted_out": true })).status,
        200
    );
    program.record(vec![fact("ada", "review", "2025-03-01")]);
    assert!(profile(&program, ada).opted_out);
    assert_eq!(log(&program, ada).len(), 1);
    assert_eq!(
        correct(&program, ada, &json!({ "opted_out": false })).status,
        200
    );
    assert_eq!(ask("third"), []);
    exact(&program);
}

#[test]
fn what_cannot_be_written_is_named_and_changes_nothing() {
    let program = program();
    let ada = ada(&program);
    let before = profile(&program, ada);
    let long = correct(
        &program,
        ada,
        &json!({ "name": "Ada", "company": "x".repeat(121) }),
    );
    refused_field(&long, "company");
    let several = correct(
        &program,
        ada,
        &json!({ "city": "y".repeat(121), "name": "z".repeat(121) }),
    );
    let several = problem(&several, ProblemType::Invalid);
    let fields: Vec<&str> = several
        .errors
        .iter()
        .map(|one| one.field.as_str())
        .collect();
    assert_eq!(fields, ["name", "city"]);
    assert_eq!(
        correct(&program, ada, &json!({ "email": "new@example.com" })).status,
        422
    );
    assert_eq!(
        correct(&program, ada, &json!({ "opted_out": "yes" })).status,
        422
    );
    assert_eq!(correct(&program, ada, &json!({})).status, 200);
    assert_eq!(profile(&program, ada).person.name, before.person.name);
    assert!(log(&program, ada).is_empty());
    let nobody = PersonId::from_digest([7; 16]);
    assert_eq!(
        correct(&program, nobody, &json!({ "name": "N" })).status,
        404
    );
    let other = laurel_tests::fixtures::program();
    assert_eq!(correct(&other, ada, &json!({ "name": "N" })).status, 404);
    assert_eq!(profile(&program, ada).person.name, before.person.name);
}
