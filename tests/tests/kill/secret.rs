//! Another secret: receipts that were mailed before go on working, and mails after it carry links that work.
//! While nobody holds the database, likely spam of long ago is put into it, which the jobs forget.

use std::path::Path;
use std::time::Duration;

use laurel_tests::client::Client;
use laurel_tests::database;
use laurel_tests::fixtures::Program;
use laurel_tests::html;
use laurel_tests::own_server::Server;
use laurel_tests::recount;
use laurel_tests::wait::{now_millis, until};
use serde_json::{Value, json};

const AUTHOR: &str = "writer@example.com";
const DAY: i64 = 86_400_000;

/// A story sent under one secret, and decided under another.
pub(super) fn survives(mut server: Server, folder: &Path, program: &Program) {
    let browser = Client::at(&server.base_url);
    let form = browser.get(&program.public("/tell"));
    let submission = html::value(&form.text(), "submission").unwrap();
    let fields = [
        ("submission", submission.as_str()),
        ("quote", "Whatever the secret is, my receipt opens."),
        ("author", "Wanda Writer"),
        ("email", AUTHOR),
        ("relationship", "customer"),
    ];
    let sent = browser.post_form(&program.public("/tell"), &fields);
    assert_eq!(sent.status, 303, "{}", sent.text());
    let thanks = sent.header("location").to_owned();
    let first = mailed(folder);
    server.kill();
    forget_later(folder, program);

    let mut server = Server::start_with(folder, &format!("LAUREL_SECRET=\"{}\"", "s".repeat(40)));
    let browser = Client::at(&server.base_url);
    assert_eq!(browser.get(&thanks).status, 200);
    assert_eq!(browser.get(&first).status, 200);
    // The form that is still open in the author's browser leads to the same story.
    let again = browser.post_form(&program.public("/tell"), &fields);
    assert_eq!(again.status, 303, "{}", again.text());
    assert_eq!(browser.get(again.header("location")).status, 200);

    let moderator = browser
        .clone()
        .with_session(&program.session_secret("owner"));
    let list: Value = moderator
        .get(&program.api("/testimonials?limit=100"))
        .json();
    let mut waiting = list["testimonials"].as_array().unwrap().iter();
    let story = waiting.find(|story| story["email"] == AUTHOR).unwrap();
    assert!(
        story["proven_at"].is_string(),
        "the mailed link proves as before: {story}"
    );
    let path = program.api(&format!("/testimonials/{}", story["id"].as_str().unwrap()));
    let approved = moderator
        .request("PATCH", &path)
        .json(&json!({ "state": "approved" }))
        .header("if-match", "\"1\"")
        .send();
    assert_eq!(approved.status, 200, "{}", approved.text());
    let second = mailed(folder);
    assert_ne!(first, second);
    for link in [&first, &second, &thanks] {
        assert_eq!(browser.get(link).status, 200, "{link}");
    }

    server.run_jobs();
    let spam = |sql: &str| database::count(&database::read(folder), sql, program.slug());
    until(
        "likely spam to be forgotten",
        Duration::from_mins(1),
        || {
            let sql = "SELECT count(*) FROM testimonials WHERE program_id = ?1 AND standing = 'suspected'";
            (spam(sql) == 1).then_some(())
        },
    );
    let sql = "SELECT value FROM program_totals WHERE program_id = ?1 AND name = 'testimonials:suspected'";
    assert_eq!(spam(sql), 1, "the counter is that of what is left");
    recount::assert_rollups(&database::read(folder), program.slug());
}

/// Two that the trap caught: one 31 days ago, one 29.
fn forget_later(folder: &Path, program: &Program) {
    let database = database::write(folder);
    for (days, id) in [
        (31, "019a8b5c-1000-7000-8000-0000000000b1"),
        (29, "019a8b5c-1000-7000-8000-0000000000b2"),
    ] {
        let at = now_millis() - days * DAY;
        database
            .execute(
                "INSERT INTO testimonials (program_id, testimonial_id, submission_id, receipt_hash, source, quote, author,
                   email, relationship, state, suspected, consent_website, consent_social_media,
                   consent_sales_material, revision, said_at, created_at, updated_at)
                 VALUES (?1, ?2, ?2, ?2, 'form', 'Cheap pills, cheap pills.', 'Bot', 'bot@example.com', 'customer',
                   'pending', 1, 0, 0, 0, 1, ?3, ?3, ?3)",
                (program.slug(), id, at),
            )
            .unwrap();
    }
    database
        .execute(
            "INSERT INTO program_totals (program_id, name, value) VALUES (?1, 'testimonials:suspected', 2)",
            [program.slug()],
        )
        .unwrap();
    database
        .execute("UPDATE jobs SET due_at = 0 WHERE kind = 'forget'", [])
        .unwrap();
}

/// The path of the receipt in the latest mail to the author.
fn mailed(folder: &Path) -> String {
    let text: String = database::read(folder)
        .query_row(
            "SELECT body_text FROM outbox WHERE recipient = ?1 ORDER BY created_at DESC, mail_id DESC LIMIT 1",
            [AUTHOR],
            |row| row.get(0),
        )
        .unwrap();
    let link = text
        .lines()
        .find_map(|line| line.find("/receipt/").map(|at| &line[at..]));
    link.unwrap().to_owned()
}
