//! Makes WebAssembly small.

use std::cmp::Reverse;
use std::fs;
use std::path::PathBuf;
use std::sync::Mutex;
use std::thread;

use crate::error::{Context, Failure, Result};
use crate::node;
use crate::process;

/// What the compiler may use, as in the modules that it writes; `--all-features` would be refused by
/// browsers.
const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// Runs wasm-opt over modules, in their place, on as many cores as there are.
pub(crate) fn shrink(modules: &[PathBuf], flags: &[&str]) -> Result<()> {
    let mut modules = modules.to_vec();
    // The largest first, so that no core is left waiting for it.
    modules.sort_by_key(|file| Reverse(fs::metadata(file).map_or(0, |data| data.len())));
    let queue = Mutex::new(modules.into_iter());
    let work = || -> Result<()> {
        loop {
            let next = queue.lock().ok().and_then(|mut queue| queue.next());
            let Some(file) = next else { return Ok(()) };
            let small = file.with_extension("small");
            let mut command = node::command("wasm-opt");
            command.arg("-Oz").args(FEATURES).args(flags);
            process::output(command.arg(&file).arg("-o").arg(&small))?;
            // At once, so that a running server never reads half of it.
            fs::rename(&small, &file).on("replacing", &file)?;
        }
    };
    let workers = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        let threads: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
        threads.into_iter().try_for_each(|thread| {
            thread
                .join()
                .map_err(|_| Failure::new("making WebAssembly small broke off"))?
        })
    })
}
