//! A dry run's report as a file for a spreadsheet.

use laurel_words::Words;

use crate::csv_text::csv_text;
use crate::report::Report;

/// The report as CSV: row, column, value, what to do. Rows that are left out for another reason follow.
/// Values come from a stranger's file; [`csv_text`] makes them harmless.
pub fn problems_csv(words: Words, report: &Report) -> String {
    let mut rows = Vec::new();
    let mut add = |cells: [&str; 4]| rows.push(cells.map(str::to_owned).into());
    add([
        words.import_trouble_csv_row(),
        words.import_trouble_csv_column(),
        words.import_trouble_csv_value(),
        words.import_trouble_csv_problem(),
    ]);
    for problem in &report.mapping_problems {
        add(["1", &problem.field, "", &problem.trouble.say(words)]);
    }
    for problem in &report.problems {
        let column = problem.column.as_deref().unwrap_or_default();
        let said = problem.trouble.say(words);
        add([&problem.row.to_string(), column, &problem.value, &said]);
    }
    if report.problem_rows as usize > report.problems.len() {
        let all = words.count(u64::from(report.problem_rows));
        let shown = words.count(report.problems.len() as u64);
        add(["", "", "", &words.import_trouble_csv_more(&all, &shown)]);
    }
    for row in &report.without_text {
        let said = words.import_trouble_csv_without_text();
        add([&row.to_string(), "", "", said]);
    }
    for repeat in &report.repeats {
        let said = words.import_trouble_csv_repeat(&repeat.first.to_string());
        add([&repeat.row.to_string(), "", "", &said]);
    }
    csv_text(&rows)
}
