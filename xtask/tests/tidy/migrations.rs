//! Migrations are numbered without gaps, named, explained, and append-only.

use std::process::Command;

use crate::repository::{assert_none, files, root};

const FOLDER: &str = "worker/migrations/";

#[test]
fn migrations_are_numbered_named_and_explained() {
    let mut found = Vec::new();
    let mut migrations: Vec<_> = files()
        .into_iter()
        .filter(|file| file.path.starts_with(FOLDER))
        .collect();
    migrations.sort_by(|a, b| a.path.cmp(&b.path));
    assert!(!migrations.is_empty(), "there are migrations");
    for (at, file) in migrations.iter().enumerate() {
        let name = file.path.strip_prefix(FOLDER).unwrap_or_default();
        let number = format!("{:04}_", at + 1);
        let words = name
            .strip_prefix(&number)
            .and_then(|rest| rest.strip_suffix(".sql"));
        let is_named = words.is_some_and(|words| {
            !words.is_empty()
                && words
                    .chars()
                    .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
        });
        if !is_named {
            found.push(format!("{}: should be {number}name.sql", file.path));
        }
        if !file.text.starts_with("-- ") {
            found.push(format!(
                "{}: begins with no comment that says why",
                file.path
            ));
        }
    }
    assert_none(
        "migrations are NNNN_name.sql, without gaps, with a comment on top",
        found,
    );
}

/// A migration that is part of a release has been applied somewhere: changing it changes nothing there.
#[test]
fn released_migrations_never_change() {
    let git = |arguments: &[&str]| {
        let output = Command::new("git")
            .args(arguments)
            .current_dir(root())
            .output();
        let output = output.expect("git runs");
        output
            .status
            .success()
            .then(|| String::from_utf8_lossy(&output.stdout).into_owned())
    };
    let Some(tag) = git(&["describe", "--tags", "--abbrev=0", "--match", "v*"]) else {
        return; // Nothing is released yet.
    };
    let changed = git(&[
        "diff",
        "--name-only",
        "--diff-filter=a",
        tag.trim(),
        "--",
        FOLDER,
    ]);
    let changed = changed
        .unwrap_or_default()
        .lines()
        .map(str::to_owned)
        .collect();
    assert_none("released migrations are append-only", changed);
}
