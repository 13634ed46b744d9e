//! Builds everything that the server serves, into `dist/` and `worker/build/`.
//!
//! Each step is skipped while the contents of its inputs are the ones it last succeeded with.

mod app;
mod assets;
mod page;
pub(crate) mod parts;
mod shrink;
mod trunk;
mod worker;

use std::fs::File;
use std::path::PathBuf;
use std::process::ExitCode;

use crate::error::{Context, Failure, Result};
use crate::files;
use crate::node;
use crate::options::Arguments;
use crate::process;
use crate::report;
use crate::stamp::Stamp;
use crate::tools;
use crate::workspace;
pub(crate) use shrink::shrink;
pub(crate) use trunk::trunk;

/// Which Rust profile the app and the Worker are built with.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Speed {
    /// As small as it gets: what users are served.
    Small,
    /// Quick to build, for trying things out.
    Fast,
}

/// For whom the Worker is built.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// With the outbox page and one-click sign-in.
    Development,
    /// Without them.
    Production,
}

/// Installs what building needs.
pub(crate) fn prepare() -> Result<()> {
    tools::ensure_wasm_target()?;
    tools::ensure(&[
        &tools::WASM_BINDGEN,
        &tools::WASM_SPLIT,
        &tools::WORKER_BUILD,
    ])?;
    node::ensure()
}

/// Builds what has changed.
pub(crate) fn build(speed: Speed, purpose: Purpose) -> Result<()> {
    build_parts(speed, purpose, &PARTS)
}

/// Builds the Worker alone.
pub(crate) fn build_worker(speed: Speed, purpose: Purpose) -> Result<()> {
    build_parts(speed, purpose, &["worker"])
}

/// What can be built by itself.
const PARTS: [&str; 3] = ["assets", "worker", "app"];

fn build_parts(speed: Speed, purpose: Purpose, parts: &[&str]) -> Result<()> {
    let lock_path = workspace::private("build.lock");
    files::make_dir(&workspace::private(""))?;
    let lock = File::create(&lock_path).on("opening", &lock_path)?;
    if lock.try_lock().is_err() {
        println!("Another task is building in this checkout; waiting for it");
        lock.lock().on("locking", &lock_path)?;
    }

    for part in parts {
        match *part {
            "assets" => {
                report::step("static files", assets::copy_public)?;
                report::step("styles", assets::bundle_styles)?;
                report::step("embed", assets::bundle_scripts)?;
            }
            "trunk-files" => trunk::write_files()?,
            "worker" => report::step("Worker", || worker::build(speed, purpose))?,
            _ => report::step("app", || app::build(speed))?,
        }
    }
    Ok(())
}

/// `cargo xtask build`.
pub(crate) fn run(arguments: Arguments) -> Result<ExitCode> {
    let (mut speed, mut purpose) = (Speed::Small, Purpose::Development);
    let mut parts = PARTS.to_vec();
    let mut with_trunk = false;
    arguments.each(|name, values| {
        match name {
            "fast" => speed = Speed::Fast,
            "production" => purpose = Purpose::Production,
            "with-trunk" => with_trunk = true,
            "only" => {
                let wanted = values.text()?;
                if wanted == trunk::FILES {
                    parts = vec![trunk::FILES];
                }
                parts.retain(|part| *part == wanted);
                if parts.is_empty() {
                    return Err(Failure::new(format!(
                        "--only takes one of {}",
                        PARTS.join(", ")
                    )));
                }
            }
            _ => return Ok(false),
        }
        Ok(true)
    })?;
    prepare()?;
    if with_trunk {
        process::run(trunk()?.arg("build"))?;
    } else {
        build_parts(speed, purpose, &parts)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// The stamp of one step.
fn stamp(step: &str, inputs: &[PathBuf], flags: &[&str]) -> Result<Stamp> {
    Stamp::of(workspace::private("stamps").join(step), inputs, flags)
}

/// What decides the outcome of compiling a crate (its folder, relative to the root): the files of
/// that crate and of every crate of this workspace that it is made of.
fn crate_inputs(folder: &str) -> Result<Vec<PathBuf>> {
    let shared = ["Cargo.toml", "Cargo.lock", "rust-toolchain.toml", ".cargo"];
    let mut inputs: Vec<_> = shared.iter().map(|name| workspace::path(name)).collect();
    let mut folders = vec![folder.to_owned()];
    let mut next = 0;
    while let Some(folder) = folders.get(next) {
        let folder = workspace::path(folder);
        let manifest = files::read(&folder.join("Cargo.toml"))?;
        inputs.extend(["src", "Cargo.toml", "build.rs"].map(|name| folder.join(name)));
        for found in own_dependencies(&manifest) {
            if !folders.contains(&found) {
                folders.push(found);
            }
        }
        next += 1;
    }
    Ok(inputs)
}

/// The folders of this workspace's crates that a manifest depends on, other than for its tests.
fn own_dependencies(manifest: &str) -> Vec<String> {
    let mut is_for_tests = false;
    let mut found = Vec::new();
    for line in manifest.lines() {
        if line.starts_with('[') {
            is_for_tests = line.contains("dev-dependencies");
        }
        if let Some(rest) = line.strip_prefix("laurel-")
            && !is_for_tests
        {
            let name = rest.split(['.', ' ', '=']).next().unwrap_or_default();
            found.push(format!("crates/{name}"));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crates_inputs_are_those_of_the_crates_it_is_made_of() {
        let inputs = crate_inputs("worker").unwrap();
        for folder in ["worker", "crates/api", "crates/domain", "crates/pages"] {
            let source = workspace::path(folder).join("src");
            assert!(inputs.contains(&source), "{}", source.display());
        }
        assert!(!inputs.contains(&workspace::path("app/src")));
    }

    #[test]
    fn dependencies_for_tests_do_not_count() {
        let manifest = "[dependencies]\nlaurel-domain.workspace = true\n\
            laurel-pages = { workspace = true }\nserde = \"1\"\n\
            [dev-dependencies]\nlaurel-charts.workspace = true\n";
        assert_eq!(
            own_dependencies(manifest),
            ["crates/domain", "crates/pages"]
        );
    }
}
