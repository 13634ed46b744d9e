//! Signing in by mailed link or code, and the sessions.

mod codes;
mod limits;
mod list;

use std::time::Duration;

use laurel_api::ProblemType;
use laurel_tests::assertions::problem;
use laurel_tests::client::{Answer, Client, Request};
use laurel_tests::database;
use laurel_tests::fixtures::{Program, program};
use laurel_tests::html;
use laurel_tests::server::server;
use laurel_tests::wait::until;
use serde_json::Value;

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
