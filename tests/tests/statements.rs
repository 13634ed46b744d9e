//! What SQLite says about the Worker's statements and the migrations: no server needed.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a step that fails here is a failed test"
)]

use laurel_tests::server::root;
use laurel_tests::statements::{Found, put_together, statements};
use rusqlite::Connection;

/// Steps that read an index from its beginning, each with the reason why that stays small.
const SMALL_SCANS: [(&str, &str); 3] = [
    (
        "SCAN r USING COVERING INDEX recomputations_running",
        "the index holds only what is under way",
    ),
    (
        "SCAN publication USING INDEX publication_due",
        "the index holds only what is still to be pushed",
    ),
    (
        "SCAN outbox USING INDEX outbox_recent",
        "the latest hundred in the order of the index, in development",
    ),
];

/// Tables whose rows are sorted after reading, each with the reason why they are few.
const SMALL_SORTS: [(&str, &str); 2] = [
    (
        "FROM consents\n  WHERE program_id = ?1 AND testimonial_id = ?2",
        "the consents of one testimonial",
    ),
    (
        "FROM widgets WHERE program_id = ?1",
        "the widgets of one program",
    ),
];

/// Tables with rows for people and what they do: they grow with the program.
const GROWING: [&str; 13] = [
    "asks",
    "audit_log",
    "consents",
    "imports",
    "ladder_moves",
    "outbox",
    "people",
    "person_state",
    "person_tags",
    "person_terms",
    "testimonial_tags",
    "testimonials",
    "touchpoints",
];

/// Statements that go through a program's rows in an index, each with the reason why that stays small.
const SMALL_WALKS: [(&str, &str); 3] = [
    (
        "FROM outbox\n  WHERE program_id = ?1 AND sent_at IS NULL AND last_error",
        "the index holds only mails that failed, and a thousand are counted at most",
    ),
    (
        "SELECT min(tag) FROM testimonial_tags",
        "one entry of the index for each tag",
    ),
    (
        "INSERT INTO people (program_id",
        "children are looked for only when a constraint is deferred, and none is",
    ),
];

#[test]
fn no_statement_scans_a_growing_table() {
    let database = migrated();
    let found = everywhere();
    assert!(found.len() > 40, "only {} statements found", found.len());
    let mut scans = Vec::new();
    for statement in &found {
        for step in plan(&database, statement) {
            if scans_a_table(&database, &step, &statement.sql)
                && !SMALL_SCANS.iter().any(|(known, _)| *known == step)
            {
                scans.push(format!(
                    "{}:{}: {step}\n{}",
                    statement.file, statement.line, statement.sql
                ));
            }
        }
    }
    assert!(
        scans.is_empty(),
        "{} scans:\n\n{}",
        scans.len(),
        scans.join("\n\n")
    );
}

#[test]
fn no_statement_walks_a_program() {
    // A deployed database has no statistics, so SQLite guesses that a program has ten rows and may walk
    // all of them where it should look up the few that are concerned. The order is forced by CROSS JOIN,
    // INDEXED BY, or a row that is materialized first.
    let database = migrated();
    let mut walks = Vec::new();
    for statement in everywhere() {
        let is_known = SMALL_WALKS
            .iter()
            .any(|(part, _)| statement.sql.contains(part));
        if is_known {
            continue;
        }
        for step in plan(&database, &statement) {
            if step.contains("AUTOMATIC") || walks_a_program(&step, &statement.sql) {
                walks.push(format!(
                    "{}:{}: {step}\n{}",
                    statement.file, statement.line, statement.sql
                ));
            }
        }
    }
    assert!(
        walks.is_empty(),
        "{} walks:\n\n{}",
        walks.len(),
        walks.join("\n\n")
    );
}

#[test]
fn no_statement_sorts_without_an_index_what_it_does_not_limit_first() {
    // A list is read in the order of an index: a temporary B-tree for ORDER BY would read all of it.
    let database = migrated();
    let mut sorts = Vec::new();
    for statement in everywhere() {
        let limited = statement.sql.contains("LIMIT")
            && !SMALL_SORTS
                .iter()
                .any(|(part, _)| statement.sql.contains(part));
        let steps = plan(&database, &statement);
        if limited
            && steps
                .iter()
                .any(|step| step.contains("USE TEMP B-TREE FOR ORDER BY"))
        {
            sorts.push(format!(
                "{}:{}\n{}\n  {}",
                statement.file,
                statement.line,
                statement.sql,
                steps.join("\n  ")
            ));
        }
    }
    assert!(
        sorts.is_empty(),
        "{} sorts:\n\n{}",
        sorts.len(),
        sorts.join("\n\n")
    );
}

#[test]
fn every_statement_is_about_one_program() {
    // These serve no program, or find the program by a secret: sessions, mails, jobs, receipts.
    let global = [
        "sessions",
        "sign_in_links",
        "outbox",
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

    for (name, sql) in migrations() {
        let error = database.execute_batch(&sql).unwrap_err().to_string();
        assert!(
            error.contains("already exists") || error.contains("duplicate column name"),
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

fn migrations() -> Vec<(String, String)> {
    let folder = root().join("worker/migrations");
    let mut migrations: Vec<(String, String)> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            (name, std::fs::read_to_string(path).unwrap())
        })
        .collect();
    migrations.sort();
    assert!(!migrations.is_empty(), "there are migrations");
    migrations
}

fn migrated() -> Connection {
    let database = Connection::open_in_memory().unwrap();
    database.execute_batch("PRAGMA foreign_keys = ON").unwrap();
    for (name, sql) in migrations() {
        database
            .execute_batch(&sql)
            .unwrap_or_else(|error| panic!("{name}: {error}"));
    }
    database
}

/// The steps that SQLite would take.
fn plan(database: &Connection, found: &Found) -> Vec<String> {
    let explain = format!("EXPLAIN QUERY PLAN {}", found.sql);
    let mut statement = database
        .prepare(&explain)
        .unwrap_or_else(|error| panic!("{}:{}: {error}\n{}", found.file, found.line, found.sql));
    let mut rows = statement.raw_query();
    let mut steps = Vec::new();
    while let Some(row) = rows.next().unwrap() {
        steps.push(row.get::<_, String>(3).unwrap());
    }
    steps
}

/// Whether a step reads one of the schema's tables from beginning to end.
fn scans_a_table(database: &Connection, step: &str, sql: &str) -> bool {
    let Some(name) = step
        .strip_prefix("SCAN ")
        .and_then(|rest| rest.split_whitespace().next())
    else {
        return false;
    };
    let is_table = |name: &str| {
        let sql = "SELECT count(*) FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name = ?1";
        database
            .query_row(sql, [name], |row| row.get::<_, i64>(0))
            .unwrap()
            == 1
    };
    // Perhaps an alias: the word before it, here or in a view, is the table, a function or a named subquery.
    let views: String = database
        .query_row(
            "SELECT coalesce(group_concat(sql, ' '), '') FROM sqlite_schema WHERE type = 'view'",
            [],
            |row| row.get(0),
        )
        .unwrap();
    is_table(name) || before(&format!("{sql} {views}"), name).any(is_table)
}

/// Whether a step reads all rows of a program in a growing table.
fn walks_a_program(step: &str, sql: &str) -> bool {
    let Some((name, how)) = step
        .strip_prefix("SEARCH ")
        .and_then(|rest| rest.split_once(" USING "))
    else {
        return false;
    };
    let is_growing = |name: &str| GROWING.contains(&name);
    how.contains("(program_id=?)") && (is_growing(name) || before(sql, name).any(is_growing))
}

/// The words that stand before a name: its table, where the name is an alias.
fn before<'t>(text: &'t str, name: &'t str) -> impl Iterator<Item = &'t str> {
    let words = || {
        text.split(|c: char| !(c.is_alphanumeric() || c == '_'))
            .filter(|word| !word.is_empty() && !word.eq_ignore_ascii_case("as"))
    };
    let pairs = words().zip(words().skip(1));
    pairs.filter_map(move |(before, alias)| (alias == name).then_some(before))
}

/// A string of each form, and what only looks like one.
const EXAMPLE: &str = include_str!("statements/example.txt");
