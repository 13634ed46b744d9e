//! A program whose data cannot be worked with stops nobody else's jobs, and numbers that are stored already are
//! answered, however large they are.

use std::path::Path;
use std::time::Duration;

use laurel_domain::Timestamp;
use laurel_domain::bounds::EXACT_MAX;
use laurel_tests::client::Client;
use laurel_tests::database;
use laurel_tests::fixtures::{self, Program};
use laurel_tests::own_server::{Cleanup, Server, migrate};
use laurel_tests::wait::{now_millis, until};
use rusqlite::Connection;
use serde_json::Value;

const PEOPLE: u64 = 20;
/// First in the order in which jobs are looked for: its rules cannot be read.
const POISONED: &str = "a-poisoned";
/// Amounts and sums of a time without bounds.
const RICH: &str = "b-rich";
const SOUND: &str = "c-sound";

/// What stands in the database before the server starts.
fn fill(database: &mut Connection) {
    let slugs = [POISONED, RICH, SOUND].map(str::to_owned);
    fixtures::insert(database, slugs.clone().into_iter());
    let now = Timestamp::from_millis(now_millis());
    for slug in &slugs {
        laurel_scale::fill(database, slug, PEOPLE, now, &mut |_| {}).unwrap();
    }
    database
        .execute_batch(
            "UPDATE programs SET settings = '{\"half_life_days\": \"many\"}' WHERE program_id = 'a-poisoned';
             UPDATE touchpoints SET amount_minor = 9007199254740993, currency = 'USD'
               WHERE program_id = 'b-rich' AND kind IN ('purchase', 'became_customer');
             UPDATE person_state SET state = json_set(state, '$.person.revenue_minor', 9007199254740993)
               WHERE program_id = 'b-rich';
             UPDATE person_state SET state = json_set(state, '$.person.revenue_minor', 9007199254740992.0)
               WHERE program_id = 'b-rich' AND person_id = (SELECT min(person_id) FROM person_state WHERE program_id = 'b-rich');
             UPDATE person_state SET state = json_set(state, '$.person.other_revenue',
               json('[{\"minor\": 9007199254740993, \"currency\": \"EUR\"}]'))
               WHERE program_id = 'b-rich' AND person_id = (SELECT max(person_id) FROM person_state WHERE program_id = 'b-rich');
             UPDATE program_counts SET cells = json_set(cells, '$.totals.\"revenue:USD\"', 20 * 9007199254740993,
               '$.totals.\"revenue:EUR\"', 9007199254740993) WHERE program_id = 'b-rich';
             UPDATE person_state SET state = json_set(state, '$.person.derived_at', 2000,
               '$.listed.changes_by_time', json('true'));
             INSERT INTO recomputations (program_id, state, settings_revision, total, started_at, updated_at)
               SELECT program_id, 'running', settings_revision, 20, 1, 1 FROM programs;
             UPDATE jobs SET due_at = 0;",
        )
        .unwrap();
}

fn number(folder: &Path, sql: &str, slug: &str) -> i64 {
    database::count(&database::read(folder), sql, slug)
}

/// Everything that members of the program read.
fn all_answer(server: &Server, program: &Program) {
    let client =
        Client::at(&server.base_url).with_token(&program.token_secret(fixtures::ALL_SCOPES));
    let people: Value = client.get(&program.api("/people?limit=100")).json();
    let people = people["people"].as_array().unwrap();
    assert_eq!(people.len() as u64, PEOPLE);
    let person = people[0]["id"].as_str().unwrap();
    let own = [
        format!("/people/{person}"),
        format!("/people/{person}/touchpoints"),
    ];
    let pages = [
        "",
        "/overview",
        "/plan",
        "/funnel",
        "/flywheel",
        "/pyramid",
        "/advocates",
        "/settings",
        "/segments?dimension=country",
    ];
    for page in pages.into_iter().map(str::to_owned).chain(own) {
        let answer = client.get(&program.api(&page));
        assert_eq!(answer.status, 200, "{page}: {}", answer.text());
    }
    let sums = people.iter().map(|person| &person["revenue_minor"]);
    let program: Value = client.get(&program.api("")).json();
    let totals = program["program"]["totals"].as_object().unwrap().values();
    for sum in sums.chain(totals) {
        let sum = sum.as_i64();
        assert!(
            sum.is_some_and(|sum| (0..=EXACT_MAX).contains(&sum)),
            "{sum:?}"
        );
    }
}

#[test]
fn a_fault_stays_within_its_program() {
    let folder = std::env::temp_dir().join(format!("laurel-poisoned-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let _cleanup = Cleanup(folder.clone());
    migrate(&folder);
    fill(&mut database::write(&folder));
    let mut server = Server::start(&folder);
    all_answer(&server, &Program::named(RICH));

    let done = "SELECT count(*) FROM recomputations WHERE program_id = ?1 AND state = 'done'";
    let stale = "SELECT count(*) FROM person_state WHERE program_id = ?1 AND derived_at = 2000";
    for slug in [SOUND, RICH] {
        until("the jobs of the others", Duration::from_mins(1), || {
            server.run_jobs();
            let through = number(&folder, done, slug) == 1 && number(&folder, stale, slug) == 0;
            through.then_some(())
        });
    }
    let failed = "SELECT count(*) FROM jobs WHERE program_id = ?1 AND attempts > 0 AND last_error IS NOT NULL
      AND kind IN ('refresh', 'recompute')";
    let failed = |slug| number(&folder, failed, slug);
    until(
        "the poisoned program's jobs",
        Duration::from_mins(1),
        || {
            server.run_jobs();
            (failed(POISONED) == 2).then_some(())
        },
    );
    assert_eq!((failed(SOUND), failed(RICH)), (0, 0));
    assert_eq!(
        number(&folder, stale, POISONED) as u64,
        PEOPLE,
        "nothing was half done"
    );
    all_answer(&server, &Program::named(RICH));
}
