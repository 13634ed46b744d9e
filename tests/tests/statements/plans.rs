//! How SQLite finds the rows of each statement, without statistics, as in a deployed database.

use laurel_tests::statements::Found;
use rusqlite::Connection;

use crate::{everywhere, migrated};

/// Steps that read an index from its beginning, each with the reason why that stays small.
const SMALL_SCANS: [(&str, &str); 1] = [(
    "SCAN outbox USING INDEX outbox_recent",
    "the latest hundred in the order of the index, in development",
)];

/// Tables whose rows are sorted after reading, each with the reason why they are few.
const SMALL_SORTS: [(&str, &str); 3] = [
    (
        "UPDATE jobs SET lease_until",
        "at most five due jobs of each program",
    ),
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
    "consents",
    "events",
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
const SMALL_WALKS: [(&str, &str); 4] = [
    (
        "SELECT max(position) FROM events",
        "the last entry of the key",
    ),
    (
        "FROM outbox INDEXED BY outbox_failed",
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
fn every_index_serves_a_statement() {
    // Each index is written with each row: one that no statement reads along, and that keeps nothing
    // unique, only costs.
    let database = migrated();
    let mut used = String::new();
    for statement in everywhere() {
        used.push_str(&plan(&database, &statement).join("\n"));
        used.push('\n');
    }
    let words: Vec<&str> = used.split_whitespace().collect();
    let mut indexes = database
        .prepare(
            "SELECT name FROM sqlite_schema WHERE type = 'index' AND sql NOT LIKE 'CREATE UNIQUE%'",
        )
        .unwrap();
    let names: Vec<String> = indexes
        .query_map([], |row| row.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    assert!(names.len() > 30, "{names:?}");
    let unused: Vec<&String> = names
        .iter()
        .filter(|name| !words.contains(&name.as_str()))
        .collect();
    assert!(unused.is_empty(), "no statement reads along {unused:?}");
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
