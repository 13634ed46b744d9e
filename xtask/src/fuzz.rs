//! `cargo xtask fuzz`: schemathesis sends the running server what its description allows and what it does
//! not, and reports 5xx answers and answers that are not declared.

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use serde_json::Value;

use crate::counts::Counts;
use crate::dev::Demo;
use crate::error::{Context, Failure, Result};
use crate::files;
use crate::options::{Arguments, ServeOptions};
use crate::process;
use crate::server;
use crate::tools;
use crate::workspace;

/// The version, with all that it needs in the versions that are known to work.
const REQUIREMENTS: &str = include_str!("../fuzz-requirements.txt");

/// What an answer must hold to: no 5xx, and status, media type, headers and body as declared. Requests that
/// break the description must be refused, and those without a credential too.
const CHECKS: &str = "not_a_server_error,status_code_conformance,content_type_conformance,\
    response_headers_conformance,response_schema_conformance,negative_data_rejection,ignored_auth";

/// How many requests of each kind an operation gets, unless `--examples` says otherwise.
const EXAMPLES: &str = "30";

/// `cargo xtask fuzz`.
pub(crate) fn run(arguments: Arguments) -> Result<ExitCode> {
    let mut options = ServeOptions::new(8796, workspace::private("fuzz"), true);
    let mut examples = EXAMPLES.to_owned();
    arguments.each(|name, values| {
        if name == "examples" {
            examples = values.text()?;
            return Ok(true);
        }
        options.take(name, values)
    })?;
    server::stop_on_signal()?;
    let demo = Demo::start(&options)?;
    let counts = fuzz(&demo.base_url, &demo.token, &options.state, &examples)?;
    println!("{counts}");
    Ok(crate::check::exit_code(counts))
}

/// Sends requests of every operation to the demo program. Its token cannot do what only owners may, so those
/// operations are asked without success.
pub(crate) fn fuzz(base_url: &str, token: &str, state: &Path, examples: &str) -> Result<Counts> {
    let program = ensure()?;
    let state = std::path::absolute(state).on("finding", state)?;
    let file = state.join("schemathesis.toml");
    files::write(&file, configuration(base_url, token)?)?;
    let mut command = Command::new(program);
    command
        .arg("--config-file")
        .arg(&file)
        .arg("run")
        .arg(format!("{base_url}/api/v1/openapi.json"))
        .args(["--checks", CHECKS, "--max-examples", examples])
        // The same requests each time, so that who reads the result can repeat it.
        .args([
            "--seed",
            "1",
            "--phases",
            "examples,coverage,fuzzing",
            "--no-color",
        ])
        .current_dir(state);
    let outcome = process::run(&mut command);
    if let Err(failure) = &outcome {
        println!("{failure}");
    }
    Ok(Counts::one(outcome.is_ok()))
}

/// The configuration: the token, and ids of things that are there, since made-up ones would only ever be
/// answered with 404.
fn configuration(base_url: &str, token: &str) -> Result<String> {
    let mut lines = vec![
        "[parameters]".to_owned(),
        "\"path.program\" = \"demo\"".to_owned(),
    ];
    for (parameter, list) in [
        ("person", "people"),
        ("testimonial", "testimonials"),
        ("widget", "widgets"),
        ("import", "imports"),
        ("view", "views"),
    ] {
        let url = format!("{base_url}/api/v1/programs/demo/{list}");
        let mut response = ureq::get(&url)
            .header("Authorization", &format!("Bearer {token}"))
            .call()
            .context(format!("reading {url}"))?;
        let body: Value = response
            .body_mut()
            .read_json()
            .context(format!("reading {url}"))?;
        if let Some(id) = body
            .pointer(&format!("/{list}/0/id"))
            .and_then(Value::as_str)
        {
            lines.push(format!("\"path.{parameter}\" = \"{id}\""));
        }
    }
    lines.push("[auth.openapi.token]".to_owned());
    lines.push(format!("bearer = \"{token}\""));
    Ok(lines.join("\n") + "\n")
}

/// Where schemathesis is; installed first, once per user, when it is not there yet.
fn ensure() -> Result<PathBuf> {
    let version = REQUIREMENTS
        .lines()
        .find_map(|line| line.strip_prefix("schemathesis=="))
        .ok_or_else(|| Failure::new("xtask/fuzz-requirements.txt names no schemathesis"))?;
    let root = tools::cache()?
        .join("tools")
        .join(format!("schemathesis-{version}"));
    let program = root.join("bin/schemathesis");
    if program.exists() {
        return Ok(program);
    }
    println!("Installing schemathesis {version} (once per user)");
    // Whole or not at all: one that was interrupted begins anew.
    files::remove_dir(&root)?;
    let made = process::run(process::command("python3").args(["-m", "venv"]).arg(&root))
        .context("schemathesis needs Python 3 with its venv module (Debian: python3-venv)");
    let installed = made.and_then(|()| {
        let mut pip = Command::new(root.join("bin/python"));
        pip.args([
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
        ])
        .arg("--requirement")
        .arg(workspace::path("xtask/fuzz-requirements.txt"));
        process::run(&mut pip)
    });
    if installed.is_err() {
        files::remove_dir(&root)?;
    }
    installed.map(|()| program)
}
