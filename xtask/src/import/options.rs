//! What was asked for on the command line.

use std::path::PathBuf;

use laurel_api::imports::{ImportKind, Mapping};
use laurel_domain::{Day, ProgramId};
use laurel_imports::{Table, suggest};

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
}

impl Options {
    /// Reads the command line; `None` when help is wanted.
    pub(super) fn read(arguments: Arguments) -> Result<Option<Self>> {
        let (mut program, mut kind, mut file) = (None, None, None);
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
            url,
            token,
            state,
            wishes,
        }))
    }

    /// The suggested mapping with what was asked for.
    pub(super) fn mapping(&self, table: &Table) -> Result<Mapping> {
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
        if self.kind == ImportKind::Reviews {
            mapping.source = Some(wishes.source.clone().unwrap_or_else(|| self.file_stem()));
        } else if wishes.source.is_some() {
            return Err(Failure::new(
                "--source is for reviews; map a column to `source` for leads",
            ));
        }
        if let Some(separate) = wishes.equal_rows_are_separate {
            mapping.equal_rows_are_separate = separate;
        }
        mapping
            .placeholders
            .extend(wishes.placeholders.iter().cloned());
        mapping.skip_problem_rows = wishes.skip_problems;
        Ok(mapping)
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

    fn file_stem(&self) -> String {
        let stem = self.file.file_stem().unwrap_or(self.file.as_os_str());
        stem.to_string_lossy().chars().take(80).collect()
    }
}

fn parse_kind(text: &str) -> Result<ImportKind> {
    ImportKind::ALL
        .iter()
        .find(|kind| kind.code() == text)
        .copied()
        .ok_or_else(|| Failure::new(format!("--kind {text}: it is leads, purchases or reviews")))
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
