//! `cargo xtask bench`: sizes against `docs/SIZES.md`, and what is measured in a browser.

mod charts;
mod limits;
mod measure;
mod ratchet;

use std::process::ExitCode;

use crate::build::{self, Purpose, Speed};
use crate::counts::Counts;
use crate::error::{Failure, Result};
use crate::files;
use crate::options::Arguments;
use crate::workspace;
use measure::{App, Worker};
use ratchet::{Measured, Table};

/// Where sizes and budgets stand.
const FILE: &str = "docs/SIZES.md";

/// `cargo xtask bench`.
pub(crate) fn run(arguments: Arguments) -> Result<ExitCode> {
    let (mut port, mut is_accepted, mut wanted) = (8787, false, None);
    arguments.each(|name, values| {
        match name {
            "" => wanted = Some(values.text()?),
            "port" => port = values.port()?,
            "accept" => is_accepted = true,
            _ => return Ok(false),
        }
        Ok(true)
    })?;
    match wanted.as_deref() {
        None => {}
        Some("charts") => return charts::run(),
        Some("limits") => return limits::run(port),
        Some(other) => {
            return Err(Failure::new(format!(
                "there is no bench `{other}`: leave it out for sizes, or say `charts` or `limits`"
            )));
        }
    }
    build::prepare()?;
    // The deployed Worker first, so that a development server is left with its own.
    build::build_worker(Speed::Small, Purpose::Production)?;
    let mut measured = vec![measure::worker(Worker::Deployed)?];
    build::build(Speed::Small, Purpose::Development)?;
    measured.extend(built()?);
    match measure::pages(&format!("http://localhost:{port}"))? {
        Some(pages) => measured.extend(pages),
        None => println!("(no server on port {port}: form and wall are left out)"),
    }

    let mut table = Table::parse(&files::read(&workspace::path(FILE))?)?;
    if is_accepted {
        table.accept(&measured);
        files::write(&workspace::path(FILE), table.to_string())?;
        println!("{FILE} has the sizes that are smaller now, and those that are new");
    }
    let counts = print(&table, &measured);
    App::read()?.print_parts()?;
    Ok(crate::check::exit_code(counts))
}

/// Compares what the tests have built and serve with the file: a size that has grown fails.
pub(crate) fn gate(base_url: &str) -> Result<Counts> {
    let mut measured = built()?;
    measured.extend(
        measure::pages(base_url)?
            .ok_or_else(|| Failure::new(format!("{base_url} does not answer")))?,
    );
    let table = Table::parse(&files::read(&workspace::path(FILE))?)?;
    Ok(print(&table, &measured))
}

/// Everything that a development build consists of.
fn built() -> Result<Vec<Measured>> {
    let mut measured = App::read()?.measure()?;
    measured.push(measure::worker(Worker::Tested)?);
    measured.push(measure::embed()?);
    Ok(measured)
}

/// Prints a line for each size, and counts those that are as they may be.
fn print(table: &Table, measured: &[Measured]) -> Counts {
    println!(
        "\n{:<36} {:>9} {:>9} {:>9}",
        "", "bytes", "in file", "budget"
    );
    let mut counts = Counts::default();
    for one in table.compare(measured) {
        println!("{one}");
        counts += Counts::one(one.is_fine());
    }
    counts
}
