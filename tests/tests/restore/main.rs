//! What leaves stays gone: a database is put back to an earlier point, as the platform's time travel does, and
//! `cargo xtask after-restore` makes withdrawals, erasures and revocations hold again. Withdrawn words and mails
//! leave by the clock.
//!
//! It has servers and state folders of its own; the other tests are not disturbed.
//!
//! Long because the drill is one story: what is done, what is put back, and what must hold afterwards.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a step that fails here is a failed test"
)]

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use laurel_domain::Timestamp;
use laurel_tests::client::{Answer, Client};
use laurel_tests::database::{self, digest};
use laurel_tests::fixtures::{self, Program};
use laurel_tests::html;
use laurel_tests::own_server::{Cleanup, Server, migrate};
use laurel_tests::recount::assert_rollups;
use laurel_tests::wait::{now_millis, until};
use rusqlite::params;
use serde_json::{Value, json};

const PATIENCE: Duration = Duration::from_secs(30);
const DAY: i64 = 86_400_000;

/// A folder for a server, migrated, with a program in it.
fn prepare(name: &str) -> (PathBuf, Cleanup, Program) {
    let folder = std::env::temp_dir().join(format!("laurel-{name}-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    // So that our tasks take the folder for a state of ours.
    std::fs::write(folder.join(".laurel-state"), "a test's\n").unwrap();
    migrate(&folder);
    let program = Program::named(name);
    let slug = program.slug().to_owned();
    fixtures::insert(&mut database::write(&folder), [slug].into_iter());
    (folder.clone(), Cleanup(folder), program)
}

/// Who asks the server, and of which program.
struct Asking<'a> {
    server: &'a Server,
    program: &'a Program,
}

impl Asking<'_> {
    fn nobody(&self) -> Client {
        Client::at(&self.server.base_url)
    }

    fn owner(&self) -> Client {
        self.nobody()
            .with_session(&self.program.session_secret("owner"))
    }

    fn token(&self, scopes: &str) -> Client {
        self.nobody().with_token(&self.program.token_secret(scopes))
    }

    fn api(&self, method: &str, rest: &str, body: &Value) -> Answer {
        let path = self.program.api(rest);
        let request = self.owner().request(method, &path).json(body);
        let answer = request.header("if-match", "\"1\"").send();
        assert_eq!(answer.status, 200, "{method} {rest}: {}", answer.text());
        answer
    }

    /// Sends a story that says `word`, has it approved, and answers its id and receipt.
    fn story(&self, word: &str) -> (String, String) {
        let browser = self.nobody();
        let form = browser.get(&self.program.public("/tell")).text();
        let shown = |field: &str| html::value(&form, field).unwrap_or_default();
        let hidden =
            ["submission", "language", "wording", "incentive"].map(|field| (field, shown(field)));
        let quote = format!("The {word} lamp lights my desk every evening.");
        let email = format!("{word}@{}.example", self.program.slug());
        let author = format!("Author of {word}");
        let mut fields: Vec<(&str, &str)> = hidden
            .iter()
            .map(|(field, value)| (*field, value.as_str()))
            .collect();
        fields.extend([
            ("quote", quote.as_str()),
            ("author", &author),
            ("email", &email),
            ("relationship", "customer"),
            ("rating", "5"),
            ("consent_website", "yes"),
        ]);
        let sent = browser.post_form(&self.program.public("/tell"), &fields);
        assert_eq!(sent.status, 303, "{}", sent.text());
        let location = sent.header("location").to_owned();
        let path = location.split('?').next().unwrap_or_default();
        let receipt = path.trim_end_matches("/thanks").to_owned();
        let pending = self.owner().get(&self.program.api("/testimonials"));
        let pending: Value = pending.json();
        let id = pending["testimonials"][0]["id"]
            .as_str()
            .unwrap()
            .to_owned();
        self.api(
            "PATCH",
            &format!("/testimonials/{id}"),
            &json!({ "state": "approved" }),
        );
        (id, receipt)
    }

    fn send(&self, path: &str, fields: &[(&str, &str)]) {
        let answer = self.nobody().post_form(path, fields);
        assert_eq!(answer.status, 303, "{path}: {}", answer.text());
    }

    fn person(&self, external_id: &str) -> String {
        let body = json!({ "touchpoints": [{ "kind": "purchase", "at": "2026-03-01T10:00:00Z",
            "person": { "external_id": external_id, "name": format!("Name of {external_id}") } }] });
        self.api("POST", "/touchpoints", &body);
        let people: Value = self
            .owner()
            .get(&self.program.api(&format!("/people?q={external_id}")))
            .json();
        people["people"][0]["id"].as_str().unwrap().to_owned()
    }
}

fn one(folder: &Path, sql: &str, program: &Program) -> i64 {
    database::count(&database::read(folder), sql, program.slug())
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap().flatten() {
        let (from, to) = (entry.path(), to.join(entry.file_name()));
        if from.is_dir() {
            copy(&from, &to);
        } else {
            std::fs::copy(from, to).unwrap();
        }
    }
}

/// `cargo xtask after-restore`, as it stands in the steps.
fn after_restore(folder: &Path, since: i64) -> String {
    let xtask = std::env::var("LAUREL_XTASK").expect("start these tests with `cargo xtask test`");
    let since = Timestamp::from_millis(since).to_rfc3339();
    let output = Command::new(xtask)
        .args(["after-restore", "--since", &since, "--state"])
        .arg(folder)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}\n{error}");
    said
}

#[test]
fn putting_a_database_back_brings_nothing_back_that_was_withdrawn_erased_or_revoked() {
    let (folder, _cleanup, program) = prepare("restore-drill");
    let mut server = Server::start(&folder);
    let asking = Asking {
        server: &server,
        program: &program,
    };
    let withdrawn = asking.story("withdrawn");
    let erased = asking.story("erased");
    let consent = asking.story("consent");
    let kept = asking.story("kept");
    let gone = asking.person("gone-77");
    let quiet = asking.person("quiet-77");
    server.kill();
    let (d1, backup) = (folder.join("v3/d1"), folder.join("backup"));
    copy(&d1, &backup);
    let since = now_millis();

    let mut server = Server::start(&folder);
    let asking = Asking {
        server: &server,
        program: &program,
    };
    asking.send(&format!("{}/withdraw", withdrawn.1), &[]);
    asking.send(&format!("{}/erase", erased.1), &[]);
    asking.send(
        &format!("{}/consent", consent.1),
        &[("purpose", "website"), ("given", "false")],
    );
    asking.send(
        &format!("{}/consent", kept.1),
        &[("purpose", "website"), ("given", "false")],
    );
    asking.send(
        &format!("{}/consent", kept.1),
        &[("purpose", "website"), ("given", "true")],
    );
    asking.api(
        "DELETE",
        &format!("/people/{gone}?confirm=erase"),
        &json!({}),
    );
    asking.api(
        "PATCH",
        &format!("/people/{quiet}"),
        &json!({ "opted_out": true }),
    );
    let tokens: Value = asking.owner().get(&program.api("/tokens")).json();
    let tokens = tokens["tokens"].as_array().unwrap();
    let view = tokens
        .iter()
        .find(|token| token["label"] == "view")
        .unwrap();
    let view = format!("/tokens/{}", view["id"].as_str().unwrap());
    asking.api("DELETE", &view, &json!({}));
    let viewer = program.email("viewer");
    asking.api("DELETE", &format!("/members?email={viewer}"), &json!({}));
    assert_eq!(asking.token("view").get(&program.api("")).status, 401);
    server.run_jobs();
    until("the journal", PATIENCE, || {
        let waiting = "SELECT count(*) FROM journal WHERE program_id = ?1";
        (one(&folder, waiting, &program) == 0).then_some(())
    });
    server.kill();

    // The disaster: the database is as it was.
    std::fs::remove_dir_all(&d1).unwrap();
    copy(&backup, &d1);
    let back = "SELECT count(*) FROM testimonials WHERE program_id = ?1 AND state = 'approved' AND consent_website = 1";
    assert_eq!(one(&folder, back, &program), 4, "everything is back");
    let revision = "SELECT revision FROM publication WHERE program_id = ?1";
    let before = one(&folder, revision, &program);
    let said = after_restore(&folder, since);
    for what in [
        "withdrawn",
        "story_erased",
        "consent",
        "person_erased",
        "token_revoked",
        "member_removed",
    ] {
        assert!(said.contains(what), "{what} is missing: {said}");
    }
    assert!(one(&folder, revision, &program) > before + 1_000_000);

    let mut server = Server::start(&folder);
    until("everything again", PATIENCE, || {
        server.run_jobs();
        let waiting = "SELECT count(*) FROM replays WHERE program_id = ?1";
        (one(&folder, waiting, &program) == 0).then_some(())
    });
    let asking = Asking {
        server: &server,
        program: &program,
    };
    assert_eq!(
        asking.owner().get(&program.api("")).status,
        401,
        "every session ended"
    );
    assert_eq!(
        asking.token("view").get(&program.api("")).status,
        401,
        "the token is revoked"
    );
    let members = "SELECT count(*) FROM members WHERE program_id = ?1 AND role = 'viewer'";
    assert_eq!(one(&folder, members, &program), 0);
    let editor = asking.token("edit");
    let person = |id: &str| -> Value {
        let answer = editor.get(&program.api(&format!("/people/{id}/export")));
        assert_eq!(answer.status, 200, "{}", answer.text());
        answer.json()
    };
    let erased_person = person(&gone);
    assert!(
        erased_person["person"]["erased_at"].is_string(),
        "{erased_person}"
    );
    assert!(
        !erased_person.to_string().contains("gone-77"),
        "{erased_person}"
    );
    assert_eq!(person(&quiet)["person"]["opted_out"], true);
    let body = json!({ "touchpoints": [{ "kind": "purchase", "at": "2026-03-01T10:00:00Z",
        "person": { "external_id": "gone-77" } }] });
    let again = editor
        .request("POST", &program.api("/touchpoints"))
        .json(&body)
        .send();
    assert_eq!(again.json::<Value>()["outcome"]["erased"], 1);

    let database = database::read(&folder);
    let story = |id: &str| -> (String, i64, String) {
        database
            .query_row(
                "SELECT state, consent_website, quote FROM testimonials WHERE program_id = ?1 AND testimonial_id = ?2",
                [program.slug(), id],
                |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
            )
            .unwrap()
    };
    assert_eq!(story(&withdrawn.0).0, "withdrawn");
    assert_eq!(story(&erased.0), ("withdrawn".to_owned(), 0, String::new()));
    let (state, website, _) = story(&consent.0);
    assert_eq!((state.as_str(), website), ("approved", 0));
    assert_eq!(
        story(&kept.0).1,
        1,
        "what was given again later stays given"
    );
    assert_rollups(&database, program.slug());
    let wall = asking.nobody().get(&program.public("")).text();
    assert!(wall.contains("The kept lamp"), "{wall}");
    for word in ["withdrawn", "erased", "consent"] {
        assert!(
            !wall.contains(&format!("The {word} lamp")),
            "{word}: {wall}"
        );
    }
}

#[test]
fn withdrawn_words_and_mails_leave_by_the_clock_and_links_wait_sealed() {
    let (folder, _cleanup, program) = prepare("leaving");
    let now = now_millis();
    let database = database::write(&folder);
    // Three stories withdrawn long ago, lately, and one that is not.
    for (id, state, days) in [
        ("1", "withdrawn", 31),
        ("2", "withdrawn", 29),
        ("3", "rejected", 400),
    ] {
        database
            .execute(
                "INSERT INTO testimonials (program_id, testimonial_id, receipt_hash, source, quote, author, email,
                   relationship, state, reject_reason, consent_website, consent_social_media,
                   consent_sales_material, revision, said_at, created_at, updated_at)
                 VALUES (?1, ?2, ?3, 'form', ?4, 'Ada', 'ada@example.com', 'customer', ?5, ?6, 0, 0, 0, 2, ?7, ?7, ?7)",
                params![
                    program.slug(),
                    format!("019a8b5c-1000-7000-8000-00000000000{id}"),
                    digest(id),
                    format!("Words number {id} about a lamp."),
                    state,
                    (state == "rejected").then_some("spam"),
                    now - days * DAY
                ],
            )
            .unwrap();
    }
    for (id, days) in [("old", 31), ("new", 29)] {
        database
            .execute(
                "INSERT INTO outbox (mail_id, program_id, recipient, subject, body_text, body_html, created_at,
                   sent_at, next_attempt_at) VALUES (?1, ?2, 'ada@example.com', 'Hello', '', '', ?3, ?3, ?3)",
                params![id, program.slug(), now - days * DAY],
            )
            .unwrap();
    }
    drop(database);
    let mut server = Server::start(&folder);
    let words = "SELECT count(*) FROM testimonials WHERE program_id = ?1 AND quote <> ''";
    until("the words", PATIENCE, || {
        server.run_jobs();
        (one(&folder, words, &program) == 2).then_some(())
    });
    let mails = "SELECT count(*) FROM outbox WHERE program_id = ?1";
    until("the mail", PATIENCE, || {
        (one(&folder, mails, &program) == 1).then_some(())
    });
    let left =
        "SELECT count(*) FROM testimonials WHERE program_id = ?1 AND quote = '' AND author IS NULL
       AND email IS NULL AND state = 'withdrawn' AND forgotten_at IS NOT NULL";
    assert_eq!(one(&folder, left, &program), 1, "state and day stay");

    // A program that keeps them for no day.
    let asking = Asking {
        server: &server,
        program: &program,
    };
    asking.api("PATCH", "", &json!({ "withdrawn_days": 0 }));
    let refused = asking
        .owner()
        .request("PATCH", &program.api(""))
        .json(&json!({ "withdrawn_days": 366 }));
    assert_eq!(refused.send().status, 422);
    let (_, receipt) = asking.story("short");
    let sealed: String = database::read(&folder)
        .query_row(
            "SELECT body_html FROM outbox WHERE program_id = ?1 AND recipient LIKE 'short%' ORDER BY created_at LIMIT 1",
            [program.slug()],
            |row| row.get(0),
        )
        .unwrap();
    assert!(
        sealed.starts_with("sealed1:") && !sealed.contains("/receipt/"),
        "{sealed}"
    );
    let id: String = database::read(&folder)
        .query_row(
            "SELECT mail_id FROM outbox WHERE program_id = ?1 AND body_html = ?2",
            [program.slug(), &sealed],
            |row| row.get(0),
        )
        .unwrap();
    let shown = asking.nobody().get(&format!("/dev/outbox/{id}")).text();
    assert!(
        shown.contains("/receipt/"),
        "a development build opens it: {shown}"
    );
    asking.send(&format!("{receipt}/withdraw"), &[]);
    server.run_jobs();
    until("all words", PATIENCE, || {
        (one(&folder, words, &program) == 1).then_some(())
    });
    let database = database::read(&folder);
    assert_rollups(&database, program.slug());
}
