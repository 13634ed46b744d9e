//! Mails under a service that is slow, failing and back: each is sent once, sign-in first, and none that is
//! useless by now. And the same over Cloudflare's own binding, which the local server has a double of.
//!
//! The servers are the test's own, because no other test must see its mails leave.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a step that fails here is a failed test"
)]

mod service;

use std::path::{Path, PathBuf};
use std::time::Duration;

use laurel_tests::client::Client;
use laurel_tests::database;
use laurel_tests::fixtures::{self, Program};
use laurel_tests::html;
use laurel_tests::own_server::{Cleanup, Server, migrate};
use laurel_tests::wait::until;
use service::{Mood, Service};

/// Programs, with an owner and an editor each who sign in, and two stories for each.
const PROGRAMS: usize = 10;
const PATIENCE: Duration = Duration::from_mins(1);

fn state(name: &str, programs: usize) -> (PathBuf, Cleanup) {
    let folder = std::env::temp_dir().join(format!("laurel-{name}-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    migrate(&folder);
    let slugs = (0..programs).map(|number| format!("mail-{number}"));
    fixtures::insert(&mut database::write(&folder), slugs);
    (folder.clone(), Cleanup(folder))
}

/// Asks for a link, each from a connection of its own, as people do.
fn ask(server: &Server, number: usize, email: &str) {
    let client =
        Client::at(&server.base_url).with_header("cf-connecting-ip", &format!("192.0.2.{number}"));
    let answer = client.post_form("/sign-in", &[("email", email)]);
    assert_eq!(answer.status, 200, "{}", answer.text());
}

/// Sends a story, whose receipt is mailed.
fn tell(server: &Server, program: &Program, email: &str) {
    let client = Client::at(&server.base_url);
    let page = client.get(&program.public("/tell")).text();
    let submission = html::value(&page, "submission").unwrap();
    let name = html::value(&page, "agreed_with").unwrap();
    let fields = [
        ("submission", submission.as_str()),
        ("agreed_with", name.as_str()),
        ("quote", "It lights my desk every evening."),
        ("author", "Ada"),
        ("email", email),
        ("relationship", "customer"),
        ("consent_website", "yes"),
        ("leave_empty", ""),
    ];
    let answer = client.post_form(&program.public("/tell"), &fields);
    assert_eq!(answer.status, 303, "{}", answer.text());
}

/// One story and one sign-in a program.
fn cause(server: &Server, round: &str, who: &str) {
    for number in 0..PROGRAMS {
        let program = Program::named(&format!("mail-{number}"));
        ask(server, number, &program.email(who));
        tell(
            server,
            &program,
            &format!("{round}@author-{number}.example"),
        );
    }
}

fn count(folder: &Path, sql: &str) -> i64 {
    let database = database::read(folder);
    database.query_row(sql, [], |row| row.get(0)).unwrap()
}

fn variables(service: &Service) -> String {
    format!(
        "LAUREL_MAIL_URL=\"{}\"\nLAUREL_MAIL_TOKEN=\"secret\"\nLAUREL_MAIL_FROM=\"Laurel <laurel@laurel.example>\"",
        service.url
    )
}

#[test]
fn forty_mails_under_a_service_that_is_slow_failing_and_back_are_sent_once_each() {
    let (folder, _cleanup) = state("mail", PROGRAMS);
    let service = Service::start();
    let further = variables(&service);
    let mut server = Server::start_with(&folder, &further);

    service.feel(Mood::Failing);
    cause(&server, "first", "owner");
    until("twenty refused", PATIENCE, || {
        (service.mails().len() == 2 * PROGRAMS).then_some(())
    });

    service.feel(Mood::Slow);
    cause(&server, "second", "editor");
    // Runs that overlap: of cron, and after requests.
    for _ in 0..5 {
        server.run_jobs();
    }
    let held = || {
        let mails = service.mails();
        mails.iter().filter(|(_, seen)| seen.taken == 0).count()
    };
    until("more mails are on their way", PATIENCE, || {
        (held() >= 2 * PROGRAMS + 6).then_some(())
    });
    service.feel(Mood::Well);
    let taken = || {
        let mails = service.mails();
        mails.iter().filter(|(_, seen)| seen.taken > 0).count()
    };
    until("the second twenty are sent", PATIENCE, || {
        server.run_jobs();
        (taken() == 2 * PROGRAMS).then_some(())
    });
    let unsent = "SELECT count(*) FROM outbox WHERE sent_at IS NULL";
    until("they are noted", PATIENCE, || {
        (count(&folder, unsent) == i64::try_from(2 * PROGRAMS).unwrap()).then_some(())
    });

    // A minute later; and a mail whose link expired while the service failed, and one of the program before it.
    server.kill();
    let database = database::write(&folder);
    database
        .execute_batch(
            "INSERT INTO outbox (mail_id, recipient, subject, body_text, body_html, created_at, next_attempt_at, expires_at)
               SELECT 'late', 'late@late.example', 'S', 'T', 'H', now.at - 700000, 1, now.at - 100000
               FROM (SELECT unixepoch() * 1000 AS at) now;
             UPDATE jobs SET due_at = 1 WHERE kind = 'mail' AND program_id <> '';
             UPDATE jobs SET due_at = 2 WHERE kind = 'mail' AND program_id = '';",
        )
        .unwrap();
    drop(database);
    let before = service.order().len();
    let mut server = Server::start_with(&folder, &further);
    // One run hands over as many as the platform lets one invocation ask for.
    until("all forty are sent", PATIENCE, || {
        server.run_jobs();
        (taken() == 4 * PROGRAMS).then_some(())
    });
    until("the one that expired is done with", PATIENCE, || {
        (count(&folder, "SELECT count(*) FROM jobs WHERE kind = 'mail'") == 0).then_some(())
    });

    let mails = service.mails();
    assert_eq!(mails.len(), 4 * PROGRAMS, "{mails:?}");
    for (key, seen) in &mails {
        assert_eq!((seen.taken, seen.at_once), (1, 1), "{key}: {seen:?}");
        assert!(seen.tries <= 2, "{key}: {seen:?}");
    }
    let order: Vec<String> = service.order().split_off(before);
    // Runs overlap at the end of the sign-in mails: some receipts may come before the last of them.
    let first = &order[..PROGRAMS + PROGRAMS / 2];
    let sign_ins = first
        .iter()
        .filter(|recipient| recipient.starts_with("owner@"));
    assert_eq!(
        sign_ins.count(),
        PROGRAMS,
        "sign-in goes before receipts that are longer due: {order:?}"
    );
    let keys = "SELECT count(*) FROM outbox WHERE sent_at IS NOT NULL AND body_text = '' AND body_html = ''";
    assert_eq!(count(&folder, keys), i64::try_from(4 * PROGRAMS).unwrap());
    let late =
        "SELECT count(*) FROM outbox WHERE mail_id = 'late' AND sent_at IS NULL AND body_text = ''";
    assert_eq!(
        count(&folder, late),
        1,
        "it is never sent, and its link is gone"
    );
    server.kill();
}

#[test]
fn the_platforms_own_service_gets_text_and_html() {
    let (folder, _cleanup) = state("binding", 1);
    let program = Program::named("mail-0");
    let server = Server::start_with(&folder, "LAUREL_MAIL_FROM=\"laurel@laurel.example\"");
    ask(&server, 1, &program.email("owner"));
    let log = until("the mail is handed over", PATIENCE, || {
        let log = std::fs::read_to_string(folder.join("server.log")).unwrap();
        log.contains(&program.email("owner")).then_some(log)
    });
    let sent = "SELECT count(*) FROM outbox WHERE sent_at IS NOT NULL";
    until("it is noted", PATIENCE, || {
        (count(&folder, sent) == 1).then_some(())
    });
    let files: Vec<String> = log
        .split_whitespace()
        .filter(|word| {
            let kind = Path::new(word).extension();
            kind.is_some_and(|kind| kind == "txt" || kind == "html")
        })
        .filter_map(|path| std::fs::read_to_string(path).ok())
        .collect();
    assert_eq!(files.len(), 2, "{log}");
    for text in files {
        assert!(
            text.contains(&format!("{}/sign-in/", server.base_url)),
            "{text}"
        );
    }
}
