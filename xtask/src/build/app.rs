//! Builds the single-page app with trunk into `dist/assets/app/`.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::Path;

use super::{Speed, boot, crate_inputs, stamp};
use crate::error::{Context, Result};
use crate::files;
use crate::node;
use crate::process;
use crate::report::Outcome;
use crate::tools;
use crate::workspace;

/// Leptos forgets its views' types at each component, which made the app 14 % smaller (brotli).
const SMALL_FLAGS: &str = "--cfg erase_components";

pub(super) fn build(speed: Speed) -> Result<Outcome> {
    let profile = match speed {
        Speed::Small => "app",
        Speed::Fast => "fast",
    };
    let mut inputs = crate_inputs("app")?;
    inputs.push(workspace::path("app/index.html"));
    inputs.push(workspace::path("Trunk.toml"));
    inputs.push(workspace::path("package-lock.json"));
    let versions = [
        profile,
        tools::TRUNK.version(),
        tools::WASM_BINDGEN.version(),
        boot::VERSION,
        SMALL_FLAGS,
    ];
    let stamp = stamp("app", &inputs, &versions)?;
    let output = workspace::path("dist/assets/app");
    if stamp.is_current(&output.join("index.html")) {
        return Ok(Outcome::Unchanged);
    }
    stamp.forget()?;

    // Built aside, so that a running server never shows a page whose start script is still inline.
    let aside = workspace::private("app");
    compile(profile, speed, &aside)?;
    boot::externalise(&aside)?;
    files::remove_dir(&output)?;
    files::make_dir(&workspace::path("dist/assets"))?;
    fs::rename(&aside, &output).on("moving the app to", &output)?;
    stamp.keep()?;
    Ok(Outcome::Done)
}

fn compile(profile: &str, speed: Speed, dist: &Path) -> Result<()> {
    let mut command = process::command(tools::TRUNK.ensure()?);
    command
        .args(["--offline", "--skip-version-check", "--log=warn", "build"])
        .args(["--config", "Trunk.toml", "--cargo-profile", profile])
        .arg("--dist")
        .arg(dist)
        .env("PATH", path_with_tools()?)
        // trunk reads these as its own options and refuses values other than true and false.
        .env_remove("NO_COLOR")
        .env_remove("CI")
        // Its own stack is no help; the compiler's message is.
        .env("RUST_BACKTRACE", "0");
    if speed == Speed::Small {
        // Only a release build goes through wasm-opt.
        command.arg("--release").env("RUSTFLAGS", SMALL_FLAGS);
    }
    process::run(&mut command)
}

/// PATH with `wasm-bindgen` and `wasm-opt` in front, so that trunk downloads neither.
fn path_with_tools() -> Result<OsString> {
    let bindgen = tools::WASM_BINDGEN.ensure()?;
    let mut folders = vec![node::binary("")];
    folders.extend(bindgen.parent().map(Path::to_path_buf));
    if let Some(path) = env::var_os("PATH") {
        folders.extend(env::split_paths(&path));
    }
    env::join_paths(folders).context("joining PATH")
}
