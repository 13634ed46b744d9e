//! `cargo xtask bench`: sizes against the budgets of the design.

mod charts;

use std::path::PathBuf;
use std::process::ExitCode;

use crate::build::{self, Purpose, Speed, parts};
use crate::error::{Failure, Result};
use crate::files;
use crate::options::Arguments;
use crate::seed;
use crate::size::{self, Sizes};
use crate::workspace;

/// One thing with a budget. Budgets are in bytes; 1 KB is 1,000 bytes.
struct Row {
    name: &'static str,
    compression: &'static str,
    bytes: u64,
    budget: u64,
}

/// `cargo xtask bench`.
pub(crate) fn run(arguments: Arguments) -> Result<ExitCode> {
    let mut port = 8787;
    let mut wanted = None;
    arguments.each(|name, values| {
        if name.is_empty() {
            wanted = Some(values.text()?);
            return Ok(true);
        }
        if name == "port" {
            port = values.port()?;
            return Ok(true);
        }
        Ok(false)
    })?;
    match wanted.as_deref() {
        None => {}
        Some("charts") => return charts::run(),
        Some(other) => {
            return Err(Failure::new(format!(
                "there is no bench `{other}`: leave it out for sizes, or say `charts`"
            )));
        }
    }
    build::prepare()?;
    build::build(Speed::Small, Purpose::Development)?;

    let mut rows = Vec::new();
    let embed = workspace::path("dist/v1/laurel.js");
    if embed.exists() {
        rows.push(brotli("laurel.js", size::of(&[embed])?, 2_500));
    }
    match tell_page(port)? {
        Some(sizes) => rows.push(brotli("first view of the form", sizes, 20_000)),
        None => println!("(no server on port {port}: the form is left out)"),
    }
    let app = App::read()?;
    rows.push(brotli(
        "app, first view of the start page",
        size::of(&app.first_view())?,
        250_000,
    ));
    let worker =
        ["index.js", "index_bg.wasm"].map(|name| workspace::path("worker/build").join(name));
    rows.push(Row {
        name: "Worker, with development routes",
        compression: "gzip",
        bytes: size::of(&worker)?.gzip,
        budget: 600_000,
    });
    let verdict = print(&rows);
    app.print_parts()?;
    Ok(verdict)
}

fn brotli(name: &'static str, sizes: Sizes, budget: u64) -> Row {
    Row {
        name,
        compression: "brotli",
        bytes: sizes.brotli,
        budget,
    }
}

/// The built app.
struct App {
    /// Everything but the parts: page, scripts, styles, the program's first file.
    shell: Vec<PathBuf>,
    /// The files of each part.
    parts: Vec<(String, Vec<PathBuf>)>,
}

impl App {
    fn read() -> Result<Self> {
        let root = workspace::path("dist/assets/app");
        let all = files::walk(&root)?;
        let list = all.iter().find(|file| file.ends_with(parts::LIST));
        let folder = list.and_then(|file| file.parent()).unwrap_or(&root);
        let parts: Vec<(String, Vec<PathBuf>)> = parts::read(folder)?
            .into_iter()
            .map(|(name, names)| (name, names.iter().map(|name| folder.join(name)).collect()))
            .collect();
        let is_shell = |file: &PathBuf| {
            !file.ends_with(parts::LIST) && !parts.iter().any(|(_, files)| files.contains(file))
        };
        let mut shell: Vec<PathBuf> = all.iter().filter(|file| is_shell(file)).cloned().collect();
        shell.push(workspace::path("dist/assets/app.css"));
        Ok(Self { shell, parts })
    }

    /// All that a member's browser loads to show the start page.
    fn first_view(&self) -> Vec<PathBuf> {
        let front = self.parts.iter().filter(|(name, _)| name == "front");
        let files = front.flat_map(|(_, files)| files);
        self.shell.iter().chain(files).cloned().collect()
    }

    /// What is loaded when: what a part adds for somebody who has seen the start page.
    fn print_parts(&self) -> Result<()> {
        let seen = self.first_view();
        println!(
            "\napp, brotli: {} before any page",
            size::of(&self.shell)?.brotli
        );
        let mut together = seen.clone();
        for (name, files) in &self.parts {
            let is_new = |file: &&PathBuf| !seen.contains(file);
            let more: Vec<PathBuf> = files.iter().filter(is_new).cloned().collect();
            let bytes = size::of(&more)?.brotli;
            println!("  part `{name}` adds {bytes} to the start page");
            for file in more {
                if !together.contains(&file) {
                    together.push(file);
                }
            }
        }
        println!("  all parts together {}", size::of(&together)?.brotli);
        Ok(())
    }
}

/// The form as the running server sends it, with its styles; its enhancement comes later.
fn tell_page(port: u16) -> Result<Option<Sizes>> {
    let url = format!("http://localhost:{port}/p/{}/tell", seed::SLUG);
    let Ok(mut response) = ureq::get(&url).call() else {
        return Ok(None);
    };
    let Ok(html) = response.body_mut().read_to_string() else {
        return Ok(None);
    };
    let page = workspace::private("bench/tell.html");
    files::write(&page, html)?;
    let styles = workspace::path("dist/assets/public.css");
    size::of(&[page, styles]).map(Some)
}

/// Prints the table. Failure when something is over its budget.
fn print(rows: &[Row]) -> ExitCode {
    println!("\n{:<34} {:>10} {:>10} {:>7}", "", "bytes", "budget", "");
    for row in rows {
        let verdict = if row.bytes <= row.budget {
            ""
        } else {
            "  OVER"
        };
        println!(
            "{:<34} {:>10} {:>10} {:>7}{verdict}",
            row.name, row.bytes, row.budget, row.compression
        );
    }
    if rows.iter().all(|row| row.bytes <= row.budget) {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}
