//! Asks: who is asked, who is blocked and why, and how asks end.

mod opening;

use laurel_api::asks::{AskChange, AskFilter, AskRequest, AskResponse, AsksQuery, AsksResponse};
use laurel_api::endpoints::{CreateAsks, GetPerson, ListAsks, UpdateAsks};
use laurel_api::{NoBody, NoQuery, PageSize, ProblemType};
use laurel_domain::ask::AskState;
use laurel_domain::touchpoint::TouchpointKind;
use laurel_domain::value_exchange::Block;
use laurel_domain::{AskId, Day, PersonId, Timestamp};
use laurel_tests::assertions::{problem, refused_field};
use laurel_tests::facts::fact;
use laurel_tests::fixtures::{Program, program};
use laurel_tests::wait::now_millis;

const ASKED: TouchpointKind = TouchpointKind::ReferenceCall;

/// Today as the server sees it.
fn today() -> Day {
    Timestamp::from_millis(now_millis()).day()
}

fn days_ago(days: i32) -> String {
    Day(today().0 - days).to_string()
}

fn somebody(program: &Program, external_id: &str) -> PersonId {
    program.record(vec![fact(external_id, "website_visit", "2026-01-05")]);
    program.find_person(external_id).id
}

fn request(people: Vec<PersonId>) -> AskRequest {
    AskRequest {
        people,
        kind: ASKED,
        due: None,
        note: None,
        key: None,
    }
}

fn ask(program: &Program, request: &AskRequest) -> AskResponse {
    program
        .owner()
        .ok::<CreateAsks>(&program.path(), &NoQuery {}, request)
}

fn list(program: &Program, query: &AsksQuery) -> AsksResponse {
    program
        .owner()
        .ok::<ListAsks>(&program.path(), query, &NoBody {})
}

fn of_state(program: &Program, state: AskFilter) -> AsksResponse {
    let query = AsksQuery {
        state: Some(state),
        ..AsksQuery::default()
    };
    list(program, &query)
}

fn set(program: &Program, asks: Vec<AskId>, state: AskState) -> u32 {
    let change = AskChange { asks, state };
    program
        .owner()
        .ok::<UpdateAsks>(&program.path(), &NoQuery {}, &change)
        .changed
}

#[test]
fn each_of_many_is_asked_or_blocked_with_the_reason() {
    let program = program();
    let free = somebody(&program, "free");
    let overdrawn = somebody(&program, "overdrawn");
    let escalated = somebody(&program, "escalated");
    let busy = somebody(&program, "busy");
    program.record(vec![
        fact("overdrawn", "testimonial", &days_ago(2)),
        fact("overdrawn", "testimonial", &days_ago(3)),
        fact("overdrawn", "testimonial", &days_ago(4)),
        fact("overdrawn", "testimonial", &days_ago(5)),
        fact("overdrawn", "testimonial", &days_ago(6)),
        fact("escalated", "support_escalated", &days_ago(3)),
        fact("busy", "webinar", &days_ago(0)),
        fact("busy", "event_talk", &days_ago(0)),
    ]);
    let people = vec![free, overdrawn, escalated, busy, free];
    let found = ask(&program, &request(people));
    let blocked: Vec<_> = found
        .outcomes
        .iter()
        .map(|outcome| (outcome.person.id, outcome.blocked.clone()))
        .collect();
    assert_eq!(
        blocked,
        [
            (free, vec![]),
            (overdrawn, vec![Block::Overdrawn]),
            (escalated, vec![Block::Escalated]),
            (busy, vec![Block::HighEffort, Block::Overdrawn]),
        ],
        "each once, in order"
    );
    let open = of_state(&program, AskFilter::Open);
    assert_eq!(open.asks.len(), 1);
    assert_eq!((open.counts.open, open.counts.overdue), (1, 0));
    assert_eq!(open.asks[0].due, Day(today().0 + 14));

    let profile = |person| {
        program
            .owner()
            .ok::<GetPerson>(&program.of_person(person), &NoQuery {}, &NoBody {})
            .person
    };
    assert_eq!(profile(busy).blocks, [Block::HighEffort, Block::Overdrawn]);
    assert_eq!(profile(free).asks, open.asks);
    assert!(profile(free).blocks.is_empty());
}

#[test]
fn the_same_is_asked_once_and_a_repeated_request_changes_nothing() {
    let program = program();
    let person = somebody(&program, "one");
    let keyed = AskRequest {
        key: Some("spring".to_owned()),
        note: Some("After the fair".to_owned()),
        ..request(vec![person])
    };
    let first = ask(&program, &keyed);
    assert_eq!(
        ask(&program, &keyed),
        first,
        "the same key, the same answer"
    );
    let second = ask(&program, &request(vec![person]));
    assert_eq!(second.outcomes[0].blocked, [Block::OpenAsk]);
    let other = AskRequest {
        kind: TouchpointKind::Review,
        ..request(vec![person])
    };
    assert!(ask(&program, &other).outcomes[0].ask.is_some());
    assert_eq!(of_state(&program, AskFilter::Open).counts.open, 2);
}

#[test]
fn of_many_requests_at_once_one_asks() {
    let program = program();
    let person = somebody(&program, "wanted");
    let made: usize = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..6)
            .map(|_| scope.spawn(|| ask(&program, &request(vec![person]))))
            .collect();
        threads
            .into_iter()
            .map(|thread| thread.join().expect("an answer"))
            .filter(|answer| answer.outcomes[0].ask.is_some())
            .count()
    });
    assert_eq!(made, 1);
    assert_eq!(of_state(&program, AskFilter::Open).asks.len(), 1);
}

#[test]
fn an_act_of_its_kind_ends_an_ask() {
    let program = program();
    let person = somebody(&program, "kind");
    ask(&program, &request(vec![person]));
    program.record(vec![
        fact("kind", "reference_call", &days_ago(1)),
        fact("kind", "review", &days_ago(0)),
    ]);
    assert_eq!(
        of_state(&program, AskFilter::Open).asks.len(),
        1,
        "too early, or another act"
    );
    program.record(vec![fact("kind", "reference_call", &days_ago(0))]);
    assert!(of_state(&program, AskFilter::Open).asks.is_empty());
    let done = of_state(&program, AskFilter::Done).asks;
    assert_eq!(done.len(), 1);
    assert!(done[0].closed_at.is_some() && !done[0].overdue);
}

#[test]
fn an_ask_is_closed_opened_again_and_never_closed_twice() {
    let program = program();
    let person = somebody(&program, "twice");
    let made = ask(&program, &request(vec![person])).outcomes[0]
        .ask
        .expect("an ask");
    assert_eq!(set(&program, vec![made], AskState::Declined), 1);
    assert_eq!(set(&program, vec![made], AskState::Declined), 0, "repeated");
    let path = program.path();
    let change = AskChange {
        asks: vec![made],
        state: AskState::Done,
    };
    let answer = program
        .owner()
        .call::<UpdateAsks>(&path, &NoQuery {}, &change);
    problem(&answer, ProblemType::Conflict);
    assert_eq!(set(&program, vec![made], AskState::Open), 1);
    assert_eq!(set(&program, vec![made], AskState::Withdrawn), 1);
    assert_eq!(of_state(&program, AskFilter::Withdrawn).asks.len(), 1);
    // While another one is open, the old one stays closed.
    ask(&program, &request(vec![person]));
    let change = AskChange {
        asks: vec![made],
        state: AskState::Open,
    };
    let answer = program
        .owner()
        .ok::<UpdateAsks>(&path, &NoQuery {}, &change);
    assert_eq!(answer.changed, 0);
    assert_eq!(answer.refused.len(), 1);
    assert_eq!(answer.refused[0].blocked, [Block::OpenAsk]);
}

#[test]
fn another_programs_people_and_asks_look_like_missing_ones() {
    let (program, other) = (program(), laurel_tests::fixtures::program());
    let (ours, theirs) = (somebody(&program, "ours"), somebody(&other, "theirs"));
    let nobody = PersonId::from_digest([9; 16]);
    for stranger in [theirs, nobody] {
        let body = request(vec![ours, stranger]);
        let answer = program
            .owner()
            .call::<CreateAsks>(&program.path(), &NoQuery {}, &body);
        refused_field(&answer, "people[1]");
    }
    assert!(
        of_state(&program, AskFilter::Open).asks.is_empty(),
        "nobody is asked"
    );
    let their_ask = ask(&other, &request(vec![theirs])).outcomes[0].ask.unwrap();
    let change = AskChange {
        asks: vec![their_ask],
        state: AskState::Done,
    };
    let answer = program
        .owner()
        .call::<UpdateAsks>(&program.path(), &NoQuery {}, &change);
    refused_field(&answer, "asks[0]");
    assert_eq!(of_state(&other, AskFilter::Open).asks.len(), 1);
    let query = AsksQuery {
        person: Some(theirs),
        ..AsksQuery::default()
    };
    assert!(list(&program, &query).asks.is_empty());
}

#[test]
fn what_cannot_be_asked_names_its_field() {
    let program = program();
    let person = somebody(&program, "fields");
    let refused = |body: AskRequest, field: &str| {
        let answer = program
            .owner()
            .call::<CreateAsks>(&program.path(), &NoQuery {}, &body);
        refused_field(&answer, field);
    };
    refused(request(vec![]), "people");
    refused(request(vec![person; 101]), "people");
    for kind in [TouchpointKind::Swag, TouchpointKind::Purchase] {
        refused(
            AskRequest {
                kind,
                ..request(vec![person])
            },
            "kind",
        );
    }
    for due in [today().0 - 1, today().0 + 366] {
        refused(
            AskRequest {
                due: Some(Day(due)),
                ..request(vec![person])
            },
            "due",
        );
    }
    refused(
        AskRequest {
            note: Some("x".repeat(201)),
            ..request(vec![person])
        },
        "note",
    );
    refused(
        AskRequest {
            key: Some(String::new()),
            ..request(vec![person])
        },
        "key",
    );
}

#[test]
fn lists_are_walked_by_due_day_and_by_closing() {
    let program = program();
    let facts = (0..7).map(|number| fact(&format!("w-{number}"), "website_visit", "2026-01-05"));
    program.record(facts.collect());
    let asks: Vec<AskId> = (0..7)
        .map(|number| {
            let person = program.find_person(&format!("w-{number}")).id;
            let body = AskRequest {
                due: Some(Day(today().0 + 20 - number)),
                ..request(vec![person])
            };
            ask(&program, &body).outcomes[0].ask.unwrap()
        })
        .collect();
    let walk = |state: AskFilter| {
        let mut found = Vec::new();
        let mut cursor = None;
        for _ in 0..9 {
            let page = list(
                &program,
                &AsksQuery {
                    state: Some(state),
                    cursor: cursor.clone(),
                    limit: PageSize::clamped(2),
                    ..AsksQuery::default()
                },
            );
            found.extend(page.asks);
            cursor = page.meta.next;
            if cursor.is_none() {
                break;
            }
        }
        found
    };
    let open = walk(AskFilter::Open);
    assert_eq!(open.len(), 7);
    assert!(open.windows(2).all(|pair| pair[0].due <= pair[1].due));
    assert!(
        walk(AskFilter::Overdue).is_empty(),
        "none was due before today"
    );
    let counts = of_state(&program, AskFilter::Done).counts;
    assert_eq!((counts.open, counts.overdue), (7, 0));
    assert_eq!(set(&program, asks, AskState::Done), 7);
    assert_eq!(walk(AskFilter::Done).len(), 7);
}
