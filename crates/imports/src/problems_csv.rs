//! A dry run's report as a file for a spreadsheet.

use crate::report::Report;

/// The report as CSV: row, column, value, what to do. Rows that are left out for another reason follow.
///
/// Values come from a stranger's file, so a cell that a spreadsheet would take for a formula gets an
/// apostrophe in front.
pub fn problems_csv(report: &Report) -> String {
    let mut lines = Lines(csv::WriterBuilder::new().from_writer(Vec::new()));
    lines.add(["row", "column", "value", "problem"]);
    for problem in &report.mapping_problems {
        lines.add(["1", &problem.field, "", &problem.message]);
    }
    for problem in &report.problems {
        let column = problem.column.as_deref().unwrap_or_default();
        lines.add([
            &problem.row.to_string(),
            column,
            &problem.value,
            &problem.message,
        ]);
    }
    if report.problem_rows as usize > report.problems.len() {
        let message = format!(
            "{} rows have problems; this list ends after {} of them.",
            report.problem_rows,
            report.problems.len()
        );
        lines.add(["", "", "", &message]);
    }
    for row in &report.without_text {
        lines.add([&row.to_string(), "", "", "This row has no text."]);
    }
    for repeat in &report.repeats {
        let message = format!("This row equals row {}.", repeat.first);
        lines.add([&repeat.row.to_string(), "", "", &message]);
    }
    lines
        .0
        .into_inner()
        .ok()
        .and_then(|bytes| String::from_utf8(bytes).ok())
        .unwrap_or_default()
}

struct Lines(csv::Writer<Vec<u8>>);

impl Lines {
    fn add(&mut self, cells: [&str; 4]) {
        let written = self.0.write_record(cells.map(harmless));
        debug_assert!(written.is_ok(), "writing to memory does not fail");
    }
}

/// The cell's text, which no spreadsheet takes for a formula.
fn harmless(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) {
        format!("'{cell}")
    } else {
        cell.to_owned()
    }
}
