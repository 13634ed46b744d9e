//! What is made of the API's definitions and checked in is what they would make now.
//! `cargo xtask openapi` accepts a change.
#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use std::path::{Path, PathBuf};

use laurel_openapi::{Examples, describe, tables, typescript};

fn checkout(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .join(path)
}

fn examples() -> Examples {
    Examples::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("examples")).expect("examples")
}

/// Compares a file of the checkout with what it should say; writes it instead where a change is accepted.
fn expect_file(path: &str, expected: &str) {
    let file = checkout(path);
    if std::env::var_os("LAUREL_ACCEPT").is_some() {
        std::fs::write(&file, expected).expect("writing");
        return;
    }
    let found = std::fs::read_to_string(&file).unwrap_or_default();
    if found == expected {
        return;
    }
    let line = found
        .lines()
        .zip(expected.lines())
        .position(|(found, expected)| found != expected)
        .unwrap_or_else(|| found.lines().count().min(expected.lines().count()));
    let at = |text: &str| text.lines().nth(line).unwrap_or("(the end)").to_owned();
    panic!(
        "{path} is not what the API's definitions say, from line {}:\n  there:  {}\n  wanted: {}\n\
         If the API was meant to change, accept it with `cargo xtask openapi` and commit what that writes.",
        line + 1,
        at(&found),
        at(expected)
    );
}

#[test]
fn the_document_is_up_to_date() {
    let document = describe(&examples()).document;
    let text = serde_json::to_string_pretty(&document).expect("json");
    expect_file("docs/openapi.json", &format!("{text}\n"));
}

#[test]
fn the_tables_of_the_documentation_are_up_to_date() {
    let page = std::fs::read_to_string(checkout("docs/API.md")).expect("docs/API.md");
    let filled = tables::fill(&page, &describe(&examples())).expect("markers");
    expect_file("docs/API.md", &filled);
}

#[test]
fn the_types_of_the_embed_are_up_to_date() {
    let document = describe(&examples()).document;
    expect_file("embed/src/payload.ts", &typescript::payload(&document));
}
