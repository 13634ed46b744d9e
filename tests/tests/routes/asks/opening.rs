//! Opening asks again: by the same rule as asking.

use laurel_api::NoQuery;
use laurel_api::asks::{AskChange, AskFilter, AskRequest};
use laurel_api::endpoints::{UpdateAsks, UpdatePerson};
use laurel_api::people::PersonChange;
use laurel_domain::AskId;
use laurel_domain::ask::AskState;
use laurel_domain::touchpoint::TouchpointKind;
use laurel_domain::value_exchange::Block;
use laurel_tests::facts::fact;
use laurel_tests::fixtures::program;

use super::{ask, days_ago, of_state, request, set, somebody};

#[test]
fn opening_asks_again_asks_nobody_who_is_not_to_be_asked() {
    let program = program();
    let out = somebody(&program, "out");
    let escalated = somebody(&program, "escalated");
    let busy = somebody(&program, "busy");
    let free = somebody(&program, "free");
    let everybody = vec![out, escalated, busy, free];
    let asked = ask(&program, &request(everybody.clone()));
    let mut asks: Vec<AskId> = asked.outcomes.iter().filter_map(|one| one.ask).collect();
    assert_eq!(asks.len(), 4);
    // A second ask for the same of the one who may be asked: only one of the two is opened again.
    assert_eq!(set(&program, asks.clone(), AskState::Withdrawn), 4);
    let second = ask(&program, &request(vec![free])).outcomes[0].ask;
    asks.push(second.expect("an ask"));
    assert_eq!(set(&program, vec![asks[4]], AskState::Withdrawn), 1);

    let opt_out = PersonChange {
        opted_out: Some(true),
        ..PersonChange::default()
    };
    let path = program.of_person(out);
    program
        .owner()
        .ok::<UpdatePerson>(&path, &NoQuery {}, &opt_out);
    program.record(vec![
        fact("escalated", "support_escalated", &days_ago(0)),
        fact("busy", "webinar", &days_ago(0)),
        fact("busy", "interview", &days_ago(0)),
    ]);
    let change = AskChange {
        asks: asks.clone(),
        state: AskState::Open,
    };
    let answer = program
        .owner()
        .ok::<UpdateAsks>(&program.path(), &NoQuery {}, &change);
    assert_eq!(answer.changed, 1);
    let refused: Vec<_> = answer
        .refused
        .iter()
        .map(|one| (one.ask, one.person.id, one.blocked.clone()))
        .collect();
    assert_eq!(
        refused,
        [
            (asks[0], out, vec![Block::OptedOut]),
            (asks[1], escalated, vec![Block::Escalated]),
            (asks[2], busy, vec![Block::HighEffort, Block::Overdrawn]),
            (asks[4], free, vec![Block::OpenAsk]),
        ]
    );
    let open = of_state(&program, AskFilter::Open).asks;
    assert_eq!(open.len(), 1);
    assert_eq!((open[0].id, open[0].person.id), (asks[3], free));
}

/// One story and its thank-you: the rule that once kept people from being asked for a year and a half.
#[test]
fn who_told_one_story_and_was_thanked_may_be_asked() {
    let program = program();
    let person = somebody(&program, "told");
    program.record(vec![fact("told", "testimonial", &days_ago(1))]);
    assert_eq!(
        ask(&program, &request(vec![person])).outcomes[0].blocked,
        []
    );
    program.record(vec![fact("told", "thanks", &days_ago(0))]);
    let other = AskRequest {
        kind: TouchpointKind::CaseStudy,
        ..request(vec![person])
    };
    assert!(ask(&program, &other).outcomes[0].ask.is_some());
}
