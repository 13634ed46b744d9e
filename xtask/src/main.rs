//! The project's own tasks: `cargo xtask help` lists them.
//!
//! One file a task or a concern. Everything a task needs beyond Rust and Node it fetches itself, into
//! a cache per user (`tools`) or `node_modules` (`node`); everything it writes lies in `target/`,
//! `dist/`, `worker/build/` or `.laurel/`, all of which git ignores.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command-line program tells its user what it does"
)]
#![expect(
    clippy::disallowed_methods,
    reason = "runs on the developer's machine, where the std clocks work"
)]

mod after_restore;
mod bench;
mod build;
mod check;
mod chromium;
mod client;
mod counts;
mod database;
mod deploy;
mod dev;
mod error;
mod files;
mod fuzz;
mod import;
mod node;
mod openapi;
mod options;
mod process;
mod program;
mod report;
mod sample;
mod scale;
mod secret;
mod seed;
mod server;
mod size;
mod sql;
mod stamp;
mod state;
mod test;
mod token;
mod tools;
mod watch;
mod workspace;

use std::process::ExitCode;

use error::{Failure, Result};
use options::Arguments;

const HELP: &str = "\
Laurel's tasks. Each installs what it needs first; the first time takes a while.

  cargo xtask dev       [--port 8787] [--state DIR] [--reset] [--fast] [--no-build] [--watch]
                        Builds all, then serves the demo program on localhost. With --watch, Trunk serves
                        the app two ports higher and builds it again when it changes.
  cargo xtask test      [--only check|unit|sizes|integration|browser] [--port 8790] [--state DIR] [--fast] [--no-build] [--long]
                        Every check and every test (--long with a million people); ends with `N passed, N failed`.
  cargo xtask check     Format, lints for the machine and for wasm, docs, spelling, tidy tests.
  cargo xtask build     [--fast] [--production] [--only assets|worker|app] [--with-trunk]
                        App, styles, embed and Worker. --production leaves development routes out;
                        --with-trunk builds only the app, with Trunk, into .laurel/trunk.
  cargo xtask bench     [--port 8787] [--accept]  Sizes against docs/SIZES.md; --accept writes down
                        what has become smaller.
  cargo xtask bench limits  What requests and jobs take of the platform's limits, with what was built last.
  cargo xtask bench charts  Our charts beside Chart.js and ECharts; the wheel's frames; the wall's cards.
  cargo xtask program   --slug SLUG --name NAME --owner EMAIL [--product NAME]
                        [--state DIR | --remote]  Creates a program, or adds an owner to it.
  cargo xtask token     --program SLUG [--scope view,moderate,edit,manage] [--label TEXT]
                        [--state DIR | --remote]  Creates an API token and prints it once.
  cargo xtask import    --program SLUG --kind leads|purchases|reviews [--map …] [--dry-run] FILE
                        Brings a CSV or TSV file in; --help says what else can be chosen.
  cargo xtask seed      [--port 8787] [--state DIR]  Fills the demo program of a running server.
  cargo xtask scale     --people N [--program SLUG] [--state DIR]
                        Fills a program of a stopped server's state with generated people.
  cargo xtask openapi   Writes the API's description anew: docs/openapi.json, docs/API.md's tables, the embed's types.
  cargo xtask fuzz      [--examples 30] [--port 8796] [--state DIR] [--fast] [--no-build]
                        schemathesis asks a server of its own what the API's description allows and what not.
  cargo xtask after-restore --since TIME [--state DIR | --remote]
                        After a database was put back to TIME: withdraws, erases and revokes again what was
                        since, ends every session. docs/DEPLOY.md has the steps.
  cargo xtask deploy    Builds for production, migrates the remote database, deploys to Cloudflare.
  cargo xtask setup     Only installs what the other tasks need.

--fast builds quickly instead of small; --no-build serves what was built before. --state is a folder (default .laurel/dev; tests use .laurel/test);
--reset empties it first. LAUREL_CACHE moves the cache of tools from ~/.cache/laurel.
";

fn main() -> ExitCode {
    match run() {
        Ok(code) => code,
        Err(failure) => {
            eprintln!("error: {failure}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<ExitCode> {
    let mut arguments = Arguments::from_env();
    let task = arguments.task()?;
    match task.as_deref() {
        Some("dev") => dev::run(arguments),
        Some("test") => test::run(arguments),
        Some("check") => check::run(arguments),
        Some("build") => build::run(arguments),
        Some("bench") => bench::run(arguments),
        Some("program") => program::run(arguments),
        Some("token") => token::run(arguments),
        Some("import") => import::run(arguments),
        Some("scale") => scale::run(arguments),
        Some("seed") => seed::run_task(arguments),
        Some("fuzz") => fuzz::run(arguments),
        Some("openapi") => openapi::run(arguments),
        Some("after-restore") => after_restore::run(arguments),
        Some("deploy") => deploy::run(arguments),
        Some("setup") => tools::run(arguments),
        None | Some("help") => {
            print!("{HELP}");
            Ok(ExitCode::SUCCESS)
        }
        Some(other) => Err(Failure::new(format!(
            "there is no task `{other}`; `cargo xtask help` lists them"
        ))),
    }
}
