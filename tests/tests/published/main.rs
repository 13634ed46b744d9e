//! Withdrawn words are gone while KV takes nothing any more and holds them still, and while whoever copies to it
//! is killed: on the real Worker, in Miniflare. How long it takes at most is measured in `laurel-publication`.

#![expect(
    clippy::unwrap_used,
    reason = "a step that fails here is a failed test"
)]

use std::path::Path;
use std::time::Duration;

use laurel_domain::TestimonialId;
use laurel_tests::client::Client;
use laurel_tests::database;
use laurel_tests::fixtures::{self, Program};
use laurel_tests::html;
use laurel_tests::own_server::{Cleanup, Server, migrate};
use laurel_tests::wait::until;
use serde_json::{Value, json};

const SOON: Duration = Duration::from_secs(10);

struct Sent {
    receipt: String,
    id: TestimonialId,
}

fn owner(server: &Server, program: &Program) -> Client {
    Client::at(&server.base_url).with_session(&program.session_secret("owner"))
}

fn tell(server: &Server, folder: &Path, program: &Program, quote: &str) -> Sent {
    let browser = Client::at(&server.base_url);
    let form = browser.get(&program.public("/tell")).text();
    let submission = html::value(&form, "submission").unwrap();
    let name = html::value(&form, "agreed_with").unwrap();
    let fields = [
        ("submission", submission.as_str()),
        ("agreed_with", &name),
        ("quote", quote),
        ("rating", "5"),
        ("author", "Ada Example"),
        ("email", "ada@example.com"),
        ("relationship", "customer"),
        ("consent_website", "yes"),
    ];
    let answer = browser.post_form(&program.public("/tell"), &fields);
    assert_eq!(answer.status, 303, "{}", answer.text());
    let id: String = database::read(folder)
        .query_row(
            "SELECT testimonial_id FROM testimonials WHERE program_id = ?1 AND submission_id = ?2",
            [program.slug(), &submission],
            |row| row.get(0),
        )
        .unwrap();
    let receipt = answer.header("location").trim_end_matches("/thanks");
    Sent {
        receipt: receipt.to_owned(),
        id: id.parse().unwrap(),
    }
}

fn approve(server: &Server, program: &Program, sent: &Sent) {
    let path = program.api(&format!("/testimonials/{}", sent.id));
    let answer = owner(server, program)
        .request("PATCH", &path)
        .json(&json!({ "state": "approved" }))
        .header("if-match", "\"1\"")
        .send();
    assert_eq!(answer.status, 200, "{}", answer.text());
}

fn withdraw(server: &Server, sent: &Sent) {
    let path = format!("{}/withdraw", sent.receipt);
    let answer = Client::at(&server.base_url).post_form(&path, &[]);
    assert_eq!(answer.status, 303, "{}", answer.text());
}

/// Which of the quotes wall, frame and data show; they agree.
fn shown(server: &Server, program: &Program, widget: &str, quotes: &[&str]) -> Option<Vec<bool>> {
    let client = Client::at(&server.base_url);
    let pages = [
        client.get(&program.public("")),
        client.get(&format!("/embed/{widget}")),
        client.get(&format!("/embed/{widget}.json")),
    ];
    let found = pages.map(|page| {
        assert_eq!(page.status, 200, "{}", page.text());
        let text = page.text();
        quotes
            .iter()
            .map(|quote| text.contains(quote))
            .collect::<Vec<_>>()
    });
    let [wall, frame, data] = found;
    (wall == frame && frame == data).then_some(wall)
}

fn wait_for(server: &Server, program: &Program, widget: &str, quotes: &[&str], wanted: &[bool]) {
    until(&format!("{wanted:?}"), SOON, || {
        (shown(server, program, widget, quotes)? == wanted).then_some(())
    });
}

/// Whether KV was given everything of the revision of now.
fn is_copied(folder: &Path, program: &Program) -> bool {
    let sql = "SELECT revision = coalesce(copied ->> '$.revision', 0) FROM publication WHERE program_id = ?1";
    database::count(&database::read(folder), sql, program.slug()) == 1
}

#[test]
fn a_withdrawal_needs_neither_kv_nor_its_job() {
    let folder = std::env::temp_dir().join(format!("laurel-published-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let _cleanup = Cleanup(folder.clone());
    migrate(&folder);
    let program = Program::named("published-test");
    fixtures::insert(
        &mut database::write(&folder),
        [program.slug().to_owned()].into_iter(),
    );
    let quotes = ["This lamp lights my desk.", "Nine watches are repaired."];

    // With a KV that works the first story is copied.
    let mut server = Server::start(&folder);
    let made = json!({ "name": "Front", "layout": "wall", "show_rating": true, "max_items": 9 });
    let made = owner(&server, &program)
        .request("POST", &program.api("/widgets"))
        .json(&made)
        .send();
    assert_eq!(made.status, 200, "{}", made.text());
    let widget = made.json::<Value>()["widget"]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let first = tell(&server, &folder, &program, quotes[0]);
    approve(&server, &program, &first);
    wait_for(&server, &program, &widget, &quotes, &[true, false]);
    until("the copies", SOON, || {
        is_copied(&folder, &program).then_some(())
    });
    server.kill();

    // The day's writes are used up: what is new is shown all the same, what is withdrawn is gone, and the next
    // reader costs D1 nothing.
    server = Server::start_with(&folder, "LAUREL_DEV_KV=\"full\"\n");
    wait_for(&server, &program, &widget, &quotes, &[true, false]);
    let second = tell(&server, &folder, &program, quotes[1]);
    approve(&server, &program, &second);
    wait_for(&server, &program, &widget, &quotes, &[true, true]);
    assert!(!is_copied(&folder, &program), "KV takes nothing");
    let again = Client::at(&server.base_url).get(&program.public(""));
    assert_eq!(again.round_trips(), Some(0));
    withdraw(&server, &first);
    // Whoever copies dies with the answer. KV holds the first story still.
    server.kill();
    for trouble in ["full", "silent"] {
        server = Server::start_with(&folder, &format!("LAUREL_DEV_KV=\"{trouble}\"\n"));
        let first_look = shown(&server, &program, &widget, &quotes);
        assert_eq!(first_look, Some(vec![false, true]), "{trouble}");
        assert!(!is_copied(&folder, &program));
        server.kill();
    }

    // And when KV is back and the lease of whoever died has ended, the next change brings everything there.
    let ended =
        "UPDATE jobs SET lease_until = 0, due_at = 0 WHERE program_id = ?1 AND kind = 'publish'";
    let written = database::write(&folder).execute(ended, [program.slug()]);
    assert_eq!(written.unwrap(), 1);
    server = Server::start(&folder);
    assert_eq!(
        shown(&server, &program, &widget, &quotes),
        Some(vec![false, true])
    );
    withdraw(&server, &second);
    wait_for(&server, &program, &widget, &quotes, &[false, false]);
    until("the copies", SOON, || {
        is_copied(&folder, &program).then_some(())
    });
}
