//! `cargo xtask import`: the import wizard's work, from the shell.

use std::process::ExitCode;

use crate::error::{Failure, Result};
use crate::options::Arguments;

/// `cargo xtask import`.
pub(crate) fn run(arguments: Arguments) -> Result<ExitCode> {
    drop(arguments);
    Err(Failure::new(
        "importing from the shell comes with the import wizard",
    ))
}
