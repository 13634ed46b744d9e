//! Migrates and changes a D1 database through wrangler: a local state's, or the deployed one.

use serde::Deserialize;

use crate::error::{Context, Failure, Result};
use crate::node;
use crate::options::Values;
use crate::process;
use crate::report::Outcome;
use crate::stamp::Stamp;
use crate::state::State;
use crate::workspace;

/// Which database is meant.
pub(crate) enum Database {
    /// That of a local state folder.
    Local(State),
    /// The one that wrangler.toml names.
    Remote,
}

/// How a command line names a database: `--state DIR` or `--remote`.
#[derive(Default)]
pub(crate) struct DatabaseOptions {
    folder: Option<std::path::PathBuf>,
    remote: bool,
}

impl DatabaseOptions {
    /// Takes one of the two options.
    pub(crate) fn take(&mut self, name: &str, values: &mut Values<'_>) -> Result<bool> {
        match name {
            "state" => self.folder = Some(values.path()?),
            "remote" => self.remote = true,
            _ => return Ok(false),
        }
        Ok(true)
    }

    /// The database that was named; without a name, that of `cargo xtask dev`. It is migrated.
    pub(crate) fn open(self) -> Result<Database> {
        if self.remote && self.folder.is_some() {
            return Err(Failure::new("choose one of --state and --remote"));
        }
        node::ensure()?;
        if self.remote {
            return Ok(Database::Remote);
        }
        let folder = self.folder.unwrap_or_else(State::default_folder);
        let database = Database::Local(State::open(&folder, false)?);
        database.migrate()?;
        Ok(database)
    }
}

impl Database {
    /// Applies the migrations that are missing. A local state is asked only when they have changed.
    pub(crate) fn migrate(&self) -> Result<Outcome> {
        let mut command = node::wrangler();
        command.args(["d1", "migrations", "apply", "DB"]);
        match self {
            Self::Remote => {
                process::run(command.arg("--remote"))?;
                Ok(Outcome::Done)
            }
            Self::Local(state) => {
                // wrangler.toml names the database: another name is another, empty one.
                let inputs = [
                    workspace::path("worker/migrations"),
                    workspace::path("wrangler.toml"),
                ];
                let stamp = Stamp::of(state.stamp("migrations"), &inputs, &[])?;
                if stamp.is_current(state.folder()) {
                    return Ok(Outcome::Unchanged);
                }
                command
                    .args(["--local", "--persist-to"])
                    .arg(state.folder());
                process::output(&mut command)?;
                stamp.keep()?;
                Ok(Outcome::Done)
            }
        }
    }

    /// Runs statements and answers how many rows they returned in all.
    pub(crate) fn execute(&self, sql: &str) -> Result<usize> {
        let mut command = node::wrangler();
        command.args(["d1", "execute", "DB", "--yes", "--json"]);
        command.args(["--command", sql]);
        match self {
            Self::Remote => command.arg("--remote"),
            Self::Local(state) => command
                .args(["--local", "--persist-to"])
                .arg(state.folder()),
        };
        count_rows(&process::output(&mut command)?)
    }
}

/// What wrangler answers for each statement.
#[derive(Deserialize)]
struct Answer {
    #[serde(default)]
    results: Vec<serde_json::Value>,
}

fn count_rows(text: &str) -> Result<usize> {
    // wrangler may say something else first; the answer is the array at the end.
    let start = text.find("[\n").or_else(|| text.find('[')).unwrap_or(0);
    let json = text.get(start..).unwrap_or(text);
    let answers: Vec<Answer> = serde_json::from_str(json).context("reading wrangler's answer")?;
    Ok(answers.iter().map(|answer| answer.results.len()).sum())
}

#[cfg(test)]
mod tests {
    use super::count_rows;

    #[test]
    fn counts_the_rows_of_all_statements() {
        let answer = r#"[
  { "results": [], "success": true, "meta": { "duration": 1 } },
  { "results": [{ "token_id": "a" }], "success": true }
]"#;
        assert_eq!(count_rows(answer).unwrap(), 1);
        assert_eq!(count_rows(&format!("a notice\n{answer}")).unwrap(), 1);
        assert_eq!(count_rows("[]").unwrap(), 0);
        assert!(count_rows("no answer").is_err());
    }
}
