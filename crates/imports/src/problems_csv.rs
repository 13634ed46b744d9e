//! A dry run's report as a file for a spreadsheet.

use crate::csv_text::csv_text;
use crate::report::Report;

/// The report as CSV: row, column, value, what to do. Rows that are left out for another reason follow.
/// Values come from a stranger's file; [`csv_text`] makes them harmless.
pub fn problems_csv(report: &Report) -> String {
    let mut rows = Vec::new();
    let mut add = |cells: [&str; 4]| rows.push(cells.map(str::to_owned).into());
    add(["row", "column", "value", "problem"]);
    for problem in &report.mapping_problems {
        add(["1", &problem.field, "", &problem.message]);
    }
    for problem in &report.problems {
        let column = problem.column.as_deref().unwrap_or_default();
        add([
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
        add(["", "", "", &message]);
    }
    for row in &report.without_text {
        add([&row.to_string(), "", "", "This row has no text."]);
    }
    for repeat in &report.repeats {
        let message = format!("This row equals row {}.", repeat.first);
        add([&repeat.row.to_string(), "", "", &message]);
    }
    csv_text(&rows)
}
