//! What an import says on the way.

use laurel_api::imports::{BatchOutcome, Import, ImportKind, Mapping};
use laurel_domain::money::{format_minor_units, group_thousands};
use laurel_imports::{Plan, Table, fields};

use super::options::Options;
use crate::error::Failure;

/// How many problems are shown one by one.
const SHOWN: usize = 10;

fn line(label: &str, value: impl std::fmt::Display) {
    println!("{label:<28} {value}");
}

fn count(label: &str, number: u32) {
    line(label, group_thousands(u64::from(number)));
}

/// How the file is written and mapped.
pub(super) fn file(options: &Options, table: &Table, mapping: &Mapping) {
    line("File", options.file.display());
    line("Separated by", table.delimiter_name());
    for field in fields(options.kind) {
        if let Some(column) = mapping.columns.get(field.code) {
            line(&format!("  {}", field.code), format!("← {column}"));
        }
    }
    if let Some(date) = mapping.default_date {
        line("  date of rows without one", date);
    }
    if let Some(source) = &mapping.source {
        line("  come from", source);
    }
    let equal = if mapping.equal_rows_are_separate {
        "separate facts"
    } else {
        "repeats"
    };
    line("  equal rows are", equal);
}

/// What the dry run found.
pub(super) fn found(plan: &Plan) {
    let report = plan.report();
    count("Rows read", report.rows_read);
    if report.purchases > 0 {
        count("Purchases", report.purchases);
        let currency = plan.mapping().currency.as_deref().unwrap_or("USD");
        line(
            "Amount",
            format!("{} {currency}", format_minor_units(report.amount_minor)),
        );
    }
    if report.people > 0 {
        count("People", report.people);
    }
    if report.converted > 0 {
        count("Customers among them", report.converted);
    }
    if !report.without_text.is_empty() {
        count("Without text, left out", report.without_text.len() as u32);
    }
    if !report.repeats.is_empty() {
        let label = if plan.mapping().equal_rows_are_separate {
            "Equal to an earlier row"
        } else {
            "Repeats, left out"
        };
        count(label, report.repeats.len() as u32);
    }
    if report.problem_rows > 0 {
        count("Rows with problems", report.problem_rows);
    }
    count("Rows to send", report.accepted);
    for warning in &report.warnings {
        println!("  {warning}");
    }
    for problem in &report.mapping_problems {
        println!("  {}: {}", problem.field, problem.message);
    }
    for problem in report.problems.iter().take(SHOWN) {
        let column = problem
            .column
            .as_ref()
            .map(|name| format!(", column “{name}”"));
        println!(
            "  Row {}{}: {} Found: “{}”",
            problem.row,
            column.unwrap_or_default(),
            problem.message,
            problem.value
        );
    }
    if report.problems.len() > SHOWN {
        println!("  … and more; --problems FILE.csv writes all of them.");
    }
}

/// Why the import does not begin.
pub(super) fn refusal(plan: &Plan) -> Failure {
    let report = plan.report();
    Failure::new(if !report.mapping_problems.is_empty() {
        "nothing was imported: the mapping does not fit the file (see above); correct it with --map FIELD=COLUMN"
    } else if report.problem_rows > 0 && !plan.mapping().skip_problem_rows {
        "nothing was imported: some rows have problems (see above); correct them, or leave them out with --skip-problems"
    } else {
        "nothing was imported: no row is left to send"
    })
}

/// What the server says that the rows would change.
pub(super) fn would_change(plan: &Plan, outcome: BatchOutcome) {
    count("Touchpoints that are new", outcome.touchpoints_added);
    if outcome.testimonials_added > 0 {
        count("Testimonials that are new", outcome.testimonials_added);
    }
    count("Rows that are there already", outcome.rows_unchanged);
    erased(outcome.rows_erased);
    println!(
        "Nothing was changed. Without --dry-run {} rows are sent.",
        plan.len()
    );
}

/// What the import changed.
pub(super) fn changed(import: &Import) {
    let BatchOutcome {
        people_added,
        touchpoints_added,
        testimonials_added,
        rows_unchanged,
        rows_erased,
    } = import.outcome;
    count("People added", people_added);
    count("Touchpoints added", touchpoints_added);
    if import.kind == ImportKind::Reviews {
        count("Testimonials added", testimonials_added);
        println!("They are pending, and nothing is shown without consent or a licence.");
    }
    count("Rows there already", rows_unchanged);
    erased(rows_erased);
}

/// Said only when there are any.
fn erased(rows: u32) {
    if rows > 0 {
        count("Rows left out: erased on request", rows);
    }
}
