//! Sends a plan's rows, batch by batch.

use std::io::{IsTerminal, Write};
use std::sync::atomic::{AtomicBool, Ordering};

use laurel_api::NoQuery;
use laurel_api::endpoint::{InProgram, OfImport};
use laurel_api::endpoints::{CheckBatch, ImportBatch, StartImport};
use laurel_api::imports::{BatchRequest, CheckRequest, CheckResponse, Import, ImportState};
use laurel_domain::ProgramId;
use laurel_imports::{Plan, Portion};

use crate::client::Client;
use crate::error::{Context, Failure, Result};

/// Set by Ctrl-C; looked at between batches.
static STOP: AtomicBool = AtomicBool::new(false);

/// How an import ended.
pub(crate) enum End {
    /// All rows are in.
    Done(Import),
    /// Somebody wanted it to stop.
    Stopped(Import),
}

/// Whether progress is shown.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Progress {
    /// One line, written over and over.
    Shown,
    /// Nothing.
    Silent,
}

/// Makes Ctrl-C stop the import after the batch that is on its way.
pub(super) fn stop_politely() -> Result<()> {
    ctrlc::set_handler(|| {
        if STOP.swap(true, Ordering::SeqCst) {
            // Asked twice: what was acknowledged is in all the same.
            std::process::exit(130);
        }
    })
    .context("listening for Ctrl-C")
}

/// What is there already of the rows, by their keys; nothing is changed. The positions of rows that look like
/// something else are those among all rows.
pub(crate) fn check(
    client: &Client,
    program: &ProgramId,
    plan: &Plan,
    progress: Progress,
) -> Result<CheckResponse> {
    let path = InProgram {
        program: program.clone(),
    };
    let mut sum = CheckResponse::default();
    let mut first_row = 0;
    let mut portion = Portion::default();
    while first_row < plan.len() {
        let rows = plan.keys(first_row, portion.rows());
        let sent = rows.len();
        if sent == 0 {
            break;
        }
        let request = CheckRequest {
            kind: plan.kind(),
            rows,
        };
        let answer = client.send_batch::<CheckBatch>(&path, &request, (&mut portion, sent))?;
        let Some(answer) = answer else {
            continue;
        };
        sum.new += answer.new;
        sum.unchanged += answer.unchanged;
        sum.changed += answer.changed;
        sum.kept += answer.kept;
        let similar = answer.similar.into_iter();
        sum.similar
            .extend(similar.map(|row| row + first_row as u32));
        first_row += sent;
        show(progress, "checked", first_row, plan.len());
    }
    Ok(sum)
}

/// Starts or resumes the import and sends every row that is not in yet.
pub(crate) fn send(
    client: &Client,
    program: &ProgramId,
    plan: &Plan,
    file_name: &str,
    progress: Progress,
) -> Result<End> {
    let start = plan.start_request(file_name);
    let path = InProgram {
        program: program.clone(),
    };
    let mut import = client
        .call_patiently::<StartImport>(&path, &NoQuery {}, &start)?
        .import;
    if import.rows_done > 0 && progress == Progress::Shown {
        println!(
            "{:<28} at row {} of {}",
            "Going on", import.rows_done, import.rows_total
        );
    }
    let path = OfImport {
        program: program.clone(),
        import: import.id,
    };
    let mut portion = Portion::default();
    while import.state != ImportState::Completed {
        if STOP.load(Ordering::SeqCst) {
            return Ok(End::Stopped(import));
        }
        let rows = plan.batch(import.rows_done as usize, portion.rows());
        let count = rows.len();
        if count == 0 {
            return Err(Failure::new(
                "the server expects more rows than the file has",
            ));
        }
        let request = BatchRequest {
            first_row: import.rows_done,
            rows,
        };
        let answer = client.send_batch::<ImportBatch>(&path, &request, (&mut portion, count));
        let done = import.rows_done;
        let answer = answer.map_err(|failure| {
            Failure::new(format!(
                "{failure}\n{done} of {} rows are in. The same command goes on from there.",
                import.rows_total
            ))
        })?;
        let Some(answer) = answer else {
            continue;
        };
        import = answer.import;
        show(progress, "sent", import.rows_done as usize, plan.len());
    }
    Ok(End::Done(import))
}

/// Writes over the line of progress. A log gets only the last one.
fn show(progress: Progress, what: &str, done: usize, total: usize) {
    let is_last = done >= total;
    let is_watched = std::io::stdout().is_terminal();
    if progress == Progress::Silent || !(is_last || is_watched) {
        return;
    }
    let percent = done * 100 / total.max(1);
    print!(
        "\r{:<28} {done} of {total} ({percent} %)",
        format!("Rows {what}")
    );
    if is_last {
        println!();
    }
    // A line that cannot be shown is not worth failing for.
    let _ = std::io::stdout().flush();
}
