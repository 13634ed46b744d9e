//! `cargo xtask scale`: a program with as many generated people as asked, for measuring.
//!
//! The work is done by `laurel-scale`, a program of its own, so that this one stays quick to build.

use std::process::ExitCode;

use crate::database::Database;
use crate::error::{Context, Failure, Result};
use crate::node;
use crate::options::Arguments;
use crate::process;
use crate::program::NewProgram;
use crate::seed;
use crate::state::State;

/// `cargo xtask scale`.
pub(crate) fn run(arguments: Arguments) -> Result<ExitCode> {
    let (mut people, mut program) = (None, None);
    let mut folder = State::default_folder();
    arguments.each(|name, values| {
        match name {
            "people" => people = Some(values.text()?),
            "program" => program = Some(values.text()?),
            "state" => folder = values.path()?,
            _ => return Ok(false),
        }
        Ok(true)
    })?;
    let people = people.ok_or_else(|| Failure::new("say how many: --people 1000"))?;
    let slug = program.unwrap_or_else(|| format!("scale-{people}"));
    let program = NewProgram::parse(&slug, &format!("{people} people"), "Scale", seed::OWNER)?;
    node::ensure()?;
    let database = Database::Local(State::open(&folder, false)?);
    database.migrate()?;
    program.create(&database)?;
    process::run(
        process::cargo()
            .args(["run", "--quiet", "--profile", "fast", "-p", "laurel-scale"])
            .arg("--")
            .arg(std::path::absolute(&folder).on("finding", &folder)?)
            .args([slug.as_str(), people.as_str()]),
    )?;
    println!("The program `{slug}` is ready; {} owns it.", seed::OWNER);
    Ok(ExitCode::SUCCESS)
}
