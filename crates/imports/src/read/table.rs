//! A file that was opened: its bytes and where its rows begin.

use std::sync::Arc;

use laurel_api::imports::Mapping;

use super::Source;
use super::rows::{self, Layout};
use crate::finding::{Choice, Finding, Notice};
use crate::key;

/// A file that was opened. Cheap to clone: clones share the bytes.
#[derive(Debug, Clone)]
pub struct Table {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    source: Source,
    /// Whether lines inside a cell were read as rows.
    as_rows: bool,
    bytes: Arc<Vec<u8>>,
    /// Where the table begins.
    start: usize,
    header: Vec<String>,
    findings: Vec<Finding>,
    offsets: Vec<u32>,
    blank_lines: Vec<(u32, u32)>,
    header_digest: String,
}

impl Table {
    pub(super) fn new(
        source: Source,
        as_rows: bool,
        bytes: Arc<Vec<u8>>,
        start: usize,
        header: Vec<String>,
        findings: Vec<Finding>,
        layout: Layout,
    ) -> Self {
        let header_digest = key::header_digest(&layout.header);
        let Layout {
            mut offsets,
            blank_lines,
            ..
        } = layout;
        offsets.shrink_to_fit();
        Self {
            inner: Arc::new(Inner {
                source,
                as_rows,
                bytes,
                start,
                header,
                findings,
                offsets,
                blank_lines,
                header_digest,
            }),
        }
    }

    /// The table as it is read with what was chosen about it; this one where nothing else was chosen, or
    /// where the file cannot be read so.
    #[must_use]
    pub fn answered(&self, mapping: &Mapping) -> Self {
        let as_rows = Notice::Swallowed.answer(mapping) == Some(Choice::Rows);
        if as_rows == self.inner.as_rows {
            return self.clone();
        }
        let source = self.inner.source.clone();
        source.table(as_rows).unwrap_or_else(|_| self.clone())
    }

    /// The columns' names, all different.
    pub fn header(&self) -> &[String] {
        &self.inner.header
    }

    /// What separates the cells: `,`, `;`, a tab or `|`.
    pub fn delimiter(&self) -> char {
        char::from(self.inner.source.delimiter)
    }

    /// What was noticed about how the file is written.
    pub fn findings(&self) -> &[Finding] {
        &self.inner.findings
    }

    /// How many rows there are below the header.
    pub fn len(&self) -> usize {
        self.inner.offsets.len()
    }

    /// Whether there are none. An opened table has at least one.
    pub fn is_empty(&self) -> bool {
        self.inner.offsets.is_empty()
    }

    /// The number that a spreadsheet shows for the row at this position: the header is 1.
    pub fn row_number(&self, position: usize) -> u32 {
        rows::row_number(&self.inner.blank_lines, position)
    }

    /// SHA-256 of the whole file, hex.
    pub fn file_digest(&self) -> &str {
        &self.inner.source.digest
    }

    /// SHA-256 of the header's cells, hex: files with the same columns have the same.
    pub fn header_digest(&self) -> &str {
        &self.inner.header_digest
    }

    /// The first rows, as they are, for a preview.
    pub fn preview(&self, rows: usize) -> Vec<Vec<String>> {
        let mut records = self.records(0);
        let mut preview = Vec::new();
        while preview.len() < rows
            && let Some((_, record)) = records.next_row()
        {
            preview.push(record.iter().map(str::to_owned).collect());
        }
        preview
    }

    /// The rows from this position on.
    pub fn records(&self, position: usize) -> Records<'_> {
        let body = self.inner.bytes.get(self.inner.start..).unwrap_or_default();
        let offset = self
            .inner
            .offsets
            .get(position)
            .map_or(body.len(), |offset| *offset as usize);
        // From the end of the line before, which is read as a blank one: a byte order mark at the very
        // beginning would be dropped, and a row that is nothing else with it.
        let is_line = |at: &usize| matches!(body.get(*at), Some(b'\n' | b'\r'));
        let start = offset.checked_sub(1).filter(is_line).unwrap_or(offset);
        let rest = body.get(start..).unwrap_or_default();
        Records {
            reader: rows::reader(rest, self.inner.source.delimiter),
            record: csv::StringRecord::new(),
            position,
        }
    }
}

/// Reads rows one after the other, without keeping them.
#[derive(Debug)]
pub struct Records<'t> {
    reader: csv::Reader<&'t [u8]>,
    record: csv::StringRecord,
    position: usize,
}

impl Records<'_> {
    /// The next row with its position.
    pub fn next_row(&mut self) -> Option<(usize, &csv::StringRecord)> {
        if !matches!(self.reader.read_record(&mut self.record), Ok(true)) {
            return None;
        }
        let position = self.position;
        self.position += 1;
        Some((position, &self.record))
    }
}
