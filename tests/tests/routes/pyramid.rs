//! The pyramid of today, who stands behind its figures, movements on the ladder, and motivations.

use laurel_api::endpoints::{GetPerson, GetPyramid, ListMoves, ListPyramidPeople, SetMotivation};
use laurel_api::figures::PeriodQuery;
use laurel_api::pyramid::{
    Direction, MotivationRequest, MovesQuery, Pyramid, PyramidFacet, PyramidPeopleQuery,
    PyramidPerson,
};
use laurel_api::{NoBody, NoQuery, PageSize, ProblemType};
use laurel_domain::motivation::Motivation;
use laurel_domain::need_level::Progress;
use laurel_domain::touchpoint::TouchpointKind;
use laurel_domain::{Day, PersonId, Timestamp};
use laurel_tests::assertions::{problem, refused_field};
use laurel_tests::database;
use laurel_tests::facts::{fact, lives};
use laurel_tests::fixtures::{Program, program};
use laurel_tests::recount::assert_rollups;
use laurel_tests::server::server;
use laurel_tests::wait::now_millis;

fn days_ago(days: i32) -> String {
    let today = Timestamp::from_millis(now_millis()).day();
    Day(today.0 - days).to_string()
}

fn pyramid(program: &Program) -> Pyramid {
    let all = PeriodQuery::default();
    program
        .owner()
        .ok::<GetPyramid>(&program.path(), &all, &NoBody {})
        .pyramid
}

fn people(program: &Program, query: &PyramidPeopleQuery) -> Vec<PyramidPerson> {
    let mut query = query.clone();
    query.limit = PageSize::clamped(2);
    let mut found = Vec::new();
    for _ in 0..50 {
        let page = program
            .owner()
            .ok::<ListPyramidPeople>(&program.path(), &query, &NoBody {});
        found.extend(page.people);
        query.cursor = page.meta.next;
        if query.cursor.is_none() {
            return found;
        }
    }
    panic!("the list never ends");
}

fn of_level(level: u8, facet: Option<PyramidFacet>) -> PyramidPeopleQuery {
    PyramidPeopleQuery {
        need_level: Some(level),
        facet,
        ..PyramidPeopleQuery::default()
    }
}

fn move_by(program: &Program, people: Vec<PersonId>, motivation: Option<Motivation>) -> u32 {
    let request = MotivationRequest { people, motivation };
    program
        .owner()
        .ok::<SetMotivation>(&program.path(), &NoQuery {}, &request)
        .changed
}

/// Ann was thanked and may answer, Ben waits for a first reward, Cid answers to more than things.
fn example() -> Program {
    let program = program();
    let facts = [
        ("ann", "review", 40),
        ("ann", "swag", 20),
        ("ben", "review", 30),
        ("cid", "review", 90),
        ("cid", "swag", 80),
        ("cid", "referral", 70),
        ("cid", "gift_card", 60),
    ];
    let facts = facts.map(|(who, kind, days)| fact(who, kind, &days_ago(days)));
    program.record(facts.to_vec());
    program
}

#[test]
fn figures_and_the_people_behind_them_agree() {
    let program = example();
    let cid = program.find_person("cid").id;
    assert_eq!(move_by(&program, vec![cid], Some(Motivation::Status)), 1);
    let found = pyramid(&program);
    let (first, second) = (&found.levels[0], &found.levels[1]);
    assert_eq!((first.everyone, first.ready, first.mismatch), (2, 1, 0));
    assert_eq!((second.everyone, second.ready, second.mismatch), (1, 0, 1));
    let swag = first
        .given
        .iter()
        .find(|given| given.reward == Some(TouchpointKind::Swag))
        .unwrap();
    assert_eq!((swag.people, swag.waiting, swag.answered()), (1, 1, 0));

    let names = |query: &PyramidPeopleQuery| -> Vec<String> {
        let mut names: Vec<String> = people(&program, query)
            .into_iter()
            .filter_map(|one| one.person.external_id)
            .collect();
        names.sort();
        names
    };
    assert_eq!(names(&of_level(1, None)), ["ann", "ben"]);
    assert_eq!(names(&of_level(1, Some(PyramidFacet::Ready))), ["ann"]);
    assert_eq!(names(&of_level(2, Some(PyramidFacet::Mismatch))), ["cid"]);
    let moved_by = |code: &str| PyramidPeopleQuery {
        motivation: Some(code.to_owned()),
        ..of_level(2, None)
    };
    assert_eq!(names(&moved_by("status")), ["cid"]);
    assert!(names(&moved_by("")).is_empty());
    let ann = &people(&program, &of_level(1, Some(PyramidFacet::Ready)))[0];
    assert_eq!(ann.progress, Some(Progress::AwaitsAct));
    assert!(ann.answer_until.is_some() && ann.next_act.is_none());

    // Whoever is ready is on the next level once the act is there.
    program.record(vec![fact("ann", "referral", &days_ago(1))]);
    let found = pyramid(&program);
    assert_eq!((found.levels[0].everyone, found.levels[1].everyone), (1, 2));
    assert_rollups(&database::read(&server().state), program.slug());
}

#[test]
fn movements_and_those_who_carry_too_much_are_listed() {
    let program = program();
    let facts = [
        ("dora", "review", 100),
        ("dora", "reference_call", 95),
        ("dora", "case_study", 60),
        ("dora", "event_talk", 50),
        // So little is given that it never is too much: Emil rises and falls once.
        ("emil", "shared_content", 300),
        ("emil", "shared_content", 290),
    ];
    let facts = facts.map(|(who, kind, days)| fact(who, kind, &days_ago(days)));
    program.record(facts.to_vec());
    let found = pyramid(&program);
    let early = &found.advocacy_stages[2];
    assert_eq!((early.everyone, early.rose, early.fell), (1, 2, 1));
    assert!(found.carrying >= 1);
    let moves = |direction| {
        let query = MovesQuery {
            direction,
            from: None,
            to: None,
            cursor: None,
            limit: PageSize::default(),
        };
        program
            .owner()
            .ok::<ListMoves>(&program.path(), &query, &NoBody {})
            .moves
    };
    assert_eq!(moves(Direction::Rose).len(), 2);
    let fell = moves(Direction::Fell);
    assert_eq!(fell.len(), 1);
    assert_eq!((fell[0].person.name.as_str(), fell[0].to), ("emil", None));
    let carrying = PyramidPeopleQuery {
        facet: Some(PyramidFacet::Carrying),
        ..PyramidPeopleQuery::default()
    };
    let carrying = people(&program, &carrying);
    assert_eq!(carrying.len() as u64, found.carrying);
    assert!(carrying.iter().all(|one| one.carries));
}

#[test]
fn a_motivation_is_noted_changed_and_taken_away() {
    let program = example();
    let ids: Vec<PersonId> = ["ann", "ben"]
        .map(|name| program.find_person(name).id)
        .to_vec();
    assert_eq!(move_by(&program, ids.clone(), Some(Motivation::Access)), 2);
    assert_eq!(move_by(&program, ids.clone(), Some(Motivation::Access)), 0);
    assert_eq!(move_by(&program, vec![ids[0]], None), 1);
    let mix: Vec<_> = pyramid(&program).levels[0]
        .motivations
        .iter()
        .map(|count| (count.motivation, count.people))
        .collect();
    assert_eq!(mix, [(Some(Motivation::Access), 1), (None, 1)]);
    let ben = program
        .owner()
        .ok::<GetPerson>(&program.of_person(ids[1]), &NoQuery {}, &NoBody {});
    assert_eq!(ben.person.motivation.as_deref(), Some("access"));
    assert_rollups(&database::read(&server().state), program.slug());
}

#[test]
fn strangers_are_not_moved_and_what_cannot_be_is_refused() {
    let (program, other) = (example(), example());
    let ours = program.find_person("ann").id;
    let theirs = other.find_person("ann").id;
    let send = |people: Vec<PersonId>| {
        let request = MotivationRequest {
            people,
            motivation: Some(Motivation::Status),
        };
        program
            .owner()
            .call::<SetMotivation>(&program.path(), &NoQuery {}, &request)
    };
    refused_field(&send(vec![ours, theirs]), "people[1]");
    refused_field(&send(vec![]), "people");
    refused_field(&send(vec![ours; 101]), "people");
    let unmoved = pyramid(&program).levels[0].motivations.clone();
    assert!(unmoved.iter().all(|count| count.motivation.is_none()));
    for (path, field) in [
        ("/pyramid/people", "need_level"),
        ("/pyramid/people?need_level=6", "need_level"),
        (
            "/pyramid/people?need_level=1&motivation=money",
            "motivation",
        ),
        ("/pyramid/people?advocacy_stage=king", "advocacy_stage"),
    ] {
        refused_field(&program.owner().get(&program.api(path)), field);
    }
    let moves = program.owner().get(&program.api("/pyramid/moves"));
    problem(&moves, ProblemType::Invalid);
}

#[test]
fn rollups_of_the_pyramid_equal_a_recount_after_random_lives() {
    let program = program();
    for batch in lives(24, 240).chunks(60) {
        program.record(batch.to_vec());
    }
    assert_rollups(&database::read(&server().state), program.slug());
}
