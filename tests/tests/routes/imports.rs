//! Imports through the API: batches, resuming, repeating; and real files with known figures.
//!
//! Long because a batch has many ways to be wrong, and each is asked the same way.

mod figures;
mod files;

use laurel_api::ProblemType;
use laurel_tests::assertions::problem;
use laurel_tests::database::{self, digest};
use laurel_tests::fixtures::{Program, program};
use laurel_tests::recount;
use laurel_tests::server::server;
use serde_json::{Value, json};

fn start(program: &Program, kind: &str, name: &str, rows: u32) -> Value {
    let body = json!({
        "kind": kind,
        "file_name": name,
        "file_digest": digest(name),
        "header_digest": digest("header"),
        "mapping": { "columns": { "external_id": "id", "date": "day" }, "currency": "USD" },
        "rows_total": rows,
    });
    let answer = program
        .session("editor")
        .request("POST", &program.api("/imports"))
        .json(&body)
        .send();
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json::<Value>()["import"].clone()
}

fn purchases(numbers: std::ops::Range<u32>) -> Value {
    let rows: Vec<Value> = numbers
        .map(|number| {
            json!({
                "key": &digest(&format!("purchase {number}"))[..32],
                "person": { "external_id": format!("c{}", number % 7) },
                "at": format!("2025-03-{:02}T00:00:00Z", 1 + number % 28),
                "amount": { "minor": 100 + number, "currency": "USD" },
                "quantity": 1,
            })
        })
        .collect();
    json!({ "purchases": rows })
}

fn batch(
    program: &Program,
    import: &Value,
    first_row: u32,
    rows: &Value,
) -> laurel_tests::client::Answer {
    let path = program.api(&format!(
        "/imports/{}/batches",
        import["id"].as_str().unwrap()
    ));
    let body = json!({ "first_row": first_row, "rows": rows });
    program
        .session("editor")
        .request("POST", &path)
        .json(&body)
        .send()
}

fn assert_rollups(program: &Program) {
    recount::assert_rollups(&database::read(&server().state), program.slug());
}

#[test]
fn an_import_runs_batch_by_batch_and_ends() {
    let program = program();
    let import = start(&program, "purchases", "a.csv", 30);
    assert_eq!(
        (&import["state"], &import["rows_done"]),
        (&json!("running"), &json!(0))
    );
    let first = batch(&program, &import, 0, &purchases(0..20));
    assert_eq!(first.status, 200, "{}", first.text());
    let first: Value = first.json();
    assert_eq!(
        first["outcome"],
        json!({ "people_added": 7, "touchpoints_added": 20, "testimonials_added": 0, "rows_unchanged": 0,
            "rows_erased": 0, "rows_changed": 0, "people_opted_out": 0 })
    );
    assert_eq!(
        (&first["import"]["state"], &first["import"]["rows_done"]),
        (&json!("running"), &json!(20))
    );
    let last: Value = batch(&program, &import, 20, &purchases(20..30)).json();
    assert_eq!(
        (&last["import"]["state"], &last["import"]["rows_done"]),
        (&json!("completed"), &json!(30))
    );
    assert_eq!(last["import"]["outcome"]["touchpoints_added"], 30);
    assert_rollups(&program);
}

#[test]
fn a_batch_whose_answer_was_lost_is_sent_again_without_harm() {
    let program = program();
    let import = start(&program, "purchases", "a.csv", 30);
    batch(&program, &import, 0, &purchases(0..20));
    let again = batch(&program, &import, 0, &purchases(0..20));
    assert_eq!(again.status, 200, "{}", again.text());
    let again: Value = again.json();
    assert_eq!(
        (
            &again["outcome"]["touchpoints_added"],
            &again["outcome"]["rows_unchanged"]
        ),
        (&json!(0), &json!(20))
    );
    assert_eq!(again["import"]["rows_done"], 20);
    assert_eq!(
        again["import"]["outcome"]["rows_unchanged"], 0,
        "counted once"
    );
    assert_rollups(&program);
}

#[test]
fn the_same_batch_from_two_windows_at_the_same_moment_counts_once() {
    let program = program();
    let import = start(&program, "purchases", "a.csv", 60);
    for first in [0, 20, 40] {
        let rows = purchases(first..first + 20);
        std::thread::scope(|scope| {
            for _ in 0..3 {
                scope.spawn(|| {
                    let answer = batch(&program, &import, first, &rows);
                    assert!([200, 503].contains(&answer.status), "{}", answer.text());
                });
            }
        });
    }
    let path = program.api(&format!("/imports/{}", import["id"].as_str().unwrap()));
    let after: Value = program.owner().get(&path).json();
    assert_eq!(after["import"]["rows_done"], 60);
    assert_eq!(after["import"]["outcome"]["touchpoints_added"], 60);
    assert_rollups(&program);
}

#[test]
fn a_stopped_import_goes_on_where_it_stopped() {
    let program = program();
    let import = start(&program, "purchases", "a.csv", 30);
    batch(&program, &import, 0, &purchases(0..10));
    let path = program.api(&format!(
        "/imports/{}/cancel",
        import["id"].as_str().unwrap()
    ));
    let cancelled: Value = program
        .session("editor")
        .request("POST", &path)
        .json(&json!({}))
        .send()
        .json();
    assert_eq!(
        (
            &cancelled["import"]["state"],
            &cancelled["import"]["rows_done"]
        ),
        (&json!("cancelled"), &json!(10))
    );
    assert_eq!(
        batch(&program, &import, 10, &purchases(10..20)).status,
        400,
        "nothing comes in meanwhile"
    );
    let resumed = start(&program, "purchases", "a.csv", 30);
    assert_eq!(
        resumed["id"], import["id"],
        "the same file finds its import"
    );
    assert_eq!(
        (&resumed["state"], &resumed["rows_done"]),
        (&json!("running"), &json!(10))
    );
    let done: Value = batch(&program, &resumed, 10, &purchases(10..30)).json();
    assert_eq!(done["import"]["state"], "completed");
    assert_rollups(&program);
    let another = start(&program, "purchases", "a.csv", 30);
    assert_ne!(
        another["id"], import["id"],
        "a completed import is not taken up again"
    );
}

#[test]
fn rows_in_the_wrong_place_are_refused() {
    let program = program();
    let import = start(&program, "purchases", "a.csv", 30);
    assert_eq!(
        batch(&program, &import, 5, &purchases(5..10)).status,
        400,
        "a gap"
    );
    batch(&program, &import, 0, &purchases(0..10));
    assert_eq!(
        batch(&program, &import, 5, &purchases(5..15)).status,
        400,
        "an overlap"
    );
    assert_eq!(
        batch(&program, &import, 10, &purchases(10..40)).status,
        400,
        "more than announced"
    );
    let leads = json!({ "leads": [{ "key": &digest("l")[..32], "person": { "external_id": "l" }, "at": "2025-01-01T00:00:00Z" }] });
    assert_eq!(
        batch(&program, &import, 10, &leads).status,
        400,
        "another kind"
    );
    for rows in [json!({ "purchases": [] }), purchases(0..501)] {
        problem(&batch(&program, &import, 10, &rows), ProblemType::Invalid);
    }
    let path = program.api(&format!("/imports/{}", import["id"].as_str().unwrap()));
    assert_eq!(
        program.owner().get(&path).json::<Value>()["import"]["rows_done"],
        10
    );
    assert_rollups(&program);
}

#[test]
fn one_bad_row_refuses_its_whole_batch_by_name() {
    let program = program();
    let import = start(&program, "purchases", "a.csv", 10);
    let mut rows = purchases(0..10);
    rows["purchases"][3]["at"] = json!("1850-01-01T00:00:00Z");
    rows["purchases"][7]["key"] = json!("short");
    rows["purchases"][8]["person"] = json!({});
    let answer = batch(&program, &import, 0, &rows);
    let found = problem(&answer, ProblemType::Invalid);
    let fields: Vec<&str> = found
        .errors
        .iter()
        .map(|error| error.field.as_str())
        .collect();
    assert_eq!(
        fields,
        ["rows[3].at", "rows[7].key", "rows[8].person.external_id"]
    );
    assert_eq!(
        program.owner().get(&program.api("/people")).json::<Value>()["people"],
        json!([])
    );
}

/// A mark of a purchase as [`purchases`] makes it.
fn mark(number: u32, minor: u32) -> String {
    let at = format!("2025-03-{:02}T00:00:00Z", 1 + number % 28);
    let at = laurel_domain::Timestamp::parse_rfc3339(&at).unwrap();
    laurel_api::imports::mark([
        at.millis().to_string().as_str(),
        &minor.to_string(),
        "USD",
        "1",
        "",
    ])
}

fn check(program: &Program, kind: &str, rows: &[Value]) -> Value {
    let answer = program
        .session("editor")
        .request("POST", &program.api("/imports/check"))
        .json(&json!({ "kind": kind, "rows": rows }))
        .send();
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json()
}

#[test]
fn a_check_says_what_would_change_and_changes_nothing() {
    let program = program();
    let rows: Vec<Value> = (0..20)
        .map(|number| {
            let key = &digest(&format!("purchase {number}"))[..32];
            json!({ "key": key, "similar": &key[..16], "mark": mark(number, 100 + number) })
        })
        .collect();
    let found = |new: u32, unchanged: u32, changed: u32| json!({ "new": new, "unchanged": unchanged, "changed": changed, "kept": 0, "similar": [] });
    assert_eq!(check(&program, "purchases", &rows), found(20, 0, 0));
    assert_eq!(check(&program, "purchases", &rows), found(20, 0, 0));
    assert_eq!(
        program.owner().get(&program.api("/people")).json::<Value>()["people"],
        json!([])
    );
    let import = start(&program, "purchases", "a.csv", 10);
    batch(&program, &import, 0, &purchases(0..10));
    assert_eq!(check(&program, "purchases", &rows), found(10, 10, 0));
    let mut changed = rows.clone();
    changed[3]["mark"] = json!(mark(3, 1));
    changed[4]["mark"] = json!("void");
    changed[14]["mark"] = json!("void");
    assert_eq!(check(&program, "purchases", &changed), found(9, 9, 2));
    // Another row about the same person, day and kind.
    let key = format!(
        "{}{}",
        &digest("purchase 2")[..16],
        &digest("another")[..16]
    );
    let like = json!({ "key": key, "similar": &key[..16], "mark": mark(2, 5) });
    assert_eq!(check(&program, "purchases", &[like])["similar"], json!([0]));
    for (field, value) in [("key", "short"), ("similar", "zz"), ("mark", "")] {
        let mut row = rows[0].clone();
        row[field] = json!(value);
        let answer = program
            .session("editor")
            .request("POST", &program.api("/imports/check"))
            .json(&json!({ "kind": "purchases", "rows": [row] }))
            .send();
        let found = problem(&answer, ProblemType::Invalid);
        assert_eq!(found.errors[0].field, format!("rows[0].{field}"));
    }
}

#[test]
fn a_row_that_has_changed_replaces_what_it_said() {
    let program = program();
    let import = start(&program, "purchases", "a.csv", 10);
    batch(&program, &import, 0, &purchases(0..10));
    let later = start(&program, "purchases", "b.csv", 10);
    let mut rows = purchases(0..10);
    rows["purchases"][1]["amount"]["minor"] = json!(5_000);
    rows["purchases"][2]["at"] = json!("2025-04-01T00:00:00Z");
    // Another customer's now.
    rows["purchases"][3]["person"]["external_id"] = json!("another");
    rows["purchases"][4] = json!({
        "key": rows["purchases"][4]["key"], "person": {}, "at": "1970-01-01T00:00:00Z", "void": true,
    });
    let answer = batch(&program, &later, 0, &rows);
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert_eq!(
        answer.json::<Value>()["outcome"],
        json!({ "people_added": 1, "touchpoints_added": 0, "testimonials_added": 0, "rows_unchanged": 6,
            "rows_erased": 0, "rows_changed": 4, "people_opted_out": 0 })
    );
    let totals: Value = program.owner().get(&program.api("")).json();
    let totals = &totals["program"]["totals"];
    assert_eq!(totals["purchases"], 9);
    let sum: i64 = (0..10)
        .filter(|number| *number != 4)
        .map(|number| 100 + number)
        .sum();
    assert_eq!(totals["revenue:USD"], sum - 101 + 5_000);
    let again = batch(&program, &later, 0, &rows);
    assert_eq!(again.json::<Value>()["outcome"]["rows_unchanged"], 10);
    assert_rollups(&program);
}

#[test]
fn a_review_that_waits_is_brought_up_to_date_and_one_that_was_decided_stays() {
    let program = program();
    let review = |key: &str, quote: &str| {
        json!({ "key": &digest(key)[..32], "person": { "email": format!("{key}@example.com") },
            "at": "2025-05-01T00:00:00Z", "quote": quote, "rating": 4, "source": "Shop" })
    };
    let import = start(&program, "reviews", "a.csv", 2);
    let rows = json!({ "reviews": [review("one", "A good cup."), review("two", "A fine cup.")] });
    assert_eq!(batch(&program, &import, 0, &rows).status, 200);
    let of_state = |state: &str| -> Value {
        program
            .owner()
            .get(&program.api(&format!("/testimonials?source=Shop&state={state}")))
            .json()
    };
    let list = || of_state("pending");
    let quotes = || {
        let mut quotes: Vec<String> = ["pending", "approved"]
            .into_iter()
            .flat_map(|state| of_state(state)["testimonials"].as_array().unwrap().clone())
            .map(|one| one["quote"].as_str().unwrap().to_owned())
            .collect();
        quotes.sort();
        quotes
    };
    let found = list();
    let all = found["testimonials"].as_array().unwrap();
    let decided = all
        .iter()
        .find(|one| one["quote"] == "A fine cup.")
        .unwrap();
    let path = program.api(&format!(
        "/testimonials/{}",
        decided["id"].as_str().unwrap()
    ));
    let answer = program
        .owner()
        .request("PATCH", &path)
        .json(&json!({ "state": "approved" }))
        .header("if-match", &format!("\"{}\"", decided["revision"]))
        .send();
    assert_eq!(answer.status, 200, "{}", answer.text());
    let later = start(&program, "reviews", "b.csv", 2);
    let rows =
        json!({ "reviews": [review("one", "A better cup."), review("two", "A worse cup.")] });
    let answer = batch(&program, &later, 0, &rows);
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert_eq!(
        answer.json::<Value>()["outcome"],
        json!({ "people_added": 0, "touchpoints_added": 0, "testimonials_added": 0, "rows_unchanged": 1,
            "rows_erased": 0, "rows_changed": 1, "people_opted_out": 0 })
    );
    assert_eq!(quotes(), ["A better cup.", "A fine cup."]);
    assert_rollups(&program);
}

#[test]
fn whoever_unsubscribed_is_not_asked_and_no_import_changes_that() {
    let program = program();
    let person = |email: &str| json!({ "email": email });
    let leads = |name: &str, opted_out: Option<bool>| {
        json!({ "leads": [{ "key": &digest(name)[..32], "person": person("kim@example.com"),
            "at": "2025-05-01T00:00:00Z", "opted_out": opted_out }] })
    };
    let import = start(&program, "leads", "a.csv", 1);
    assert_eq!(batch(&program, &import, 0, &leads("a", None)).status, 200);
    let import = start(&program, "unsubscribed", "b.csv", 2);
    let rows = json!({ "unsubscribed": [
        { "key": &digest("b1")[..32], "person": person("KIM@example.com") },
        { "key": &digest("b2")[..32], "person": person("new@example.com") },
    ] });
    let answer = batch(&program, &import, 0, &rows);
    assert_eq!(answer.status, 200, "{}", answer.text());
    let outcome = &answer.json::<Value>()["outcome"];
    assert_eq!(
        (&outcome["people_opted_out"], &outcome["touchpoints_added"]),
        (&json!(2), &json!(0))
    );
    let import = start(&program, "leads", "c.csv", 1);
    assert_eq!(
        batch(&program, &import, 0, &leads("c", Some(false))).status,
        200
    );
    let database = database::read(&server().state);
    let sql = "SELECT count(*) FROM people WHERE program_id = ?1 AND opted_out = 1";
    assert_eq!(database::count(&database, sql, program.slug()), 2);
    assert_rollups(&program);
}

#[test]
fn answers_are_no_testimonials_and_their_comments_are_notes() {
    let program = program();
    let import = start(&program, "nps", "a.csv", 2);
    let answer = |key: &str, score: u8, comment: Option<&str>| {
        json!({ "key": &digest(key)[..32], "person": { "email": format!("{key}@example.com") },
            "at": "2025-05-01T00:00:00Z", "score": score, "comment": comment })
    };
    let long = "Too many mails. ".repeat(40);
    let rows = json!({ "nps": [answer("one", 9, Some(&long)), answer("two", 0, None)] });
    let sent = batch(&program, &import, 0, &rows);
    assert_eq!(sent.status, 200, "{}", sent.text());
    assert_eq!(sent.json::<Value>()["outcome"]["touchpoints_added"], 2);
    let list: Value = program.owner().get(&program.api("/testimonials")).json();
    assert_eq!(list["testimonials"], json!([]));
    let database = database::read(&server().state);
    let sql = "SELECT count(*) FROM touchpoints WHERE program_id = ?1 AND kind = 'nps_answer' AND score IN (0, 9)
        AND coalesce(length(note), 640) = 640";
    assert_eq!(database::count(&database, sql, program.slug()), 2);
    let mut bad = rows;
    bad["nps"][0]["score"] = json!(11);
    let import = start(&program, "nps", "b.csv", 2);
    problem(&batch(&program, &import, 0, &bad), ProblemType::Invalid);
    assert_rollups(&program);
}

#[test]
fn imported_words_are_kept_to_the_character_and_need_consent_or_a_licence() {
    let program = program();
    let import = start(&program, "reviews", "reviews.tsv", 3);
    let quotes = [
        " \tLove it! ",
        "ok",
        "Line\r\nline \"quoted\" 👩🏽‍🔧 <b>&amp;\u{202e}",
    ];
    let rows: Vec<Value> = quotes
        .iter()
        .map(|quote| json!({ "key": &digest(quote)[..32], "at": "2018-07-31T00:00:00Z", "quote": quote, "rating": 4, "source": "Shop", "subject": "Oak " }))
        .collect();
    let answer = batch(&program, &import, 0, &json!({ "reviews": rows }));
    assert_eq!(answer.status, 200, "{}", answer.text());
    let list: Value = program
        .owner()
        .get(&program.api("/testimonials?source=Shop"))
        .json();
    let found: Vec<&str> = list["testimonials"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["quote"].as_str().unwrap())
        .collect();
    assert_eq!(found.len(), 3);
    for quote in quotes {
        assert!(found.contains(&quote), "{quote:?} in {found:?}");
    }
    let one = &list["testimonials"][0];
    assert_eq!(
        (&one["state"], &one["consents"], &one["said_at"]),
        (
            &json!("pending"),
            &json!([]),
            &json!("2018-07-31T00:00:00.000Z")
        )
    );
    let id: laurel_domain::TestimonialId = one["id"].as_str().unwrap().parse().unwrap();
    let send = |method: &str, rest: &str, body: &Value| {
        let revision = program.testimonial(id).testimonial.revision;
        let path = program.api(&format!("/testimonials/{id}{rest}"));
        program
            .owner()
            .request(method, &path)
            .json(body)
            .header("if-match", &format!("\"{revision}\""))
            .send()
    };
    assert_eq!(
        send("PATCH", "", &json!({ "state": "approved" })).status,
        200
    );
    assert!(
        !program.testimonial(id).testimonial.published,
        "approved is not enough"
    );
    assert_eq!(
        send(
            "PUT",
            "/licence",
            &json!({ "licence": "CC BY 4.0, shop terms §4" })
        )
        .status,
        200
    );
    assert!(program.testimonial(id).testimonial.published);
    assert_eq!(
        send("PUT", "/licence", &json!({ "licence": null })).status,
        200
    );
    assert!(!program.testimonial(id).testimonial.published);
    let consent = json!({ "purpose": "website", "given": true, "wording": "You may show my review.", "evidence": "mail of 3 May" });
    assert_eq!(send("POST", "/consents", &consent).status, 200);
    assert!(program.testimonial(id).testimonial.published);
    for source in ["form", " "] {
        let row = json!({ "reviews": [{ "key": &digest("x")[..32], "at": "2018-07-31T00:00:00Z", "quote": "x", "source": source }] });
        let import = start(&program, "reviews", &format!("{source}.csv"), 1);
        problem(&batch(&program, &import, 0, &row), ProblemType::Invalid);
    }
}

#[test]
fn a_list_of_imports_is_walked() {
    let program = program();
    for number in 0..5 {
        start(&program, "purchases", &format!("{number}.csv"), 1);
    }
    let mut names = Vec::new();
    let mut path = program.api("/imports?limit=2");
    loop {
        let page: Value = program.owner().get(&path).json();
        names.extend(
            page["imports"]
                .as_array()
                .unwrap()
                .iter()
                .map(|one| one["file_name"].as_str().unwrap().to_owned()),
        );
        match page["meta"]["next"].as_str() {
            Some(next) => path = program.api(&format!("/imports?limit=2&cursor={next}")),
            None => break,
        }
    }
    names.sort();
    assert_eq!(names, ["0.csv", "1.csv", "2.csv", "3.csv", "4.csv"]);
}

#[test]
fn what_announces_itself_wrongly_is_refused_by_field() {
    let program = program();
    let valid = json!({
        "kind": "leads", "file_name": "a.csv", "file_digest": digest("a"), "header_digest": digest("h"),
        "mapping": { "columns": {} }, "rows_total": 1,
    });
    for (field, value) in [
        ("kind", json!("people")),
        ("file_name", json!("")),
        ("file_name", json!("n".repeat(201))),
        ("file_digest", json!("short")),
        ("header_digest", json!("G".repeat(64))),
        ("rows_total", json!(-1)),
        ("rows_total", json!(4_000_000_000_u32)),
        ("mapping", json!({ "surprise": true })),
    ] {
        let mut body = valid.clone();
        body[field] = value.clone();
        let answer = program
            .owner()
            .request("POST", &program.api("/imports"))
            .json(&body)
            .send();
        let found = problem(&answer, ProblemType::Invalid);
        assert!(
            found
                .errors
                .iter()
                .any(|error| error.field.starts_with(field)),
            "{field} {value}: {}",
            answer.text()
        );
    }
}
