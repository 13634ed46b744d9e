//! A database with data in it is migrated from each former state.

use laurel_tests::recount::{assert_rollups, stored};
use laurel_tests::schema::{migrate, migrated, migrations};
use rusqlite::Connection;

use super::lives::{self, Chance};
use super::{again, live, program, record};

/// Derived tables are emptied by this one, and everybody is derived again.
const REBUILD: &str = "0009_rebuild.sql";

/// What a state had as columns and now has in its text alone.
const IN_THE_TEXT: [(&str, &str); 4] = [
    ("other_revenue", "state ->> '$.person.other_revenue'"),
    ("acts_followed", "state ->> '$.person.acts_followed'"),
    ("support_solved", "state ->> '$.person.support_solved'"),
    (
        "moves",
        "(SELECT json_group_array(json_array(m.value ->> 'at', m.value ->> 'from', m.value ->> 'to')) \
         FROM json_each(state, '$.person.moves') m)",
    ),
];

#[test]
fn data_from_each_former_state_is_there_afterwards_and_goes_on() {
    let source = source();
    let all = migrations();
    let rebuild = all.iter().position(|(name, _)| name == REBUILD).unwrap();
    for known in 1..=all.len() {
        let (before, after) = all.split_at(known);
        let from = &before[known - 1].0;
        let mut database = Connection::open_in_memory().unwrap();
        migrate(&database, before);
        copy(&source, &database);
        let counted = |database: &Connection, table: &str| -> i64 {
            let sql = format!("SELECT count(*) FROM {table}");
            database.query_row(&sql, [], |row| row.get(0)).unwrap()
        };
        let facts = ["people", "touchpoints"].map(|table| counted(&database, table));
        migrate(&database, after);
        let kept = ["people", "touchpoints"].map(|table| counted(&database, table));
        assert_eq!(kept, facts, "from {from}");

        let rules = super::rules("lives");
        let converted = known > rebuild;
        if !converted {
            assert_eq!(counted(&database, "person_state"), 0, "from {from}");
            let queued = "recomputations WHERE state = 'running'";
            assert_eq!(counted(&database, queued), 1, "from {from}");
            again(&mut database, &rules);
        }
        assert_rollups(&database, "lives");
        if converted {
            let same = stored(&database, "lives") == stored(&source, "lives");
            assert!(same, "from {from}: a rollup has changed");
        }

        // What was converted is taken back as it was added when the people change.
        let entries: Vec<_> = (0..5)
            .map(|seed| lives::entry(&mut Chance::new(seed), "lives"))
            .collect();
        record(&mut database, &rules, &entries).unwrap();
        again(&mut database, &rules);
        assert_rollups(&database, "lives");
    }
}

/// The latest schema with a program in which something happened.
fn source() -> Connection {
    let mut database = migrated();
    let rules = program(&database, "lives");
    for seed in 0..12 {
        live(&mut database, &rules, &mut Chance::new(1_000 + seed));
    }
    database
}

/// Copies what the older schema has room for, table by table.
fn copy(from: &Connection, to: &Connection) {
    to.execute_batch("PRAGMA foreign_keys = OFF").unwrap();
    for table in tables(to) {
        if !tables(from).contains(&table) {
            continue;
        }
        let readable = columns(from, &table, true);
        let pairs: Vec<(String, String)> = columns(to, &table, false)
            .into_iter()
            .filter_map(|column| {
                let text = IN_THE_TEXT.iter().find(|(name, _)| *name == column);
                match text {
                    Some((_, sql)) if table == "person_state" && !readable.contains(&column) => {
                        Some((column, (*sql).to_owned()))
                    }
                    _ => readable.contains(&column).then(|| (column.clone(), column)),
                }
            })
            .collect();
        let read: Vec<&str> = pairs.iter().map(|(_, sql)| sql.as_str()).collect();
        let write: Vec<&str> = pairs.iter().map(|(name, _)| name.as_str()).collect();
        let places: Vec<String> = (1..=write.len()).map(|place| format!("?{place}")).collect();
        let insert = format!(
            "INSERT OR REPLACE INTO {table} ({}) VALUES ({})",
            write.join(", "),
            places.join(", ")
        );
        let mut rows = from
            .prepare(&format!("SELECT {} FROM {table}", read.join(", ")))
            .unwrap();
        let mut rows = rows.query([]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            let values: Vec<rusqlite::types::Value> =
                (0..write.len()).map(|at| row.get(at).unwrap()).collect();
            let params = rusqlite::params_from_iter(values);
            to.execute(&insert, params)
                .unwrap_or_else(|error| panic!("{insert}: {error}"));
        }
    }
    to.execute_batch("PRAGMA foreign_keys = ON").unwrap();
}

fn tables(database: &Connection) -> Vec<String> {
    let sql = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY rowid";
    let mut names = database.prepare(sql).unwrap();
    let names = names.query_map([], |row| row.get(0)).unwrap();
    names.map(Result::unwrap).collect()
}

fn columns(database: &Connection, table: &str, generated: bool) -> Vec<String> {
    let sql = "SELECT name FROM pragma_table_xinfo(?1) WHERE hidden = 0 OR ?2";
    let mut names = database.prepare(sql).unwrap();
    let names = names
        .query_map((table, generated), |row| row.get(0))
        .unwrap();
    names.map(Result::unwrap).collect()
}
