//! What an import would send: which rows, in which order, and what is wrong with the others.
//!
//! A plan keeps positions, not rows: [`Plan::batch`] makes the rows again when they are sent, so that
//! a large file costs no more than its bytes.

mod cells;
mod countries;
mod layout;
mod leads;
mod nps;
mod planner;
mod purchases;
mod reviews;
mod row;
mod tally;
mod unsubscribed;
mod variants;

use std::collections::{HashMap, HashSet};

use laurel_api::imports::{BATCH_MAX, ImportKind, Mapping, RowKey, Rows, StartRequest};
use laurel_domain::Timestamp;

pub use planner::Planner;

use crate::read::Table;
use crate::report::Report;
use cells::Cells;
use layout::Layout;
use row::{Line, Row};

/// A dry run's result: the report, and the rows that can be sent.
#[derive(Debug, Clone)]
pub struct Plan {
    table: Table,
    kind: ImportKind,
    mapping: Mapping,
    layout: Layout,
    /// Positions of the accepted rows, ascending.
    accepted: Vec<u32>,
    /// Ordinals among equal rows, where they are not 0.
    ordinals: HashMap<u32, u32>,
    /// Positions of the accepted rows that only take back what they recorded before.
    voids: HashSet<u32>,
    /// Further lines of an order, by the position of its first.
    lines: HashMap<u32, Vec<u32>>,
    /// Whether their amounts are added up.
    sums: bool,
    report: Report,
}

/// Makes a plan in one go. `now` is the latest date that makes sense (a day of slack is allowed).
pub fn plan(table: &Table, kind: ImportKind, mapping: &Mapping, now: Timestamp) -> Plan {
    let mut planner = Planner::new(table, kind, mapping, now);
    while planner.advance(usize::MAX) {}
    planner.finish()
}

impl Plan {
    /// What was found.
    pub const fn report(&self) -> &Report {
        &self.report
    }

    /// What the file holds.
    pub const fn kind(&self) -> ImportKind {
        self.kind
    }

    /// How the file is read.
    pub const fn mapping(&self) -> &Mapping {
        &self.mapping
    }

    /// Whether nothing stands in the way: no problem of the mapping, nothing to decide, no problem in a row
    /// unless such rows are left out, and at least one row to send.
    pub const fn may_run(&self) -> bool {
        self.report.mapping_problems.is_empty()
            && self.report.open_findings == 0
            && (self.report.problem_rows == 0 || self.mapping.skip_problem_rows)
            && !self.accepted.is_empty()
    }

    /// The plan without these rows (positions among those that it sends, ascending).
    #[must_use]
    pub fn without(&self, positions: &[u32]) -> Self {
        let mut plan = self.clone();
        let mut at = 0;
        plan.accepted.retain(|_| {
            let stays = positions.binary_search(&at).is_err();
            at += 1;
            stays
        });
        plan
    }

    /// The number that a spreadsheet shows for a row that is sent (by its position among those).
    pub fn row_number(&self, position: usize) -> Option<u32> {
        let row = self.accepted.get(position)?;
        Some(self.table.row_number(*row as usize))
    }

    /// How many rows there are to send.
    pub const fn len(&self) -> usize {
        self.accepted.len()
    }

    /// Whether there is nothing to send.
    pub const fn is_empty(&self) -> bool {
        self.accepted.is_empty()
    }

    /// The rows to send from this one (from 0) on, at most `max` and never more than a batch takes.
    pub fn batch(&self, first_row: usize, max: usize) -> Rows {
        let rows = self.rows(first_row, max);
        row::rows(self.kind, rows.into_iter().map(|(row, _)| row).collect())
    }

    /// The keys of the rows that [`Plan::batch`] gives for the same numbers.
    pub fn keys(&self, first_row: usize, max: usize) -> Vec<RowKey> {
        let rows = self.rows(first_row, max);
        rows.into_iter().map(|(_, key)| key).collect()
    }

    fn rows(&self, first_row: usize, max: usize) -> Vec<(Row, RowKey)> {
        let positions = self.accepted.get(first_row..).unwrap_or_default();
        let positions = positions.get(..max.min(BATCH_MAX)).unwrap_or(positions);
        let Some(first) = positions.first() else {
            return Vec::new();
        };
        let mut records = self.table.records(*first as usize);
        let mut rows = Vec::with_capacity(positions.len());
        let mut wanted = positions.iter().peekable();
        while wanted.peek().is_some()
            && let Some((position, record)) = records.next_row()
        {
            if wanted.next_if(|next| **next as usize == position).is_none() {
                continue;
            }
            let mut cells = Cells::new(record, &self.layout);
            let id = cells.id("record_id");
            if self.voids.contains(&(position as u32)) {
                rows.push(row::void(self.kind, &self.layout.source, id.as_deref()));
                continue;
            }
            let Some(mut row) = Row::read(self.kind, &mut cells) else {
                continue;
            };
            let key = {
                let ordinals = &self.ordinals;
                let ordinal = ordinals.get(&(position as u32)).copied();
                let content = row.content();
                let identity =
                    row.identity(self.kind, &self.layout.source, id.as_deref(), &content);
                (
                    identity.key(ordinal.unwrap_or_default()),
                    identity.similar(),
                )
            };
            for line in self.lines.get(&(position as u32)).into_iter().flatten() {
                let mut further = self.table.records(*line as usize);
                if let Some((_, record)) = further.next_row()
                    && let Some(line) = Line::read(&mut Cells::new(record, &self.layout))
                {
                    row.add_line(&line, self.sums);
                }
            }
            rows.push(row.keyed(key));
        }
        rows
    }

    /// The request that starts this import, or finds it again when it was not finished.
    pub fn start_request(&self, file_name: &str) -> StartRequest {
        StartRequest {
            kind: self.kind,
            file_name: file_name
                .chars()
                .filter(|c| !c.is_control())
                .take(200)
                .collect(),
            file_digest: self.table.file_digest().to_owned(),
            header_digest: self.table.header_digest().to_owned(),
            mapping: self.mapping.clone(),
            rows_total: self.accepted.len() as u32,
        }
    }
}

#[cfg(test)]
mod hostile;
#[cfg(test)]
mod tests;
