//! `cargo xtask bench charts`: our charts beside other libraries, in one browser and one run.

use std::process::ExitCode;

use crate::build::shrink;
use crate::chromium;
use crate::error::Result;
use crate::files;
use crate::node;
use crate::process;
use crate::tools;
use crate::workspace;

const TARGET: &str = "wasm32-unknown-unknown";

/// Builds the charts alone, as small as the app's, and measures.
pub(super) fn run() -> Result<ExitCode> {
    node::ensure()?;
    tools::ensure_wasm_target()?;
    let folder = workspace::private("bench/charts");
    files::remove_dir(&folder)?;
    files::make_dir(&folder)?;
    let mut compile = process::cargo();
    compile.args([
        "build",
        "--package",
        "laurel-chart-bench",
        "--target",
        TARGET,
    ]);
    process::run(compile.args(["--profile", "app"]))?;
    let compiled = workspace::target()
        .join(TARGET)
        .join("app/laurel_chart_bench.wasm");
    let mut bind = process::command(tools::WASM_BINDGEN.ensure()?);
    bind.args([
        "--target",
        "web",
        "--no-typescript",
        "--out-name",
        "chart",
        "--out-dir",
    ]);
    process::run(bind.arg(&folder).arg(&compiled))?;
    shrink(&[folder.join("chart_bg.wasm")], &[])?;
    process::run(
        process::command("node")
            .arg("tests/bench/charts.mjs")
            .arg(&folder)
            .env("LAUREL_CHROMIUM", chromium::ensure()?),
    )?;
    Ok(ExitCode::SUCCESS)
}
