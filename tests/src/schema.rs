//! The real schema in a database of the test's own: no server needed.

use rusqlite::Connection;

use crate::server::root;

/// The migrations in order: name and SQL.
///
/// # Panics
/// When they cannot be read.
pub fn migrations() -> Vec<(String, String)> {
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

/// A database with all of them.
///
/// # Panics
/// When one fails.
pub fn migrated() -> Connection {
    let database = Connection::open_in_memory().unwrap();
    database.set_prepared_statement_cache_capacity(128);
    migrate(&database, &migrations());
    database
}

/// Applies migrations as the platform does: one after the other, with foreign keys.
///
/// # Panics
/// When one fails.
pub fn migrate(database: &Connection, migrations: &[(String, String)]) {
    database.execute_batch("PRAGMA foreign_keys = ON").unwrap();
    for (name, sql) in migrations {
        database
            .execute_batch(sql)
            .unwrap_or_else(|error| panic!("{name}: {error}"));
    }
}
