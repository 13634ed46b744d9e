//! The API's description: it is served, and every route answers what it declares and nothing else.

use laurel_api::endpoints::ALL;
use laurel_api::{Method, Route};
use laurel_tests::cases::Cases;
use laurel_tests::client::{Answer, Client, Request};
use laurel_tests::fixtures::program;
use laurel_tests::server::root;
use serde_json::{Value, json};

const PATH: &str = "/api/v1/openapi.json";

fn description() -> Value {
    Client::anonymous().get(PATH).json()
}

#[test]
fn everybody_gets_it_as_it_is_checked_in_and_may_keep_it() {
    let answer = Client::anonymous().get(PATH);
    assert_eq!(answer.status, 200);
    assert!(
        answer
            .header("content-type")
            .starts_with("application/json")
    );
    assert_eq!(answer.header("access-control-allow-origin"), "*");
    assert_eq!(answer.header("cache-control"), "public, max-age=300");
    let file = std::fs::read_to_string(root().join("docs/openapi.json")).unwrap();
    assert_eq!(
        answer.json::<Value>(),
        serde_json::from_str::<Value>(&file).unwrap()
    );
    let again = Client::anonymous()
        .request("GET", PATH)
        .header("if-none-match", answer.header("etag"))
        .send();
    assert_eq!(again.status, 304, "{}", again.text());
}

/// What the document says about a route.
struct Declared<'a> {
    route: &'a Route,
    operation: &'a Value,
    document: &'a Value,
}

impl Declared<'_> {
    fn needs_revision(&self) -> bool {
        let parameters = self.operation["parameters"].as_array().unwrap();
        parameters
            .iter()
            .any(|parameter| parameter["name"] == "If-Match")
    }

    /// Checks an answer's status, and what goes with it, against the declared ones.
    fn check(&self, what: &str, answer: &Answer) {
        let shown = || {
            format!(
                "{}, {what}: {} {}",
                self.route.name,
                answer.status,
                answer.text()
            )
        };
        let response = &self.operation["responses"][answer.status.to_string()];
        assert!(response.is_object(), "not declared: {}", shown());
        if answer.status == 200 {
            let declared = response["headers"]["ETag"].is_object();
            assert_eq!(
                declared,
                !answer.header("etag").is_empty(),
                "ETag: {}",
                shown()
            );
            return;
        }
        let name = response["$ref"].as_str().unwrap().replace("#/", "/");
        let content = &self.document.pointer(&name).unwrap()["content"];
        let kinds = &content["application/problem+json"]["schema"]["properties"]["type"]["enum"];
        let kind = answer.json::<Value>()["type"].clone();
        assert!(
            kinds.as_array().unwrap().contains(&kind),
            "{kinds}: {}",
            shown()
        );
    }
}

#[test]
fn every_route_answers_what_is_declared() {
    let document = description();
    let own = program();
    let mut cases = Cases::new(&own);
    // Ending the session is for a program of its own.
    let other = program();
    let mut ending = Cases::new(&other);
    for route in ALL {
        let method = route.method.as_str().to_lowercase();
        let declared = Declared {
            route,
            operation: &document["paths"][route.path][method],
            document: &document,
        };
        let (cases, client) = if route.name == "EndSession" {
            (&mut ending, other.owner())
        } else {
            (&mut cases, own.owner())
        };
        let mut check = |what: &str, client: &Client, change: fn(Request) -> Request| {
            let answer = change(cases.prepare(route).request(client)).send();
            declared.check(what, &answer);
            answer.status
        };
        if route.name != "EndSession" {
            assert_eq!(
                check("from nobody", &Client::anonymous(), |request| request),
                401
            );
            let status = check("without a revision", &client, |request| {
                request.without("if-match")
            });
            let expected = if declared.needs_revision() { 428 } else { 200 };
            assert_eq!(status, expected, "{}", route.name);
            check("another revision", &client, |request| {
                request.header("if-match", "\"999999\"")
            });
        }
        if route.method != Method::Get {
            let status = check("from another site", &client, |request| {
                request.header("sec-fetch-site", "cross-site")
            });
            assert_eq!(status, 403, "{}", route.name);
            let status = check("no JSON", &client, |request| {
                request.body("application/json", "{")
            });
            assert_eq!(status, 400, "{}", route.name);
            let status = check("a text", &client, |request| request.body("text/plain", "x"));
            assert_eq!(status, 415, "{}", route.name);
            let status = check("an unknown field", &client, |request| {
                request.json(&json!({"surprise": 1}))
            });
            assert_eq!(status, 422, "{}", route.name);
        }
        check("as it should be", &client, |request| request);
    }
}
