//! What an import would send: which rows, in which order, and what is wrong with the others.
//!
//! A plan keeps positions, not rows: [`Plan::batch`] makes the rows again when they are sent, so that
//! a large file costs no more than its bytes.

mod cells;
mod layout;
mod leads;
mod planner;
mod purchases;
mod reviews;
mod tally;

use std::collections::HashMap;

use laurel_api::imports::{BATCH_MAX, ImportKind, Mapping, Rows, StartRequest};
use laurel_domain::Timestamp;

pub use planner::Planner;

use crate::key::Content;
use crate::read::Table;
use crate::report::Report;
use cells::Cells;
use layout::Layout;

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

    /// How the file is read.
    pub const fn mapping(&self) -> &Mapping {
        &self.mapping
    }

    /// Whether nothing stands in the way: no problem of the mapping, no problem in a row unless such
    /// rows are left out, and at least one row to send.
    pub const fn may_run(&self) -> bool {
        self.report.mapping_problems.is_empty()
            && (self.report.problem_rows == 0 || self.mapping.skip_problem_rows)
            && self.report.accepted > 0
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
        let positions = self.accepted.get(first_row..).unwrap_or_default();
        let positions = positions.get(..max.min(BATCH_MAX)).unwrap_or(positions);
        match self.kind {
            ImportKind::Leads => Rows::Leads(self.rows(positions, leads::read)),
            ImportKind::Purchases => Rows::Purchases(self.rows(positions, purchases::read)),
            ImportKind::Reviews => Rows::Reviews(self.rows(positions, reviews::read)),
        }
    }

    fn rows<R>(
        &self,
        positions: &[u32],
        read: impl Fn(&mut Cells<'_>, String) -> Option<R>,
    ) -> Vec<R> {
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
            let ordinal = self
                .ordinals
                .get(&(position as u32))
                .copied()
                .unwrap_or_default();
            let key = Content::of(record).key(ordinal);
            rows.extend(read(&mut Cells::new(record, &self.layout), key));
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
mod tests;
