//! Each operation has an example, and each example is what its route's own types read and write.
#![expect(clippy::expect_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::path::Path;

use laurel_api::PathParams;
use laurel_api::endpoint::Endpoint;
use laurel_api::endpoints::{self, Visitor};
use laurel_api::published::EmbedPayload;
use laurel_openapi::{Example, Examples};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

fn examples() -> Examples {
    Examples::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("examples")).expect("examples")
}

/// What is wrong with a value that a type should read and write again just so.
fn check<T: Serialize + DeserializeOwned>(value: &Value) -> Result<(), String> {
    let read: T = serde_json::from_value(value.clone()).map_err(|error| error.to_string())?;
    let written = serde_json::to_value(read).map_err(|error| error.to_string())?;
    if written == *value {
        Ok(())
    } else {
        Err(format!("it is written again as {written:#}"))
    }
}

struct Checker<'a> {
    examples: &'a Examples,
    names: BTreeSet<&'static str>,
    problems: Vec<String>,
}

impl Checker<'_> {
    fn check<E: Endpoint>(&mut self, example: &Example) {
        let mut note = |part: &str, outcome: Result<(), String>| {
            if let Err(problem) = outcome {
                self.problems
                    .push(format!("{}.json, {part}: {problem}", E::ROUTE.name));
            }
        };
        note("response", check::<E::Response>(&example.response));
        let empty = Value::Object(serde_json::Map::new());
        note(
            "request",
            check::<E::Request>(example.request.as_ref().unwrap_or(&empty)),
        );
        let path = Value::Object(example.path.clone());
        match serde_json::from_value::<E::Path>(path) {
            Ok(path) => {
                let filled = path.fill(E::ROUTE.path);
                let outcome = if filled.contains('{') {
                    Err(filled)
                } else {
                    Ok(())
                };
                note("path", outcome);
            }
            Err(error) => note("path", Err(error.to_string())),
        }
        // As it travels: everything is text.
        let query = serde_json::to_value(&example.query).expect("a query");
        let pairs: Vec<(String, String)> = query
            .as_object()
            .into_iter()
            .flatten()
            .map(|(name, value)| {
                let text = value
                    .as_str()
                    .map_or_else(|| value.to_string(), str::to_owned);
                (name.clone(), text)
            })
            .collect();
        let text = serde_urlencoded::to_string(&pairs).expect("a query");
        let outcome = serde_urlencoded::from_str::<E::Query>(&text).map(drop);
        note("query", outcome.map_err(|error| error.to_string()));
    }
}

impl Visitor for Checker<'_> {
    fn endpoint<E: Endpoint>(&mut self, _summary: &'static str) {
        self.names.insert(E::ROUTE.name);
        match self.examples.get(E::ROUTE.name) {
            Some(example) => self.check::<E>(&example.clone()),
            None => self
                .problems
                .push(format!("{}.json is missing", E::ROUTE.name)),
        }
    }
}

#[test]
fn each_route_has_an_example_of_its_own_types() {
    let examples = examples();
    let mut checker = Checker {
        examples: &examples,
        names: BTreeSet::from(["GetEmbed"]),
        problems: Vec::new(),
    };
    endpoints::visit(&mut checker);
    match examples
        .get("GetEmbed")
        .map(|example| check::<EmbedPayload>(&example.response))
    {
        Some(Ok(())) => {}
        outcome => checker.problems.push(format!("GetEmbed.json: {outcome:?}")),
    }
    for name in examples.names() {
        if !checker.names.contains(name) {
            checker
                .problems
                .push(format!("{name}.json belongs to no route"));
        }
    }
    assert!(
        checker.problems.is_empty(),
        "crates/openapi/examples:\n{}",
        checker.problems.join("\n")
    );
}
