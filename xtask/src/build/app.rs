//! Builds the single-page app into `dist/assets/app/`: `index.html`, and everything else in a folder
//! named after its content.
//!
//! cargo compiles; for users, wasm-split then cuts the program into the parts that `app/src/parts.rs`
//! names; wasm-bindgen writes the JavaScript side; wasm-opt and esbuild make it small.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use super::{Speed, crate_inputs, page, parts, stamp};
use crate::error::{Context, Result};
use crate::files;
use crate::node;
use crate::process;
use crate::report::Outcome;
use crate::tools;
use crate::workspace;

/// Leptos forgets its views' types at each component, which made the app 14 % smaller (brotli). The
/// relocations are what the program is cut by; they are not in what is served.
const SMALL_FLAGS: &str = "--cfg erase_components -Clink-arg=--emit-relocs";

pub(super) fn build(speed: Speed) -> Result<Outcome> {
    let profile = match speed {
        Speed::Small => "app",
        Speed::Fast => "fast",
    };
    let mut inputs = crate_inputs("app")?;
    inputs.extend(
        [
            "app/index.html",
            "app/start.js",
            "app/words.js",
            "package-lock.json",
        ]
        .map(workspace::path),
    );
    let decisive = [
        profile,
        tools::WASM_SPLIT.version(),
        tools::WASM_BINDGEN.version(),
        SMALL_FLAGS,
        page::VERSION,
    ];
    let stamp = stamp("app", &inputs, &decisive)?;
    let output = workspace::path("dist/assets/app");
    if stamp.is_current(&output.join("index.html")) {
        return Ok(Outcome::Unchanged);
    }
    stamp.forget()?;

    // Built aside, so that a running server never serves half of it.
    let aside = workspace::private("app");
    files::remove_dir(&aside)?;
    let folder = aside.join("parts");
    files::make_dir(&folder)?;
    let compiled = compile(profile, speed)?;
    match speed {
        Speed::Small => {
            let main = cut(&compiled, &folder)?;
            bind(&main, &folder)?;
            fs::remove_file(&main).on("removing", &main)?;
            parts::list(&folder)?;
            shrink(&folder)?;
        }
        Speed::Fast => {
            bind(&compiled, &folder)?;
            parts::list(&folder)?;
        }
    }
    page::write(&folder, &aside)?;
    files::remove_dir(&output)?;
    files::make_dir(&workspace::path("dist/assets"))?;
    fs::rename(&aside, &output).on("moving the app to", &output)?;
    stamp.keep()?;
    Ok(Outcome::Done)
}

/// Compiles the program, and answers where it is.
fn compile(profile: &str, speed: Speed) -> Result<PathBuf> {
    let target = "wasm32-unknown-unknown";
    let mut command = process::cargo();
    command.args(["build", "--package", "laurel-app", "--bin", "laurel-app"]);
    command.args(["--target", target, "--profile", profile]);
    if speed == Speed::Small {
        command.args(["--features", "split"]);
        command.env("RUSTFLAGS", SMALL_FLAGS);
    }
    process::run(&mut command)?;
    Ok(workspace::target()
        .join(target)
        .join(profile)
        .join("laurel-app.wasm"))
}

/// Cuts the program into parts, and answers where the one is that is needed first.
fn cut(program: &Path, folder: &Path) -> Result<PathBuf> {
    let mut command = process::command(tools::WASM_SPLIT.ensure()?);
    command
        .args(["--target", "web", "--out-name", "laurel-app"])
        .arg(program)
        .arg(folder);
    process::output(&mut command)?;
    Ok(folder.join("laurel-app.wasm"))
}

/// Writes the JavaScript side of the program.
fn bind(program: &Path, folder: &Path) -> Result<()> {
    let mut command = process::command(tools::WASM_BINDGEN.ensure()?);
    command
        // The parts find table and memory of the first one under the linker's names.
        .args(["--target", "web", "--no-typescript", "--keep-lld-exports"])
        .args(["--out-name", "laurel-app", "--out-dir"])
        .arg(folder)
        .arg(program);
    process::run(&mut command)
}

/// Makes all files small.
fn shrink(folder: &Path) -> Result<()> {
    let (mut modules, mut scripts) = (Vec::new(), Vec::new());
    for file in files::walk(folder)? {
        match file.extension().and_then(OsStr::to_str) {
            Some("wasm") => modules.push(file),
            Some("js") => scripts.push(file),
            _ => {}
        }
    }
    super::shrink(&modules, &[])?;
    for script in scripts {
        let mut command = node::command("esbuild");
        command.args(["--minify", "--format=esm", "--log-level=warning"]);
        let minified = process::output(command.arg(&script))?;
        files::write(&script, minified)?;
    }
    Ok(())
}
