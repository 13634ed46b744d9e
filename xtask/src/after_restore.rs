//! `cargo xtask after-restore`: makes hold again what was withdrawn, erased and revoked since the point to which
//! a database was put back.
//!
//! The journal in KV says what that was (`worker/src/jobs/journal.rs`). Sessions and links end all, tokens and
//! members go, opt-outs and the list of the erased come back: by SQL, at once. Withdrawing and erasing is left
//! to a job of the Worker, which does it the way it was done the first time.

use std::collections::BTreeMap;
use std::process::ExitCode;

use laurel_domain::{ProgramId, Timestamp};
use serde::Deserialize;

use crate::database::{Database, DatabaseOptions};
use crate::error::{Context, Failure, Result};
use crate::node;
use crate::options::Arguments;
use crate::process;
use crate::sql::text;

/// Entries from so long before the point count as well, in milliseconds: doing one again changes nothing.
const MARGIN: i64 = 300_000;
/// Statements of one call of wrangler, whose command line is bounded.
const AT_ONCE: usize = 50;

/// What holds for the whole instance, whatever the journal says. A revision that was used after the point must
/// not come again for other words, so publications go on from a number that none has reached.
const EVERYWHERE: [&str; 3] = [
    "DELETE FROM sessions",
    "DELETE FROM sign_in_links",
    "UPDATE publication SET revision = max(revision, unixepoch()) + 1",
];

/// Something of the journal.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
struct Entry {
    what: String,
    subject_id: String,
    detail: String,
    at: i64,
}

/// A key of the journal as wrangler lists it.
#[derive(Deserialize)]
struct Key {
    name: String,
    #[serde(default)]
    metadata: Option<Vec<Entry>>,
}

/// `cargo xtask after-restore`.
pub(crate) fn run(arguments: Arguments) -> Result<ExitCode> {
    let mut since = None;
    let mut options = DatabaseOptions::default();
    arguments.each(|option, values| {
        if option == "since" {
            since = Some(values.text()?);
            return Ok(true);
        }
        options.take(option, values)
    })?;
    let since = since.ok_or_else(|| {
        Failure::new("--since is missing: the point to which the database was put back, such as 2026-11-27T10:00:00Z")
    })?;
    let since = Timestamp::parse_rfc3339(&since).context("reading --since")?;
    let database = options.open()?;
    let entries = since_then(&list(&database)?, since)?;
    let mut statements: Vec<String> = EVERYWHERE.iter().map(|sql| (*sql).to_owned()).collect();
    statements.extend(
        entries
            .iter()
            .flat_map(|(program, entry)| again(program, entry)),
    );
    for chunk in statements.chunks(AT_ONCE) {
        database.execute(&chunk.join(";\n"))?;
    }
    println!("All sessions and sign-in links ended, and every publication is made anew.");
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (_, entry) in &entries {
        *counts.entry(&entry.what).or_default() += 1;
    }
    for (what, count) in counts {
        println!("  {what:<16} {count}");
    }
    println!(
        "What was withdrawn and erased since is withdrawn and erased again with the next run of jobs, within a minute."
    );
    Ok(ExitCode::SUCCESS)
}

/// The keys of the journal.
fn list(database: &Database) -> Result<Vec<Key>> {
    let mut command = node::wrangler();
    command.args([
        "kv",
        "key",
        "list",
        "--binding",
        "PUBLISHED",
        "--prefix",
        "journal/",
    ]);
    match database {
        Database::Remote => command.arg("--remote"),
        Database::Local(state) => command
            .args(["--local", "--persist-to"])
            .arg(state.folder()),
    };
    let answer = process::output(&mut command)?;
    let start = answer.find('[').unwrap_or(0);
    let json = answer.get(start..).unwrap_or(&answer);
    serde_json::from_str(json).context("reading the journal")
}

/// The entries from the point on, each once; what was given again later is not taken back.
fn since_then(keys: &[Key], since: Timestamp) -> Result<Vec<(ProgramId, Entry)>> {
    let mut latest: BTreeMap<(String, String, String, String), (ProgramId, Entry)> =
        BTreeMap::new();
    for key in keys {
        let program = key.name.split('/').nth(1).unwrap_or_default();
        let program = ProgramId::parse(program).context("reading the journal")?;
        for entry in key.metadata.iter().flatten() {
            if entry.at < since.millis() - MARGIN {
                continue;
            }
            let kind = entry.what.trim_end_matches("_given").to_owned();
            let about = (
                program.to_string(),
                kind,
                entry.subject_id.clone(),
                entry.detail.clone(),
            );
            let known = latest.get(&about);
            if known.is_none_or(|(_, known)| known.at <= entry.at) {
                latest.insert(about, (program.clone(), entry.clone()));
            }
        }
    }
    let mut found: Vec<_> = latest.into_values().collect();
    found.retain(|(_, entry)| !entry.what.ends_with("_given"));
    found.sort_by_key(|(_, entry)| entry.at);
    Ok(found)
}

/// The statements that make an entry hold again.
fn again(program: &ProgramId, entry: &Entry) -> Vec<String> {
    let Entry {
        what,
        subject_id,
        detail,
        at,
    } = entry;
    let (program, id) = (text(program.as_str()), text(subject_id));
    match what.as_str() {
        "token_revoked" => vec![format!(
            "UPDATE tokens SET revoked_at = {at} WHERE program_id = {program} AND token_id = {id} AND revoked_at IS NULL"
        )],
        // A program keeps an owner, whatever became of it since.
        "member_removed" => vec![format!(
            "DELETE FROM members WHERE program_id = {program} AND email = {id} AND (role <> 'owner'
               OR (SELECT count(*) FROM members WHERE program_id = {program} AND role = 'owner') > 1)"
        )],
        "opted_out" => vec![
            format!("UPDATE people SET opted_out = 1 WHERE program_id = {program} AND person_id = {id}"),
            format!(
                "UPDATE asks SET state = 'withdrawn', closed_at = max({at}, asked_at)
                 WHERE program_id = {program} AND person_id = {id} AND state = 'open'"
            ),
        ],
        "suppressed" => vec![format!(
            "INSERT OR IGNORE INTO suppressed (program_id, digest, erased_at)
             SELECT program_id, {id}, {at} FROM programs WHERE program_id = {program}"
        )],
        _ => vec![format!(
            "INSERT OR IGNORE INTO replays (program_id, what, subject_id, detail)
             SELECT program_id, {what}, {id}, {detail} FROM programs WHERE program_id = {program}",
            what = text(what),
            detail = text(detail),
        )],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(name: &str, entries: &[(&str, &str, i64)]) -> Key {
        let entries = entries.iter().map(|(what, id, at)| Entry {
            what: (*what).to_owned(),
            subject_id: (*id).to_owned(),
            detail: String::new(),
            at: *at,
        });
        Key {
            name: name.to_owned(),
            metadata: Some(entries.collect()),
        }
    }

    #[test]
    fn the_last_word_since_the_point_counts() {
        let (since, hour) = (Timestamp::from_millis(10_000_000), 3_600_000);
        let keys = [
            key(
                "journal/acme/1",
                &[("withdrawn", "old", since.millis() - hour)],
            ),
            key(
                "journal/acme/2",
                &[
                    ("withdrawn", "a", since.millis() + 1),
                    ("consent", "b", since.millis() + 2),
                ],
            ),
            key(
                "journal/acme/3",
                &[("consent_given", "b", since.millis() + 3)],
            ),
            key("journal/acme/4", &[("withdrawn", "a", since.millis() + 4)]),
            key("journal/other/5", &[("consent", "b", since.millis() - 1)]),
        ];
        let found = since_then(&keys, since).unwrap();
        let found: Vec<_> = found
            .iter()
            .map(|(program, entry)| {
                (
                    program.as_str(),
                    entry.what.as_str(),
                    entry.subject_id.as_str(),
                )
            })
            .collect();
        assert_eq!(
            found,
            [("other", "consent", "b"), ("acme", "withdrawn", "a")]
        );
    }

    #[test]
    fn words_of_the_journal_are_no_sql() {
        let entry = Entry {
            what: "member_removed".to_owned(),
            subject_id: "o'hara@example.com".to_owned(),
            detail: String::new(),
            at: 5,
        };
        let program = ProgramId::parse("acme").unwrap();
        let sql = again(&program, &entry).join(";");
        assert!(sql.contains("'o''hara@example.com'"), "{sql}");
    }
}
