//! Writing people batch by batch.

use laurel_domain::{PersonId, ProgramId, Timestamp};
use laurel_ingest::{Entry, IngestError, Snapshot, plan, reads};
use laurel_store::{Batch, ProgramRules, RulesRow, StoreError, sqlite, statement};
use rusqlite::Connection;

use crate::{people, random};

/// People of one transaction: large enough that rollup rows are written seldom, small enough that
/// their JSON stays in the cache.
const BATCH: u64 = 4 * people::BLOCK;

const PROGRAM_SQL: &str =
    "SELECT currency, settings, settings_revision FROM programs WHERE program_id = ?1";

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

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Self(error.to_string())
    }
}

impl From<IngestError> for Failure {
    fn from(error: IngestError) -> Self {
        Self(error.to_string())
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
    let mut batch = Batch::new();
    let row = batch.add::<RulesRow>(statement(PROGRAM_SQL, [(&program).into()]));
    let row = sqlite::batch(connection, &batch)?.first(row)?;
    let row =
        row.ok_or_else(|| Failure(format!("there is no program `{program}` in this state")))?;
    let rules = ProgramRules::read(&program, &row)?;
    connection.execute_batch("PRAGMA synchronous = OFF; PRAGMA cache_size = -300000;")?;
    connection.set_prepared_statement_cache_capacity(64);
    let mut done = 0;
    while done < people {
        let until = (done + BATCH).min(people);
        let entries: Vec<Entry> = (done..until)
            .map(|number| people::entry(number, now))
            .collect();
        write(connection, &rules, now, &entries)?;
        done = until;
        progress(done);
    }
    // Without statistics for the planner, as a deployed database is.
    connection.execute_batch("PRAGMA synchronous = FULL;")?;
    Ok(())
}

fn write(
    connection: &mut Connection,
    rules: &ProgramRules,
    now: Timestamp,
    entries: &[Entry],
) -> Result<(), Failure> {
    let transaction = sqlite::begin(connection)?;
    let mut batch = Batch::new();
    let people = entries.iter().map(|entry| &entry.person);
    let asked = reads(&mut batch, &rules.program, people)?;
    let snapshot = Snapshot::take(&sqlite::run(&transaction, &batch)?, asked)?;
    let new_person = &mut || Ok(PersonId::new(now, random::bytes()));
    let plan = plan(rules, now, &snapshot, entries, new_person)?;
    sqlite::run(&transaction, &plan.statements.into())?;
    transaction.commit()?;
    Ok(())
}
