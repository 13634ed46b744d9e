//! The npm packages that the tasks call: wrangler, Miniflare, esbuild, binaryen, Playwright, TypeScript.

use std::path::PathBuf;
use std::process::Command;

use crate::error::{Context, Failure, Result};
use crate::process;
use crate::report::{self, Outcome};
use crate::stamp::Stamp;
use crate::workspace;

/// The oldest Node that the packages run on.
const OLDEST: u32 = 20;

/// Installs the packages of `package-lock.json`, unless these very ones are installed.
pub(crate) fn ensure() -> Result<()> {
    let modules = workspace::path("node_modules");
    let inputs = [
        workspace::path("package.json"),
        workspace::path("package-lock.json"),
    ];
    // Kept inside node_modules: whoever removes that folder removes the stamp with it.
    let stamp = Stamp::of(modules.join(".laurel-stamp"), &inputs, &[])?;
    if stamp.is_current(&modules) {
        return Ok(());
    }
    check_version()?;
    report::step("npm packages", || {
        let mut command = process::command("npm");
        command.args(["ci", "--no-audit", "--no-fund", "--loglevel=error"]);
        // Its browsers are not wanted: the tests use the system's Chromium.
        command.env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
        process::output(&mut command)?;
        stamp.keep()?;
        Ok(Outcome::Done)
    })
}

/// The path of an installed package's program.
pub(crate) fn binary(name: &str) -> PathBuf {
    workspace::path("node_modules/.bin").join(name)
}

/// An installed package's program, run at the checkout's root.
pub(crate) fn command(name: &str) -> Command {
    process::command(binary(name))
}

/// wrangler, asking nothing and reporting nothing to anyone.
pub(crate) fn wrangler() -> Command {
    let mut command = command("wrangler");
    command
        .env("WRANGLER_SEND_METRICS", "false")
        .env("WRANGLER_LOG_SANITIZE", "true")
        .env("CI", "1");
    command
}

/// A script of ours that calls installed packages, by its path in the checkout.
pub(crate) fn script(path: &str) -> Command {
    let mut command = process::command("node");
    command.arg(path);
    command
}

fn check_version() -> Result<()> {
    let text = process::output(process::command("node").arg("--version"))
        .context(format!("Laurel's tools need Node {OLDEST} or newer"))?;
    match major(&text) {
        Some(major) if major >= OLDEST => Ok(()),
        _ => Err(Failure::new(format!(
            "Laurel's tools need Node {OLDEST} or newer; this is {}",
            text.trim()
        ))),
    }
}

/// The major version in what `node --version` prints.
fn major(text: &str) -> Option<u32> {
    text.trim()
        .strip_prefix('v')?
        .split('.')
        .next()?
        .parse()
        .ok()
}

#[cfg(test)]
mod tests {
    use super::major;

    #[test]
    fn reads_the_major_version() {
        assert_eq!(major("v20.20.2\n"), Some(20));
        assert_eq!(major("v8.0.0"), Some(8));
        assert_eq!(major("node"), None);
    }
}
