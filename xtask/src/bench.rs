//! `cargo xtask bench`: sizes against the budgets of the design.

use std::path::PathBuf;
use std::process::ExitCode;

use crate::build::{self, Purpose, Speed};
use crate::error::Result;
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
    arguments.each(|name, values| {
        if name == "port" {
            port = values.port()?;
            return Ok(true);
        }
        Ok(false)
    })?;
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
    rows.push(brotli(
        "app: page, wasm, scripts, styles",
        size::of(&app_files()?)?,
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
    Ok(print(&rows))
}

fn brotli(name: &'static str, sizes: Sizes, budget: u64) -> Row {
    Row {
        name,
        compression: "brotli",
        bytes: sizes.brotli,
        budget,
    }
}

/// All that a member's browser loads.
fn app_files() -> Result<Vec<PathBuf>> {
    let mut found = files::walk(&workspace::path("dist/assets/app"))?;
    let styles = workspace::path("dist/assets/app.css");
    if styles.exists() {
        found.push(styles);
    }
    Ok(found)
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
