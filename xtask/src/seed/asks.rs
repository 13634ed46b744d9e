//! Asks of the demo: the team asks those who were just thanked, and hears back from some.

use laurel_api::asks::{AskChange, AskRequest};
use laurel_api::endpoint::InProgram;
use laurel_api::endpoints::{CreateAsks, ListPyramidPeople, UpdateAsks};
use laurel_api::pyramid::{PyramidFacet, PyramidPeopleQuery};
use laurel_api::{NoBody, NoQuery, PageSize};
use laurel_domain::ask::AskState;
use laurel_domain::touchpoint::TouchpointKind as Kind;
use laurel_domain::{Day, ProgramId};

use crate::client::Client;
use crate::error::Result;

/// For what those of a need level are asked, how many of them, in how many days, and why.
const ROUNDS: [(u8, Kind, u8, i32, &str); 4] = [
    (1, Kind::Review, 12, 14, "After the autumn letter"),
    (2, Kind::Referral, 9, 21, "They know other studios"),
    (3, Kind::ReferenceCall, 5, 7, "For two architects in Oslo"),
    (4, Kind::EventTalk, 3, 60, "Evening at the boatyard"),
];

/// Asks people who are ready for the next level. Some of the asks are answered. Repeating it changes
/// nothing.
pub(super) fn fill(client: &Client, program: &ProgramId, today: Day) -> Result<()> {
    let path = InProgram {
        program: program.clone(),
    };
    for (level, kind, most, days, note) in ROUNDS {
        let query = PyramidPeopleQuery {
            need_level: Some(level),
            facet: Some(PyramidFacet::Ready),
            limit: PageSize::clamped(most),
            ..PyramidPeopleQuery::default()
        };
        let ready = client.call_patiently::<ListPyramidPeople>(&path, &query, &NoBody {})?;
        if ready.people.is_empty() {
            continue;
        }
        let request = AskRequest {
            people: ready.people.iter().map(|one| one.person.id).collect(),
            kind,
            due: Some(Day(today.0 + days)),
            note: Some(note.to_owned()),
            key: Some(format!("demo-{kind}-{today}")),
        };
        let answer = client.call_patiently::<CreateAsks>(&path, &NoQuery {}, &request)?;
        let asked: Vec<_> = answer.outcomes.iter().filter_map(|one| one.ask).collect();
        // Every fourth one said no; everybody else has time.
        let declined: Vec<_> = asked.iter().step_by(4).skip(1).copied().collect();
        if !declined.is_empty() {
            let change = AskChange {
                asks: declined,
                state: AskState::Declined,
            };
            client.call_patiently::<UpdateAsks>(&path, &NoQuery {}, &change)?;
        }
    }
    Ok(())
}
