//! The local D1 database, which is an SQLite file: read beside the running server, and written once,
//! before the first request, to put the tests' programs there.

use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};
use sha2::{Digest, Sha256};

/// Opens the database of a server with this state folder for reading.
///
/// # Panics
/// When there is none.
pub fn read(state: &Path) -> Connection {
    open(state, OpenFlags::SQLITE_OPEN_READ_ONLY)
}

/// Opens it for writing. The server has no patience with a locked database: write little and at once.
///
/// # Panics
/// When there is none.
pub fn write(state: &Path) -> Connection {
    open(state, OpenFlags::SQLITE_OPEN_READ_WRITE)
}

fn open(state: &Path, flags: OpenFlags) -> Connection {
    let folder = state.join("v3/d1");
    let mut files = Vec::new();
    collect(&folder, &mut files);
    files
        .iter()
        .find_map(|path| {
            let connection = Connection::open_with_flags(path, flags).ok()?;
            connection.busy_timeout(Duration::from_secs(10)).ok()?;
            let found = connection.query_row(
                "SELECT count(*) FROM sqlite_schema WHERE name = 'touchpoints'",
                [],
                |row| row.get::<_, i64>(0),
            );
            (found == Ok(1)).then_some(connection)
        })
        .unwrap_or_else(|| panic!("no migrated D1 database in {}", folder.display()))
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|ending| ending == "sqlite") {
            files.push(path);
        }
    }
}

/// How secrets are stored: SHA-256, hex.
pub fn digest(secret: &str) -> String {
    use std::fmt::Write;
    let digest = Sha256::digest(secret.as_bytes());
    digest.iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").expect("a string takes everything");
        text
    })
}

/// One number out of the database.
///
/// # Panics
/// When the query fails.
pub fn count(connection: &Connection, sql: &str, program: &str) -> i64 {
    connection
        .query_row(sql, [program], |row| row.get(0))
        .unwrap_or_else(|error| panic!("{sql}: {error}"))
}
