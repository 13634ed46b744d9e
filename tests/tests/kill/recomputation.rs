//! Everybody is derived again, and the server dies in the middle: it goes on where it stopped, and nobody
//! is left as the rules before would have it.

use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use laurel_tests::client::Client;
use laurel_tests::database;
use laurel_tests::fixtures::{ALL_SCOPES, Program};
use laurel_tests::recount;
use laurel_tests::wait::until;
use serde_json::{Value, json};

use laurel_tests::own_server::Server;

const KILLS: u64 = 2;
/// People of a step: few, so that a kill comes in the middle of many.
const PEOPLE: u64 = 5;

/// Other rules and back; the way back is interrupted.
pub(super) fn survives(server: &mut Server, folder: &Path, program: &Program) {
    let before = states(folder, program);
    let replace = |server: &Server, change: &dyn Fn(&mut Value)| {
        program.replace_rules(&client(&server.base_url, program), change)
    };
    let rules = replace(server, &|settings| {
        settings["stages"].as_array_mut().unwrap().remove(1);
        settings["follow_days"] = json!(20);
    });
    finish(server, program);
    let meanwhile = states(folder, program);
    assert_eq!(meanwhile.len(), before.len());
    let same = before
        .iter()
        .zip(&meanwhile)
        .filter(|(one, other)| one == other);
    assert_eq!(same.count(), 0, "the other rules change everybody");

    replace(server, &|settings| *settings = rules.clone());
    for kill in 1..=KILLS {
        let acknowledged = AtomicU64::new(done(folder, program));
        let least = acknowledged.load(Ordering::SeqCst) + 4 * PEOPLE;
        let base_url = server.base_url.clone();
        std::thread::scope(|scope| {
            scope.spawn(|| {
                let client = client(&base_url, program);
                while let Some(state) = step(&client, program, PEOPLE) {
                    acknowledged.store(state["done"].as_u64().unwrap(), Ordering::SeqCst);
                    if state["state"] == "done" {
                        return;
                    }
                }
            });
            until("some steps", Duration::from_mins(1), || {
                (acknowledged.load(Ordering::SeqCst) >= least).then_some(())
            });
            server.kill();
        });
        let (acknowledged, kept) = (acknowledged.into_inner(), done(folder, program));
        println!("kill {kill}: {acknowledged} people were acknowledged, {kept} are through");
        assert!(kept >= acknowledged, "acknowledged steps are gone");
        assert!(kept < before.len() as u64, "killed in the middle");
        *server = Server::start(folder);
    }
    finish(server, program);
    assert_eq!(
        done(folder, program),
        before.len() as u64,
        "everybody, and nobody twice"
    );
    assert!(
        states(folder, program) == before,
        "somebody was left under the rules of before"
    );
    recount::assert_rollups(&database::read(folder), program.slug());
}

fn client(base_url: &str, program: &Program) -> Client {
    Client::at(base_url).with_token(&program.token_secret(ALL_SCOPES))
}

/// One step; nothing when the server is gone.
fn step(client: &Client, program: &Program, people: u64) -> Option<Value> {
    let answer = client
        .request("POST", &program.api("/recomputation/steps"))
        .json(&json!({ "people": people }))
        .try_send()
        .ok()?;
    (answer.status == 200).then(|| answer.json::<Value>()["recomputation"].clone())
}

fn finish(server: &Server, program: &Program) {
    let client = client(&server.base_url, program);
    until("the recomputation", Duration::from_mins(1), || {
        let state = step(&client, program, 100).unwrap();
        (state["state"] == "done").then_some(())
    });
}

/// How many people are through, as the database has it.
fn done(folder: &Path, program: &Program) -> u64 {
    let sql = "SELECT done FROM recomputations WHERE program_id = ?1";
    database::count(&database::read(folder), sql, program.slug()).unsigned_abs()
}

/// Everybody's state, as far as it does not hang on the clock.
fn states(folder: &Path, program: &Program) -> Vec<String> {
    let database = database::read(folder);
    let sql = "SELECT person_id || ' ' || stage_entries || ' ' || funnel_stage || ' ' || purchases || ' ' ||
        revenue_minor || ' ' || acts || ' ' ||
        (state ->> '$.person.acts_followed') FROM person_state WHERE program_id = ?1 ORDER BY person_id";
    let mut statement = database.prepare(sql).unwrap();
    let rows = statement
        .query_map([program.slug()], |row| row.get(0))
        .unwrap();
    rows.map(Result::unwrap).collect()
}
