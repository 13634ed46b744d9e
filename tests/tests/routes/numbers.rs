//! Numbers at their bounds: amounts, quantities and times that are too large are refused with a message, and the
//! largest batch that is allowed fits into the database.

use laurel_api::NoQuery;
use laurel_api::endpoints::RecordTouchpoints;
use laurel_api::touchpoints::{NewTouchpoint, PersonKey, RecordRequest, RecordResponse};
use laurel_domain::Day;
use laurel_domain::bounds::{AMOUNT_MAX, EXACT_MAX, QUANTITY_MAX};
use laurel_tests::assertions::refused_field;
use laurel_tests::client::Answer;
use laurel_tests::database::{self, digest};
use laurel_tests::facts::{fact, purchase};
use laurel_tests::fixtures::{Program, program};
use laurel_tests::recount::assert_rollups;
use laurel_tests::server::server;
use serde_json::{Value, json};

fn record(program: &Program, touchpoints: Vec<NewTouchpoint>) -> Answer {
    let request = RecordRequest { touchpoints };
    program
        .token("edit")
        .call::<RecordTouchpoints>(&program.path(), &NoQuery {}, &request)
}

fn import(program: &Program, name: &str, kind: &str, rows: Vec<Value>) -> Answer {
    let start = json!({
        "kind": kind,
        "file_name": name,
        "file_digest": digest(name),
        "header_digest": digest("header"),
        "mapping": { "columns": { "external_id": "id", "date": "day" }, "currency": "USD" },
        "rows_total": rows.len(),
    });
    let editor = program.session("editor");
    let started = editor
        .request("POST", &program.api("/imports"))
        .json(&start)
        .send();
    assert_eq!(started.status, 200, "{}", started.text());
    let import: Value = started.json();
    let id = import["import"]["id"].as_str().unwrap().to_owned();
    let body = json!({ "first_row": 0, "rows": { kind: rows } });
    editor
        .request("POST", &program.api(&format!("/imports/{id}/batches")))
        .json(&body)
        .send()
}

#[test]
fn amounts_quantities_and_times_have_bounds() {
    let program = program();
    for minor in [AMOUNT_MAX + 1, EXACT_MAX + 2, i64::MAX, -1] {
        let answer = record(&program, vec![purchase("rich", "2026-01-05", minor)]);
        refused_field(&answer, "touchpoints[0].amount.minor");
        let code = if minor < 0 {
            "negative_amount"
        } else {
            "number_outside"
        };
        assert!(answer.text().contains(code), "{}", answer.text());
        let row = json!({
            "key": &digest("rich")[..32],
            "person": { "external_id": "rich" },
            "at": "2026-01-05T00:00:00Z",
            "amount": { "minor": minor, "currency": "USD" },
        });
        let answer = import(&program, "rich.csv", "purchases", vec![row]);
        refused_field(&answer, "rows[0].amount.minor");
    }
    let many = NewTouchpoint {
        quantity: Some(QUANTITY_MAX + 1),
        ..fact("rich", "website_visit", "2026-01-05")
    };
    refused_field(&record(&program, vec![many]), "touchpoints[0].quantity");
    for day in ["1899-12-31", "2999-01-01"] {
        let answer = record(&program, vec![fact("rich", "website_visit", day)]);
        refused_field(&answer, "touchpoints[0].at");
    }
    // A number that is no integer of ours is refused, too, wherever it stands.
    let mut body = json!({ "touchpoints": [purchase("rich", "2026-01-05", 1)] });
    for number in ["9223372036854775808", "1e30", "0.5", "-1e400"] {
        body["touchpoints"][0]["amount"]["minor"] = json!("NUMBER");
        let text = body.to_string().replace("\"NUMBER\"", number);
        let answer = program
            .token("edit")
            .request("POST", &program.api("/touchpoints"))
            .body("application/json", text)
            .send();
        assert!(
            (400..500).contains(&answer.status),
            "{number}: {}",
            answer.text()
        );
    }
    let largest = record(&program, vec![purchase("rich", "2026-01-05", AMOUNT_MAX)]);
    assert_eq!(largest.status, 200, "{}", largest.text());
    assert_eq!(program.find_person("rich").revenue_minor, AMOUNT_MAX);
    assert_rollups(&database::read(&server().state), program.slug());
}

/// Five hundred people on five hundred days, with a value in every dimension: more rows of the funnel than the
/// database takes at once.
fn crowd() -> Vec<(PersonKey, String)> {
    let crowd = (0..500).map(|number| {
        let text = |what: &str| Some(format!("{what} {}", number % 50));
        let person = PersonKey {
            external_id: Some(format!("person-{number}")),
            name: Some(format!("Ångström “{number}” Ōmura")),
            country: text("Country of the people"),
            industry: text("Manufacturing of lamps"),
            company_size: text("More than employees"),
            source: text("A source with a long name"),
            brought_by: (number > 0).then(|| "person-0".to_owned()),
            ..PersonKey::default()
        };
        (person, Day(19_000 + number).to_string())
    });
    crowd.collect()
}

#[test]
fn the_largest_batch_fits_through_the_api() {
    let program = program();
    let touchpoints = crowd().into_iter().map(|(person, day)| NewTouchpoint {
        person,
        ..fact("-", "review", &day)
    });
    let answer = record(&program, touchpoints.collect());
    assert_eq!(answer.status, 200, "{}", answer.text());
    let outcome = answer.json::<RecordResponse>().outcome;
    assert_eq!(
        (outcome.people_added, outcome.touchpoints_added),
        (500, 500)
    );
    assert_rollups(&database::read(&server().state), program.slug());
}

#[test]
fn the_largest_batch_fits_through_an_import() {
    let program = program();
    let rows = crowd()
        .into_iter()
        .enumerate()
        .map(|(number, (person, day))| {
            json!({
                "key": &digest(&format!("review {number}"))[..32],
                "person": person,
                "at": format!("{day}T12:00:00Z"),
                "quote": "The lamp of the night watch. ".repeat(100),
                "source": "A page of reviews",
            })
        });
    let answer = import(&program, "crowd.csv", "reviews", rows.collect());
    assert_eq!(answer.status, 200, "{}", answer.text());
    let answer: Value = answer.json();
    assert_eq!(answer["outcome"]["testimonials_added"], 500);
    assert_eq!(answer["outcome"]["people_added"], 500);
    assert_eq!(answer["import"]["state"], "completed");
    assert_rollups(&database::read(&server().state), program.slug());
}
