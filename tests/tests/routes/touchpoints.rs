//! Recording touchpoints: whatever the order, the portions and the number of writers, the state is
//! that of the facts.

use laurel_api::NoQuery;
use laurel_api::endpoints::RecordTouchpoints;
use laurel_api::touchpoints::{
    NewTouchpoint, PersonKey, RecordOutcome, RecordRequest, RecordResponse,
};
use laurel_tests::database;
use laurel_tests::facts::{Numbers, answer, fact, lives, noon, person, purchase};
use laurel_tests::fixtures::{Program, program};
use laurel_tests::recount;
use laurel_tests::server::server;

fn assert_rollups(program: &Program) {
    recount::assert_rollups(&database::read(&server().state), program.slug());
}

fn stored(program: &Program) -> recount::Figures {
    recount::stored(&database::read(&server().state), program.slug())
}

/// Records and repeats while others are faster, as a careful sender does.
fn record_patiently(program: &Program, touchpoints: &[NewTouchpoint]) -> RecordOutcome {
    let request = RecordRequest {
        touchpoints: touchpoints.to_vec(),
    };
    for _ in 0..40 {
        let client = program.token("edit");
        let answer = client.call::<RecordTouchpoints>(&program.path(), &NoQuery {}, &request);
        match answer.status {
            200 => return answer.json::<RecordResponse>().outcome,
            503 => {}
            status => panic!("{status}: {}", answer.text()),
        }
    }
    panic!("forty times somebody else was faster");
}

#[test]
fn order_and_portions_mean_nothing() {
    let facts = lives(25, 300);
    let at_once = program();
    let outcome = at_once.record(facts.clone());
    assert_eq!(
        outcome,
        RecordOutcome {
            people_added: 25,
            touchpoints_added: 300,
            unchanged: 0,
            erased: 0,
        }
    );
    assert_rollups(&at_once);
    let expected = stored(&at_once);
    assert!(
        expected.len() > 100,
        "the example has something to compare: {}",
        expected.len()
    );

    for (seed, portion) in [(1, 1), (2, 7), (3, 100)] {
        let program = program();
        let mut facts = facts.clone();
        Numbers::new(seed).shuffle(&mut facts);
        for part in facts.chunks(portion) {
            program.record(part.to_vec());
        }
        assert_eq!(
            stored(&program),
            expected,
            "shuffled {seed}, {portion} at a time"
        );
    }
}

#[test]
fn the_same_key_twice_changes_nothing() {
    let program = program();
    let facts = lives(5, 40);
    program.record(facts.clone());
    let (before, revisions) = (stored(&program), revisions(&program));
    let outcome = program.record(facts.clone());
    assert_eq!(
        outcome,
        RecordOutcome {
            people_added: 0,
            touchpoints_added: 0,
            unchanged: 40,
            erased: 0,
        }
    );
    assert_eq!(
        (stored(&program), self::revisions(&program)),
        (before, revisions)
    );

    // Twice in one request, and with another content: the first word counts.
    let first = purchase("pat", "2025-05-01", 1_000);
    let other = NewTouchpoint {
        key: first.key.clone(),
        ..purchase("pat", "2025-06-01", 9_000)
    };
    let outcome = program.record(vec![first.clone(), first, other]);
    assert_eq!((outcome.touchpoints_added, outcome.unchanged), (1, 2));
    assert_eq!(program.find_person("pat").revenue_minor, 1_000);
    assert_rollups(&program);

    // Without a key each is new.
    let keyless = NewTouchpoint {
        key: None,
        ..fact("pat", "website_visit", "2025-05-02")
    };
    assert_eq!(
        program
            .record(vec![keyless.clone(), keyless.clone()])
            .touchpoints_added,
        2
    );
    assert_eq!(program.record(vec![keyless]).touchpoints_added, 1);
    assert_rollups(&program);
}

fn revisions(program: &Program) -> i64 {
    let database = database::read(&server().state);
    database::count(
        &database,
        "SELECT sum(revision) FROM person_state WHERE program_id = ?1",
        program.slug(),
    )
}

#[test]
fn keys_belong_to_one_program() {
    let (one, other) = (program(), program());
    let facts = vec![purchase("pat", "2025-05-01", 700)];
    assert_eq!(one.record(facts.clone()).touchpoints_added, 1);
    assert_eq!(other.record(facts).touchpoints_added, 1);
    assert_eq!(one.find_person("pat").revenue_minor, 700);
}

#[test]
fn writers_at_the_same_moment_lose_nothing() {
    let program = program();
    let (writers, rounds) = (6, 8);
    std::thread::scope(|scope| {
        for writer in 0..writers {
            let program = &program;
            scope.spawn(move || {
                for round in 0..rounds {
                    let name = format!("w{writer}r{round}");
                    // Everybody writes the same person; some write a second one they share in pairs.
                    let shared = NewTouchpoint {
                        key: Some(name.clone()),
                        ..purchase("shared", "2025-04-01", 100)
                    };
                    let pair = NewTouchpoint {
                        key: Some(format!("{name} pair")),
                        ..fact(
                            &format!("pair-{}", writer / 2),
                            "website_visit",
                            "2025-04-02",
                        )
                    };
                    record_patiently(program, &[shared, pair]);
                }
            });
        }
    });
    let shared = program.find_person("shared");
    assert_eq!(shared.purchases, writers * rounds);
    assert_eq!(shared.revenue_minor, i64::from(writers * rounds) * 100);
    assert_rollups(&program);
}

#[test]
fn people_who_come_at_the_same_moment_are_one_person() {
    let program = program();
    std::thread::scope(|scope| {
        for writer in 0..6 {
            let program = &program;
            scope.spawn(move || {
                let key = PersonKey {
                    external_id: (writer % 2 == 0).then(|| "x-1".to_owned()),
                    email: Some("Same@Example.com".to_owned()),
                    ..PersonKey::default()
                };
                let visit = fact("x", "website_visit", "2025-04-01");
                let touchpoint = NewTouchpoint {
                    person: key,
                    key: Some(format!("visit {writer}")),
                    ..visit
                };
                record_patiently(program, &[touchpoint]);
            });
        }
    });
    let found = program.find_person("same@example.com");
    assert_eq!(found.external_id.as_deref(), Some("x-1"));
    assert_rollups(&program);
}

#[test]
fn a_person_is_found_by_id_key_or_address_and_only_filled_in() {
    let program = program();
    let touch = |key: PersonKey, name: &str| NewTouchpoint {
        person: key,
        key: Some(name.to_owned()),
        ..fact("x", "website_visit", "2025-04-01")
    };
    let email = |address: &str| PersonKey {
        email: Some(address.to_owned()),
        ..PersonKey::default()
    };
    program.record(vec![touch(email("Ann.Lee@Example.com"), "1")]);
    let both = PersonKey {
        external_id: Some("crm-7".to_owned()),
        name: Some("Ann Lee".to_owned()),
        source: Some("Fair".to_owned()),
        ..email("ann.lee@example.com")
    };
    assert_eq!(program.record(vec![touch(both, "2")]).people_added, 0);
    let later = PersonKey {
        name: Some("Somebody else".to_owned()),
        source: Some("Ad".to_owned()),
        ..person("crm-7")
    };
    assert_eq!(program.record(vec![touch(later, "3")]).people_added, 0);
    let found = program.find_person("crm-7");
    assert_eq!(
        found.name.as_deref(),
        Some("Ann Lee"),
        "what is known is never overwritten"
    );
    assert_eq!(found.source.as_deref(), Some("Fair"));
    assert_rollups(&program);
    let by_id = PersonKey {
        id: Some(found.id),
        ..PersonKey::default()
    };
    assert_eq!(program.record(vec![touch(by_id, "4")]).people_added, 0);
    // Another id at the same address is somebody else; nothing is taken from whoever had it first.
    let other = PersonKey {
        external_id: Some("crm-8".to_owned()),
        ..email("ann.lee@example.com")
    };
    assert_eq!(program.record(vec![touch(other, "5")]).people_added, 1);
    assert_eq!(program.find_person("crm-7").id, found.id);
    assert_ne!(program.find_person("crm-8").id, found.id);
    assert_rollups(&program);
}

#[test]
fn a_source_that_becomes_known_moves_the_person() {
    let program = program();
    program.record(vec![purchase("pat", "2025-03-01", 500)]);
    let named = PersonKey {
        source: Some("Fair".to_owned()),
        ..person("pat")
    };
    program.record(vec![NewTouchpoint {
        person: named,
        ..fact("pat", "website_visit", "2025-03-05")
    }]);
    assert_rollups(&program);
    let figures = stored(&program);
    assert!(
        figures.contains_key("segment source:Fair") && !figures.contains_key("segment source:"),
        "{figures:?}"
    );
}

#[test]
fn whoever_was_brought_counts_for_the_advocate() {
    let program = program();
    let brought = |who: &str, by: &str, day: &str| NewTouchpoint {
        person: PersonKey {
            brought_by: Some(by.to_owned()),
            ..person(who)
        },
        ..fact(who, "referral_visit", day)
    };
    program.record(vec![
        purchase("ada", "2025-01-10", 1_000),
        fact("ada", "referral", "2025-02-01"),
        fact("ada", "review", "2025-03-01"),
    ]);
    // One who buys, one who does not, one too late to count, one who was a customer before.
    program.record(vec![
        brought("bob", "ada", "2025-02-02"),
        brought("cyd", "ada", "2025-02-03"),
    ]);
    program.record(vec![purchase("bob", "2025-02-12", 2_000)]);
    program.record(vec![
        brought("dan", "ada", "2026-02-01"),
        purchase("dan", "2026-02-02", 1),
    ]);
    program.record(vec![
        purchase("eve", "2025-02-01", 1),
        brought("eve", "ada", "2025-04-01"),
    ]);
    // Nobody brings themselves, and an unknown advocate is nobody.
    program.record(vec![
        brought("ada", "ada", "2025-05-01"),
        brought("fay", "nobody", "2025-05-01"),
    ]);
    assert_rollups(&program);

    let day = laurel_domain::Timestamp::day(noon("2025-01-10")).0;
    let row = stored(&program)[&format!("flywheel day {day}")].clone();
    assert_eq!(
        row[..4],
        [1, 2, 3, 1],
        "customers, acts, people brought, customers brought"
    );

    // The advocate's own first purchase becomes known to be earlier: everything moves with it.
    program.record(vec![purchase("ada", "2024-12-24", 10)]);
    assert_rollups(&program);
    // Who brought somebody is said once.
    program.record(vec![brought("bob", "eve", "2025-06-01")]);
    assert_rollups(&program);
    let bob = program.find_person("bob");
    let profile: serde_json::Value = program
        .owner()
        .get(&program.api(&format!("/people/{}", bob.id)))
        .json();
    assert_eq!(
        profile["person"]["brought_by"]["id"],
        program.find_person("ada").id.to_string()
    );
}

#[test]
fn a_brought_person_and_the_advocate_may_be_written_at_the_same_moment() {
    let program = program();
    program.record(vec![purchase("ada", "2025-01-10", 1_000)]);
    std::thread::scope(|scope| {
        for number in 0..4 {
            let program = &program;
            scope.spawn(move || {
                let who = format!("b{number}");
                let visit = NewTouchpoint {
                    person: PersonKey {
                        brought_by: Some("ada".to_owned()),
                        ..person(&who)
                    },
                    ..fact(&who, "referral_visit", "2025-02-01")
                };
                record_patiently(program, &[visit]);
                record_patiently(program, &[purchase(&who, "2025-02-10", 10)]);
            });
            scope.spawn(move || {
                let earlier = format!("2025-01-0{}", 9 - number);
                record_patiently(program, &[purchase("ada", &earlier, 10)]);
            });
        }
    });
    assert_rollups(&program);
    let database = database::read(&server().state);
    let sql =
        "SELECT sum(cells ->> '$.wheel.customers_brought') FROM day_counts WHERE program_id = ?1";
    assert_eq!(database::count(&database, sql, program.slug()), 4);
}

#[test]
fn the_latest_answer_counts_for_the_score() {
    let program = program();
    program.record(vec![
        answer("a", "2025-01-01", 9),
        answer("b", "2025-01-01", 3),
        answer("c", "2025-01-01", 7),
    ]);
    program.record(vec![
        answer("a", "2025-06-01", 2),
        answer("b", "2024-06-01", 10),
    ]);
    assert_rollups(&program);
    let figures = stored(&program);
    assert_eq!(figures.get("total detractors"), Some(&vec![2]));
    assert_eq!(figures.get("total passives"), Some(&vec![1]));
    assert_eq!(figures.get("total promoters"), None);
}

#[test]
fn a_refused_batch_records_nothing_of_it() {
    let program = program();
    let mut facts = lives(4, 20);
    facts[13].person = PersonKey::default();
    let answer = program.token("edit").call::<RecordTouchpoints>(
        &program.path(),
        &NoQuery {},
        &RecordRequest { touchpoints: facts },
    );
    assert_eq!(answer.status, 422);
    assert!(stored(&program).is_empty());
}
