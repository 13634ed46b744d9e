//! Reads a task's command line.

use std::path::PathBuf;

use lexopt::{Arg, Parser, ValueExt};

use crate::error::{Context, Failure, Result};

/// The command line, read from left to right.
pub(crate) struct Arguments {
    parser: Parser,
}

impl Arguments {
    /// The arguments of this process.
    pub(crate) fn from_env() -> Self {
        Self {
            parser: Parser::from_env(),
        }
    }

    /// The first word: the task's name. `--help` and nothing at all are `None`.
    pub(crate) fn task(&mut self) -> Result<Option<String>> {
        match self.parser.next().context("reading the task")? {
            None | Some(Arg::Long("help") | Arg::Short('h')) => Ok(None),
            Some(Arg::Value(name)) => Ok(Some(name.string().context("reading the task")?)),
            Some(other) => Err(unexpected(&other)),
        }
    }

    /// Calls `take` with each option's name (`--port` is `port`) until none is left.
    ///
    /// `take` reads the option's value with the functions of [`Values`], and answers `false` for an
    /// option that the task does not have. A word without dashes comes as the name `""`.
    pub(crate) fn each(
        mut self,
        mut take: impl FnMut(&str, &mut Values<'_>) -> Result<bool>,
    ) -> Result<()> {
        while let Some(argument) = self.parser.next().context("reading the options")? {
            let (name, word) = match argument {
                Arg::Long(name) => (name.to_owned(), None),
                Arg::Value(word) => (
                    String::new(),
                    Some(word.string().context("reading a word")?),
                ),
                Arg::Short(_) => return Err(unexpected(&argument)),
            };
            let shown = word.clone().unwrap_or_else(|| format!("--{name}"));
            let mut values = Values {
                parser: &mut self.parser,
                word,
            };
            if !take(&name, &mut values)? {
                return Err(Failure::new(format!(
                    "`{shown}` is not an option of this task; `cargo xtask help` lists them"
                )));
            }
        }
        Ok(())
    }
}

/// The value behind the option that was just read.
pub(crate) struct Values<'a> {
    parser: &'a mut Parser,
    word: Option<String>,
}

impl Values<'_> {
    /// The value as text.
    pub(crate) fn text(&mut self) -> Result<String> {
        if let Some(word) = self.word.take() {
            return Ok(word);
        }
        let value = self.parser.value().context("reading an option")?;
        value.string().context("reading an option")
    }

    /// The value as a path.
    pub(crate) fn path(&mut self) -> Result<PathBuf> {
        Ok(PathBuf::from(self.text()?))
    }

    /// The value as a port. The port after it is used too, so 65535 is refused.
    pub(crate) fn port(&mut self) -> Result<u16> {
        let text = self.text()?;
        match text.parse() {
            Ok(port @ 1..=65_534) => Ok(port),
            _ => Err(Failure::new(format!(
                "`{text}` is not a port from 1 to 65534"
            ))),
        }
    }
}

/// Where a task's server listens and keeps its state.
pub(crate) struct ServeOptions {
    /// The server's port; the sample page's is the next one.
    pub(crate) port: u16,
    /// The state folder.
    pub(crate) state: PathBuf,
    /// Whether to empty the state folder first.
    pub(crate) reset: bool,
    /// Whether to build quickly instead of small.
    pub(crate) fast: bool,
    /// Whether to build at all, or to serve what is there.
    pub(crate) build: bool,
    /// Where the runtime's profiler listens, for measuring.
    pub(crate) inspector: Option<u16>,
}

impl ServeOptions {
    /// What holds when the command line says nothing else.
    pub(crate) fn new(port: u16, state: PathBuf, reset: bool) -> Self {
        Self {
            port,
            state,
            reset,
            fast: false,
            build: true,
            inspector: None,
        }
    }

    /// Takes one of the options that all serving tasks share.
    pub(crate) fn take(&mut self, name: &str, values: &mut Values<'_>) -> Result<bool> {
        match name {
            "port" => self.port = values.port()?,
            "state" => self.state = values.path()?,
            "reset" => self.reset = true,
            "fast" => self.fast = true,
            "no-build" => self.build = false,
            _ => return Ok(false),
        }
        Ok(true)
    }
}

fn unexpected(argument: &Arg<'_>) -> Failure {
    let shown = match argument {
        Arg::Short(letter) => format!("-{letter}"),
        Arg::Long(name) => format!("--{name}"),
        Arg::Value(value) => value.to_string_lossy().into_owned(),
    };
    Failure::new(format!(
        "`{shown}` means nothing here; `cargo xtask help` lists the tasks and their options"
    ))
}
