//! What a dry run found: counts, and problems by row and column.

use std::collections::BTreeMap;

use crate::finding::Finding;
use crate::trouble::{MappingTrouble, Trouble};

/// How many problems are kept one by one; the rest is counted.
pub const MAX_PROBLEMS: usize = 10_000;

/// What an import of a file would send, and what stands in its way.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Report {
    /// Rows below the header that hold anything.
    pub rows_read: u32,
    /// Rows that will be sent.
    pub accepted: u32,
    /// Different people in the accepted rows.
    pub people: u32,
    /// Purchases in the accepted rows.
    pub purchases: u32,
    /// What was paid for them, in minor units, by currency.
    pub amounts: BTreeMap<String, i64>,
    /// Leads in the accepted rows that became customers.
    pub converted: u32,
    /// Rows that do not count by their state: left out.
    pub not_counted: u32,
    /// The states that occur, the most frequent first.
    pub statuses: Vec<Status>,
    /// Rows that equal an earlier one: left out, unless equal rows are separate facts.
    pub repeats: Vec<Repeat>,
    /// Reviews without text, by row number: left out.
    pub without_text: Vec<u32>,
    /// What is wrong with the mapping itself; any of these stops the import.
    pub mapping_problems: Vec<MappingProblem>,
    /// What is wrong in the rows, at most [`MAX_PROBLEMS`].
    pub problems: Vec<RowProblem>,
    /// Rows with a problem, all of them.
    pub problem_rows: u32,
    /// What was noticed, what is to be decided first.
    pub findings: Vec<Finding>,
    /// How many findings are to be decided before the import can begin.
    pub open_findings: u32,
}

/// A state of orders or reviews.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Status {
    /// As it stands in the file.
    pub value: String,
    /// As it is compared, and as in [`laurel_api::imports::Mapping::statuses`].
    pub normal: String,
    /// How many rows have it.
    pub rows: u32,
    /// Whether these rows count; nothing when neither its words nor anybody has told.
    pub counts: Option<bool>,
}

/// A field whose column or value does not fit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MappingProblem {
    /// The field's code, or `currency` or `system` (where the file comes from).
    pub field: String,
    /// What is wrong.
    pub trouble: MappingTrouble,
}

/// A row that cannot be sent as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowProblem {
    /// As a spreadsheet shows it: the header is row 1.
    pub row: u32,
    /// The column, when one cell is to blame.
    pub column: Option<String>,
    /// The beginning of what stands there.
    pub value: String,
    /// What is wrong.
    pub trouble: Trouble,
}

/// A row that equals an earlier one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Repeat {
    /// As a spreadsheet shows it.
    pub row: u32,
    /// The first row that says the same.
    pub first: u32,
}

impl Report {
    /// Adds a problem, or only counts it when there are many.
    pub(crate) fn add_problem(&mut self, problem: RowProblem) {
        if self.problems.len() < MAX_PROBLEMS {
            self.problems.push(problem);
        }
    }
}

/// The beginning of a value, for a message: one line of at most 60 characters.
pub(crate) fn excerpt(value: &str) -> String {
    const LENGTH: usize = 60;
    let mut line: String = value
        .chars()
        .map(|character| {
            if character.is_control() {
                ' '
            } else {
                character
            }
        })
        .take(LENGTH + 1)
        .collect();
    if line.chars().count() > LENGTH {
        line = line.chars().take(LENGTH - 1).chain(['…']).collect();
    }
    line
}
