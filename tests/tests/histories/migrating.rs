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

/// From here on rollups lie together in few rows; the tables before are there and closed.
const TOGETHER: &str = "0022_counted_together.sql";

/// Fills the tables before out of those of now.
const APART: &str = "
  INSERT INTO funnel_daily (program_id, segment, day, stage, people, t0, t1, t2, t3, t4, t5, t6, t7, t8, t9, t10, t11,
      t12, t13, t14, t15)
    SELECT c.program_id, replace(replace(replace(s.key, '%5C', '\\'), '%22', '\"'), '%25', '%'), c.day, g.value,
      s.value ->> ('$.' || g.value),
      coalesce(s.value ->> ('$.' || g.value || 'a'), 0), coalesce(s.value ->> ('$.' || g.value || 'b'), 0),
      coalesce(s.value ->> ('$.' || g.value || 'c'), 0), coalesce(s.value ->> ('$.' || g.value || 'd'), 0),
      coalesce(s.value ->> ('$.' || g.value || 'e'), 0), coalesce(s.value ->> ('$.' || g.value || 'f'), 0),
      coalesce(s.value ->> ('$.' || g.value || 'g'), 0), coalesce(s.value ->> ('$.' || g.value || 'h'), 0),
      coalesce(s.value ->> ('$.' || g.value || 'i'), 0), coalesce(s.value ->> ('$.' || g.value || 'j'), 0),
      coalesce(s.value ->> ('$.' || g.value || 'k'), 0), coalesce(s.value ->> ('$.' || g.value || 'l'), 0),
      coalesce(s.value ->> ('$.' || g.value || 'm'), 0), coalesce(s.value ->> ('$.' || g.value || 'n'), 0),
      coalesce(s.value ->> ('$.' || g.value || 'o'), 0), coalesce(s.value ->> ('$.' || g.value || 'p'), 0)
    FROM (SELECT program_id, day, cells FROM cohort_days UNION ALL SELECT program_id, day, cells FROM cohort_segments) c,
      json_each(c.cells) s, json_each('[0,1,2,3,4,5,6,7,8,9]') g
    WHERE s.value ->> ('$.' || g.value) IS NOT NULL;
  INSERT INTO activity_daily SELECT program_id, day, n.key, n.value FROM day_counts d, json_each(d.cells, '$.kinds') n;
  INSERT INTO reached_daily SELECT program_id, day, n.key, n.value FROM day_counts d, json_each(d.cells, '$.reached') n;
  INSERT INTO need_level_daily SELECT program_id, day, n.key, n.value FROM day_counts d, json_each(d.cells, '$.need') n;
  INSERT INTO advocacy_stage_daily SELECT program_id, day, n.key, n.value
    FROM day_counts d, json_each(d.cells, '$.advocacy') n;
  INSERT INTO overdrawn_daily SELECT program_id, day, cells ->> '$.overdrawn.people' FROM day_counts
    WHERE cells -> '$.overdrawn.people' IS NOT NULL;
  INSERT INTO ladder_daily (program_id, day, advocacy_stage, rose, fell)
    SELECT program_id, day, n.key, n.value, 0 FROM day_counts d, json_each(d.cells, '$.rose') n WHERE true
    ON CONFLICT DO NOTHING;
  INSERT INTO ladder_daily (program_id, day, advocacy_stage, rose, fell)
    SELECT program_id, day, n.key, 0, n.value FROM day_counts d, json_each(d.cells, '$.fell') n WHERE true
    ON CONFLICT DO UPDATE SET fell = excluded.fell;
  INSERT INTO flywheel_daily (program_id, day, customers, acts, people_brought, customers_brought, squares, t0, t1, t2,
      t3, t4, t5, t6, t7, t8, t9, t10, t11, t12, t13, t14, t15)
    SELECT program_id, day, coalesce(cells ->> '$.wheel.customers', 0), coalesce(cells ->> '$.wheel.acts', 0),
      coalesce(cells ->> '$.wheel.people_brought', 0), coalesce(cells ->> '$.wheel.customers_brought', 0),
      coalesce(cells ->> '$.wheel.squares', 0),
      coalesce(cells ->> '$.wheel.a', 0), coalesce(cells ->> '$.wheel.b', 0), coalesce(cells ->> '$.wheel.c', 0),
      coalesce(cells ->> '$.wheel.d', 0), coalesce(cells ->> '$.wheel.e', 0), coalesce(cells ->> '$.wheel.f', 0),
      coalesce(cells ->> '$.wheel.g', 0), coalesce(cells ->> '$.wheel.h', 0), coalesce(cells ->> '$.wheel.i', 0),
      coalesce(cells ->> '$.wheel.j', 0), coalesce(cells ->> '$.wheel.k', 0), coalesce(cells ->> '$.wheel.l', 0),
      coalesce(cells ->> '$.wheel.m', 0), coalesce(cells ->> '$.wheel.n', 0), coalesce(cells ->> '$.wheel.o', 0),
      coalesce(cells ->> '$.wheel.p', 0)
    FROM day_counts WHERE cells -> '$.wheel' IS NOT NULL;
  INSERT INTO program_totals SELECT program_id, n.key, n.value
    FROM program_counts c, json_each(c.cells, '$.totals') n;
  INSERT INTO pyramid_facets SELECT program_id, substr(n.key, 1, 1),
      substr(n.key, 3, instr(substr(n.key, 3), ' ') - 1),
      substr(n.key, 3 + instr(substr(n.key, 3), ' ')), n.value
    FROM program_counts c, json_each(c.cells, '$.facets') n;";

#[test]
fn data_from_each_former_state_is_there_afterwards_and_goes_on() {
    let source = source();
    let apart = apart();
    let all = migrations();
    let position = |wanted: &str| all.iter().position(|(name, _)| name == wanted).unwrap();
    let (rebuild, together) = (position(REBUILD), position(TOGETHER));
    for known in 1..=all.len() {
        let (before, after) = all.split_at(known);
        let from = &before[known - 1].0;
        let mut database = Connection::open_in_memory().unwrap();
        migrate(&database, before);
        let source = if known > together { &source } else { &apart };
        copy(source, &database);
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
            let same = stored(&database, "lives") == stored(source, "lives");
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

#[test]
fn acts_of_stories_that_nobody_approved_are_taken_back() {
    let all = migrations();
    let proven = all.iter().position(|(name, _)| name == "0015_proven.sql");
    let (before, after) = all.split_at(proven.unwrap());
    for (state, stays) in [("pending", 0), ("withdrawn", 0), ("approved", 1)] {
        let mut database = Connection::open_in_memory().unwrap();
        migrate(&database, before);
        copy(&apart(), &database);
        // A story from the form and its act have the same id.
        let told = database
            .execute(
                "INSERT INTO testimonials (program_id, testimonial_id, person_id, submission_id, source, quote,
                   relationship, state, consent_website, consent_social_media, consent_sales_material, revision,
                   said_at, created_at, updated_at)
                 SELECT program_id, touchpoint_id, person_id, touchpoint_id, 'form', 'Words.', 'customer', ?1, 0, 0, 0,
                   1, at, at, at FROM touchpoints WHERE kind = 'testimonial' LIMIT 1",
                [state],
            )
            .unwrap();
        assert_eq!(told, 1, "somebody told a story");
        migrate(&database, after);
        let count = |sql: &str| -> i64 { database.query_row(sql, [], |row| row.get(0)).unwrap() };
        let acts = "SELECT count(*) FROM testimonials s JOIN touchpoints t ON t.touchpoint_id = s.testimonial_id
          AND t.person_id = s.person_id WHERE s.source = 'form'";
        assert_eq!(count(acts), stays, "{state}");
        let running = "SELECT count(*) FROM recomputations WHERE state = 'running'";
        // A later migration has everybody derived again, whatever was taken back.
        assert_eq!(count(running), 1, "{state}");
        if stays == 0 {
            again(&mut database, &super::rules("lives"));
        }
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

/// The same with its rollups in the tables before.
fn apart() -> Connection {
    let database = source();
    let closed = "SELECT name FROM sqlite_schema WHERE type = 'trigger'
      AND (name LIKE '%_is_closed' OR name = 'program_totals_count_no_people')";
    let triggers: Vec<String> = {
        let mut names = database.prepare(closed).unwrap();
        let names = names.query_map([], |row| row.get(0)).unwrap();
        names.map(Result::unwrap).collect()
    };
    assert_eq!(triggers.len(), 10);
    for trigger in triggers {
        database
            .execute_batch(&format!("DROP TRIGGER {trigger}"))
            .unwrap();
    }
    database.execute_batch(APART).unwrap();
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
