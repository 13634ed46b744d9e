//! `cargo xtask dev`: from a fresh clone to a running demo in one command.

use std::process::ExitCode;

use crate::build::{self, Purpose, Speed};
use crate::database::Database;
use crate::error::{Failure, Result};
use crate::options::{Arguments, ServeOptions};
use crate::report::{self, Outcome};
use crate::sample;
use crate::seed;
use crate::server::{self, Server};
use crate::stamp::Stamp;
use crate::state::State;
use crate::token;
use crate::watch;
use crate::workspace;

/// A running demo: the server, its state, and the sample page beside it.
pub(crate) struct Demo {
    /// The server; dropping it stops it.
    pub(crate) server: Server,
    /// The server's origin.
    pub(crate) base_url: String,
    /// The sample page's origin.
    pub(crate) sample_url: String,
    /// The demo owner's API token.
    pub(crate) token: String,
}

impl Demo {
    /// Builds what has changed and starts everything.
    pub(crate) fn start(options: &ServeOptions) -> Result<Self> {
        server::require_free(options.port)?;
        server::require_free(options.port + 1)?;
        let state = State::open(&options.state, options.reset)?;
        if options.build {
            let speed = if options.fast {
                Speed::Fast
            } else {
                Speed::Small
            };
            build::prepare()?;
            build::build(speed, Purpose::Development)?;
        }

        let token = state.token()?;
        let folder = state.folder().to_path_buf();
        let database = Database::Local(State::open(&folder, false)?);
        report::step("database migrations", || database.migrate())?;
        report::step("demo program", || create_program(&state, &database, &token))?;

        let base_url = format!("http://localhost:{}", options.port);
        let mut server = None;
        report::step("server", || {
            server = Some(Server::start(&state, options.port, options.inspector)?);
            Ok(Outcome::Done)
        })?;
        let server = server.ok_or_else(|| Failure::new("the server did not start"))?;
        report::step("demo history", || fill(&state, &base_url, &token))?;
        sample::serve(options.port + 1, &base_url, &token)?;
        Ok(Self {
            server,
            base_url,
            sample_url: format!("http://localhost:{}", options.port + 1),
            token,
        })
    }
}

/// Creates the demo program, its owner and the development token, once per state.
fn create_program(state: &State, database: &Database, token: &str) -> Result<Outcome> {
    let stamp = Stamp::of(
        state.stamp("program"),
        &[workspace::path("wrangler.toml")],
        &[token, seed::VERSION],
    )?;
    if stamp.is_current(state.folder()) {
        return Ok(Outcome::Unchanged);
    }
    seed::program()?.create(database)?;
    token::store(
        database,
        &seed::program_id()?,
        token,
        token::ALL_SCOPES,
        "Development on this machine",
    )?;
    stamp.keep()?;
    Ok(Outcome::Done)
}

/// Fills the demo program, once per state and version of its history.
fn fill(state: &State, base_url: &str, token: &str) -> Result<Outcome> {
    let stamp = Stamp::of(
        state.stamp("seed"),
        &[workspace::path("wrangler.toml")],
        &[seed::VERSION],
    )?;
    if stamp.is_current(state.folder()) {
        return Ok(Outcome::Unchanged);
    }
    seed::run(base_url, token)?;
    stamp.keep()?;
    Ok(Outcome::Done)
}

/// `cargo xtask dev`.
pub(crate) fn run(arguments: Arguments) -> Result<ExitCode> {
    let mut options = ServeOptions::new(8787, State::default_folder(), false);
    let mut is_watched = false;
    arguments.each(|name, values| {
        if name == "watch" {
            is_watched = true;
            return Ok(true);
        }
        options.take(name, values)
    })?;
    server::stop_on_signal()?;
    let mut demo = Demo::start(&options)?;
    if is_watched {
        // The sample page has the port in between.
        let port = options.port.saturating_add(2);
        demo.base_url = watch::serve(&demo.server, &demo.base_url, port)?;
    }
    print_addresses(&demo, &options);
    Err(demo.server.wait())
}

fn print_addresses(demo: &Demo, options: &ServeOptions) {
    let Demo {
        base_url,
        sample_url,
        token,
        ..
    } = demo;
    let (slug, owner) = (seed::SLUG, seed::OWNER);
    let state = options.state.display();
    println!(
        "
Laurel runs.

  Sign in as the demo's owner   {base_url}/dev/sign-in?email={owner}
  Wall of testimonials          {base_url}/p/{slug}
  Tell a story                  {base_url}/p/{slug}/tell
  Mails that would be sent      {base_url}/dev/outbox
  A company's page with them    {sample_url}/
  API token of `{slug}`           {token}

State and log are in {state}. Ctrl-C stops everything."
    );
}
