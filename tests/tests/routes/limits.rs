//! Limits of the form: by mailbox, by client, by program, each with a page that says when to try again.

use laurel_tests::client::{Answer, Client};
use laurel_tests::database;
use laurel_tests::fixtures::{self, Program, program};
use laurel_tests::html;
use laurel_tests::server::server;
use laurel_tests::stories::{Story, receipt_of};
use rusqlite::Connection;

const QUOTE: &str = "The switch is where my thumb looks for it.";

fn read() -> Connection {
    database::read(&server().state)
}

fn count(sql: &str, program: &Program) -> i64 {
    database::count(&read(), sql, program.slug())
}

fn stored(program: &Program) -> i64 {
    let sql = "SELECT count(*) FROM testimonials WHERE program_id = ?1";
    count(sql, program)
}

fn mails(program: &Program) -> i64 {
    let sql = "SELECT count(*) FROM outbox WHERE program_id = ?1";
    count(sql, program)
}

/// Refused for now: says when to try again, with everything that was typed.
fn assert_over(answer: &Answer, within_seconds: u64) {
    assert_eq!(answer.status, 429, "{}", answer.text());
    let wait: u64 = answer.header("retry-after").parse().expect("seconds");
    assert!(
        (1..=within_seconds).contains(&wait),
        "{wait} seconds, at most {within_seconds}"
    );
    let page = answer.text();
    assert_eq!(html::textarea(&page, "quote").as_deref(), Some(QUOTE));
    assert_eq!(html::value(&page, "author").as_deref(), Some("Ada Example"));
    assert!(page.contains("role=\"alert\""), "a note above the form");
}

#[test]
fn one_mailbox_gets_five_mails_a_day_however_its_address_is_spelled() {
    let program = program();
    let spellings = [
        "victim@example.com",
        "victim+1@example.com",
        "VICTIM+2@example.com",
        "victim+3@Example.com",
        "victim+4@example.com",
        "victim+5@example.com",
    ];
    let answers = spellings.map(|email| {
        Story::new(&program, QUOTE)
            .with("email", email)
            .submit(&program)
    });
    let (sixth, five) = answers.split_last().unwrap();
    for answer in five {
        receipt_of(answer);
    }
    assert_over(sixth, 86_400);
    assert_eq!((stored(&program), mails(&program)), (5, 5));
    // Somebody else is not kept out by it, and neither is the same mailbox elsewhere.
    Story::new(&program, QUOTE).send(&program);
    let other = fixtures::program();
    Story::new(&other, QUOTE)
        .with("email", "victim@example.com")
        .send(&other);
}

#[test]
fn dots_of_gmail_make_no_second_mailbox() {
    let program = program();
    for email in [
        "victim@gmail.com",
        "v.ictim@gmail.com",
        "vi.ctim@googlemail.com",
        "vic.tim+a@gmail.com",
        "vict.im@gmail.com",
    ] {
        Story::new(&program, QUOTE)
            .with("email", email)
            .send(&program);
    }
    let sixth = Story::new(&program, QUOTE).with("email", "victi.m@gmail.com");
    assert_over(&sixth.submit(&program), 86_400);
}

#[test]
fn one_client_cannot_mail_two_hundred_strangers() {
    let program = program();
    let client = Client::anonymous();
    let story = Story::new(&program, QUOTE);
    let send = |number: usize, client: &Client| {
        let submission = Story::new(&program, QUOTE).field("submission");
        let story = story.clone().with("submission", &submission);
        story
            .with("email", &format!("stranger{number}@example.com"))
            .submit_as(client, &program)
    };
    let refused: Vec<Answer> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..4)
            .map(|worker| {
                let (send, client) = (&send, &client);
                scope.spawn(move || {
                    let numbers = (worker..200).step_by(4);
                    let answers = numbers.map(|number| send(number, client));
                    answers
                        .filter(|answer| answer.status != 303)
                        .collect::<Vec<_>>()
                })
            })
            .collect();
        workers
            .into_iter()
            .flat_map(|worker| worker.join().unwrap())
            .collect()
    });
    assert_eq!((stored(&program), mails(&program)), (60, 60));
    assert_eq!(refused.len(), 140);
    for answer in &refused {
        assert_over(answer, 3_600);
    }
    // What was kept tells nobody who it was.
    let keys: Vec<String> = {
        let connection = read();
        let mut rows = connection.prepare("SELECT key FROM limits").unwrap();
        let keys = rows.query_map([], |row| row.get(0)).unwrap();
        keys.map(Result::unwrap).collect()
    };
    assert!(!keys.is_empty());
    for key in keys {
        assert!(
            key.len() == 32 && key.bytes().all(|byte| byte.is_ascii_hexdigit()),
            "{key}"
        );
    }
    // Another client still sends, until the program has had what it can take.
    for number in 200..260 {
        let answer = send(number, &Client::anonymous());
        assert_eq!(answer.status, 303, "{number}");
    }
    assert_over(&send(260, &Client::anonymous()), 3_600);
    assert_eq!(mails(&program), 120);
    // In German it says the same.
    let german = Story::new(&program, QUOTE).submit_as(
        &Client::anonymous().with_header("accept-language", "de"),
        &program,
    );
    assert_over(&german, 3_600);
    assert!(german.text().contains("noch einmal"));
}

#[test]
fn a_story_that_is_refused_or_sent_twice_counts_once() {
    let program = program();
    let client = Client::anonymous();
    let story = Story::new(&program, QUOTE);
    for _ in 0..70 {
        assert_eq!(story.submit_as(&client, &program).status, 303);
        let short = story.clone().with("quote", "short");
        assert_eq!(short.submit_as(&client, &program).status, 422);
    }
    assert_eq!(stored(&program), 1);
}
