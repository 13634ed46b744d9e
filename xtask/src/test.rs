//! `cargo xtask test`: every check and every test, added up.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use crate::bench;
use crate::check;
use crate::chromium;
use crate::counts::Counts;
use crate::dev::Demo;
use crate::error::{Context, Failure, Result};
use crate::files;
use crate::node;
use crate::options::{Arguments, ServeOptions};
use crate::process;
use crate::report;
use crate::server;
use crate::workspace;

/// The suites, in the order in which they run.
const SUITES: [&str; 5] = ["check", "unit", "sizes", "integration", "browser"];

/// `cargo xtask test`.
pub(crate) fn run(arguments: Arguments) -> Result<ExitCode> {
    let mut options = ServeOptions::new(8790, workspace::private("test"), true);
    let (mut only, mut is_long) = (None, false);
    arguments.each(|name, values| {
        if name == "only" {
            let suite = values.text()?;
            if !SUITES.contains(&suite.as_str()) {
                return Err(Failure::new(format!(
                    "--only takes one of {}",
                    SUITES.join(", ")
                )));
            }
            only = Some(suite);
            return Ok(true);
        }
        if name == "long" {
            is_long = true;
            return Ok(true);
        }
        options.take(name, values)
    })?;
    let wanted = |suite: &str| only.as_deref().is_none_or(|only| only == suite);
    server::stop_on_signal()?;

    let mut total = Counts::default();
    if wanted("check") {
        total += suite("check", check::check);
    }
    if wanted("unit") {
        total += suite("unit", unit);
    }
    if wanted("sizes") || wanted("integration") || wanted("browser") {
        let mut demo = None;
        total += suite("start", || {
            demo = Some(Demo::start(&options)?);
            Ok(Counts::default())
        });
        if let Some(demo) = demo {
            // A quick build is not what anybody downloads.
            if wanted("sizes") && !options.fast {
                total += suite("sizes", || bench::gate(&demo.base_url));
            }
            if wanted("integration") {
                total += suite("integration", || integration(&demo, &options, is_long));
            }
            if wanted("browser") {
                total += suite("browser", || browser(&demo, &options));
            }
        }
    }
    println!("{total}");
    Ok(check::exit_code(total))
}

/// Runs one suite. One that cannot even run counts as one failure, and the next one follows.
fn suite(name: &str, work: impl FnOnce() -> Result<Counts>) -> Counts {
    println!("═══ {name}");
    let start = Instant::now();
    let counts = work().unwrap_or_else(|failure| {
        println!("{failure}");
        Counts::one(false)
    });
    println!(
        "═══ {name}: {counts} in {}",
        report::seconds(start.elapsed())
    );
    counts
}

/// The crates' own tests, which need no server. The Worker has none: it is tested by URL.
fn unit() -> Result<Counts> {
    let mut arguments = Vec::new();
    for package in check::HOST {
        if !["laurel-tests", "xtask"].contains(&package) {
            arguments.extend(["-p", package]);
        }
    }
    let mut counts = check::cargo_test(&arguments, &[])?;
    // By itself: together with the pages it would get Leptos as the Worker has it.
    counts += check::cargo_test(&["-p", "laurel-app"], &[])?;
    // The tidy tests of this crate belong to the checks.
    counts += check::cargo_test(&["-p", "xtask", "--bin", "xtask"], &[])?;
    Ok(counts)
}

/// The Rust tests by URL, against the running server.
fn integration(demo: &Demo, options: &ServeOptions, is_long: bool) -> Result<Counts> {
    let mut variables = variables(demo, options)?;
    if is_long {
        variables.push(("LAUREL_LONG", "yes".into()));
    }
    check::cargo_test(&["-p", "laurel-tests"], &borrowed(&variables))
}

/// The browser journeys, against the running server.
fn browser(demo: &Demo, options: &ServeOptions) -> Result<Counts> {
    let report = workspace::private("playwright.json");
    if report.exists() {
        std::fs::remove_file(&report).on("removing", &report)?;
    }
    let mut command = node::command("playwright");
    command
        .args(["test", "--config", "tests/browser/playwright.config.ts"])
        .envs(borrowed(&variables(demo, options)?))
        .env("LAUREL_CHROMIUM", chromium::ensure()?)
        .env("LAUREL_REPORT", &report);
    let (_, succeeded) = process::tee(&mut command)?;
    if !report.exists() {
        return Err(Failure::new("Playwright ended without a report"));
    }
    Ok(Counts::of_playwright(&files::read(&report)?)?.checked(succeeded))
}

/// What the tests need to know, as environment variables.
fn variables(demo: &Demo, options: &ServeOptions) -> Result<Vec<(&'static str, PathBuf)>> {
    let state = std::path::absolute(&options.state).on("finding", &options.state)?;
    Ok(vec![
        ("LAUREL_BASE_URL", demo.base_url.clone().into()),
        ("LAUREL_SAMPLE_URL", demo.sample_url.clone().into()),
        ("LAUREL_TOKEN", demo.token.clone().into()),
        ("LAUREL_STATE", state),
        // So that a test can start, and kill, a server of its own.
        (
            "LAUREL_XTASK",
            std::env::current_exe().context("finding this program")?,
        ),
    ])
}

fn borrowed<'a>(variables: &'a [(&'static str, PathBuf)]) -> Vec<(&'static str, &'a Path)> {
    variables
        .iter()
        .map(|(name, value)| (*name, value.as_path()))
        .collect()
}
