//! Counts rows, and sorts out which are sent, which repeat others and which have problems.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use laurel_api::imports::{ImportKind, Mapping};
use laurel_api::touchpoints::PersonKey;

use super::cells::Cells;
use super::{leads, purchases, reviews};
use crate::key::{Content, Fingerprint};
use crate::read::Table;
use crate::report::{Repeat, Report, RowProblem, excerpt};

/// What was found so far.
#[derive(Debug, Default)]
pub(super) struct Tally {
    pub(super) report: Report,
    /// Row number of the first of equal rows, and how many there are.
    equal: HashMap<Fingerprint, (u32, u32)>,
    accepted: Vec<u32>,
    ordinals: HashMap<u32, u32>,
    /// The beginning of a digest for each row's person; sorted and counted at the end.
    people: Vec<u64>,
    blank_rows: u32,
}

/// What an accepted row adds to the report.
#[derive(Default)]
struct Facts {
    person: Option<u64>,
    purchases: u32,
    amount_minor: i64,
    converted: bool,
}

impl Tally {
    /// Begins with what is known of the file.
    pub(super) fn new(report: Report) -> Self {
        Self {
            report,
            ..Self::default()
        }
    }

    /// Takes a row in.
    pub(super) fn read(
        &mut self,
        table: &Table,
        kind: ImportKind,
        mapping: &Mapping,
        position: usize,
        cells: &mut Cells<'_>,
    ) {
        if cells.is_blank() {
            self.blank_rows += 1;
            return;
        }
        self.report.rows_read += 1;
        let row = table.row_number(position);
        let columns = table.header().len();
        if cells.len() != columns {
            self.report.problem_rows += 1;
            self.report
                .add_problem(ragged(row, cells, columns, table.delimiter_name()));
            return;
        }
        if kind == ImportKind::Reviews && !reviews::has_text(cells) {
            self.report.without_text.push(row);
            return;
        }
        let Some(facts) = facts(kind, cells) else {
            self.report.problem_rows += 1;
            for problem in cells.problems.drain(..) {
                self.report.add_problem(RowProblem {
                    row,
                    column: mapping.columns.get(problem.code).cloned(),
                    value: problem.value,
                    message: problem.message,
                });
            }
            return;
        };
        let ordinal = match self.equal.entry(Content::of(cells.record()).fingerprint()) {
            Entry::Vacant(entry) => {
                entry.insert((row, 1));
                0
            }
            Entry::Occupied(mut entry) => {
                let (first, count) = *entry.get();
                entry.insert((first, count.saturating_add(1)));
                self.report.repeats.push(Repeat { row, first });
                count
            }
        };
        if ordinal > 0 {
            if !mapping.equal_rows_are_separate {
                return;
            }
            self.ordinals.insert(position as u32, ordinal);
        }
        self.accepted.push(position as u32);
        self.add(&facts);
    }

    fn add(&mut self, facts: &Facts) {
        self.people.extend(facts.person);
        self.report.purchases += facts.purchases;
        self.report.amount_minor = self.report.amount_minor.saturating_add(facts.amount_minor);
        self.report.converted += u32::from(facts.converted);
    }

    /// The positions to send, the ordinals that are not 0, and the report.
    pub(super) fn finish(mut self) -> (Vec<u32>, HashMap<u32, u32>, Report) {
        self.people.sort_unstable();
        self.people.dedup();
        self.report.people = self.people.len() as u32;
        self.report.accepted = self.accepted.len() as u32;
        if self.blank_rows > 0 {
            let rows = self.blank_rows;
            let blank = if rows == 1 {
                String::from("1 blank row was left out.")
            } else {
                format!("{rows} blank rows were left out.")
            };
            self.report.warnings.push(blank);
        }
        self.accepted.shrink_to_fit();
        (self.accepted, self.ordinals, self.report)
    }
}

/// What the row says; nothing when it has a problem.
fn facts(kind: ImportKind, cells: &mut Cells<'_>) -> Option<Facts> {
    let key = String::new();
    Some(match kind {
        ImportKind::Leads => {
            let row = leads::read(cells, key)?;
            Facts {
                person: Some(identity(&row.person)),
                converted: row.converted == Some(true),
                ..Facts::default()
            }
        }
        ImportKind::Purchases => {
            let row = purchases::read(cells, key)?;
            Facts {
                person: Some(identity(&row.person)),
                purchases: 1,
                amount_minor: row.amount.map_or(0, |amount| amount.minor),
                ..Facts::default()
            }
        }
        ImportKind::Reviews => {
            let row = reviews::read(cells, key)?;
            Facts {
                person: row.person.as_ref().map(identity),
                ..Facts::default()
            }
        }
    })
}

/// Equal for rows about the same person: the id in the other system, or the address without one.
fn identity(person: &PersonKey) -> u64 {
    let (mark, name) = match (&person.external_id, &person.email) {
        (Some(id), _) => ("id", id.as_str()),
        (None, Some(email)) => ("email", email.as_str()),
        (None, None) => ("", ""),
    };
    let fingerprint = Content::of([mark, name]).fingerprint();
    fingerprint
        .iter()
        .take(8)
        .fold(0, |hash, byte| hash << 8 | u64::from(*byte))
}

fn ragged(row: u32, cells: &Cells<'_>, columns: usize, delimiter: &str) -> RowProblem {
    let given = cells.len();
    let word = if given == 1 { "cell" } else { "cells" };
    RowProblem {
        row,
        column: None,
        value: excerpt(&cells.record().iter().collect::<Vec<_>>().join(" ")),
        message: format!(
            "This row has {given} {word}, but row 1 names {columns} columns. A cell that contains a {delimiter} or a quotation mark has to stand in quotation marks."
        ),
    }
}
