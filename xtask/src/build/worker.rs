//! Builds the Worker with worker-build into `worker/build/`.

use super::{Purpose, Speed, crate_inputs, stamp};
use crate::error::Result;
use crate::node;
use crate::process;
use crate::report::Outcome;
use crate::tools;
use crate::workspace;

/// worker-build gives the runtime's exceptions to Rust, which the app's modules do not have.
const SHRINK: [&str; 3] = [
    "--strip-debug",
    "--strip-producers",
    "--enable-exception-handling",
];

pub(super) fn build(speed: Speed, purpose: Purpose) -> Result<Outcome> {
    let mut flags = match speed {
        Speed::Small => vec!["--release", "--no-opt"],
        Speed::Fast => vec!["--profile", "fast", "--no-opt"],
    };
    if purpose == Purpose::Development {
        flags.extend(["--features", "dev"]);
    }
    let mut inputs = crate_inputs("worker")?;
    inputs.push(workspace::path("package-lock.json"));
    let mut decisive = flags.clone();
    decisive.extend([
        "shrunk",
        tools::WORKER_BUILD.version(),
        tools::WASM_BINDGEN.version(),
    ]);
    let stamp = stamp("worker", &inputs, &decisive)?;
    if stamp.is_current(&workspace::path("worker/build/index.js")) {
        return Ok(Outcome::Unchanged);
    }
    stamp.forget()?;

    let mut command = process::command(tools::WORKER_BUILD.ensure()?);
    command
        .current_dir(workspace::path("worker"))
        .args(flags)
        // Named, or worker-build downloads its own.
        .env("WASM_BINDGEN_BIN", tools::WASM_BINDGEN.ensure()?)
        .env("WASM_OPT_BIN", node::binary("wasm-opt"))
        .env("ESBUILD_BIN", node::binary("esbuild"));
    process::run(&mut command)?;
    if speed == Speed::Small {
        // Without the names of functions, which were a third of it; a panic's message names the place.
        let program = workspace::path("worker/build/index_bg.wasm");
        super::shrink(&[program], &SHRINK)?;
    }
    stamp.keep()?;
    Ok(Outcome::Done)
}
