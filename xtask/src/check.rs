//! `cargo xtask check`: everything that can be said about the code without running a server.

use std::path::Path;
use std::process::{Command, ExitCode};
use std::time::Instant;

use crate::counts::Counts;
use crate::error::Result;
use crate::node;
use crate::openapi;
use crate::options::Arguments;
use crate::process;
use crate::report;
use crate::tools;
use crate::workspace;

/// The packages that run on the developer's machine.
pub(crate) const HOST: [&str; 13] = [
    "laurel-domain",
    "laurel-store",
    "laurel-publication",
    "laurel-ingest",
    "laurel-api",
    "laurel-charts",
    "laurel-imports",
    "laurel-openapi",
    "laurel-pages",
    "laurel-scale",
    "laurel-words",
    "laurel-tests",
    "xtask",
];

const WASM: [&str; 2] = ["--target", "wasm32-unknown-unknown"];

/// `cargo xtask check`.
pub(crate) fn run(arguments: Arguments) -> Result<ExitCode> {
    arguments.each(|_, _| Ok(false))?;
    let counts = check()?;
    println!("{counts}");
    Ok(exit_code(counts))
}

/// Runs every check, and goes on after one that fails.
pub(crate) fn check() -> Result<Counts> {
    tools::ensure_wasm_target()?;
    let typos = tools::TYPOS.ensure()?;
    node::ensure()?;

    let mut counts = Counts::default();
    let mut steps = vec![
        ("format", cargo(&["fmt", "--all", "--check"])),
        ("clippy, this machine", clippy_host()),
        ("clippy, app", clippy_wasm("laurel-app", &[])),
        ("clippy, the app's tests", clippy_app_tests()),
        (
            "clippy, the charts' bench",
            clippy_wasm("laurel-chart-bench", &[]),
        ),
        ("clippy, Worker", clippy_wasm("laurel-worker", &[])),
        (
            "clippy, Worker with dev",
            clippy_wasm("laurel-worker", &["--features", "dev"]),
        ),
        ("docs", docs(&HOST, &[])),
        ("docs, wasm", docs(&["laurel-app", "laurel-worker"], &WASM)),
        ("spelling", process::command(typos)),
        ("the API's description", openapi::validator()),
    ];
    for project in ["embed", "tests/browser"] {
        if workspace::path(project).join("tsconfig.json").exists() {
            let mut tsc = node::command("tsc");
            tsc.args(["--noEmit", "--project", project]);
            steps.push(("TypeScript", tsc));
        }
    }
    for (name, mut command) in steps {
        let start = Instant::now();
        println!("── {name}");
        let outcome = process::run(&mut command);
        if let Err(failure) = &outcome {
            println!("{failure}");
        }
        let word = if outcome.is_ok() { "passed" } else { "FAILED" };
        println!("── {name}: {word}, {}", report::seconds(start.elapsed()));
        counts += Counts::one(outcome.is_ok());
    }
    println!("── tidy");
    let no_backtraces = [("RUST_BACKTRACE", Path::new("0"))];
    counts += cargo_test(&["-p", "xtask", "--test", "tidy"], &no_backtraces)?;
    Ok(counts)
}

/// Runs `cargo test` with the given arguments and counts what it ran.
pub(crate) fn cargo_test(arguments: &[&str], variables: &[(&str, &Path)]) -> Result<Counts> {
    let mut command = cargo(&["test", "--quiet", "--no-fail-fast"]);
    command.args(arguments);
    command.envs(variables.iter().copied());
    let (output, succeeded) = process::tee(&mut command)?;
    Ok(Counts::of_cargo(&output).checked(succeeded))
}

/// Failure when anything failed.
pub(crate) fn exit_code(counts: Counts) -> ExitCode {
    if counts.failed == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

fn cargo(arguments: &[&str]) -> Command {
    let mut command = process::cargo();
    command.args(arguments);
    command
}

fn clippy_host() -> Command {
    let mut command = cargo(&["clippy", "--quiet", "--all-targets"]);
    command.args(packages(&HOST));
    command.args(["--", "-D", "warnings"]);
    command
}

/// The app's tests run on this machine. By themselves, as the features of other crates change Leptos.
fn clippy_app_tests() -> Command {
    let mut command = cargo(&["clippy", "--quiet", "-p", "laurel-app", "--tests"]);
    command.args(["--", "-D", "warnings"]);
    // Sizes count where the app runs, with its 32-bit addresses.
    command.args(["-A", "clippy::large_types_passed_by_value"]);
    command.args(["-A", "clippy::trivially_copy_pass_by_ref"]);
    command
}

fn clippy_wasm(package: &str, flags: &[&str]) -> Command {
    let mut command = cargo(&["clippy", "--quiet", "-p", package]);
    command
        .args(WASM)
        .args(flags)
        .args(["--", "-D", "warnings"]);
    command
}

fn docs(names: &[&'static str], flags: &[&str]) -> Command {
    let mut command = cargo(&["doc", "--quiet", "--no-deps", "--document-private-items"]);
    command.args(packages(names)).args(flags);
    // Private items are documented too, so a link to one leads somewhere.
    command.env(
        "RUSTDOCFLAGS",
        "-D warnings -A rustdoc::private_intra_doc_links",
    );
    command
}

fn packages(names: &[&'static str]) -> impl Iterator<Item = &'static str> {
    names.iter().flat_map(|name| ["-p", *name])
}
