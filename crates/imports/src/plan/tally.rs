//! Counts what the rows hold, and finds rows that are one.
//!
//! Long because what counts, what is one and what is left out is decided in one walk.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

use laurel_api::imports::{ImportKind, Mapping};
use laurel_api::touchpoints::PersonKey;

use super::cells::Cells;
use super::reviews;
use super::row::{Line, Row};
use crate::finding::{Choice, Example, Findings, Notice};
use crate::key::{Fingerprint, fingerprint};
use crate::read::Table;
use crate::report::{Repeat, Report, RowProblem, Status, excerpt};
use crate::trouble::Trouble;
use crate::value::{date, status};

/// What was found so far.
#[derive(Debug, Default)]
pub(super) struct Tally {
    pub(super) report: Report,
    pub(super) findings: Findings,
    /// Of rows that are one: the number of the first, how many there are, and what it says.
    equal: HashMap<Fingerprint, (u32, u32, Fingerprint)>,
    accepted: Vec<u32>,
    ordinals: HashMap<u32, u32>,
    /// Accepted rows that only take back what they recorded before.
    voids: HashSet<u32>,
    /// Orders by the print of their id.
    orders: HashMap<Fingerprint, Order>,
    /// Further lines of an order, by the position of its first.
    lines: HashMap<u32, Vec<u32>>,
    /// States in the order in which they came, and their position by what they are compared by.
    statuses: Vec<Status>,
    status_at: HashMap<String, usize>,
    status_row: Vec<u32>,
    /// The beginning of a digest for each row's person; sorted and counted at the end.
    people: Vec<u64>,
    /// The id with which an address came first.
    ids: HashMap<u64, u64>,
}

/// An order whose first row was read.
#[derive(Debug)]
struct Order {
    position: u32,
    row: u32,
    is_accepted: bool,
    has_amount: bool,
    /// What its further lines cost, by currency.
    more: Vec<(String, i64)>,
}

/// What a tally ends with.
pub(super) struct Sum {
    pub(super) accepted: Vec<u32>,
    pub(super) ordinals: HashMap<u32, u32>,
    pub(super) voids: HashSet<u32>,
    pub(super) lines: HashMap<u32, Vec<u32>>,
    pub(super) report: Report,
}

impl Tally {
    /// Begins with what is known of the file.
    pub(super) fn new(report: Report, findings: Findings) -> Self {
        Self {
            report,
            findings,
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
        let row = table.row_number(position);
        if cells.is_blank() {
            self.findings.of(Notice::BlankRows, None).at(row);
            return;
        }
        if is_header(table, cells) {
            self.findings.of(Notice::RepeatedHeader, None).at(row);
            return;
        }
        self.report.rows_read += 1;
        let columns = table.header().len();
        if !cells.fits(columns) {
            self.report.problem_rows += 1;
            let given = cells.record();
            self.report.add_problem(RowProblem {
                row,
                column: None,
                value: excerpt(&given.iter().collect::<Vec<_>>().join(" ")),
                trouble: Trouble::Ragged {
                    cells: given.len(),
                    columns,
                },
            });
            return;
        }
        self.placeholders(row, cells);
        let record = cells.id("record_id");
        let order = record
            .as_deref()
            .filter(|_| kind == ImportKind::Purchases)
            .map(|record| fingerprint([record]));
        if let Some(order) = order
            && self.orders.contains_key(&order)
        {
            self.line_of(order, row, position as u32, mapping, cells);
            return;
        }
        let counts = self.counts(row, mapping, cells);
        if !counts && order.is_some() && cells.problems.is_empty() {
            // What was a purchase when the file was read before may be none now.
            self.accepted.push(position as u32);
            self.voids.insert(position as u32);
        }
        let accepted = counts && self.accept(table, kind, mapping, position, record, cells);
        self.tell(row, mapping, cells);
        if let Some(order) = order {
            let has_amount = cells.known("amount").is_some();
            self.orders.insert(
                order,
                Order {
                    position: position as u32,
                    row,
                    is_accepted: accepted,
                    has_amount,
                    more: Vec::new(),
                },
            );
        }
    }

    /// Whether the row counts by its state.
    fn counts(&mut self, row: u32, mapping: &Mapping, cells: &Cells<'_>) -> bool {
        let Some(value) = cells.raw("status").map(str::trim) else {
            return true;
        };
        let normal = status::normal(value);
        if normal.is_empty() {
            return true;
        }
        let at = *self.status_at.entry(normal.clone()).or_insert_with(|| {
            let told = mapping.statuses.get(&normal).copied();
            self.statuses.push(Status {
                value: excerpt(value),
                counts: told.or_else(|| status::counts(&normal)),
                normal,
                rows: 0,
            });
            self.status_row.push(row);
            self.statuses.len() - 1
        });
        let Some(status) = self.statuses.get_mut(at) else {
            return true;
        };
        status.rows += 1;
        if status.counts == Some(false) {
            self.report.not_counted += 1;
            self.findings
                .of(
                    Notice::NotCounted,
                    mapping.columns.get("status").map(String::as_str),
                )
                .at(row);
            return false;
        }
        true
    }

    /// Reads the row and adds it; `false` when it is left out.
    fn accept(
        &mut self,
        table: &Table,
        kind: ImportKind,
        mapping: &Mapping,
        position: usize,
        record: Option<String>,
        cells: &mut Cells<'_>,
    ) -> bool {
        let row = table.row_number(position);
        if kind == ImportKind::Reviews && !reviews::has_text(cells) {
            self.report.without_text.push(row);
            return false;
        }
        let Some(read) = Row::read(kind, cells) else {
            self.report.problem_rows += 1;
            return false;
        };
        if cells.is_left_out() {
            return false;
        }
        let content = read.content();
        let source = &cells.layout().source;
        let identity = read.identity(kind, source, record.as_deref(), &content);
        let has_id = identity.record.is_some();
        let says = fingerprint([content.as_str()]);
        let ordinal = match self.equal.entry(identity.fingerprint()) {
            Entry::Vacant(entry) => {
                entry.insert((row, 1, says));
                0
            }
            Entry::Occupied(mut entry) => {
                let (first, count, before) = *entry.get();
                if has_id && before != says {
                    let code = if record.is_some() {
                        "record_id"
                    } else {
                        "external_id"
                    };
                    cells.refuse(code, Trouble::SameId { first });
                    self.report.problem_rows += 1;
                    return false;
                }
                entry.insert((first, count.saturating_add(1), before));
                self.report.repeats.push(Repeat { row, first });
                count
            }
        };
        if ordinal > 0 {
            if has_id || !mapping.equal_rows_are_separate {
                return false;
            }
            self.ordinals.insert(position as u32, ordinal);
        }
        self.accepted.push(position as u32);
        self.add(row, mapping, &read);
        true
    }

    fn add(&mut self, row: u32, mapping: &Mapping, read: &Row) {
        if let Some(person) = read.person() {
            self.people.push(identity(person));
            self.share(row, mapping, person);
        }
        if let Some(amount) = read.amount() {
            let sum = self
                .report
                .amounts
                .entry(amount.currency.as_str().to_owned());
            let sum = sum.or_default();
            *sum = sum.saturating_add(amount.minor);
        }
        match read {
            Row::Purchase(_) => self.report.purchases += 1,
            Row::Lead(lead) => {
                self.report.converted += u32::from(lead.converted == Some(true));
                if lead.opted_out == Some(true) {
                    let column = mapping.columns.get("opted_out").map(String::as_str);
                    self.findings.of(Notice::OptOuts, column).at(row);
                }
            }
            _ => {}
        }
    }

    /// Notes that an address came with another id before.
    fn share(&mut self, row: u32, mapping: &Mapping, person: &PersonKey) {
        let (Some(id), Some(email)) = (&person.external_id, &person.email) else {
            return;
        };
        let id = short(fingerprint([id.as_str()]));
        let first = *self
            .ids
            .entry(short(fingerprint([email.as_str()])))
            .or_insert(id);
        if first != id {
            let column = mapping.columns.get("email").map(String::as_str);
            self.findings
                .of(Notice::SharedAddress, column)
                .shown(row, email, email);
        }
    }

    /// A further line of an order.
    fn line_of(
        &mut self,
        order: Fingerprint,
        row: u32,
        position: u32,
        mapping: &Mapping,
        cells: &mut Cells<'_>,
    ) {
        let is_accepted = self
            .orders
            .get(&order)
            .is_some_and(|order| order.is_accepted);
        if is_accepted {
            match Line::read(cells) {
                None => self.report.problem_rows += 1,
                Some(line) => {
                    self.findings.of(Notice::OrderLines, None).at(row);
                    if let Some(order) = self.orders.get_mut(&order) {
                        self.lines.entry(order.position).or_default().push(position);
                        if let Some(amount) = line.amount {
                            order
                                .more
                                .push((amount.currency.as_str().to_owned(), amount.minor));
                        }
                    }
                }
            }
        }
        self.tell(row, mapping, cells);
    }

    /// Takes over what was noticed and what is wrong in a row.
    fn tell(&mut self, row: u32, mapping: &Mapping, cells: &mut Cells<'_>) {
        let column = |code: &str| mapping.columns.get(code).map(String::as_str);
        for notice in cells.notices.drain(..) {
            self.findings.of(notice.notice, column(notice.code)).shown(
                row,
                &notice.before,
                &notice.after,
            );
        }
        for problem in cells.problems.drain(..) {
            self.report.add_problem(RowProblem {
                row,
                column: column(problem.code).map(str::to_owned),
                value: problem.value,
                trouble: problem.trouble,
            });
        }
    }

    /// Notes the values that mean "not known".
    fn placeholders(&mut self, row: u32, cells: &Cells<'_>) {
        for (code, _) in cells.layout().mapped() {
            if matches!(code, "quote" | "comment" | "status") {
                continue;
            }
            let value = cells.raw(code).map(str::trim).unwrap_or_default();
            let is_nothing =
                cells.layout().is_placeholder(value) || (code == "date" && date::is_zero(value));
            if !value.is_empty() && is_nothing {
                let finding = self.findings.of(Notice::Placeholders, None);
                finding.at(row);
                if finding.examples.len() < 12
                    && finding.examples.iter().all(|one| one.before != value)
                {
                    finding.examples.push(Example {
                        row,
                        before: excerpt(value),
                        after: String::new(),
                    });
                }
            }
        }
    }

    /// What was found in all.
    pub(super) fn finish(mut self, mapping: &Mapping) -> Sum {
        self.people.sort_unstable();
        self.people.dedup();
        self.report.people = self.people.len() as u32;
        self.report.accepted = (self.accepted.len() - self.voids.len()) as u32;
        let column = mapping.columns.get("status").map(String::as_str);
        for (status, row) in self.statuses.iter().zip(&self.status_row) {
            match status.counts {
                None => {
                    let finding = self.findings.of(Notice::UnknownStatus, column);
                    finding.shown(*row, &status.value, &status.value);
                }
                Some(false) => {
                    self.findings
                        .of(Notice::NotCounted, column)
                        .examples
                        .push(Example {
                            row: *row,
                            before: status.value.clone(),
                            after: String::new(),
                        });
                }
                Some(true) => {}
            }
        }
        self.statuses
            .sort_by_key(|status| std::cmp::Reverse(status.rows));
        self.report.statuses = self.statuses;
        let sums = Notice::OrderAmounts.answer(mapping) == Some(Choice::Sum);
        let mut orders: Vec<&Order> = self.orders.values().collect();
        orders.sort_by_key(|order| order.position);
        for order in orders {
            if order.more.len() + usize::from(order.has_amount) > 1 {
                self.findings.of(Notice::OrderAmounts, None).at(order.row);
            }
            let taken = if sums {
                usize::MAX
            } else {
                usize::from(!order.has_amount)
            };
            for (currency, minor) in order.more.iter().take(taken) {
                let sum = self.report.amounts.entry(currency.clone()).or_default();
                *sum = sum.saturating_add(*minor);
            }
        }
        self.report.findings = self.findings.into_sorted(mapping);
        let open = self
            .report
            .findings
            .iter()
            .filter(|one| one.is_open(mapping));
        self.report.open_findings = open.count() as u32;
        self.accepted.shrink_to_fit();
        Sum {
            accepted: self.accepted,
            ordinals: self.ordinals,
            voids: self.voids,
            lines: self.lines,
            report: self.report,
        }
    }
}

/// Whether a row repeats the header, as where files were put one behind the other.
pub(super) fn is_header(table: &Table, cells: &Cells<'_>) -> bool {
    let mut given = cells.record().iter();
    table.header().len() > 1
        && table
            .header()
            .iter()
            .all(|name| given.next().is_some_and(|cell| cell.trim() == name))
}

/// Equal for rows about the same person: the id in the other system, or the address without one.
fn identity(person: &PersonKey) -> u64 {
    let (mark, name) = match (&person.external_id, &person.email) {
        (Some(id), _) => ("id", id.as_str()),
        (None, Some(email)) => ("email", email.as_str()),
        (None, None) => ("", ""),
    };
    short(fingerprint([mark, name]))
}

fn short(print: Fingerprint) -> u64 {
    print
        .iter()
        .take(8)
        .fold(0, |hash, byte| hash << 8 | u64::from(*byte))
}
