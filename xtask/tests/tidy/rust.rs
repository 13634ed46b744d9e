//! Rules about Rust source.

use crate::repository::{File, assert_none, files};

const LONGEST: usize = 400;

fn sources() -> Vec<File> {
    files()
        .into_iter()
        .filter(|file| file.is(&[".rs"]))
        .collect()
}

#[test]
fn every_module_says_what_it_is_for() {
    let found = sources()
        .iter()
        .filter(|file| !file.text.starts_with("//! "))
        .map(|file| file.path.clone())
        .collect();
    assert_none("every Rust file begins with //!", found);
}

#[test]
fn no_file_is_too_long() {
    let endings = [".rs", ".ts", ".css", ".js"];
    let found = files()
        .iter()
        .filter(|file| file.is(&endings) && file.text.lines().count() > LONGEST)
        // A longer one says why among its first lines.
        .filter(|file| {
            !file
                .text
                .lines()
                .take(10)
                .any(|line| line.contains("Long because"))
        })
        .map(|file| format!("{}: {} lines", file.path, file.text.lines().count()))
        .collect();
    assert_none(
        "a file has at most 400 lines, or says on top: Long because …",
        found,
    );
}

#[test]
fn no_test_is_left_out() {
    // In pieces, so that this file does not break its own rules.
    let marks = [
        concat!("#[", "ignore"),
        concat!("test.", "skip("),
        concat!("test.", "only("),
        concat!("test.", "fixme("),
    ];
    let found = matches(&[".rs", ".ts"], |line| {
        marks.iter().any(|mark| line.contains(mark))
    });
    assert_none("no test is ignored, skipped or run alone", found);
}

#[test]
fn the_worker_is_tested_by_url() {
    let mark = concat!("#[", "test]");
    let found = matches(&[".rs"], |line| line.trim() == mark)
        .into_iter()
        .filter(|place| place.starts_with("worker/"))
        .collect();
    assert_none(
        "no task runs unit tests of the Worker; rules belong to the domain, the rest is tested by URL",
        found,
    );
}

#[test]
fn sentences_are_in_the_words() {
    let parts = [
        "crates/domain/src/",
        "crates/api/src/",
        "crates/store/src/",
        "crates/ingest/src/",
        "worker/src/",
    ];
    // Descriptions of types are English, like the docs that they become.
    let is_meant = |file: &File| {
        parts.iter().any(|part| file.path.starts_with(part))
            && !file.path.ends_with("/schema.rs")
            && !file.path.ends_with("tests.rs")
    };
    let mut found = Vec::new();
    for file in sources().iter().filter(|file| is_meant(file)) {
        let code = file.lines().take_while(|(_, line)| *line != "mod tests {");
        for (number, line) in code {
            let line = line.trim_start();
            let said =
                !line.starts_with("//") && !line.contains("reason = ") && !line.contains("#[doc");
            if said && line.split('"').skip(1).step_by(2).any(is_sentence) {
                found.push(format!("{}:{number}", file.path));
            }
        }
    }
    assert_none(
        "rules, API and Worker give codes; crates/words makes the sentences",
        found,
    );
}

/// A capital letter, several words, a full stop.
fn is_sentence(text: &str) -> bool {
    let starts = text.chars().next().is_some_and(char::is_uppercase);
    starts && text.ends_with(['.', '!', '?']) && text.split(' ').count() > 2
}

#[test]
fn nothing_is_left_to_do() {
    let marks = [
        concat!("TO", "DO"),
        concat!("FIX", "ME"),
        concat!("XX", "X:"),
    ];
    let endings = [".rs", ".ts", ".css", ".sql", ".html", ".toml"];
    let found = matches(&endings, |line| {
        marks.iter().any(|mark| line.contains(mark))
    });
    assert_none("work is finished or filed as an issue", found);
}

#[test]
fn queries_name_their_columns() {
    let star = concat!("SELECT", " *");
    let found = matches(&[".rs", ".sql"], |line| {
        line.to_uppercase().contains(star) || line.to_uppercase().contains(concat!(".", "* FROM"))
    });
    assert_none("a query names its columns", found);
}

/// Where a line of a file with one of the endings breaks a rule, as `path:line: text`.
fn matches(endings: &[&str], breaks: impl Fn(&str) -> bool) -> Vec<String> {
    let files = files();
    let files = files.iter().filter(|file| file.is(endings));
    files
        .flat_map(|file| file.lines().map(move |(number, line)| (file, number, line)))
        .filter(|(_, _, line)| breaks(line))
        .map(|(file, number, line)| format!("{}:{number}: {}", file.path, line.trim()))
        .collect()
}
