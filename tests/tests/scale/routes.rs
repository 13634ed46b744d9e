//! Every route of the API and the public pages, as D1 counts the rows.
//!
//! `--nocapture` prints the table of `docs/SCALING.md`.

use laurel_api::endpoints::ALL;
use laurel_tests::cases::Cases;
use laurel_tests::client::{Answer, Client};
use laurel_tests::fixtures::Program;
use laurel_tests::stories::Story;
use serde_json::json;

use crate::programs;

/// What one request cost.
#[derive(Debug, Clone, Copy)]
struct Cost {
    trips: u32,
    statements: u64,
    read: u64,
    /// Rows of tables.
    written: u64,
    /// The same with entries of indexes, which D1 bills alike.
    billed: u64,
}

/// How many rows more a request may read in the larger program: an entry of an index more or less
/// where a page of a list ends, never one for each person.
const MORE: u64 = 4;

/// The rows that one touchpoint of somebody known may read.
const TOUCHPOINT_MAX: u64 = 60;

/// What the platform lets one invocation ask on its free plan.
const STATEMENTS_MAX: u64 = 50;

/// The rows that a profile may read.
const PROFILE_MAX: u64 = 100;

fn cost(what: &str, answer: &Answer) -> Cost {
    assert!(
        answer.status < 400,
        "{what}: {}: {}",
        answer.status,
        answer.text()
    );
    let (read, billed) = answer.rows().unwrap_or_default();
    let (statements, written) = answer.work().unwrap_or_default();
    Cost {
        trips: answer.round_trips().unwrap_or_default(),
        statements,
        read,
        written,
        billed,
    }
}

#[test]
fn no_request_reads_more_where_there_are_more_people() {
    let both = programs();
    let mut table: Vec<(String, [Cost; 2])> = Vec::new();
    // Whose session ends is nobody who is needed afterwards.
    let who = |name: &str| {
        if name == "EndSession" {
            "advocate"
        } else {
            "owner"
        }
    };
    let mut cases = both.each_ref().map(Cases::new);
    for route in ALL {
        let costs = [0, 1].map(|at| {
            let case = cases[at].prepare(route);
            let answer = case.send(&both[at].session(who(route.name)));
            cost(route.name, &answer)
        });
        table.push((route.name.to_owned(), costs));
    }
    for (name, request) in OTHERS {
        table.push((
            (*name).to_owned(),
            both.each_ref().map(|program| cost(name, &request(program))),
        ));
    }

    println!(
        "| request | round trips | statements | rows read, few people | many people | rows written | with indexes |"
    );
    println!("|---|--:|--:|--:|--:|--:|--:|");
    for (name, [few, many]) in &table {
        println!(
            "| {name} | {} | {} | {} | {} | {} | {} |",
            many.trips, many.statements, few.read, many.read, many.written, many.billed
        );
    }
    let of = |wanted: &str| {
        let found = table.iter().find(|(name, _)| name == wanted);
        found.map(|(_, costs)| costs[1].read).unwrap()
    };
    let mut wrong: Vec<String> = table
        .iter()
        .filter(|(_, [few, many])| many.read > few.read + MORE)
        .map(|(name, [few, many])| format!("{name}: {} rows, then {}", few.read, many.read))
        .collect();
    for (name, max) in [(KNOWN, TOUCHPOINT_MAX), (PROFILE, PROFILE_MAX)] {
        if of(name) > max {
            wrong.push(format!("{name}: {} rows, at most {max}", of(name)));
        }
    }
    for (name, [_, many]) in &table {
        if many.statements > STATEMENTS_MAX {
            wrong.push(format!("{name}: {} statements", many.statements));
        }
        let most = if many.written == 0 { 1 } else { 2 };
        if many.trips > most {
            wrong.push(format!("{name}: {} round trips", many.trips));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

type Send = fn(&Program) -> Answer;

const KNOWN: &str = "one touchpoint of a known person";
const PROFILE: &str = "an advocate's profile";

/// Requests about people who were there before, and of people without a sign-in.
const OTHERS: &[(&str, Send)] = &[
    (KNOWN, |program| {
        record(
            program,
            &json!({ "external_id": "scale-700" }),
            "website_visit",
            "2026-03-02T10:00:00Z",
        )
    }),
    ("an act of an advocate", |program| {
        record(
            program,
            &json!({ "external_id": "scale-3" }),
            "review",
            "2026-03-02T10:00:00Z",
        )
    }),
    ("a purchase of somebody brought", |program| {
        record(
            program,
            &json!({ "external_id": "scale-62" }),
            "purchase",
            "2026-03-02T10:00:00Z",
        )
    }),
    ("a first purchase of somebody new", |program| {
        record(
            program,
            &json!({ "external_id": "made-new" }),
            "purchase",
            "2026-03-02T10:00:00Z",
        )
    }),
    (PROFILE, |program| {
        let person = program.find_person("p4@people.example").id;
        program
            .owner()
            .get(&program.api(&format!("/people/{person}")))
    }),
    ("a filter of people by country", |program| {
        program.owner().get(&program.api("/people?country=Germany"))
    }),
    ("a search for people", |program| {
        program.owner().get(&program.api("/people?q=hooper"))
    }),
    ("the wall", |program| {
        Client::anonymous().get(&program.public(""))
    }),
    ("the form", |program| {
        Client::anonymous().get(&program.public("/tell"))
    }),
    ("a story through the form", |program| {
        Story::new(program, "It lights my desk every evening.").submit(program)
    }),
    ("a receipt", |program| {
        let sent = Story::new(program, "It lights my desk every morning.").send(program);
        Client::anonymous().get(&sent.receipt)
    }),
];

fn record(program: &Program, person: &serde_json::Value, kind: &str, at: &str) -> Answer {
    let body = json!({ "touchpoints": [{ "person": person, "kind": kind, "at": at }] });
    program
        .owner()
        .request("POST", &program.api("/touchpoints"))
        .json(&body)
        .send()
}
