//! Where the rows begin, and how a spreadsheet would number them.

use super::{FileProblem, MAX_ROWS};

/// A reader of rows as they are: any number of cells, no header of its own.
pub(super) fn reader(bytes: &[u8], delimiter: u8) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .buffer_capacity(64 * 1024)
        .from_reader(bytes)
}

/// The rows' places.
pub(super) struct Layout {
    /// The header's cells, as they are.
    pub(super) header: Vec<String>,
    /// Where each row below the header begins.
    pub(super) offsets: Vec<u32>,
    /// Blank lines, which the rows behind them count: position of the row and lines before it in all.
    pub(super) blank_lines: Vec<(u32, u32)>,
    /// Rows with empty cells behind the last column.
    pub(super) trailing: Vec<u32>,
    misfits: usize,
    first_misfit: Option<(u32, usize)>,
    end_of_last: usize,
}

impl Layout {
    /// Walks through the file once. `before` is how many lines stand above the header.
    pub(super) fn of(body: &[u8], delimiter: u8, before: u32) -> Result<Self, FileProblem> {
        let mut walk = Walk::new(body, delimiter, before);
        let mut layout = Self {
            header: Vec::new(),
            offsets: Vec::new(),
            blank_lines: Vec::new(),
            trailing: Vec::new(),
            misfits: 0,
            first_misfit: None,
            end_of_last: 0,
        };
        if let Some(first) = walk.next() {
            layout.header = first
                .cells
                .iter()
                .map(|cell| String::from_utf8_lossy(cell).into_owned())
                .collect();
        }
        let mut blank_before = 0;
        while let Some(row) = walk.next() {
            if layout.offsets.len() == MAX_ROWS {
                return Err(FileProblem::TooManyRows);
            }
            if row.blank_lines > blank_before {
                blank_before = row.blank_lines;
                layout
                    .blank_lines
                    .push((layout.offsets.len() as u32, blank_before));
            }
            let is_blank = row.cells.iter().all(|cell| cell.trim_ascii().is_empty());
            let beyond = row.cells.iter().skip(layout.header.len());
            let is_fitting = row.cells.len() >= layout.header.len()
                && beyond.clone().all(|cell| cell.trim_ascii().is_empty());
            if is_fitting && row.cells.len() > layout.header.len() {
                layout.trailing.push(row.number);
            }
            if !is_fitting && !is_blank {
                layout.misfits += 1;
                layout
                    .first_misfit
                    .get_or_insert((row.number, row.cells.len()));
            }
            layout.offsets.push(row.offset as u32);
        }
        layout.end_of_last = walk.position();
        Ok(layout)
    }

    /// Refuses a file without rows, with a quotation mark that is never closed, or that is no table.
    pub(super) fn check(
        &self,
        body: &[u8],
        delimiter: u8,
        names: &[String],
    ) -> Result<(), FileProblem> {
        let last = self.offsets.last().copied().ok_or(FileProblem::NoRows)? as usize;
        let text = body.get(last..self.end_of_last).unwrap_or_default();
        // With every quotation mark closed their number is even, and the pieces between them odd.
        let is_open = text.split(|byte| *byte == b'"').count() % 2 == 0;
        let has_lines = text
            .trim_ascii()
            .iter()
            .any(|byte| matches!(byte, b'\n' | b'\r'));
        if is_open && has_lines {
            let cells = reader(text, delimiter)
                .byte_records()
                .next()
                .and_then(Result::ok);
            let position = cells.map_or(0, |cells| cells.len().saturating_sub(1));
            let row = self.number(self.offsets.len() - 1);
            return Err(FileProblem::OpenQuote {
                row,
                column: column_name(names, position),
            });
        }
        match self.first_misfit {
            Some((row, found)) if self.misfits * 2 > self.offsets.len() => {
                Err(FileProblem::Irregular {
                    header: self.header.len(),
                    row,
                    found,
                    misfits: self.misfits,
                    rows: self.offsets.len(),
                })
            }
            _ => Ok(()),
        }
    }

    /// The row's number as a spreadsheet shows it.
    pub(super) fn number(&self, position: usize) -> u32 {
        row_number(&self.blank_lines, position)
    }
}

/// The number that a spreadsheet shows for a row: the header is 1, blank lines count.
pub(super) fn row_number(blank_lines: &[(u32, u32)], position: usize) -> u32 {
    let at = blank_lines.partition_point(|(from, _)| *from as usize <= position);
    let blank = at
        .checked_sub(1)
        .and_then(|at| blank_lines.get(at))
        .map_or(0, |(_, lines)| *lines);
    (position as u32).saturating_add(2).saturating_add(blank)
}

/// A place as a spreadsheet shows it.
pub(super) struct Place {
    /// The header is row 1.
    pub(super) row: u32,
    /// The column's name, or its number.
    pub(super) column: String,
    /// What stands there.
    pub(super) cell: String,
}

/// The rows and columns of these bytes, which ascend: at most as many as `most`, and how many rows in all.
pub(super) fn places_of(
    body: &[u8],
    delimiter: u8,
    before: u32,
    offsets: &[usize],
    most: usize,
) -> (Vec<Place>, u32) {
    let mut walk = Walk::new(body, delimiter, before);
    let mut names: Vec<String> = Vec::new();
    let mut places = Vec::new();
    let mut count = 0;
    let mut wanted = offsets.iter().peekable();
    while wanted.peek().is_some()
        && let Some(row) = walk.next()
    {
        let mut is_meant = false;
        while wanted.next_if(|offset| **offset < row.end).is_some() {
            is_meant = true;
        }
        let texts = || row.cells.iter().map(|cell| String::from_utf8_lossy(cell));
        if is_meant {
            count += 1;
            if places.len() < most {
                let is_bad = |cell: &[u8]| cell.iter().any(|byte| *byte == 0 || *byte > 0x7f);
                let position = row.cells.iter().position(is_bad).unwrap_or_default();
                places.push(Place {
                    row: row.number,
                    column: column_name(&names, position),
                    cell: texts().nth(position).unwrap_or_default().into_owned(),
                });
            }
        }
        if names.is_empty() {
            names = texts().map(|name| name.trim().to_owned()).collect();
        }
    }
    (places, count)
}

/// The cells of the first row, as they stand in the file.
pub(super) fn line_of(text: &[u8], delimiter: u8) -> String {
    let first = reader(text, delimiter).into_byte_records().next();
    let cells = first.and_then(Result::ok).unwrap_or_default();
    let cells: Vec<_> = cells.iter().map(String::from_utf8_lossy).collect();
    cells.join(&char::from(delimiter).to_string())
}

fn column_name(names: &[String], position: usize) -> String {
    match names.get(position) {
        Some(name) if !name.is_empty() => name.clone(),
        _ => (position + 1).to_string(),
    }
}

/// One row of a walk.
struct Row<'w> {
    cells: &'w csv::ByteRecord,
    offset: usize,
    end: usize,
    number: u32,
    blank_lines: u32,
}

/// Walks through rows, counting the blank lines that the CSV reader passes over.
struct Walk<'b> {
    body: &'b [u8],
    reader: csv::Reader<&'b [u8]>,
    record: csv::ByteRecord,
    rows: u32,
    blank_lines: u32,
}

impl<'b> Walk<'b> {
    fn new(body: &'b [u8], delimiter: u8, before: u32) -> Self {
        Self {
            body,
            reader: reader(body, delimiter),
            record: csv::ByteRecord::new(),
            rows: 0,
            blank_lines: before,
        }
    }

    fn position(&self) -> usize {
        self.reader.position().byte() as usize
    }

    fn next(&mut self) -> Option<Row<'_>> {
        let before = self.position();
        if !matches!(self.reader.read_byte_record(&mut self.record), Ok(true)) {
            return None;
        }
        let (offset, blank) = skip_line_ends(self.body, before);
        self.blank_lines = self.blank_lines.saturating_add(blank);
        self.rows = self.rows.saturating_add(1);
        Some(Row {
            cells: &self.record,
            offset,
            end: self.position(),
            number: self.rows.saturating_add(self.blank_lines),
            blank_lines: self.blank_lines,
        })
    }
}

/// The first byte behind the line ends at `from`, and how many of these were blank lines.
fn skip_line_ends(body: &[u8], from: usize) -> (usize, u32) {
    let mut at = from;
    let mut blank = 0;
    // The reader stops between the two bytes of a line end; the second one is no blank line.
    if from > 0 && body.get(from - 1) == Some(&b'\r') && body.get(from) == Some(&b'\n') {
        at += 1;
    }
    loop {
        match (body.get(at), body.get(at + 1)) {
            (Some(b'\r'), Some(b'\n')) => at += 2,
            (Some(b'\r' | b'\n'), _) => at += 1,
            _ => return (at, blank),
        }
        blank += 1;
    }
}
