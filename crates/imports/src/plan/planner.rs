//! The dry run, in steps, so that a browser stays usable while a large file is checked.
//!
//! Two passes: the first finds out how the columns write dates, amounts and scores, the second reads the rows.

use laurel_api::imports::{ImportKind, Mapping};
use laurel_domain::Timestamp;

use super::Plan;
use super::cells::Cells;
use super::layout::Layout;
use super::tally::{Sum, Tally, is_header};
use super::variants::{self, Spellings};
use crate::finding::{Choice, Example, Findings, Notice};
use crate::read::Table;
use crate::report::{MappingProblem, Report};
use crate::trouble::MappingTrouble;
use crate::value::{amount, date, rating};

/// A dry run under way.
#[derive(Debug)]
pub struct Planner {
    table: Table,
    kind: ImportKind,
    mapping: Mapping,
    layout: Layout,
    pass: Pass,
    position: usize,
    tally: Tally,
}

#[derive(Debug)]
enum Pass {
    Columns(Box<Columns>),
    Rows,
    Done,
}

/// What the columns tell as a whole.
#[derive(Debug, Default)]
struct Columns {
    dates: date::Evidence,
    amounts: amount::Evidence,
    spellings: Spellings,
}

impl Planner {
    /// Begins a dry run. `now` is the latest date that makes sense (a day of slack is allowed).
    pub fn new(table: &Table, kind: ImportKind, mapping: &Mapping, now: Timestamp) -> Self {
        let table = table.answered(mapping);
        let (layout, mapping_problems) = Layout::new(&table, kind, mapping, now);
        let is_sound = mapping_problems.is_empty();
        let mut findings = Findings::default();
        findings.extend(table.findings().iter().cloned());
        let mut planner = Self {
            table,
            kind,
            mapping: mapping.clone(),
            layout,
            pass: Pass::Columns(Box::default()),
            position: 0,
            tally: Tally::new(
                Report {
                    mapping_problems,
                    ..Report::default()
                },
                findings,
            ),
        };
        if !is_sound {
            // Every row would have the same problem.
            planner.give_up();
        }
        planner
    }

    /// How much is done, from 0 to 1.
    pub fn progress(&self) -> f64 {
        let share = self.position as f64 / self.table.len().max(1) as f64;
        match self.pass {
            Pass::Columns(_) => share * 0.2,
            Pass::Rows => 0.2 + share * 0.8,
            Pass::Done => 1.0,
        }
    }

    /// Looks at this many rows. Answers whether there is more to do.
    pub fn advance(&mut self, rows: usize) -> bool {
        let table = self.table.clone();
        let mut records = table.records(self.position);
        let end = self.position.saturating_add(rows).min(table.len());
        while self.position < end
            && let Some((position, record)) = records.next_row()
        {
            match &mut self.pass {
                Pass::Columns(columns) => {
                    let cells = Cells::new(record, &self.layout);
                    if !is_header(&table, &cells) {
                        let row = table.row_number(position);
                        columns.look(
                            self.kind,
                            &self.mapping,
                            row,
                            &cells,
                            &mut self.tally.findings,
                        );
                    }
                }
                Pass::Rows => {
                    let mut cells = Cells::new(record, &self.layout);
                    self.tally
                        .read(&self.table, self.kind, &self.mapping, position, &mut cells);
                }
                Pass::Done => return false,
            }
            self.position = position + 1;
        }
        if self.position >= table.len() {
            self.end_pass();
        }
        !matches!(self.pass, Pass::Done)
    }

    fn end_pass(&mut self) {
        self.position = 0;
        let Pass::Columns(columns) = std::mem::replace(&mut self.pass, Pass::Done) else {
            return;
        };
        let Columns {
            dates,
            amounts,
            spellings,
        } = *columns;
        let given = self.layout.date_order;
        if given.is_none() && dates.is_contradictory() {
            self.tally.report.mapping_problems.push(MappingProblem {
                field: String::from("date"),
                trouble: MappingTrouble::MixedDates,
            });
            self.give_up();
            return;
        }
        let column = |code: &str| self.mapping.columns.get(code).cloned();
        if given.is_some() || (dates.has_ambiguous() && dates.order().is_none()) {
            self.tally
                .findings
                .of(Notice::DayOrder, column("date").as_deref())
                .count = 1;
        }
        // Until it is decided the dry run reads the day first, and the import does not begin.
        let provisional = dates.has_ambiguous().then_some(date::Order::DayFirst);
        self.layout.date_order = given.or_else(|| dates.order()).or(provisional);
        self.layout.decimal_mark = amounts.decimal_mark();
        let chosen = spellings.found(&mut self.tally.findings, column);
        if Notice::Variants.answer(&self.mapping) == Some(Choice::Repair) {
            self.layout.spellings = chosen;
        }
        if self.tally.findings.has(Notice::Scale) {
            self.layout.scale = Some(Choice::WithoutStars);
        } else {
            self.layout.scale = None;
        }
        self.pass = Pass::Rows;
    }

    /// Ends without reading rows.
    fn give_up(&mut self) {
        self.tally.report.rows_read = self.table.len() as u32;
        self.pass = Pass::Done;
    }

    /// The plan for what was read. Call it when [`Planner::advance`] has answered that nothing is left.
    pub fn finish(mut self) -> Plan {
        if self.tally.report.mapping_problems.is_empty() {
            self.tell_of_unused_columns();
        }
        let Sum {
            accepted,
            ordinals,
            voids,
            lines,
            report,
        } = self.tally.finish(&self.mapping);
        Plan {
            table: self.table,
            kind: self.kind,
            sums: Notice::OrderAmounts.answer(&self.mapping) == Some(Choice::Sum),
            mapping: self.mapping,
            layout: self.layout,
            accepted,
            ordinals,
            voids,
            lines,
            report,
        }
    }

    fn tell_of_unused_columns(&mut self) {
        let names = self.table.header().iter().enumerate();
        let unused: Vec<&str> = names
            .filter(|(position, _)| !self.layout.is_used(*position))
            .map(|(_, name)| name.as_str())
            .collect();
        if !unused.is_empty() {
            let finding = self.tally.findings.of(Notice::UnusedColumns, None);
            finding.count = unused.len() as u32;
            finding.examples.push(Example {
                row: 1,
                before: unused.join(", "),
                after: String::new(),
            });
        }
    }
}

impl Columns {
    /// Looks at a row's cells as parts of their columns.
    fn look(
        &mut self,
        kind: ImportKind,
        mapping: &Mapping,
        row: u32,
        cells: &Cells<'_>,
        findings: &mut Findings,
    ) {
        if let Some(text) = cells.known("date") {
            self.dates.add(text);
        }
        if let Some(text) = cells.known("amount") {
            self.amounts.add(text);
        }
        if kind == ImportKind::Reviews
            && let Some(text) = cells.known("rating")
            && rating::is_other_scale(text)
        {
            let column = mapping.columns.get("rating").map(String::as_str);
            findings.of(Notice::Scale, column).shown(row, text, text);
        }
        if kind == ImportKind::Leads {
            for code in variants::FIELDS {
                if let Some(text) = cells.known(code) {
                    self.spellings.add(code, row, text);
                }
            }
        }
    }
}
