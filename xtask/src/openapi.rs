//! `cargo xtask openapi`: accepts a change of the API's description.

use std::path::Path;
use std::process::{Command, ExitCode};

use crate::check;
use crate::error::Result;
use crate::node;
use crate::options::Arguments;
use crate::process;

/// `cargo xtask openapi`: writes what is made of the API's definitions (`docs/openapi.json`, the tables of
/// `docs/API.md`, `embed/src/payload.ts`), and checks it.
pub(crate) fn run(arguments: Arguments) -> Result<ExitCode> {
    arguments.each(|_, _| Ok(false))?;
    node::ensure()?;
    let accept = [("LAUREL_ACCEPT", Path::new("1"))];
    let written = check::cargo_test(&["-p", "laurel-openapi", "--test", "generated"], &accept)?;
    process::run(&mut validator())?;
    Ok(check::exit_code(written))
}

/// Checks `docs/openapi.json` against OpenAPI 3.1, and its examples against its schemas.
pub(crate) fn validator() -> Command {
    node::script("xtask/openapi.mjs")
}
