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
        json!({ "people_added": 7, "touchpoints_added": 20, "testimonials_added": 0, "rows_unchanged": 0, "rows_erased": 0 })
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

#[test]
fn a_check_says_what_would_change_and_changes_nothing() {
    let program = program();
    let check = |rows: &Value| -> Value {
        let answer = program
            .session("editor")
            .request("POST", &program.api("/imports/check"))
            .json(&json!({ "rows": rows }))
            .send();
        assert_eq!(answer.status, 200, "{}", answer.text());
        answer.json()
    };
    let expected = json!({ "people_added": 7, "touchpoints_added": 20, "testimonials_added": 0, "rows_unchanged": 0, "rows_erased": 0 });
    assert_eq!(check(&purchases(0..20)), expected);
    assert_eq!(check(&purchases(0..20)), expected);
    assert_eq!(
        program.owner().get(&program.api("/people")).json::<Value>()["people"],
        json!([])
    );
    let import = start(&program, "purchases", "a.csv", 20);
    batch(&program, &import, 0, &purchases(0..20));
    assert_eq!(check(&purchases(10..30))["rows_unchanged"], 10);
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
