//! The tools that are compiled once per user: wasm-split, wasm-bindgen, worker-build, typos, trunk.
//!
//! Each lies in `~/.cache/laurel/tools/<name>-<version>` (or below `LAUREL_CACHE`), so that all
//! checkouts share it and a change of version leaves the other one alone. The same version on PATH
//! is used instead; `cargo binstall`, where it is installed, is asked before compiling.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use crate::chromium;
use crate::error::{Context, Failure, Result};
use crate::files;
use crate::node;
use crate::options::Arguments;
use crate::process;

/// A tool: its crate, its program, and the one version that is known to work.
pub(crate) struct Tool {
    crate_name: &'static str,
    binary: &'static str,
    version: &'static str,
    /// Whether the crate's own lock file can be used.
    locked: bool,
    /// Features that the program needs.
    features: &'static str,
}

/// Cuts the app into the parts that its pages are fetched in; 0.2 goes with the macros that leptos
/// 0.8 brings.
pub(crate) const WASM_SPLIT: Tool = Tool {
    crate_name: "wasm_split_cli_support",
    binary: "wasm-split-cli",
    version: "0.2.4",
    locked: true,
    features: "build-binary",
};

/// Writes the JavaScript side of a wasm module; its version is that of `wasm-bindgen` in Cargo.lock.
///
/// Its own lock file names a crate version that the registry no longer serves.
pub(crate) const WASM_BINDGEN: Tool = Tool {
    crate_name: "wasm-bindgen-cli",
    binary: "wasm-bindgen",
    version: "0.2.130",
    locked: false,
    features: "",
};

/// Builds the Worker; its version is that of the `worker` crate.
pub(crate) const WORKER_BUILD: Tool = Tool {
    crate_name: "worker-build",
    binary: "worker-build",
    version: "0.8.7",
    locked: true,
    features: "",
};

/// Builds and serves the app while it is worked on. Newer ones need a newer Rust.
pub(crate) const TRUNK: Tool = Tool {
    crate_name: "trunk",
    binary: "trunk",
    version: "0.21.14",
    locked: true,
    features: "",
};

/// Finds misspelt words.
pub(crate) const TYPOS: Tool = Tool {
    crate_name: "typos-cli",
    binary: "typos",
    version: "1.52.0",
    locked: true,
    features: "",
};

impl Tool {
    /// Where the tool's program is; compiled first when it is nowhere yet.
    pub(crate) fn ensure(&self) -> Result<PathBuf> {
        if let Some(path) = self.find()? {
            return Ok(path);
        }
        let tools = cache()?.join("tools");
        files::make_dir(&tools)?;
        // Two tasks at once must not compile into one folder; the second finds the tool installed.
        let lock_path = tools.join("lock");
        let lock = File::create(&lock_path).on("opening", &lock_path)?;
        lock.lock().on("locking", &lock_path)?;
        if let Some(path) = self.find()? {
            return Ok(path);
        }
        println!(
            "Installing {} {} (once per user)",
            self.crate_name, self.version
        );
        let root = self.root()?;
        if !self.fetch(&root) {
            self.compile(&root, &tools.join("build"))?;
        }
        self.find()?.ok_or_else(|| {
            Failure::new(format!(
                "{} was installed, but {} is not in {}",
                self.crate_name,
                self.binary,
                root.display()
            ))
        })
    }

    /// The version, which decides what a build with this tool gives.
    pub(crate) fn version(&self) -> &'static str {
        self.version
    }

    fn root(&self) -> Result<PathBuf> {
        Ok(cache()?
            .join("tools")
            .join(format!("{}-{}", self.crate_name, self.version)))
    }

    fn find(&self) -> Result<Option<PathBuf>> {
        let cached = self.root()?.join("bin").join(self.binary);
        if cached.exists() {
            return Ok(Some(cached));
        }
        Ok(on_path(self.binary).filter(|path| self.is_version_of(path)))
    }

    fn is_version_of(&self, program: &Path) -> bool {
        process::output(Command::new(program).arg("--version"))
            .is_ok_and(|text| text.split_whitespace().last() == Some(self.version))
    }

    /// Fetches a compiled program where `cargo binstall` is installed and finds one.
    fn fetch(&self, root: &Path) -> bool {
        if !process::answers(Command::new("cargo").args(["binstall", "-V"])) {
            return false;
        }
        let mut command = process::cargo();
        command
            .args(["binstall", "--no-confirm", "--root"])
            .arg(root)
            .args(["--version", self.version, self.crate_name]);
        process::run(&mut command).is_ok()
    }

    fn compile(&self, root: &Path, target: &Path) -> Result<()> {
        let mut command = process::cargo();
        command.args(["install", "--root"]).arg(root);
        command.args(["--version", self.version, self.crate_name]);
        command.args(["--features", self.features]);
        if self.locked {
            command.arg("--locked");
        }
        // Compile quickly: these tools spend their time waiting for other programs.
        command
            .env("CARGO_TARGET_DIR", target)
            .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1")
            .env("CARGO_PROFILE_RELEASE_LTO", "off")
            .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
            .env("CARGO_PROFILE_RELEASE_STRIP", "debuginfo");
        process::run(&mut command)
    }
}

/// Installs all of `tools`; what they share is compiled once.
pub(crate) fn ensure(tools: &[&Tool]) -> Result<()> {
    for tool in tools {
        tool.ensure()?;
    }
    files::remove_dir(&cache()?.join("tools/build"))
}

/// Adds the wasm target to the toolchain, where it is missing.
pub(crate) fn ensure_wasm_target() -> Result<()> {
    let target = "wasm32-unknown-unknown";
    let mut query = process::command("rustc");
    query.args(["--print", "target-libdir", "--target", target]);
    let folder = process::output(&mut query)?;
    if Path::new(folder.trim()).exists() {
        return Ok(());
    }
    process::run(process::command("rustup").args(["target", "add", target])).context(
        "the wasm target is missing; with Rust from elsewhere than rustup, install it there",
    )
}

/// `cargo xtask setup`.
pub(crate) fn run(arguments: Arguments) -> Result<ExitCode> {
    arguments.each(|_, _| Ok(false))?;
    ensure_wasm_target()?;
    ensure(&[&WASM_BINDGEN, &WASM_SPLIT, &WORKER_BUILD, &TYPOS])?;
    node::ensure()?;
    let chromium = chromium::ensure()?;
    println!("Everything is there; Chromium is {}", chromium.display());
    Ok(ExitCode::SUCCESS)
}

/// The cache that all of a user's checkouts share.
pub(crate) fn cache() -> Result<PathBuf> {
    if let Some(path) = std::env::var_os("LAUREL_CACHE") {
        return std::path::absolute(&path).context("reading LAUREL_CACHE");
    }
    if let Some(path) = std::env::var_os("XDG_CACHE_HOME") {
        return Ok(PathBuf::from(path).join("laurel"));
    }
    match std::env::home_dir() {
        Some(home) => Ok(home.join(".cache/laurel")),
        None => Err(Failure::new(
            "there is no home folder; set LAUREL_CACHE to a folder for the tools",
        )),
    }
}

/// The first program of that name on PATH.
pub(crate) fn on_path(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .map(|folder| folder.join(name))
        .find(|program| program.is_file())
}
