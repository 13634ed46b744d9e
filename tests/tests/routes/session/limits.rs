//! Floods of asks for links: nobody fills an inbox, nobody is locked out, and there is nothing to measure.

use laurel_tests::client::Answer;
use laurel_tests::database;
use laurel_tests::fixtures::program;
use laurel_tests::server::server;

use super::{Browser, mails, mails_of};

/// What is left of an answer that may not differ between known and unknown addresses.
fn neutral(answer: &Answer, email: &str) -> (u16, String) {
    (answer.status, answer.text().replace(email, ""))
}

#[test]
fn strangers_neither_fill_an_inbox_nor_lock_its_owner_out() {
    let program = program();
    let (email, unknown) = (
        program.email("owner"),
        format!("nobody@{}.example", program.slug()),
    );
    // The owner signed in here before.
    let mut home = Browser::at("192.0.2.20");
    home.ask(&unknown);
    home.ask(&email);
    let (link, _) = mails_of(&email, 1)[0].clone();
    assert_eq!(home.post(&link, &[]).status, 303);

    let mut refused = None;
    for stranger in 0..60 {
        let client = format!("198.51.100.{}", stranger / 8);
        let answer = Browser::at(&client).ask(&email);
        let same = Browser::at(&client).ask(&unknown);
        assert_eq!(neutral(&answer, &email), neutral(&same, &unknown));
        if answer.status == 429 {
            refused = Some(answer);
        }
    }
    let refused = refused.expect("a flood is refused");
    let seconds: u64 = refused.header("retry-after").parse().unwrap();
    assert!((1..=3600).contains(&seconds), "{seconds}");
    assert!(refused.text().contains("Wait "), "{}", refused.text());
    let before = mails(&email).len();
    assert!(before <= 21, "{before} mails in an hour");

    assert_eq!(
        home.ask(&email).status,
        200,
        "the owner's browser has a share of its own"
    );
    let (link, _) = mails_of(&email, before + 1).pop().unwrap();
    assert_eq!(home.post(&link, &[]).status, 303);
    // A made-up cookie, or that of another address, is no known browser.
    let mut fake = Browser::at("203.0.113.1");
    fake.cookies = home.cookies.clone();
    fake.cookies.retain(|(name, _)| name == "laurel-known");
    let other = program.email("viewer");
    for _ in 0..7 {
        fake.ask(&other);
    }
    assert_eq!(fake.ask(&other).status, 429);
    let database = database::read(&server().state);
    let sql = "SELECT count(*) FROM limits WHERE key LIKE '%198.51%' OR key LIKE '%' || ?1 || '%'";
    assert_eq!(
        database::count(&database, sql, program.slug()),
        0,
        "no address is stored"
    );
}

#[test]
fn one_client_gets_a_part_of_what_strangers_may() {
    let program = program();
    let email = program.email("editor");
    let statuses: Vec<u16> = (0..8)
        .map(|_| Browser::at("198.51.100.77").ask(&email).status)
        .collect();
    assert_eq!(
        statuses.iter().filter(|status| **status == 200).count(),
        5,
        "{statuses:?}"
    );
    assert_eq!(
        Browser::at("198.51.100.78").ask(&email).status,
        200,
        "from elsewhere it goes on"
    );
}

/// Not only the same answer: the same statements, so that there is nothing to measure.
#[test]
fn an_unknown_address_costs_the_database_the_same() {
    let program = program();
    let mut browser = Browser::at("192.0.2.30");
    let costs: Vec<_> = [program.email("viewer"), "nobody@strange.example".to_owned()]
        .iter()
        .map(|email| {
            let answer = browser.ask(email);
            (
                answer.round_trips(),
                answer.rows().map(|(_, written)| written),
            )
        })
        .collect();
    assert_eq!(costs[0], costs[1]);
    assert_eq!(costs[0].0, Some(2));
}
