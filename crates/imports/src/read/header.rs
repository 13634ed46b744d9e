//! The names of the columns: is row 1 a header, and can every column be told from the others?

use std::collections::HashSet;

use laurel_domain::text::Email;

use super::FileProblem;
use crate::finding::{Finding, Findings, Notice};
use crate::value::{date, number};

/// The columns' names, all different, and what had to be done for that.
pub(super) struct Header {
    /// In the order of the columns.
    pub(super) names: Vec<String>,
    /// What had to be done for that.
    pub(super) findings: Vec<Finding>,
}

/// A name longer than this is a text that belongs into a row.
const LONGEST_NAME: usize = 200;

/// Reads the header's cells.
pub(super) fn names(cells: &[String]) -> Result<Header, FileProblem> {
    refuse_data(cells)?;
    let mut header = Header {
        names: Vec::with_capacity(cells.len()),
        findings: Vec::new(),
    };
    let mut findings = Findings::default();
    let mut taken: HashSet<String> = HashSet::new();
    for (position, cell) in cells.iter().enumerate() {
        let given: String = cell.trim().chars().filter(|c| !c.is_control()).collect();
        let wanted = if given.is_empty() {
            format!("Column {}", position + 1)
        } else {
            given.clone()
        };
        let mut name = wanted.clone();
        let mut ordinal = 2;
        while !taken.insert(name.clone()) {
            name = format!("{wanted} ({ordinal})");
            ordinal += 1;
        }
        let notice = if given.is_empty() {
            Some(Notice::UnnamedColumns)
        } else if name != given {
            Some(Notice::SameNames)
        } else {
            None
        };
        if let Some(notice) = notice {
            findings.of(notice, None).shown(1, &given, &name);
        }
        header.names.push(name);
    }
    header.findings = findings.into_inner();
    Ok(header)
}

/// Refuses a first row that looks like the rows below it.
pub(super) fn refuse_data(cells: &[String]) -> Result<(), FileProblem> {
    let filled = || {
        cells
            .iter()
            .map(|cell| cell.trim())
            .filter(|cell| !cell.is_empty())
    };
    let no_header = |cell: &str| {
        let found = crate::report::excerpt(cell);
        Err(FileProblem::NoHeader { found })
    };
    if filled().next().is_none() {
        return Err(FileProblem::EmptyHeader);
    }
    let gives_away = |cell: &&str| {
        cell.chars().count() > LONGEST_NAME || date::is_date(cell) || Email::parse(cell).is_ok()
    };
    if let Some(cell) = filled().find(gives_away) {
        return no_header(cell);
    }
    let numbers = filled().filter(|cell| number::is_number(cell)).count();
    match filled().find(|cell| number::is_number(cell)) {
        Some(cell) if numbers * 2 > filled().count() => no_header(cell),
        _ => Ok(()),
    }
}
