//! Signing in by mailed link or code, and the sessions.

use std::time::Duration;

use laurel_api::ProblemType;
use laurel_tests::assertions::problem;
use laurel_tests::client::{Answer, Client, Request};
use laurel_tests::database;
use laurel_tests::fixtures::{Program, program};
use laurel_tests::html;
use laurel_tests::server::server;
use laurel_tests::wait::until;
use serde_json::{Value, json};

/// A browser with its cookies, somewhere in the world.
#[derive(Default)]
struct Browser {
    cookies: Vec<(String, String)>,
    client: String,
}

impl Browser {
    /// One behind an address of its own, so that tests share no limit.
    fn at(client: &str) -> Self {
        Self {
            client: client.to_owned(),
            ..Self::default()
        }
    }

    fn cookie(&self, name: &str) -> String {
        let mut cookies = self.cookies.iter();
        let found = cookies.find(|(known, _)| known == name);
        found.map(|(_, value)| value.clone()).unwrap_or_default()
    }

    fn send(&mut self, request: Request) -> Answer {
        let cookies: Vec<String> = self
            .cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let mut request = request;
        if !cookies.is_empty() {
            request = request.header("cookie", &cookies.join("; "));
        }
        if !self.client.is_empty() {
            request = request.header("cf-connecting-ip", &self.client);
        }
        let answer = request.send();
        for name in ["laurel", "laurel-browser", "laurel-known"] {
            if let Some(value) = answer.cookie(name) {
                self.cookies.retain(|(known, _)| known != name);
                self.cookies.push((name.to_owned(), value));
            }
        }
        answer
    }

    fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let request = Client::anonymous().request("POST", path).form(fields);
        self.send(request)
    }

    fn get(&mut self, path: &str) -> Answer {
        let request = Client::anonymous().request("GET", path);
        self.send(request)
    }

    fn ask(&mut self, email: &str) -> Answer {
        self.post("/sign-in", &[("email", email)])
    }

    fn type_code(&mut self, code: &str) -> Answer {
        self.post(
            "/sign-in/code",
            &[("email", "a@example.com"), ("code", code)],
        )
    }
}

/// The mails that an address got, the first one first: path of the link, and code.
fn mails(email: &str) -> Vec<(String, String)> {
    let database = database::read(&server().state);
    let mut statement = database
        .prepare("SELECT mail_id FROM outbox WHERE recipient = ?1 AND expires_at IS NOT NULL ORDER BY created_at")
        .unwrap();
    let ids = statement
        .query_map([email], |row| row.get::<_, String>(0))
        .unwrap();
    ids.map(|id| {
        let page = Client::anonymous()
            .get(&format!("/dev/outbox/{}", id.unwrap()))
            .text();
        let link =
            html::address(&page, &format!("{}/sign-in/", server().base_url)).expect("a link");
        let path = link.trim_start_matches(&server().base_url).to_owned();
        (path, code_in(&page).expect("a code"))
    })
    .collect()
}

/// Six digits that stand alone.
fn code_in(page: &str) -> Option<String> {
    let mut words = page.split(|character: char| !character.is_ascii_alphanumeric());
    let is_code = |word: &&str| word.len() == 6 && word.bytes().all(|byte| byte.is_ascii_digit());
    words.find(is_code).map(str::to_owned)
}

/// Waits for the mail that follows an answer.
fn mails_of(email: &str, count: usize) -> Vec<(String, String)> {
    until("the mails", Duration::from_secs(10), || {
        let found = mails(email);
        (found.len() >= count).then_some(found)
    })
}

/// Asks for a link and answers it with the browser's cookie.
fn ask(email: &str) -> (Answer, String) {
    let mut browser = Browser::default();
    let answer = browser.ask(email);
    (answer, browser.cookie("laurel-browser"))
}

fn follow(link: &str, browser: &str) -> Answer {
    Client::anonymous()
        .request("POST", link)
        .header("cookie", &format!("laurel-browser={browser}"))
        .form(&[])
        .send()
}

fn link_for(program: &Program, role: &str) -> (String, String) {
    let email = program.email(role);
    let (answer, browser) = ask(&email);
    assert_eq!(answer.status, 200, "{}", answer.text());
    let mails = mails_of(&email, 1);
    assert_eq!(mails.len(), 1, "one mail for {email}");
    (mails[0].0.clone(), browser)
}

#[test]
fn a_member_signs_in_with_the_mailed_link_once() {
    let program = program();
    let (link, browser) = link_for(&program, "moderator");

    let opened = Client::anonymous()
        .with_header("cookie", &format!("laurel-browser={browser}"))
        .get(&link);
    assert_eq!(opened.status, 200);
    assert!(
        opened.cookie("laurel").is_none(),
        "opening the link signs nobody in"
    );

    let signed_in = follow(&link, &browser);
    assert_eq!(
        (signed_in.status, signed_in.header("location")),
        (303, "/app")
    );
    let set = signed_in.header("set-cookie");
    assert!(
        set.contains("HttpOnly") && set.contains("SameSite=Lax") && set.contains("Path=/"),
        "{set}"
    );
    let session = Client::session(&signed_in.cookie("laurel").unwrap());
    let who: Value = session.get("/api/v1/session").json();
    assert_eq!(who["session"]["email"], program.email("moderator"));
    assert_eq!(who["session"]["memberships"][0]["program"], program.slug());
    assert_eq!(who["session"]["memberships"][0]["role"], "moderator");

    let again = follow(&link, &browser);
    assert_eq!(again.status, 410, "a link works once");
    assert!(again.cookie("laurel").is_none());

    let out = session.request("DELETE", "/api/v1/session").send();
    assert_eq!(out.status, 200);
    assert_eq!(
        out.cookie("laurel").as_deref(),
        Some(""),
        "the browser forgets it too"
    );
    problem(&session.get("/api/v1/session"), ProblemType::SignInNeeded);
}

#[test]
fn a_link_works_only_in_the_browser_that_asked() {
    let program = program();
    let (link, browser) = link_for(&program, "editor");
    for other in ["", "0000", &"f".repeat(64)] {
        assert_eq!(follow(&link, other).status, 410, "another browser");
    }
    assert_eq!(
        Client::anonymous().post_form(&link, &[]).status,
        410,
        "no browser at all"
    );
    assert_eq!(
        follow(&link, &browser).status,
        303,
        "the refusals did not use it up"
    );
}

#[test]
fn a_link_works_for_ten_minutes() {
    let program = program();
    let (link, browser) = link_for(&program, "viewer");
    let database = database::read(&server().state);
    let sql = "SELECT max(expires_at - created_at) FROM sign_in_links WHERE email = ?1";
    assert_eq!(
        database::count(&database, sql, &program.email("viewer")),
        600_000
    );
    let expired = program.expired_link();
    assert_eq!(
        follow(&format!("/sign-in/{expired}"), &expired).status,
        410,
        "ten minutes are over"
    );
    assert_eq!(follow(&link, &browser).status, 303);
}

#[test]
fn the_development_outbox_shows_the_mail() {
    let program = program();
    let (link, _) = link_for(&program, "owner");
    let outbox = Client::anonymous().get("/dev/outbox").text();
    assert!(
        outbox.contains(&program.email("owner")),
        "the list names the recipient"
    );
    let database = database::read(&server().state);
    let sql = "SELECT mail_id FROM outbox WHERE recipient = ?1";
    let id: String = database
        .query_row(sql, [program.email("owner")], |row| row.get(0))
        .unwrap();
    let mail = Client::anonymous().get(&format!("/dev/outbox/{id}"));
    assert_eq!(mail.status, 200);
    assert!(
        html::address(&mail.text(), &server().base_url).is_some_and(|href| href.ends_with(&link))
    );
}

#[test]
fn an_unknown_address_gets_the_same_answer_and_no_mail() {
    let program = program();
    let unknown = format!("nobody@{}.example", program.slug());
    let (known_answer, _) = ask(&program.email("owner"));
    let (unknown_answer, _) = ask(&unknown);
    assert_eq!(known_answer.status, unknown_answer.status);
    let neutral = |answer: &Answer, email: &str| answer.text().replace(email, "");
    assert_eq!(
        neutral(&known_answer, &program.email("owner")),
        neutral(&unknown_answer, &unknown)
    );
    let names = |answer: &Answer| {
        let mut names: Vec<_> = answer.headers.keys().map(ToString::to_string).collect();
        names.sort();
        names
    };
    assert_eq!(names(&known_answer), names(&unknown_answer));
    mails_of(&program.email("owner"), 1);
    assert!(mails(&unknown).is_empty());
}

#[test]
fn what_is_no_address_is_refused_next_to_its_field() {
    let answer = Client::anonymous().post_form("/sign-in", &[("email", "<b>nobody")]);
    assert_eq!(answer.status, 422);
    let page = answer.text();
    assert_eq!(
        html::value(&page, "email").as_deref(),
        Some("<b>nobody"),
        "what was typed is kept"
    );
    assert!(page.contains("email-problem"));
}

#[test]
fn secrets_are_stored_as_digests_only() {
    let program = program();
    let (link, browser) = link_for(&program, "owner");
    let token = link.rsplit('/').next().unwrap().to_owned();
    let session = follow(&link, &browser).cookie("laurel").unwrap();
    let database = database::read(&server().state);
    for secret in [token, browser, session] {
        for (table, column) in [
            ("sessions", "token_hash"),
            ("sign_in_links", "token_hash"),
            ("sign_in_links", "browser_hash"),
        ] {
            let sql = format!("SELECT count(*) FROM {table} WHERE {column} = ?1");
            assert_eq!(
                database::count(&database, &sql, &secret),
                0,
                "{table}.{column}"
            );
        }
        assert!(secret.len() >= 64, "256 random bits");
    }
}

#[test]
fn one_click_sign_in_is_for_members() {
    let program = program();
    let signed_in =
        Client::anonymous().get(&format!("/dev/sign-in?email={}", program.email("owner")));
    assert_eq!(
        (signed_in.status, signed_in.header("location")),
        (303, "/app")
    );
    let session = Client::session(&signed_in.cookie("laurel").unwrap());
    assert_eq!(session.get(&program.api("")).status, 200);
    let stranger =
        Client::anonymous().get(&format!("/dev/sign-in?email={}", program.email("advocate")));
    assert_eq!(stranger.status, 404);
}

/// The phone's mail app opens links elsewhere; the code is typed where the link was asked for.
#[test]
fn the_code_of_the_mail_signs_in_the_browser_that_asked_and_no_other() {
    let program = program();
    let email = program.email("moderator");
    let mut browser = Browser::at("192.0.2.10");
    let page = browser.ask(&email).text();
    assert!(
        html::control(&page, "code").is_some_and(|tag| tag.contains("one-time-code")),
        "{page}"
    );
    let (_, code) = mails_of(&email, 1)[0].clone();

    let mut stranger = Browser::at("192.0.2.11");
    assert_eq!(
        stranger.type_code(&code).status,
        422,
        "no browser that asked"
    );
    stranger.ask("nobody@strange.example");
    assert_eq!(stranger.type_code(&code).status, 422, "another browser");

    let spaced = format!(" {} {} ", &code[..3], &code[3..]);
    let answer = browser.type_code(&spaced);
    assert_eq!((answer.status, answer.header("location")), (303, "/app"));
    let who: Value = browser.get("/api/v1/session").json();
    assert_eq!(who["session"]["email"], email);
    assert_eq!(browser.type_code(&code).status, 422, "it works once");
}

#[test]
fn five_wrong_codes_and_the_right_one_works_no_longer() {
    let program = program();
    let email = program.email("editor");
    let mut browser = Browser::at("192.0.2.12");
    browser.ask(&email);
    let (link, code) = mails_of(&email, 1)[0].clone();
    let wrong = if code == "000000" { "000001" } else { "000000" };
    let mut texts = Vec::new();
    for _ in 0..5 {
        let answer = browser.type_code(wrong);
        assert_eq!(answer.status, 422);
        texts.push(answer.text());
    }
    let last = browser.type_code(&code);
    assert_eq!(last.status, 422, "five tries are over");
    texts.push(last.text());
    // Whoever asked for an address that is nobody's reads the same.
    let mut other = Browser::at("192.0.2.13");
    other.ask("nobody@strange.example");
    texts.push(other.type_code(wrong).text());
    texts.dedup();
    assert_eq!(texts.len(), 1, "{texts:?}");
    assert_eq!(
        browser.post(&link, &[]).status,
        303,
        "the link is none that can be guessed"
    );
}

#[test]
fn every_open_link_of_a_browser_works_however_often_it_asked() {
    let program = program();
    let email = program.email("owner");
    let mut browser = Browser::at("192.0.2.14");
    for count in 1..=3 {
        assert_eq!(browser.ask(&email).status, 200);
        mails_of(&email, count);
    }
    let secret = browser.cookie("laurel-browser");
    browser.ask("nobody@strange.example");
    assert_eq!(
        browser.cookie("laurel-browser"),
        secret,
        "an ask that sends nothing leaves it"
    );
    for (link, _) in mails_of(&email, 3) {
        assert_eq!(browser.get(&link).status, 200);
        assert_eq!(browser.post(&link, &[]).status, 303, "{link}");
    }
    browser.ask(&email);
    mails_of(&email, 4);
    for _ in 0..5 {
        browser.ask(&email);
    }
    assert_eq!(
        browser.cookie("laurel-browser"),
        secret,
        "nor does one that comes too often"
    );
    let (link, code) = mails(&email).pop().unwrap();
    assert!(browser.get(&link).status == 200 && browser.type_code(&code).status == 303);
}

#[test]
fn a_dead_link_says_at_once_why() {
    let program = program();
    let email = program.email("moderator");
    let mut browser = Browser::at("192.0.2.15");
    browser.ask(&email);
    let (link, _) = mails_of(&email, 1)[0].clone();
    let heading = |answer: &Answer| {
        assert_eq!(answer.status, 410, "{}", answer.text());
        let text = answer.text();
        let heading = text
            .split("<h1")
            .nth(1)
            .unwrap()
            .split("</h1>")
            .next()
            .unwrap();
        heading.split('>').nth(1).unwrap().to_owned()
    };
    let mut found = vec![heading(&Browser::at("192.0.2.16").get(&link))];
    assert!(
        browser.get(&link).text().contains("<button"),
        "it works here"
    );
    assert_eq!(browser.post(&link, &[]).status, 303);
    found.push(heading(&browser.get(&link)));
    found.push(heading(
        &Client::anonymous().get(&format!("/sign-in/{}", program.expired_link())),
    ));
    found.push(heading(&Client::anonymous().get("/sign-in/0123")));
    assert_eq!(
        found,
        [
            "Another browser asked for this link",
            "This link has been used",
            "This link has expired",
            "This link does not work"
        ]
    );
    for (path, expected) in [(&link, &found[1]), (&"/sign-in/0123".to_owned(), &found[3])] {
        assert_eq!(
            &heading(&browser.post(path, &[])),
            expected,
            "pressing the button says it, too"
        );
    }
}

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

#[test]
fn sessions_are_listed_and_ended() {
    let program = program();
    let email = program.email("editor");
    let secret = |who: &str| program.session_secret(who);
    let list = |client: &Client| client.get("/api/v1/sessions").json::<Value>()["sessions"].clone();
    let here = program.session("editor");
    let found = list(&here);
    let found = found.as_array().unwrap();
    assert_eq!(found.len(), 2, "the idle one has ended: {found:?}");
    assert_eq!(found[0]["current"], true);
    assert_eq!(
        (&found[1]["browser"], &found[1]["system"]),
        (&json!("Safari"), &json!("iOS"))
    );
    let text = here.get("/api/v1/sessions").text();
    assert!(
        !text.contains(&secret("rested")) && !text.contains(&database::digest(&secret("rested")))
    );
    problem(
        &program.session("idle").get("/api/v1/session"),
        ProblemType::SignInNeeded,
    );
    problem(
        &program.session("idle").get(&program.api("")),
        ProblemType::SignInNeeded,
    );
    assert_eq!(program.session("rested").get(&program.api("")).status, 200);

    // Another one signs in on the same address, and is ended from here.
    let mut browser = Browser::at("192.0.2.31");
    let agent = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
    browser.ask(&email);
    let (link, _) = mails_of(&email, 1)[0].clone();
    let request = Client::anonymous()
        .request("POST", &link)
        .form(&[])
        .header("user-agent", agent);
    assert_eq!(browser.send(request).status, 303);
    let found = list(&here);
    let newest = &found[0];
    assert_eq!(
        (&newest["browser"], &newest["system"]),
        (&json!("Firefox"), &json!("Linux"))
    );
    let end = |client: &Client, id: &Value| {
        let path = format!("/api/v1/sessions/{}", id.as_str().unwrap());
        client.request("DELETE", &path).send()
    };
    problem(
        &Client::anonymous().get("/api/v1/sessions"),
        ProblemType::SignInNeeded,
    );
    let stranger = end(&program.session("viewer"), &newest["id"]);
    assert_eq!(stranger.status, 200, "as one that is not there");
    assert_eq!(
        list(&here).as_array().unwrap().len(),
        3,
        "nobody ends another's"
    );
    assert_eq!(end(&here, &newest["id"]).status, 200);
    problem(&browser.get("/api/v1/session"), ProblemType::SignInNeeded);

    let others = here.request("DELETE", "/api/v1/sessions").send();
    assert_eq!(
        others.json::<Value>()["sessions"].as_array().unwrap().len(),
        1
    );
    problem(
        &program.session("rested").get("/api/v1/session"),
        ProblemType::SignInNeeded,
    );
    let own = end(&here, &list(&here)[0]["id"]);
    assert_eq!(
        (own.status, own.cookie("laurel").as_deref()),
        (200, Some(""))
    );
    problem(&here.get("/api/v1/session"), ProblemType::SignInNeeded);
}

#[test]
fn signing_in_again_in_the_same_browser_replaces_the_session() {
    let program = program();
    let email = program.email("viewer");
    let mut browser = Browser::at("192.0.2.32");
    for round in 1..=2 {
        browser.ask(&email);
        let (link, _) = mails_of(&email, round).pop().unwrap();
        assert_eq!(browser.post(&link, &[]).status, 303);
    }
    let list: Value = browser.get("/api/v1/sessions").json();
    // With the one of the fixtures.
    assert_eq!(list["sessions"].as_array().unwrap().len(), 2, "{list}");
}

#[test]
fn it_is_noted_once_an_hour_that_a_session_is_used() {
    let program = program();
    let database = database::read(&server().state);
    let hash = database::digest(&program.session_secret("rested"));
    let sql = "SELECT last_used_at FROM sessions WHERE token_hash = ?1";
    let before = database::count(&database, sql, &hash);
    program.session("rested").get(&program.api(""));
    let noted = until("the note", Duration::from_secs(10), || {
        let now = database::count(&database, sql, &hash);
        (now > before).then_some(now)
    });
    for _ in 0..3 {
        program.session("rested").get(&program.api(""));
        program.session("rested").get("/api/v1/session");
    }
    assert_eq!(database::count(&database, sql, &hash), noted);
}
