//! Trunk: the app's development loop. `Trunk.toml` says how it builds and what it passes on.

use std::path::PathBuf;
use std::process::Command;

use super::{assets, page};
use crate::error::{Context, Result};
use crate::process;
use crate::report;
use crate::tools;

/// What `Trunk.toml` calls after each build: what Trunk itself does not make.
pub(super) const FILES: &str = "trunk-files";

/// Trunk with the tools that it calls, none of which it fetches itself.
pub(crate) fn trunk() -> Result<Command> {
    tools::ensure(&[&tools::TRUNK, &tools::WASM_BINDGEN])?;
    let program = tools::TRUNK.ensure()?;
    let bindgen = tools::WASM_BINDGEN.ensure()?;
    let mut path: Vec<PathBuf> = bindgen.parent().map(PathBuf::from).into_iter().collect();
    let usual = std::env::var_os("PATH").unwrap_or_default();
    path.extend(std::env::split_paths(&usual));
    let mut command = process::command(program);
    command.env(
        "PATH",
        std::env::join_paths(path).context("naming the tools for Trunk")?,
    );
    // Some environments set it to 1, which Trunk does not take.
    command.env_remove("NO_COLOR");
    Ok(command)
}

/// Writes the start script and the messages to where Trunk puts the app together, and the styles to
/// where the Worker serves them.
pub(super) fn write_files() -> Result<()> {
    report::step("static files", assets::copy_public)?;
    report::step("styles", assets::bundle_styles)?;
    let folder = std::env::var_os("TRUNK_STAGING_DIR").map(PathBuf::from);
    folder.map_or(Ok(()), |folder| page::write_for_trunk(&folder))
}
