//! What was asked for on the command line.

use std::path::PathBuf;

use laurel_api::imports::{ImportKind, Mapping};
use laurel_domain::{Day, ProgramId};
use laurel_imports::{Table, suggest, suggest_source};

use crate::error::{Context, Failure, Result};
use crate::options::Arguments;
use crate::state::State;

/// The command line of an import.
pub(crate) struct Options {
    /// Into which program.
    pub(super) program: ProgramId,
    /// What the file holds.
    pub(super) kind: ImportKind,
    /// The file.
    pub(super) file: PathBuf,
    /// Whether to change nothing.
    pub(super) dry_run: bool,
    /// Where to write the list of problems.
    pub(super) problems: Option<PathBuf>,
    /// What becomes of rows that look like something that is there.
    pub(super) similar: Option<Similar>,
    /// The server.
    pub(super) url: String,
    token: Option<String>,
    state: PathBuf,
    wishes: Wishes,
}

/// What differs from the suggested mapping.
#[derive(Default)]
struct Wishes {
    columns: Vec<(String, String)>,
    date: Option<Day>,
    currency: Option<String>,
    source: Option<String>,
    equal_rows_are_separate: Option<bool>,
    placeholders: Vec<String>,
    skip_problems: bool,
    answers: Vec<(String, String)>,
    statuses: Vec<(String, bool)>,
}

impl Options {
    /// Reads the command line; `None` when help is wanted.
    pub(super) fn read(arguments: Arguments) -> Result<Option<Self>> {
        let (mut program, mut kind, mut file) = (None, None, None);
        let mut similar = None;
        let (mut dry_run, mut problems, mut token, mut help) = (false, None, None, false);
        let mut url = String::from("http://localhost:8787");
        let mut state = State::default_folder();
        let mut wishes = Wishes::default();
        arguments.each(|option, values| {
            match option {
                "help" => help = true,
                "program" => program = Some(values.text()?),
                "kind" => kind = Some(parse_kind(&values.text()?)?),
                "" if file.is_none() => file = Some(values.path()?),
                "dry-run" => dry_run = true,
                "problems" => problems = Some(values.path()?),
                "url" => url = values.text()?,
                "token" => token = Some(values.text()?),
                "state" => state = values.path()?,
                "map" => wishes.columns.push(parse_map(&values.text()?)?),
                "date" => {
                    let text = values.text()?;
                    wishes.date = Some(Day::parse(&text).context(format!("--date {text}"))?);
                }
                "currency" => wishes.currency = Some(values.text()?),
                "source" => wishes.source = Some(values.text()?),
                "equal-rows" => {
                    wishes.equal_rows_are_separate = Some(parse_equal_rows(&values.text()?)?);
                }
                "placeholder" => wishes.placeholders.push(values.text()?),
                "skip-problems" => wishes.skip_problems = true,
                "choose" => wishes.answers.push(parse_answer(&values.text()?)?),
                "counts" => wishes.statuses.push((values.text()?, true)),
                "does-not-count" => wishes.statuses.push((values.text()?, false)),
                "similar" => similar = Some(parse_similar(&values.text()?)?),
                _ => return Ok(false),
            }
            Ok(true)
        })?;
        if help {
            return Ok(None);
        }
        let (Some(program), Some(kind), Some(file)) = (program, kind, file) else {
            return Err(Failure::new(
                "an import needs --program, --kind and a file; `cargo xtask import --help` says more",
            ));
        };
        Ok(Some(Self {
            program: ProgramId::parse(&program).context(format!("--program {program}"))?,
            kind,
            file,
            dry_run,
            problems,
            similar,
            url,
            token,
            state,
            wishes,
        }))
    }

    /// The suggested mapping with what was asked for.
    pub(super) fn mapping(&self, table: &Table) -> Mapping {
        let wishes = &self.wishes;
        let mut mapping = suggest(self.kind, table.header());
        for (field, column) in &wishes.columns {
            if column.is_empty() {
                mapping.columns.remove(field);
            } else {
                mapping.columns.insert(field.clone(), column.clone());
            }
        }
        mapping.default_date = wishes.date;
        if let Some(currency) = &wishes.currency {
            mapping.currency = Some(currency.clone());
        }
        let source = wishes.source.clone();
        mapping.source =
            Some(source.unwrap_or_else(|| suggest_source(&self.file_name(), table.header())));
        if let Some(separate) = wishes.equal_rows_are_separate {
            mapping.equal_rows_are_separate = separate;
        }
        mapping
            .placeholders
            .extend(wishes.placeholders.iter().cloned());
        mapping.skip_problem_rows = wishes.skip_problems;
        mapping.answers = wishes.answers.iter().cloned().collect();
        let statuses = wishes.statuses.iter();
        mapping.statuses = statuses
            .map(|(status, counts)| (laurel_imports::normal_status(status), *counts))
            .collect();
        mapping
    }

    /// The API token: from the command line, the environment, or the state folder.
    pub(super) fn token(&self) -> Result<String> {
        match self
            .token
            .clone()
            .or_else(|| std::env::var("LAUREL_TOKEN").ok())
        {
            Some(token) => Ok(token),
            None => State::open(&self.state, false)?.token(),
        }
    }

    /// The file's name without its folder.
    pub(super) fn file_name(&self) -> String {
        let name = self.file.file_name().unwrap_or(self.file.as_os_str());
        name.to_string_lossy().into_owned()
    }
}

fn parse_kind(text: &str) -> Result<ImportKind> {
    ImportKind::ALL
        .iter()
        .find(|kind| kind.code() == text)
        .copied()
        .ok_or_else(|| {
            Failure::new(format!(
                "--kind {text}: it is leads, purchases, reviews, nps or unsubscribed"
            ))
        })
}

fn parse_map(text: &str) -> Result<(String, String)> {
    text.split_once('=')
        .map(|(field, column)| (field.trim().to_owned(), column.to_owned()))
        .ok_or_else(|| {
            Failure::new(format!(
                "--map {text}: write FIELD=COLUMN, such as date=Created"
            ))
        })
}

/// What becomes of rows that look like something that is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Similar {
    /// They are imported like others.
    Import,
    /// They are left out.
    LeaveOut,
}

fn parse_similar(text: &str) -> Result<Similar> {
    match text {
        "import" => Ok(Similar::Import),
        "leave-out" => Ok(Similar::LeaveOut),
        _ => Err(Failure::new(format!(
            "--similar {text}: it is import or leave-out"
        ))),
    }
}

/// `FINDING=CHOICE`, as the dry run names both.
fn parse_answer(text: &str) -> Result<(String, String)> {
    text.split_once('=')
        .map(|(finding, choice)| (finding.trim().to_owned(), choice.trim().to_owned()))
        .ok_or_else(|| {
            Failure::new(format!(
                "--choose {text}: write FINDING=CHOICE, such as markup=repair"
            ))
        })
}

fn parse_equal_rows(text: &str) -> Result<bool> {
    match text {
        "separate" => Ok(true),
        "repeats" => Ok(false),
        _ => Err(Failure::new(format!(
            "--equal-rows {text}: it is separate or repeats"
        ))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mapping_may_hold_further_equals_signs_and_may_be_empty() {
        let pair = |field: &str, column: &str| (field.to_owned(), column.to_owned());
        assert_eq!(parse_map("date=Created").unwrap(), pair("date", "Created"));
        assert_eq!(parse_map("name=a=b ").unwrap(), pair("name", "a=b "));
        assert_eq!(parse_map("city=").unwrap(), pair("city", ""));
        assert!(parse_map("city").is_err());
    }

    #[test]
    fn what_is_not_known_is_refused_by_name() {
        for (given, said) in [
            (parse_kind("people").map(drop), "people"),
            (parse_equal_rows("maybe").map(drop), "maybe"),
        ] {
            assert!(given.unwrap_err().to_string().contains(said));
        }
        assert!(parse_kind("leads").is_ok());
        assert!(parse_equal_rows("separate").unwrap());
    }
}
