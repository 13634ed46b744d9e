//! The SQLite file of a local state.

use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

use crate::run::Failure;

/// Opens the database of a state folder for writing.
///
/// # Errors
/// When there is none, or it was never migrated.
pub fn open(state: &Path) -> Result<Connection, Failure> {
    let folder = state.join("v3/d1");
    let mut files = Vec::new();
    collect(&folder, &mut files);
    for path in files {
        let connection = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        connection.busy_timeout(Duration::from_secs(10))?;
        let tables: i64 = connection.query_row(
            "SELECT count(*) FROM sqlite_schema WHERE name = 'touchpoints'",
            [],
            |row| row.get(0),
        )?;
        if tables == 1 {
            return Ok(connection);
        }
    }
    let folder = folder.display();
    Err(Failure(format!(
        "there is no migrated database in {folder}: start a server with this state once"
    )))
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
