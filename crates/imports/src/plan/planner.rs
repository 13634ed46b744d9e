//! The dry run, in steps, so that a browser stays usable while a large file is checked.
//!
//! Two passes: the first finds out how the columns write dates and amounts, the second reads the rows.

use laurel_api::imports::{ImportKind, Mapping};
use laurel_domain::Timestamp;

use super::Plan;
use super::cells::Cells;
use super::layout::Layout;
use super::tally::Tally;
use crate::read::Table;
use crate::report::{MappingProblem, Report};
use crate::value::{amount, date};

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
    Columns {
        dates: date::Evidence,
        amounts: amount::Evidence,
    },
    Rows,
    Done,
}

impl Planner {
    /// Begins a dry run. `now` is the latest date that makes sense (a day of slack is allowed).
    pub fn new(table: &Table, kind: ImportKind, mapping: &Mapping, now: Timestamp) -> Self {
        let (layout, mapping_problems) = Layout::new(table, kind, mapping, now);
        let is_sound = mapping_problems.is_empty();
        let mut planner = Self {
            table: table.clone(),
            kind,
            mapping: mapping.clone(),
            layout,
            pass: Pass::Columns {
                dates: date::Evidence::default(),
                amounts: amount::Evidence::default(),
            },
            position: 0,
            tally: Tally::new(Report {
                mapping_problems,
                warnings: table.notes().to_vec(),
                ..Report::default()
            }),
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
            Pass::Columns { .. } => share * 0.2,
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
                Pass::Columns { dates, amounts } => {
                    let cells = Cells::new(record, &self.layout);
                    cells
                        .known("date")
                        .into_iter()
                        .for_each(|text| dates.add(text));
                    cells
                        .known("amount")
                        .into_iter()
                        .for_each(|text| amounts.add(text));
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
        let Pass::Columns { dates, amounts } = &self.pass else {
            self.pass = Pass::Done;
            return;
        };
        self.layout.date_order = dates.order();
        self.layout.decimal_mark = amounts.decimal_mark();
        if dates.is_contradictory() {
            self.tally.report.mapping_problems.push(MappingProblem {
                field: String::from("date"),
                message: String::from(
                    "Some dates in this column are day/month, others month/day. Write them as 2018-07-31.",
                ),
            });
            self.give_up();
        } else {
            self.pass = Pass::Rows;
        }
    }

    /// Ends without reading rows.
    fn give_up(&mut self) {
        self.tally.report.rows_read = self.table.len() as u32;
        self.pass = Pass::Done;
    }

    /// The plan for what was read. Call it when [`Planner::advance`] has answered that nothing is left.
    pub fn finish(mut self) -> Plan {
        if self.tally.report.mapping_problems.is_empty() {
            self.warn_of_unused_columns();
        }
        let (accepted, ordinals, report) = self.tally.finish();
        Plan {
            table: self.table,
            kind: self.kind,
            mapping: self.mapping,
            layout: self.layout,
            accepted,
            ordinals,
            report,
        }
    }

    fn warn_of_unused_columns(&mut self) {
        let names = self.table.header().iter().enumerate();
        let unused: Vec<String> = names
            .filter(|(position, _)| !self.layout.is_used(*position))
            .map(|(_, name)| format!("“{name}”"))
            .collect();
        if !unused.is_empty() {
            let columns = unused.join(", ");
            self.tally
                .report
                .warnings
                .push(format!("Not taken over: {columns}."));
        }
    }
}
