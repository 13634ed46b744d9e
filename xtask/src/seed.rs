//! The demo program: a made-up workshop for desk lamps, with a year of history.
//!
//! Everything goes through the API, as it would for anybody: touchpoints in batches, reviews as an
//! import, decisions and consents one by one. Chance is repeatable and times count back from today,
//! so every demo tells the same year. Sending it again changes nothing.

mod acts;
mod advocacy;
mod asks;
mod companies;
mod history;
mod life;
mod names;
mod people;
mod plan;
mod random;
mod rewards;
mod settings;
mod stories;
mod testimonials;

use std::process::ExitCode;

use laurel_api::NoQuery;
use laurel_api::endpoint::InProgram;
use laurel_api::endpoints::RecordTouchpoints;
use laurel_api::touchpoints::{NewTouchpoint, RECORD_MAX, RecordRequest};
use laurel_domain::{Day, ProgramId, Timestamp};

use crate::client::Client;
use crate::error::{Context, Result};
use crate::options::{Arguments, ServeOptions};
use crate::program::{self, NewProgram};
use crate::state::State;

/// The demo program's address.
pub(crate) const SLUG: &str = "demo";

/// Who signs in as the demo program's owner.
pub(crate) const OWNER: &str = "maren@halvlys.example.com";

/// The demo program as it is created, before it has any history.
pub(crate) fn program() -> Result<NewProgram> {
    NewProgram::parse(SLUG, "Halvlys", "Halvlys desk lamps", OWNER)
}

/// The demo program's id.
pub(crate) fn program_id() -> Result<ProgramId> {
    Ok(program()?.slug)
}

/// Counts the changes of the demo's history: a state seeded with another number is seeded again.
pub(crate) const VERSION: &str = "seed 5";

/// Sends the demo's history to the server at `base_url` through its API, with `token`.
///
/// Repeating it changes nothing: every row has a fixed key.
pub(crate) fn run(base_url: &str, token: &str) -> Result<()> {
    let millis = i64::try_from(program::now()?).context("reading the clock")?;
    let today = Timestamp::from_millis(millis).day();
    let program = program_id()?;
    let owner = Client::signed_in(base_url, OWNER)?;
    settings::fill(&owner, &program)?;
    let client = Client::with_token(base_url, token)?;
    let lives = history::lives();
    record(&client, &program, &lives, today)?;
    testimonials::fill(&client, &program, &lives, today)?;
    asks::fill(&client, &program, today)?;
    settings::make_widgets(&client, &program)?;
    plan::fill(&owner, &program, today)
}

/// Records every life: people in the order in which they came, so that whoever brought somebody is
/// known before them, and each person's facts together.
fn record(client: &Client, program: &ProgramId, lives: &[life::Life], today: Day) -> Result<()> {
    let path = InProgram {
        program: program.clone(),
    };
    let send = |touchpoints: Vec<NewTouchpoint>| -> Result<()> {
        let request = RecordRequest { touchpoints };
        client.call_patiently::<RecordTouchpoints>(&path, &NoQuery {}, &request)?;
        Ok(())
    };
    let mut batch: Vec<NewTouchpoint> = Vec::with_capacity(RECORD_MAX);
    for life in lives {
        let touchpoints = life.touchpoints(today);
        if batch.len() + touchpoints.len() > RECORD_MAX {
            send(std::mem::take(&mut batch))?;
        }
        batch.extend(touchpoints);
    }
    if batch.is_empty() {
        Ok(())
    } else {
        send(batch)
    }
}

/// `cargo xtask seed`: fills the demo program of a server that already runs.
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
    println!("The demo program has its history.");
    Ok(ExitCode::SUCCESS)
}
