//! The server is killed hard in the middle of stories, touchpoints and imports, several times: what was
//! acknowledged is there, nothing is there twice, and the rollups are those of the facts. The people of
//! that story are then derived again under other rules, and the server is killed in the middle of it, too.
//!
//! It has a server and a state folder of its own; the other tests are not disturbed.
//!
//! Long because it is one story: what is sent, when the server dies, and the recount afterwards.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a step that fails here is a failed test"
)]
#![expect(clippy::print_stdout, reason = "says how it went")]

mod poisoned;
mod recomputation;
mod secret;

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use laurel_tests::client::{Answer, Client};
use laurel_tests::database::{self, digest};
use laurel_tests::fixtures::{self, Program};
use laurel_tests::html;
use laurel_tests::own_server::{Cleanup, Server, migrate};
use laurel_tests::recount;
use laurel_tests::wait::until;
use serde_json::{Value, json};

const KILLS: usize = 3;
/// How much is acknowledged between two kills.
const WRITES: usize = 40;

#[test]
fn what_was_acknowledged_survives_a_kill_and_nothing_is_there_twice() {
    let folder = std::env::temp_dir().join(format!("laurel-kill-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let _cleanup = Cleanup(folder.clone());
    migrate(&folder);
    let program = Program::named("kill-test");
    let mut server = Server::start(&folder);
    fixtures::insert(
        &mut database::write(&folder),
        [program.slug().to_owned()].into_iter(),
    );

    let book = Book::default();
    for round in 0..KILLS {
        let until_writes = book.acknowledged() + WRITES;
        let stop = AtomicBool::new(false);
        let base_url = server.base_url.clone();
        std::thread::scope(|scope| {
            let (base_url, stop, book, program) = (base_url.as_str(), &stop, &book, &program);
            let writers = [
                scope.spawn(move || tell_stories(base_url, program, round, book, stop)),
                scope.spawn(move || record(base_url, program, round, book, stop)),
                scope.spawn(move || import(base_url, program, book, stop)),
            ];
            until("enough writes", Duration::from_mins(1), || {
                let enough = book.acknowledged() >= until_writes
                    || writers
                        .iter()
                        .all(std::thread::ScopedJoinHandle::is_finished);
                enough.then_some(())
            });
            server.kill();
            stop.store(true, Ordering::SeqCst);
        });
        println!(
            "kill {}: {} writes were acknowledged",
            round + 1,
            book.acknowledged()
        );
        server = Server::start(&folder);
        check(&folder, &program, &book);
    }
    finish_import(&server.base_url, &program);
    repeat_everything(&server.base_url, &program, &book);
    check(&folder, &program, &book);
    recomputation::survives(&mut server, &folder, &program);
    secret::survives(server, &folder, &program);
}

/// What was sent, and what of it was acknowledged.
#[derive(Default)]
struct Book {
    stories: Mutex<Vec<Story>>,
    touchpoints: Mutex<Vec<(Value, bool)>>,
    rows_done: Mutex<u64>,
}

#[derive(Clone)]
struct Story {
    fields: Vec<(String, String)>,
    acknowledged: bool,
}

impl Book {
    fn acknowledged(&self) -> usize {
        let stories = locked(&self.stories)
            .iter()
            .filter(|story| story.acknowledged)
            .count();
        let touchpoints = locked(&self.touchpoints)
            .iter()
            .filter(|(_, known)| *known)
            .count();
        stories + touchpoints + usize::try_from(*locked(&self.rows_done) / 40).unwrap()
    }
}

fn locked<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn tell_stories(base_url: &str, program: &Program, round: usize, book: &Book, stop: &AtomicBool) {
    let browser = Client::at(base_url);
    let moderator = Client::at(base_url).with_token(&program.token_secret("moderate"));
    for number in 0.. {
        if stop.load(Ordering::SeqCst) {
            return;
        }
        let Ok(form) = browser.request("GET", &program.public("/tell")).try_send() else {
            return;
        };
        let Some(submission) = html::value(&form.text(), "submission") else {
            return;
        };
        let quote = format!("Story {number} of round {round}, which must not be lost.");
        let email = format!("author-{round}-{number}@example.com");
        let fields = [
            ("submission", submission.as_str()),
            ("quote", &quote),
            ("rating", "4"),
            ("author", "Ada Example"),
            ("email", &email),
            ("relationship", "customer"),
            ("consent_website", "yes"),
        ];
        let answer = browser
            .request("POST", &program.public("/tell"))
            .form(&fields)
            .try_send();
        let acknowledged = answer.is_ok_and(|answer| answer.status == 303);
        if number % 2 == 0 {
            approve_latest(&moderator, program);
        }
        let fields = fields
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .to_vec();
        locked(&book.stories).push(Story {
            fields,
            acknowledged,
        });
    }
}

/// Approves what waits at the top of the queue, if it gets through.
fn approve_latest(moderator: &Client, program: &Program) {
    let list = moderator.request("GET", &program.api("/testimonials?limit=1"));
    let Ok(list) = list.try_send() else { return };
    let body: Value = list.json();
    let Some(id) = body["testimonials"][0]["id"].as_str() else {
        return;
    };
    let _ = moderator
        .request("PATCH", &program.api(&format!("/testimonials/{id}")))
        .json(&json!({ "state": "approved" }))
        .header("if-match", "\"1\"")
        .try_send();
}

fn record(base_url: &str, program: &Program, round: usize, book: &Book, stop: &AtomicBool) {
    let client = Client::at(base_url).with_token(&program.token_secret("edit"));
    for number in 0.. {
        if stop.load(Ordering::SeqCst) {
            return;
        }
        let touchpoint = json!({
            "person": { "external_id": format!("person-{}", number % 5) },
            "kind": if number % 3 == 0 { "purchase" } else { "website_visit" },
            "amount": if number % 3 == 0 { json!({ "minor": 100, "currency": "USD" }) } else { Value::Null },
            "at": "2025-04-01T10:00:00Z",
            "key": format!("touch {round} {number}"),
        });
        let body = json!({ "touchpoints": [touchpoint] });
        let answer = client
            .request("POST", &program.api("/touchpoints"))
            .json(&body)
            .try_send();
        let acknowledged = answer.is_ok_and(|answer| answer.status == 200);
        locked(&book.touchpoints).push((touchpoint, acknowledged));
    }
}

const IMPORT_ROWS: u64 = 100_000;

fn start_import(client: &Client, program: &Program) -> Option<Value> {
    let body = json!({
        "kind": "purchases",
        "file_name": "purchases.csv",
        "file_digest": digest("file"),
        "header_digest": digest("header"),
        "mapping": { "columns": { "external_id": "id" }, "currency": "USD" },
        "rows_total": IMPORT_ROWS,
    });
    let answer = client
        .request("POST", &program.api("/imports"))
        .json(&body)
        .try_send()
        .ok()?;
    (answer.status == 200).then(|| answer.json::<Value>()["import"].clone())
}

fn send_batch(
    client: &Client,
    program: &Program,
    import: &Value,
    first_row: u64,
) -> Option<Answer> {
    let rows: Vec<Value> = (first_row..first_row + 40)
        .map(|number| {
            json!({
                "key": &digest(&format!("row {number}"))[..32],
                "person": { "external_id": format!("customer-{}", number % 97) },
                "at": format!("2025-03-{:02}T00:00:00Z", 1 + number % 28),
                "amount": { "minor": 100, "currency": "USD" },
            })
        })
        .collect();
    let path = program.api(&format!(
        "/imports/{}/batches",
        import["id"].as_str().unwrap()
    ));
    let body = json!({ "first_row": first_row, "rows": { "purchases": rows } });
    client.request("POST", &path).json(&body).try_send().ok()
}

fn import(base_url: &str, program: &Program, book: &Book, stop: &AtomicBool) {
    let client = Client::at(base_url).with_token(&program.token_secret("edit"));
    let Some(import) = start_import(&client, program) else {
        return;
    };
    let mut next = import["rows_done"].as_u64().unwrap();
    while !stop.load(Ordering::SeqCst) {
        let Some(answer) = send_batch(&client, program, &import, next) else {
            return;
        };
        if answer.status != 200 {
            return;
        }
        next = answer.json::<Value>()["import"]["rows_done"]
            .as_u64()
            .unwrap();
        *locked(&book.rows_done) = next;
    }
}

/// The import goes on exactly where it stands.
fn finish_import(base_url: &str, program: &Program) {
    let client = Client::at(base_url).with_token(&program.token_secret("edit"));
    let import = start_import(&client, program).unwrap();
    let done = import["rows_done"].as_u64().unwrap();
    let answer = send_batch(&client, program, &import, done).unwrap();
    assert_eq!(answer.status, 200, "{}", answer.text());
}

/// Whoever had no answer sends it again; whoever had one may do so, too.
fn repeat_everything(base_url: &str, program: &Program, book: &Book) {
    let browser = Client::at(base_url);
    for story in locked(&book.stories).iter_mut() {
        let fields: Vec<(&str, &str)> = story
            .fields
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        let answer = browser
            .request("POST", &program.public("/tell"))
            .form(&fields)
            .send();
        assert_eq!(answer.status, 303, "{}", answer.text());
        story.acknowledged = true;
    }
    let client = Client::at(base_url).with_token(&program.token_secret("edit"));
    for part in locked(&book.touchpoints).chunks_mut(100) {
        let touchpoints: Vec<&Value> = part.iter().map(|(touchpoint, _)| touchpoint).collect();
        let answer = client
            .request("POST", &program.api("/touchpoints"))
            .json(&json!({ "touchpoints": touchpoints }))
            .send();
        assert_eq!(answer.status, 200, "{}", answer.text());
        for (_, acknowledged) in part {
            *acknowledged = true;
        }
    }
}

fn check(folder: &Path, program: &Program, book: &Book) {
    let database = database::read(folder);
    let texts = |sql: &str| -> Vec<String> {
        let mut statement = database.prepare(sql).unwrap();
        let rows = statement
            .query_map([program.slug()], |row| row.get(0))
            .unwrap();
        rows.map(Result::unwrap).collect()
    };
    let quotes = texts("SELECT quote FROM testimonials WHERE program_id = ?1 AND source = 'form'");
    let distinct: BTreeSet<&String> = quotes.iter().collect();
    assert_eq!(distinct.len(), quotes.len(), "a story is there twice");
    for story in locked(&book.stories)
        .iter()
        .filter(|story| story.acknowledged)
    {
        let quote = &story.fields[1].1;
        assert!(
            distinct.contains(quote),
            "an acknowledged story is gone: {quote}"
        );
    }
    // Story, consent, receipt mail: all of them or none. And so are approval, author's touchpoint, mail.
    let approved = texts(
        "SELECT testimonial_id FROM testimonials WHERE program_id = ?1 AND state = 'approved' ORDER BY 1",
    );
    let acts = texts(
        "SELECT touchpoint_id FROM touchpoints WHERE program_id = ?1 AND kind = 'testimonial' ORDER BY 1",
    );
    assert_eq!(acts, approved, "acts are the approved stories");
    let consents = texts("SELECT testimonial_id FROM consents WHERE program_id = ?1");
    assert_eq!(consents.len(), quotes.len(), "consents of the stories");
    let mails = texts("SELECT mail_id FROM outbox WHERE program_id = ?1");
    assert_eq!(mails.len(), quotes.len() + approved.len(), "mails");
    let recorded = database::count(
        &database,
        "SELECT count(*) FROM touchpoints WHERE program_id = ?1 AND channel = 'api'",
        program.slug(),
    );
    let touchpoints = locked(&book.touchpoints);
    let (sent, known) = (
        touchpoints.len(),
        touchpoints.iter().filter(|(_, known)| *known).count(),
    );
    assert!(
        (known..=sent).contains(&usize::try_from(recorded).unwrap()),
        "{known} acknowledged, {recorded} there, {sent} sent"
    );
    let imported = database::count(
        &database,
        "SELECT count(*) FROM touchpoints WHERE program_id = ?1 AND channel = 'import'",
        program.slug(),
    );
    let done = database::count(
        &database,
        "SELECT coalesce(sum(rows_done), 0) FROM imports WHERE program_id = ?1",
        program.slug(),
    );
    assert_eq!(imported, done, "the import's progress is that of its rows");
    assert!(
        imported.unsigned_abs() >= *locked(&book.rows_done),
        "acknowledged rows are gone"
    );
    recount::assert_rollups(&database, program.slug());
}
