//! People: lists that are walked page by page, searches, profiles and timelines.

mod record;

use std::collections::BTreeMap;

use laurel_api::touchpoints::{NewTouchpoint, PersonKey};
use laurel_tests::client::{Client, percent};
use laurel_tests::facts::{fact, lives, person, purchase};
use laurel_tests::fixtures::{Program, program};
use serde_json::Value;

/// Walks a list to its end; between two pages `meanwhile` happens. Answers the items.
fn walk(client: &Client, path: &str, what: &str, mut meanwhile: impl FnMut(usize)) -> Vec<Value> {
    let mut items = Vec::new();
    let mut cursor = None::<String>;
    for page in 0..200 {
        let separator = if path.contains('?') { '&' } else { '?' };
        let url = cursor.map_or_else(
            || path.to_owned(),
            |cursor| format!("{path}{separator}cursor={cursor}"),
        );
        let answer = client.get(&url);
        assert_eq!(answer.status, 200, "{url}: {}", answer.text());
        let body: Value = answer.json();
        items.extend(body[what].as_array().unwrap().iter().cloned());
        match body["meta"]["next"].as_str() {
            Some(next) => cursor = Some(next.to_owned()),
            None => return items,
        }
        meanwhile(page);
    }
    panic!("{path} never ends");
}

fn ids(items: &[Value]) -> BTreeMap<String, usize> {
    let mut seen = BTreeMap::new();
    for item in items {
        *seen
            .entry(item["id"].as_str().unwrap().to_owned())
            .or_default() += 1;
    }
    seen
}

fn with_people(count: usize) -> Program {
    let program = program();
    let facts = (0..count).map(|number| {
        // Several at the same instant: the id decides among them.
        let day = format!("2025-03-{:02}", 1 + number % 9);
        purchase(&format!("old-{number}"), &day, 100)
    });
    program.record(facts.collect());
    program
}

#[test]
fn walking_the_list_meets_everybody_once_while_others_come() {
    let program = with_people(57);
    let path = program.api("/people?limit=10");
    let found = walk(&program.owner(), &path, "people", |page| {
        program.record(vec![fact(
            &format!("new-{page}"),
            "website_visit",
            "2025-05-01",
        )]);
    });
    let seen = ids(&found);
    assert!(seen.values().all(|times| *times == 1), "nobody twice");
    let old = found
        .iter()
        .filter(|one| one["external_id"].as_str().unwrap().starts_with("old-"));
    assert_eq!(old.count(), 57, "everybody who was there");
    let touched: Vec<&str> = found
        .iter()
        .map(|one| one["last_touch_at"].as_str().unwrap())
        .collect();
    assert!(
        touched.windows(2).all(|pair| pair[0] >= pair[1]),
        "the latest first"
    );
}

#[test]
fn every_filter_can_be_walked() {
    let program = program();
    program.record(lives(60, 500));
    let everybody = ids(&walk(
        &program.owner(),
        &program.api("/people?limit=100"),
        "people",
        |_| {},
    ))
    .len();
    assert_eq!(everybody, 60);
    let count = |query: &str| {
        let path = program.api(&format!("/people?{query}"));
        let found = walk(&program.owner(), &path, "people", |_| {});
        let seen = ids(&found);
        assert!(
            seen.values().all(|times| *times == 1),
            "{query}: nobody twice"
        );
        seen.len()
    };
    let stages: usize = (0..7)
        .map(|stage| count(&format!("stage={stage}&limit=7")))
        .sum();
    assert_eq!(stages, everybody, "each is at one stage");
    let reached: Vec<usize> = (0..7)
        .map(|stage| count(&format!("stage={stage}&stage_match=reached&limit=7")))
        .collect();
    assert_eq!(reached[0], everybody);
    assert!(
        reached.windows(2).all(|pair| pair[0] >= pair[1]),
        "{reached:?}"
    );
    let funnel: Value = program.owner().get(&program.api("/funnel")).json();
    for (stage, people) in reached.iter().enumerate() {
        assert_eq!(
            funnel["funnel"]["stages"][stage]["people"], *people,
            "stage {stage}"
        );
    }
    let answers: Vec<usize> = ["promoter", "passive", "detractor"]
        .iter()
        .map(|group| count(&format!("nps={group}&limit=3")))
        .collect();
    assert!(answers.iter().all(|people| *people > 0), "{answers:?}");
    let wheel: Value = program.owner().get(&program.api("/flywheel")).json();
    assert_eq!(
        wheel["flywheel"]["friction"][1]["count"], answers[2],
        "the list has those who are counted"
    );
    assert_eq!(
        program
            .owner()
            .get(&program.api("/people?nps=angry"))
            .status,
        422
    );
    let sources: usize = ["Website", "Fair", "N%C3%A1%C3%AFve", ""]
        .iter()
        .map(|source| count(&format!("source={source}&limit=9")))
        .sum();
    assert_eq!(sources, everybody, "each has one source, or none");
    assert_eq!(
        count("q=life&limit=6"),
        everybody,
        "all ids begin with the word"
    );
    assert_eq!(count("from=2024-01-01&to=2026-12-31&limit=50"), everybody);
    assert_eq!(count("from=2026-12-30"), 0);
    let pyramid: Value = program.owner().get(&program.api("/pyramid")).json();
    for level in pyramid["pyramid"]["levels"].as_array().unwrap() {
        assert_eq!(
            count(&format!("need_level={}&limit=5", level["level"])),
            level["people"],
            "{level}"
        );
    }
    for stage in pyramid["pyramid"]["advocacy_stages"].as_array().unwrap() {
        let code = stage["code"].as_str().unwrap();
        assert_eq!(
            count(&format!("advocacy_stage={code}&limit=5")),
            stage["people"],
            "{stage}"
        );
    }
}

#[test]
fn people_are_found_by_the_beginning_of_any_of_their_words() {
    let program = program();
    let key = PersonKey {
        name: Some("Élodie van der Berg".to_owned()),
        email: Some("elodie@papierwerk.example".to_owned()),
        company: Some("Papierwerk 100% \"Ltd\"_x".to_owned()),
        ..person("CRM-0042")
    };
    program.record(vec![
        NewTouchpoint {
            person: key,
            ..fact("x", "website_visit", "2025-03-01")
        },
        fact("other", "website_visit", "2025-03-01"),
    ]);
    let found = |q: &str| {
        let q = percent(q);
        let answer = program.owner().get(&program.api(&format!("/people?q={q}")));
        assert_eq!(answer.status, 200, "{}", answer.text());
        answer.json::<Value>()["people"].as_array().unwrap().len()
    };
    for q in [
        "élo",
        "Élodie",
        "ÉLODIE VAN",
        "van der",
        "berg",
        "elodie@",
        "papier",
        "crm-00",
        "CRM-0042",
    ] {
        assert_eq!(found(q), 1, "{q}");
    }
    for q in [
        "odie",
        "erg",
        "%%",
        "__",
        "''",
        "x' OR 1=1 --",
        "\u{10ffff}\u{10ffff}",
    ] {
        assert_eq!(found(q), 0, "{q}");
    }
    let short = program.owner().get(&program.api("/people?q=x"));
    laurel_tests::assertions::refused_field(&short, "q");
}

#[test]
fn a_timeline_is_walked_once_while_it_grows() {
    let program = program();
    let facts = (0..45).map(|number| NewTouchpoint {
        key: Some(format!("visit {number}")),
        ..fact(
            "ada",
            "website_visit",
            &format!("2025-03-{:02}", 1 + number % 7),
        )
    });
    program.record(facts.collect());
    let ada = program.find_person("ada");
    let path = program.api(&format!("/people/{}/touchpoints?limit=10", ada.id));
    let found = walk(&program.owner(), &path, "touchpoints", |page| {
        let new = NewTouchpoint {
            key: Some(format!("new {page}")),
            ..fact("ada", "email_opened", "2025-06-01")
        };
        program.record(vec![new]);
    });
    let visits = found.iter().filter(|one| one["kind"] == "website_visit");
    assert_eq!(visits.count(), 45);
    assert!(ids(&found).values().all(|times| *times == 1));
}

#[test]
fn a_profile_tells_a_life() {
    let program = program();
    program.record(vec![
        fact("ada", "website_visit", "2025-01-01"),
        purchase("ada", "2025-01-10", 12_345),
        purchase("ada", "2025-02-10", 55),
        fact("ada", "review", "2025-03-01"),
        fact("ada", "swag", "2025-03-15"),
        fact("ada", "support_escalated", "2025-04-01"),
    ]);
    let ada = program.find_person("ada");
    assert_eq!(
        (ada.purchases, ada.revenue_minor, ada.acts, ada.stage),
        (2, 12_400, 1, Some(6))
    );
    let profile: Value = program
        .session("viewer")
        .get(&program.api(&format!("/people/{}", ada.id)))
        .json();
    let profile = &profile["person"];
    assert_eq!(
        profile["may"],
        serde_json::json!(["view"]),
        "a viewer is offered nothing more"
    );
    assert_eq!(profile["escalated"], true);
    assert_eq!(profile["first_purchase_at"], "2025-01-10T12:00:00.000Z");
    let stages: Vec<&Value> = profile["stages"]
        .as_array()
        .unwrap()
        .iter()
        .map(|stage| &stage["at"])
        .collect();
    assert_eq!(stages.len(), 7);
    assert_eq!(stages[4], "2025-01-10T12:00:00.000Z");
    assert_eq!(stages[5], "2025-02-10T12:00:00.000Z");
    assert!(
        profile["given"].as_f64().unwrap() > 0.0 && profile["received"].as_f64().unwrap() > 0.0
    );
    let balance = profile["received"].as_f64().unwrap() - profile["given"].as_f64().unwrap();
    assert!((profile["balance"].as_f64().unwrap() - balance).abs() < 0.01);
}

/// The Worker reads letters beyond ASCII with its platform's tables.
#[test]
fn an_address_is_one_person_however_it_is_spelled() {
    let program = program();
    let spelled = [
        "Ada@B\u{fc}cher.example",
        "ada@BU\u{308}CHER.example",
        "ada@xn--bcher-kva.example",
        "Ada N <ada\u{ff20}b\u{fc}cher.example>",
    ];
    let facts = spelled.iter().enumerate().map(|(number, email)| {
        let mut touchpoint = purchase("", &format!("2026-10-0{}", number + 1), 100);
        touchpoint.person = PersonKey {
            email: Some((*email).to_owned()),
            ..PersonKey::default()
        };
        touchpoint
    });
    let outcome = program.record(facts.collect());
    assert_eq!((outcome.people_added, outcome.touchpoints_added), (1, 4));
}
