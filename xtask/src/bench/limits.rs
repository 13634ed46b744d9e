//! `cargo xtask bench limits`: what requests and jobs take of the platform's limits, on a server of its own that
//! serves what was built last.

use std::process::ExitCode;

use crate::dev::Demo;
use crate::error::{Context, Result};
use crate::node;
use crate::options::ServeOptions;
use crate::process;
use crate::workspace;

/// Starts the server with the runtime's profiler listening, and measures.
pub(super) fn run(port: u16) -> Result<ExitCode> {
    node::ensure()?;
    let inspector = port + 2;
    let mut options = ServeOptions::new(port, workspace::private("bench/limits"), true);
    options.build = false;
    options.inspector = Some(inspector);
    let demo = Demo::start(&options)?;
    let mut measure = process::command("node");
    measure
        .arg("tests/bench/limits.mjs")
        .args([&demo.base_url, &demo.token])
        .arg(inspector.to_string())
        .arg(demo.server.pid().to_string());
    process::run(&mut measure).context("measuring")?;
    Ok(ExitCode::SUCCESS)
}
