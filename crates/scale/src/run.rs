//! Writing people batch by batch.

use laurel_domain::money::Currency;
use laurel_domain::settings::ProgramSettings;
use laurel_domain::{ProgramId, Timestamp};
use rusqlite::Connection;

use crate::db::{self, Rows};
use crate::error::AppError;
use crate::ingest::{Entry, Known, Rules, plan, reads};
use crate::people;

/// People of one transaction: large enough that rollup rows are written seldom, small enough that
/// their JSON stays in the cache.
const BATCH: u64 = 4 * people::BLOCK;

/// Why nothing (more) was written.
#[derive(Debug)]
pub struct Failure(pub(crate) String);

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Failure {}

impl From<rusqlite::Error> for Failure {
    fn from(error: rusqlite::Error) -> Self {
        Self(format!("SQLite: {error}"))
    }
}

impl From<AppError> for Failure {
    fn from(error: AppError) -> Self {
        Self(format!("{error:?}"))
    }
}

/// Told after each batch: how many people are there.
pub type Progress<'a> = &'a mut dyn FnMut(u64);

/// Adds people number 0 to `people` − 1 to a program that exists and has the default stages. Who is
/// there already is left alone, so that an interrupted run goes on.
///
/// # Errors
/// When the database refuses something; whole batches before it stay.
pub fn fill(
    connection: &mut Connection,
    program: &str,
    people: u64,
    now: Timestamp,
    progress: Progress<'_>,
) -> Result<(), Failure> {
    let program = ProgramId::parse(program).map_err(|error| Failure(error.to_string()))?;
    let (settings, currency): (String, String) = connection
        .query_row(
            "SELECT settings, currency FROM programs WHERE program_id = ?1",
            [program.as_str()],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .map_err(|_| Failure(format!("there is no programme `{program}` in this state")))?;
    let settings: ProgramSettings = serde_json::from_str(&settings)
        .map_err(|error| Failure(format!("the programme's settings: {error}")))?;
    let rules = Rules {
        program: &program,
        settings: &settings,
        revision: 1,
        currency: Currency::parse(&currency).map_err(|error| Failure(error.to_string()))?,
        now,
        list: "people",
    };
    connection.execute_batch("PRAGMA synchronous = OFF; PRAGMA cache_size = -300000;")?;
    connection.set_prepared_statement_cache_capacity(64);
    let mut done = 0;
    while done < people {
        let until = (done + BATCH).min(people);
        let entries: Vec<Entry> = (done..until)
            .map(|number| people::entry(number, now))
            .collect();
        write(connection, &rules, &entries)?;
        done = until;
        progress(done);
    }
    connection.execute_batch("PRAGMA synchronous = FULL; PRAGMA optimize;")?;
    Ok(())
}

fn write(connection: &mut Connection, rules: &Rules<'_>, entries: &[Entry]) -> Result<(), Failure> {
    // At once for writing: one that begins by reading cannot wait for another writer later.
    let transaction =
        connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    let keys = entries.iter().map(|entry| &entry.person);
    let rows = Rows::read(&transaction, &reads(rules.program, keys)?)?;
    let known = Known::read(&rows, 0)?;
    for statement in plan(rules, &known, entries)?.statements {
        db::run(&transaction, &statement)?;
    }
    transaction.commit()?;
    Ok(())
}
