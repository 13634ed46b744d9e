//! What SQLite says about the Worker's statements and the migrations: no server needed.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a step that fails here is a failed test"
)]

mod plans;

use laurel_store::{PARAMS_MAX, SQL_MAX};
use laurel_tests::schema::{migrate, migrated, migrations};
use laurel_tests::server::root;
use laurel_tests::statements::{Found, put_together, statements};
use rusqlite::Connection;

#[test]
fn every_statement_is_about_one_program() {
    // These serve no program, or find the program by a secret: sessions, mails, jobs, receipts.
    let global = [
        "sessions",
        "sign_in_links",
        "outbox",
        "limits",
        "receipt_hash",
        "widget_id = ?1",
        "derived_at",
        "publication",
        "SELECT 1",
    ];
    let found = everywhere();
    let others: Vec<String> = found
        .iter()
        .filter(|statement| !statement.sql.contains("program_id"))
        .filter(|statement| !global.iter().any(|word| statement.sql.contains(word)))
        .map(|statement| format!("{}:{}: {}", statement.file, statement.line, statement.sql))
        .collect();
    assert!(
        others.is_empty(),
        "statements without a program:\n{}",
        others.join("\n")
    );
}

#[test]
fn every_statement_keeps_within_what_d1_takes() {
    for Found { file, line, sql } in everywhere() {
        assert!(sql.len() <= SQL_MAX, "{file}:{line}: {} bytes", sql.len());
        let numbers = sql.split('?').skip(1).filter_map(|rest| {
            let end = rest.find(|c: char| !c.is_ascii_digit());
            rest.get(..end.unwrap_or(rest.len()))?.parse::<usize>().ok()
        });
        let most = numbers.max().unwrap_or_default();
        assert!(most <= PARAMS_MAX, "{file}:{line}: ?{most}");
    }
}

#[test]
fn migrations_apply_once_and_every_table_is_strict() {
    let database = migrated();
    let mut statement = database
        .prepare("SELECT name, strict, wr FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%'")
        .unwrap();
    let tables: Vec<(String, bool)> = statement
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    assert!(tables.len() > 20, "{tables:?}");
    let lax: Vec<_> = tables.iter().filter(|(_, strict)| !strict).collect();
    assert!(lax.is_empty(), "tables that are not STRICT: {lax:?}");

    let all = migrations();
    for (at, (name, sql)) in all.iter().enumerate() {
        let database = Connection::open_in_memory().unwrap();
        migrate(&database, &all[..=at]);
        let error = database.execute_batch(sql).unwrap_err().to_string();
        assert!(
            [
                "already exists",
                "duplicate column name",
                "no such index",
                "no such column"
            ]
            .iter()
            .any(|part| error.contains(part)),
            "{name} a second time: {error}"
        );
    }
}

#[test]
fn consents_and_stale_writes_are_guarded_by_the_schema() {
    let database = migrated();
    database
        .execute_batch(
            "INSERT INTO consents (program_id, testimonial_id, purpose, at, given, wording, source)
             VALUES ('p1', 't', 'website', 1, 1, 'words', 'form')",
        )
        .unwrap();
    for change in ["UPDATE consents SET given = 0", "DELETE FROM consents"] {
        let error = database.execute_batch(change).unwrap_err().to_string();
        assert!(error.contains("append-only"), "{change}: {error}");
    }
    let error = database
        .execute_batch("INSERT INTO stale_write (found) VALUES (1)")
        .unwrap_err();
    assert!(
        error.to_string().contains("CHECK constraint failed"),
        "{error}"
    );
}

#[test]
fn literals_are_found_in_all_their_forms() {
    let found: Vec<String> = put_together(EXAMPLE)
        .into_iter()
        .map(|(_, text)| text)
        .collect();
    assert_eq!(
        found,
        ["SELECT a,\n  b", "UPDATE \"x\" SET y", "DELETE \"z\"", "AB"]
    );
}

#[test]
fn what_a_macro_puts_together_counts_as_what_comes_out() {
    let source = r#"
        macro_rules! people {
            ($which:literal, $order:literal) => {
                concat!("SELECT a FROM b WHERE ", $which, " ORDER BY ", $order)
            };
        }
        const ALL: &str = people!("c = 1", "d");
        const OTHER: &str = "SELECT e";
        const ONE: &str = people!(
            "f = 2",
            "g"
        );
        macro_rules! columns { () => { "h, (i)" } }
        macro_rules! listed { ($from:literal) => { concat!("SELECT ", columns!(), " FROM ", $from) } }
        const LISTED: &str = listed!("j");
        const JOINED: &str = concat!("SELECT ", columns!(), " FROM k");
        macro_rules! other { ($one:expr) => { call("l", $one) } }
    "#;
    let found = put_together(source);
    let texts: Vec<&str> = found.iter().map(|(_, text)| text.as_str()).collect();
    assert_eq!(
        texts,
        [
            "SELECT a FROM b WHERE c = 1 ORDER BY d",
            "SELECT e",
            "SELECT a FROM b WHERE f = 2 ORDER BY g",
            "SELECT h, (i) FROM j",
            "SELECT h, (i) FROM k",
            "l"
        ]
    );
}

/// The statements of every crate that speaks to the database.
fn everywhere() -> Vec<Found> {
    let folders = ["worker/src", "crates/ingest/src"];
    let found = folders.iter().flat_map(|folder| statements(root(), folder));
    found.collect()
}

/// A string of each form, and what only looks like one.
const EXAMPLE: &str = include_str!("example.txt");
