//! What an import says on the way.

use laurel_api::imports::{BatchOutcome, CheckResponse, Import, ImportKind, Mapping};
use laurel_domain::money::{format_minor_units, group_thousands};
use laurel_imports::{Plan, Table, fields};
use laurel_words::Words;

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
    line(
        "Separated by",
        laurel_imports::say::delimiter(Words::default(), table.delimiter()),
    );
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
        for (currency, minor) in &report.amounts {
            line(
                "Amount",
                format!("{} {currency}", format_minor_units(*minor)),
            );
        }
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
    if report.not_counted > 0 {
        count("Do not count, left out", report.not_counted);
    }
    count("Rows to send", report.accepted);
    let words = Words::default();
    for status in &report.statuses {
        let counts = match status.counts {
            Some(true) => words.import_choice_counts(),
            Some(false) => words.import_choice_does_not_count(),
            None => words.import_choice_undecided(),
        };
        println!("  {} ({}): {counts}", status.value, status.rows);
    }
    for finding in &report.findings {
        let is_open = finding.is_open(plan.mapping());
        let mark = if is_open { "?" } else { " " };
        println!("{mark} {}", finding.say(words));
        for more in finding
            .say_rows(words)
            .into_iter()
            .chain(finding.say_examples(words))
        {
            println!("      {more}");
        }
        let code = finding.notice.code();
        for choice in finding.notice.choices().iter().filter(|_| is_open) {
            let said = choice.say(words, finding.notice);
            println!("      --choose {code}={}  {said}", choice.code());
        }
    }
    for problem in &report.mapping_problems {
        println!("  {}: {}", problem.field, problem.trouble.say(words));
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
            problem.trouble.say(words),
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
    } else if report.open_findings > 0 {
        "nothing was imported: something is to be decided first (marked with ? above); say so with --choose, --counts or --does-not-count"
    } else if report.problem_rows > 0 && !plan.mapping().skip_problem_rows {
        "nothing was imported: some rows have problems (see above); correct them, or leave them out with --skip-problems"
    } else {
        "nothing was imported: no row is left to send"
    })
}

/// What the server says about the rows' keys.
pub(super) fn would_change(plan: &Plan, found: &CheckResponse) {
    count("Rows that are new", found.new);
    count("Rows that are there already", found.unchanged);
    if found.changed > 0 {
        count("Rows that have changed", found.changed);
    }
    if found.kept > 0 {
        count("Changed, but decided about", found.kept);
    }
    if !found.similar.is_empty() {
        count("Look like something there", found.similar.len() as u32);
        println!("  {}", Words::default().import_finding_same_person());
        for position in found.similar.iter().take(SHOWN) {
            if let Some(row) = plan.row_number(*position as usize) {
                println!("      Row {row}");
            }
        }
    }
}

/// Why the import does not begin although every row could be sent.
pub(super) fn undecided() -> Failure {
    Failure::new(
        "nothing was imported: some rows look like something that is there (see above); say --similar import or --similar leave-out",
    )
}

/// What the import changed.
pub(super) fn changed(import: &Import) {
    let BatchOutcome {
        people_added,
        touchpoints_added,
        testimonials_added,
        rows_unchanged,
        rows_erased,
        rows_changed,
        people_opted_out,
    } = import.outcome;
    count("People added", people_added);
    count("Touchpoints added", touchpoints_added);
    if import.kind == ImportKind::Reviews {
        count("Testimonials added", testimonials_added);
        println!("They are pending, and nothing is shown without consent or a licence.");
    }
    count("Rows there already", rows_unchanged);
    if rows_changed > 0 {
        count("Rows brought up to date", rows_changed);
    }
    if people_opted_out > 0 {
        count("Not to be asked from now on", people_opted_out);
    }
    if rows_erased > 0 {
        count("Rows left out: erased on request", rows_erased);
    }
}
