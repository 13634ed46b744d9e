//! Static files, styles and scripts that are not Rust: copied, or bundled by esbuild.

use std::path::PathBuf;

use super::stamp;
use crate::error::{Context, Result};
use crate::files;
use crate::node;
use crate::process;
use crate::report::Outcome;
use crate::workspace;

/// The browsers that the output is written for: what every major browser has been since early 2023.
const BROWSERS: &str = "--target=chrome111,edge111,firefox113,safari16.4";

/// Copies `public/` to `dist/`, and the API's description to where it is served.
pub(super) fn copy_public() -> Result<Outcome> {
    let source = workspace::path("public");
    let description = workspace::path("docs/openapi.json");
    let stamp = stamp("public", &[source.clone(), description.clone()], &[])?;
    let output = workspace::path("dist");
    let served = output.join("api/v1/openapi.json");
    if served.exists() && stamp.is_current(&output) {
        return Ok(Outcome::Unchanged);
    }
    files::make_dir(&output)?;
    files::copy_tree(&source, &output)?;
    files::make_dir(&output.join("api/v1"))?;
    std::fs::copy(&description, &served).on("copying", &description)?;
    stamp.keep()?;
    Ok(Outcome::Done)
}

/// Bundles the app's and the public pages' styles.
pub(super) fn bundle_styles() -> Result<Outcome> {
    let bundles = [
        ("style/app.css", "dist/assets/app.css"),
        ("style/public.css", "dist/assets/public.css"),
    ];
    bundle("style", "style", &bundles, &[])
}

/// Bundles the custom element for other sites, and the testimonial form's enhancement.
pub(super) fn bundle_scripts() -> Result<Outcome> {
    let bundles = [
        ("embed/src/laurel.ts", "dist/v1/laurel.js"),
        ("embed/src/tell.ts", "dist/assets/tell.js"),
    ];
    // A classic script: a site can embed it with or without `type="module"`.
    bundle("embed", "embed/src", &bundles, &["--format=iife"])
}

/// Bundles each entry point that exists.
fn bundle(step: &str, folder: &str, bundles: &[(&str, &str)], flags: &[&str]) -> Result<Outcome> {
    let mut common = vec![
        "--bundle",
        "--minify",
        "--charset=utf8",
        "--legal-comments=none",
        BROWSERS,
    ];
    common.extend(flags);
    let inputs = [
        workspace::path(folder),
        workspace::path("package-lock.json"),
    ];
    let stamp = stamp(step, &inputs, &common)?;
    let present: Vec<(PathBuf, PathBuf)> = bundles
        .iter()
        .map(|(entry, output)| (workspace::path(entry), workspace::path(output)))
        .filter(|(entry, _)| entry.exists())
        .collect();
    let all_there = present.iter().all(|(_, output)| output.exists());
    if all_there && stamp.is_current(&workspace::path("dist")) {
        return Ok(Outcome::Unchanged);
    }
    stamp.forget()?;
    for (entry, output) in present {
        let mut command = node::command("esbuild");
        command.arg(entry).args(&common).arg("--log-level=warning");
        let mut outfile = std::ffi::OsString::from("--outfile=");
        outfile.push(output);
        process::run(command.arg(outfile))?;
    }
    stamp.keep()?;
    Ok(Outcome::Done)
}
