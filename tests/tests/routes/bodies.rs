//! Bodies, ids, cursors and methods that are wrong: a 4xx problem that says which field.
//!
//! Long because a body has many ways to be wrong, and each route is asked in all of them.

mod large;

use laurel_api::endpoints::ALL;
use laurel_api::{BodyLimit, Method, ProblemType};
use laurel_tests::assertions::{problem, refused_field};
use laurel_tests::fixtures::{Program, program};
use serde_json::{Value, json};

use crate::authorization::all_cases;

fn post(program: &Program, rest: &str, body: &Value) -> laurel_tests::client::Answer {
    program
        .owner()
        .request("POST", &program.api(rest))
        .json(body)
        .send()
}

#[test]
fn a_body_that_is_not_json_is_refused_by_every_endpoint_that_takes_one() {
    let program = program();
    for (route, case) in all_cases(&program) {
        if matches!(route.method, Method::Get | Method::Delete) || route.name == "EndSession" {
            continue;
        }
        for body in [
            "{",
            "{\"",
            "}",
            "name=x",
            "nul",
            "\u{0}",
            "[null, null]",
            " []",
        ] {
            let answer = case
                .request(&program.owner())
                .body("application/json", body)
                .send();
            let found = problem(&answer, ProblemType::Malformed);
            assert!(
                found.detail.is_some(),
                "{}: {body}: {}",
                route.name,
                answer.text()
            );
        }
        let answer = case
            .request(&program.owner())
            .body("application/json", b"\xff\xfe{}".to_vec())
            .send();
        problem(&answer, ProblemType::Malformed);
        for content_type in [
            "text/plain",
            "application/x-www-form-urlencoded",
            "multipart/form-data",
            "",
        ] {
            let answer = case
                .request(&program.owner())
                .body(content_type, "{}")
                .send();
            let found = problem(&answer, ProblemType::UnsupportedMediaType);
            assert!(
                found
                    .detail
                    .is_some_and(|words| words.contains("application/json"))
            );
        }
    }
}

#[test]
fn an_unknown_field_is_named_by_every_endpoint_that_takes_a_body() {
    let program = program();
    for (route, case) in all_cases(&program) {
        if matches!(route.method, Method::Get | Method::Delete) {
            continue;
        }
        let answer = case
            .request(&program.owner())
            .json(&json!({ "surprise": 1 }))
            .send();
        let found = problem(&answer, ProblemType::Invalid);
        let words = format!("{:?}", found.errors);
        assert!(words.contains("surprise"), "{}: {words}", route.name);
    }
}

#[test]
fn an_unknown_parameter_is_refused_by_every_list_and_figure() {
    let program = program();
    for route in ALL {
        if route.method != Method::Get || route.path.matches('{').count() != 1 {
            continue;
        }
        let path = format!(
            "{}?surprise=1",
            route.path.replace("{program}", program.slug())
        );
        let answer = program.owner().get(&path);
        let found = problem(&answer, ProblemType::Invalid);
        assert!(
            format!("{:?}", found.errors).contains("surprise"),
            "{}: {}",
            route.name,
            answer.text()
        );
    }
}

#[test]
fn a_body_that_is_too_large_is_refused_before_it_is_read() {
    let program = program();
    for (route, case) in all_cases(&program) {
        if matches!(route.method, Method::Get | Method::Delete) || route.name == "EndSession" {
            continue;
        }
        let body = format!("{{\"name\": \"{}\"}}", "x".repeat(route.body.bytes()));
        let answer = case
            .request(&program.owner())
            .body("application/json", body)
            .send();
        let expected = match route.body {
            BodyLimit::Small => ProblemType::TooLarge,
            BodyLimit::Batch => ProblemType::TooLargeBatch,
        };
        let found = problem(&answer, expected);
        assert!(
            found.detail.is_some_and(|words| words.contains("KB")),
            "{}",
            route.name
        );
    }
    let huge = "x".repeat(70 * 1024);
    let answer = laurel_tests::client::Client::anonymous()
        .post_form(&program.public("/tell"), &[("quote", huge.as_str())]);
    assert_eq!(answer.status, 413, "{}", answer.text());
}

#[test]
fn wrong_types_and_values_name_their_field() {
    let program = program();
    let touchpoint = |change: Value| {
        let mut touchpoint = json!({
            "person": { "external_id": "p1" }, "kind": "website_visit", "at": "2026-01-05T10:00:00Z",
        });
        for (name, value) in change.as_object().unwrap() {
            touchpoint[name] = value.clone();
        }
        json!({ "touchpoints": [touchpoint] })
    };
    let cases = [
        (json!({ "kind": "teleported" }), "touchpoints[0].kind"),
        (json!({ "at": "yesterday" }), "touchpoints[0].at"),
        (json!({ "at": "2026-02-30T00:00:00Z" }), "touchpoints[0].at"),
        (json!({ "at": 5 }), "touchpoints[0].at"),
        (json!({ "at": "1850-01-01T00:00:00Z" }), "touchpoints[0].at"),
        (json!({ "at": "2999-01-01T00:00:00Z" }), "touchpoints[0].at"),
        (json!({ "quantity": -1 }), "touchpoints[0].quantity"),
        (
            json!({ "kind": "nps_answer", "score": 11 }),
            "touchpoints[0].score",
        ),
        (json!({ "kind": "nps_answer" }), "touchpoints[0].score"),
        (json!({ "score": 5 }), "touchpoints[0].score"),
        (json!({ "key": "" }), "touchpoints[0].key"),
        (json!({ "key": "k".repeat(101) }), "touchpoints[0].key"),
        (json!({ "note": "n".repeat(201) }), "touchpoints[0].note"),
        (json!({ "channel": "telepathy" }), "touchpoints[0].channel"),
        (json!({ "person": {} }), "touchpoints[0].person.external_id"),
        (
            json!({ "person": { "email": "nobody" } }),
            "touchpoints[0].person.email",
        ),
        (
            json!({ "person": { "external_id": "x".repeat(101) } }),
            "touchpoints[0].person.external_id",
        ),
        (
            json!({ "person": { "external_id": "p", "motivation": "greed" } }),
            "touchpoints[0].person.motivation",
        ),
        (
            json!({ "person": { "external_id": "p", "name": "n".repeat(121) } }),
            "touchpoints[0].person.name",
        ),
        (
            json!({ "person": { "id": "x" } }),
            "touchpoints[0].person.id",
        ),
        (
            json!({ "person": { "id": "018f0000-0000-7000-8000-000000000000" } }),
            "touchpoints[0].person.id",
        ),
    ];
    for (change, field) in cases {
        let answer = post(&program, "/touchpoints", &touchpoint(change));
        let found = problem(&answer, ProblemType::Invalid);
        assert!(
            found
                .errors
                .iter()
                .any(|error| error.field.starts_with(field) || field.starts_with(&error.field)),
            "{field}: {}",
            answer.text()
        );
    }
    refused_field(
        &post(&program, "/touchpoints", &json!({ "touchpoints": [] })),
        "touchpoints",
    );
    let many = vec![touchpoint(json!({}))["touchpoints"][0].clone(); 501];
    refused_field(
        &post(&program, "/touchpoints", &json!({ "touchpoints": many })),
        "touchpoints",
    );
    assert_eq!(
        program.owner().get(&program.api("/people")).json::<Value>()["people"],
        json!([])
    );
}

#[test]
fn several_problems_come_back_at_once() {
    let program = program();
    let body = json!({ "touchpoints": [
        { "person": { "external_id": "a" }, "kind": "website_visit", "at": "1850-01-01T00:00:00Z" },
        { "person": { "external_id": "b" }, "kind": "website_visit", "at": "2026-01-01T00:00:00Z" },
        { "person": { "email": "b" }, "kind": "nps_answer", "at": "2026-01-01T00:00:00Z" },
    ] });
    let found = problem(&post(&program, "/touchpoints", &body), ProblemType::Invalid);
    let fields: Vec<_> = found
        .errors
        .iter()
        .map(|error| error.field.as_str())
        .collect();
    assert_eq!(
        fields,
        [
            "touchpoints[0].at",
            "touchpoints[2].score",
            "touchpoints[2].person.email"
        ]
    );
}

#[test]
fn garbage_cursors_and_sizes_are_refused_by_name() {
    let program = program();
    let person = {
        post(
            &program,
            "/touchpoints",
            &json!({ "touchpoints": [{
            "person": { "external_id": "p1" }, "kind": "website_visit", "at": "2026-01-05T10:00:00Z" }] }),
        );
        program.find_person("p1").id
    };
    let lists = [
        "/people",
        "/testimonials",
        "/imports",
        &format!("/people/{person}/touchpoints"),
    ];
    for list in lists {
        for cursor in ["garbage", "00", "%00", "zz", "e298", &"ab".repeat(4_000)] {
            let answer = program
                .owner()
                .get(&program.api(&format!("{list}?cursor={cursor}")));
            refused_field(&answer, "cursor");
        }
        for limit in ["0", "101", "-1", "x", ""] {
            let answer = program
                .owner()
                .get(&program.api(&format!("{list}?limit={limit}")));
            let found = problem(&answer, ProblemType::Invalid);
            assert!(
                format!("{:?}", found.errors).contains("limit"),
                "{list} {limit}: {}",
                answer.text()
            );
        }
    }
}

#[test]
fn bad_periods_are_refused() {
    let program = program();
    for figures in ["/funnel", "/flywheel", "/pyramid"] {
        for query in ["from=2026-02-30", "to=soon", "from=2026-1-1"] {
            let answer = program
                .owner()
                .get(&program.api(&format!("{figures}?{query}")));
            problem(&answer, ProblemType::Invalid);
        }
    }
}

#[test]
fn a_method_that_is_not_offered_says_so() {
    let program = program();
    for (method, path) in [
        ("POST", program.api("")),
        ("DELETE", program.api("/people")),
        ("PUT", program.api("/funnel")),
        ("GET", program.api("/imports/check")),
        ("PATCH", "/api/v1/session".to_owned()),
        ("DELETE", "/healthz".to_owned()),
        ("PUT", program.public("/tell")),
        ("POST", program.public("")),
        (
            "POST",
            "/embed/018f0000-0000-7000-8000-000000000000.json".to_owned(),
        ),
    ] {
        let answer = program.owner().request(method, &path).send();
        assert_eq!(answer.status, 405, "{method} {path}: {}", answer.text());
    }
}

#[test]
fn testimonials_are_changed_only_by_those_who_saw_them_last() {
    let program = program();
    for (route, case) in all_cases(&program) {
        if ![
            "UpdateTestimonial",
            "UndoTestimonial",
            "RecordConsent",
            "SetLicence",
        ]
        .contains(&route.name)
        {
            continue;
        }
        let owner = program.owner();
        let found = problem(
            &case.request(&owner).without("if-match").send(),
            ProblemType::RevisionNeeded,
        );
        assert!(found.detail.is_some_and(|words| words.contains("If-Match")));
        for garbage in ["3", "*", "\"x\"", "W/\"1\"", "\"\""] {
            let answer = case.request(&owner).header("if-match", garbage).send();
            problem(&answer, ProblemType::Invalid);
        }
        for stale in ["\"0\"", "\"99\""] {
            let answer = case.request(&owner).header("if-match", stale).send();
            problem(&answer, ProblemType::Stale);
        }
        assert_eq!(case.send(&owner).status, 200, "{}", route.name);
        problem(&case.send(&owner), ProblemType::Stale);
    }
}
