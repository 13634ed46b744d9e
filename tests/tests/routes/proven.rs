//! Only proven words count: what a story from the form changes, and when.

use laurel_domain::{PersonId, TestimonialId};
use laurel_tests::assertions::refused_field;
use laurel_tests::client::{Answer, Client};
use laurel_tests::database;
use laurel_tests::facts::{fact, purchase};
use laurel_tests::fixtures::{Program, program};
use laurel_tests::recount;
use laurel_tests::server::server;
use laurel_tests::stories::{Sent, Story, mailed_receipt};
use rusqlite::types::Value as Cell;
use rusqlite::{Connection, params};
use serde_json::{Value, json};

const QUOTE: &str = "Buy cheap pills at pills dot example now.";
const VIP: &str = "vip@corp.example";

fn read() -> Connection {
    database::read(&server().state)
}

/// Everything that is known about people, and every figure, as it is stored.
fn known(program: &Program) -> Vec<String> {
    let database = read();
    let tables = [
        "people",
        "person_terms",
        "person_state",
        "touchpoints",
        "asks",
        "cohort_days",
        "cohort_segments",
        "day_counts",
        "program_counts",
        "ladder_moves",
    ];
    let mut rows = Vec::new();
    for table in tables {
        let mut columns = database
            .prepare("SELECT name FROM pragma_table_xinfo(?1)")
            .unwrap();
        let columns: Vec<String> = columns
            .query_map([table], |row| row.get(0))
            .unwrap()
            .map(Result::unwrap)
            .collect();
        let names = columns.join(", ");
        let sql = format!("SELECT {names} FROM {table} WHERE program_id = ?1");
        let mut statement = database.prepare(&sql).unwrap();
        let found = statement
            .query_map([program.slug()], |row| {
                let cells: Vec<String> = columns
                    .iter()
                    .enumerate()
                    // Counts the writes.
                    .filter(|(_, column)| *column != "revision")
                    .map(|(at, column)| format!("{column}={:?}", row.get::<_, Cell>(at).unwrap()))
                    .collect();
                Ok(format!("{table}: {}", cells.join(" ")))
            })
            .unwrap();
        rows.extend(found.map(Result::unwrap));
    }
    rows.sort();
    rows
}

/// What derived states say but for when they were derived and what has decayed since.
fn figures(program: &Program) -> Vec<String> {
    let sql = "SELECT p.email || ' ' || s.acts || ' ' || s.funnel_stage || ' ' || coalesce(s.need_level, '-')
        || ' ' || coalesce(s.advocacy_stage, '-') || ' ' || s.purchases
      FROM people p JOIN person_state s USING (program_id, person_id) WHERE program_id = ?1 ORDER BY 1";
    let database = read();
    let mut statement = database.prepare(sql).unwrap();
    let rows = statement
        .query_map([program.slug()], |row| row.get(0))
        .unwrap();
    rows.map(Result::unwrap).collect()
}

/// A customer who has been asked for a testimonial.
fn customer(program: &Program) -> PersonId {
    let mut bought = purchase("C-1", "2026-05-01", 4_000);
    bought.person.email = Some(VIP.to_owned());
    program.record(vec![bought]);
    let id = program.find_person(VIP).id;
    let body = json!({ "people": [id], "kind": "testimonial", "due": "2027-06-01" });
    let asked = program
        .owner()
        .request("POST", &program.api("/asks"))
        .json(&body)
        .send();
    assert_eq!(asked.status, 200, "{}", asked.text());
    id
}

fn asks(program: &Program) -> Vec<String> {
    let database = read();
    let mut statement = database
        .prepare("SELECT state FROM asks WHERE program_id = ?1 ORDER BY 1")
        .unwrap();
    let rows = statement
        .query_map([program.slug()], |row| row.get(0))
        .unwrap();
    rows.map(Result::unwrap).collect()
}

fn spam(program: &Program) -> Sent {
    Story::new(program, QUOTE)
        .with("email", VIP)
        .with("author", "Mallory Spam")
        .with("company", "Pwned Ltd")
        .send(program)
}

fn acts(program: &Program, email: &str) -> u32 {
    program.find_person(email).acts
}

fn change(program: &Program, id: TestimonialId, body: &Value) -> Answer {
    let revision = program.testimonial(id).testimonial.revision;
    program
        .session("moderator")
        .request("PATCH", &program.api(&format!("/testimonials/{id}")))
        .json(body)
        .header("if-match", &format!("\"{revision}\""))
        .send()
}

fn decide(program: &Program, id: TestimonialId, body: &Value) -> Value {
    let answer = change(program, id, body);
    assert_eq!(answer.status, 200, "{}", answer.text());
    recount(program);
    answer.json::<Value>()["testimonial"].clone()
}

fn undo(program: &Program, id: TestimonialId) {
    let revision = program.testimonial(id).testimonial.revision;
    let answer = program
        .session("moderator")
        .request("POST", &program.api(&format!("/testimonials/{id}/undo")))
        .json(&json!({}))
        .header("if-match", &format!("\"{revision}\""))
        .send();
    assert_eq!(answer.status, 200, "{}", answer.text());
    recount(program);
}

fn withdraw(receipt: &str) {
    let path = receipt.split('?').next().unwrap();
    let answer = Client::anonymous().post_form(&format!("{path}/withdraw"), &[]);
    assert_eq!(answer.status, 303, "{}", answer.text());
}

/// Figures are those of a recount, and acts of the form are the approved stories with a person.
fn recount(program: &Program) {
    let database = read();
    recount::assert_rollups(&database, program.slug());
    let list = |sql: &str| -> Vec<(String, String)> {
        let mut statement = database.prepare(sql).unwrap();
        let rows = statement
            .query_map(params![program.slug()], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })
            .unwrap();
        rows.map(Result::unwrap).collect()
    };
    assert_eq!(
        list(
            "SELECT touchpoint_id, person_id FROM touchpoints
             WHERE program_id = ?1 AND kind = 'testimonial' AND channel = 'website' ORDER BY 1"
        ),
        list(
            "SELECT testimonial_id, person_id FROM testimonials WHERE program_id = ?1 AND source = 'form'
             AND state = 'approved' AND person_id IS NOT NULL ORDER BY 1"
        )
    );
}

const APPROVE: &str = "approved";

fn approved() -> Value {
    json!({ "state": APPROVE })
}

fn rejected() -> Value {
    json!({ "state": "rejected", "reject_reason": "spam" })
}

#[test]
fn spam_under_a_customers_address_leaves_the_customer_as_before() {
    let program = program();
    customer(&program);
    let before = known(&program);
    let stories = [spam(&program), spam(&program)];
    assert_eq!(known(&program), before, "sent");
    // The page after sending shows a link to the receipt, too: that proves nothing.
    for sent in &stories {
        assert_eq!(Client::anonymous().get(&sent.receipt).status, 200);
        let detail = program.testimonial(sent.id);
        assert_eq!(detail.testimonial.proven_at, None);
        assert_eq!(detail.testimonial.person, None);
    }
    decide(&program, stories[0].id, &rejected());
    withdraw(&stories[1].receipt);
    assert_eq!(known(&program), before, "rejected and withdrawn");
    undo(&program, stories[0].id);
    decide(&program, stories[0].id, &approved());
    assert_eq!(known(&program), before, "even approved by mistake");
    decide(&program, stories[0].id, &rejected());
    undo(&program, stories[0].id);
    withdraw(&stories[0].receipt);
    assert_eq!(known(&program), before, "whatever was done");
    assert_eq!(asks(&program), ["open"]);
}

#[test]
fn a_proven_story_counts_from_its_approval_until_whatever_ends_it() {
    let program = program();
    let vip = customer(&program);
    let before = figures(&program);
    let sent = Story::new(&program, QUOTE)
        .with("email", VIP)
        .with("author", "Vera Important")
        .send(&program);
    let mailed = mailed_receipt(&program, VIP);
    assert_ne!(
        mailed, sent.receipt,
        "the mail carries something of its own"
    );
    let revision = program.testimonial(sent.id).testimonial.revision;
    assert_eq!(Client::anonymous().get(&mailed).status, 200);
    let proven = program.testimonial(sent.id).testimonial;
    assert!(proven.proven_at.is_some());
    assert_eq!(proven.revision, revision, "nothing to look at again");
    assert_eq!(figures(&program), before, "a visit counts for nothing");
    assert_eq!(asks(&program), ["open"]);

    let story = decide(&program, sent.id, &approved());
    assert_eq!(story["person"], json!(vip));
    let counted = figures(&program);
    assert_ne!(counted, before);
    assert_eq!(
        (acts(&program, VIP), asks(&program)),
        (1, vec!["done".to_owned()])
    );
    assert_eq!(
        program.find_person(VIP).name.as_deref(),
        Some("Vera Important"),
        "who is proven fills what is empty"
    );
    undo(&program, sent.id);
    assert_eq!(
        (figures(&program), asks(&program)),
        (before.clone(), vec!["open".to_owned()])
    );
    decide(&program, sent.id, &approved());
    assert_eq!(figures(&program), counted);
    decide(&program, sent.id, &rejected());
    assert_eq!(figures(&program), before);
    undo(&program, sent.id);
    assert_eq!(figures(&program), counted, "the rejection was taken back");
    decide(&program, sent.id, &json!({ "state": "pending" }));
    assert_eq!(figures(&program), before);
    decide(&program, sent.id, &approved());
    assert_eq!(figures(&program), counted);
    withdraw(&mailed);
    recount(&program);
    assert_eq!(
        (figures(&program), asks(&program)),
        (before, vec!["open".to_owned()])
    );
}

#[test]
fn a_moderator_says_whose_an_unproven_story_is() {
    let program = program();
    let vip = customer(&program);
    let sent = spam(&program);
    let detail = program.testimonial(sent.id);
    assert_eq!(detail.claimed.map(|claimed| claimed.id), Some(vip));

    let other = program.record(vec![fact("C-2", "website_visit", "2026-05-01")]);
    assert_eq!(other.people_added, 1);
    let database = read();
    let other: String = database
        .query_row(
            "SELECT person_id FROM people WHERE program_id = ?1 AND external_id = 'C-2'",
            [program.slug()],
            |row| row.get(0),
        )
        .unwrap();
    for body in [
        json!({ "person": vip }),
        json!({ "state": "rejected", "reject_reason": "spam", "person": vip }),
        json!({ "state": "approved", "person": other }),
    ] {
        refused_field(&change(&program, sent.id, &body), "person");
    }
    let story = decide(
        &program,
        sent.id,
        &json!({ "state": "approved", "person": vip }),
    );
    assert_eq!(story["person"], json!(vip));
    assert_eq!(acts(&program, VIP), 1);
    let person = program.find_person(VIP);
    assert_eq!(
        (person.name, person.company),
        (None, None),
        "the record stays what it was"
    );
    undo(&program, sent.id);
    assert_eq!(acts(&program, VIP), 0);
    decide(&program, sent.id, &approved());
    assert_eq!(
        acts(&program, VIP),
        0,
        "it was taken back that it is this person"
    );
    // Once it is approved it can still be said, and the author can still prove it.
    decide(&program, sent.id, &json!({ "person": vip }));
    assert_eq!(acts(&program, VIP), 1);
    undo(&program, sent.id);
    assert_eq!(acts(&program, VIP), 0);
    assert_eq!(
        Client::anonymous()
            .get(&mailed_receipt(&program, VIP))
            .status,
        200
    );
    recount(&program);
    assert_eq!(acts(&program, VIP), 1, "proven after the approval");
}

#[test]
fn approving_an_unknown_author_adds_a_person_once() {
    let program = program();
    let sent = Story::new(&program, QUOTE).send(&program);
    assert!(known(&program).is_empty(), "a story alone adds nobody");
    decide(&program, sent.id, &approved());
    let author = program.find_person("ada@example.com");
    assert_eq!(
        (author.acts, author.name.as_deref()),
        (1, Some("Ada Example"))
    );
    decide(&program, sent.id, &rejected());
    assert_eq!(acts(&program, "ada@example.com"), 0);
    undo(&program, sent.id);
    assert_eq!(acts(&program, "ada@example.com"), 1);
    undo(&program, sent.id);
    decide(&program, sent.id, &approved());
    assert_eq!(
        acts(&program, "ada@example.com"),
        1,
        "the same person again"
    );
    // By now the address is somebody's: a second story under it proves no more than the first.
    let second = Story::new(&program, QUOTE)
        .with("author", "Mallory")
        .send(&program);
    decide(&program, second.id, &approved());
    assert_eq!(acts(&program, "ada@example.com"), 1);
    withdraw(&sent.receipt);
    recount(&program);
    assert_eq!(acts(&program, "ada@example.com"), 0);
}

#[test]
fn many_decisions_at_once_count_what_stands() {
    let program = program();
    customer(&program);
    let stories: Vec<Sent> = (0..4).map(|_| spam(&program)).collect();
    let mailed = mailed_receipt(&program, VIP);
    std::thread::scope(|scope| {
        for (number, sent) in stories.iter().enumerate() {
            let program = &program;
            scope.spawn(move || {
                let answer = change(program, sent.id, &approved());
                assert_eq!(answer.status, 200, "{}", answer.text());
                if number % 2 == 0 {
                    withdraw(&sent.receipt);
                }
            });
        }
        scope.spawn(|| assert_eq!(Client::anonymous().get(&mailed).status, 200));
    });
    recount(&program);
}
