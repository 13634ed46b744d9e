//! Quotation marks that enclose no cell: in a text they are words, and in front of one they swallow rows.

use super::rows;

/// A record that a quotation mark makes out of what look like several rows.
pub(super) struct Swallowed {
    /// Where it begins.
    pub(super) offset: usize,
    /// The lines that it holds.
    pub(super) lines: u32,
}

/// What was found about quotation marks.
#[derive(Default)]
pub(super) struct Quotes {
    /// The text with marks doubled where they are words; nothing when it can be read as it is.
    pub(super) rewritten: Option<Vec<u8>>,
    /// Where lines begin, in what was rewritten, whose marks are words.
    pub(super) literal: Vec<usize>,
    /// Records that hold what looks like rows, in what is to be read.
    pub(super) swallowed: Vec<Swallowed>,
}

/// Looks at each record. Lines are rows where `as_rows` says so and where no other reading fits.
pub(super) fn examine(body: &[u8], delimiter: u8, columns: usize, as_rows: bool) -> Quotes {
    let mut found = Quotes::default();
    if columns < 2 || !body.contains(&b'"') {
        return found;
    }
    let mut out: Option<Vec<u8>> = None;
    let mut at = 0;
    while at < body.len() {
        let record = scan(body, at, delimiter);
        let line_end = end_of_line(body, at);
        let first = body.get(at..line_end).unwrap_or_default();
        let fits = |line: &[u8]| count(line, delimiter) + 1 == columns;
        let first_fits = fits(first);
        let whole = body.get(at..record.end).unwrap_or_default();
        let holds_rows = record.lines > 1 && first_fits && lines_of(whole).skip(1).any(fits);
        let broken = (record.is_open || record.is_broken) && first_fits;
        if broken || (holds_rows && as_rows) {
            let next = skip_line_end(body, line_end);
            let target = out.get_or_insert_with(|| body.get(..at).unwrap_or_default().to_vec());
            found.literal.push(target.len());
            literal(first, delimiter, target);
            target.extend_from_slice(body.get(line_end..next).unwrap_or_default());
            at = next;
            continue;
        }
        let next = skip_line_end(body, record.end);
        if holds_rows {
            found.swallowed.push(Swallowed {
                offset: out.as_ref().map_or(at, Vec::len),
                lines: record.lines,
            });
        }
        if let Some(target) = &mut out {
            target.extend_from_slice(body.get(at..next).unwrap_or_default());
        }
        at = next;
    }
    found.rewritten = out;
    found
}

/// The rows that a record would be, for an example.
pub(super) fn lines_of(record: &[u8]) -> impl Iterator<Item = &[u8]> {
    record
        .split(|byte| *byte == b'\n' || *byte == b'\r')
        .filter(|line| !line.is_empty())
}

struct Record {
    end: usize,
    lines: u32,
    /// A quotation mark is never closed.
    is_open: bool,
    /// Something stands behind a closing mark.
    is_broken: bool,
}

/// The record that begins here, as a CSV reader reads it.
fn scan(body: &[u8], from: usize, delimiter: u8) -> Record {
    let mut record = Record {
        end: body.len(),
        lines: 1,
        is_open: false,
        is_broken: false,
    };
    let mut at = from;
    let mut begins_cell = true;
    while let Some(byte) = body.get(at).copied() {
        if byte == b'"' && begins_cell {
            let Some(close) = closing(body, at + 1, &mut record.lines) else {
                record.is_open = true;
                return record;
            };
            at = close + 1;
            begins_cell = false;
            let after = body.get(at).copied();
            if after.is_some_and(|after| after != delimiter && !is_line_end(after)) {
                record.is_broken = true;
            }
            continue;
        }
        if is_line_end(byte) {
            record.end = at;
            return record;
        }
        begins_cell = byte == delimiter;
        at += 1;
    }
    record
}

/// Where the quoted cell ends that begins here; counts its lines.
fn closing(body: &[u8], from: usize, lines: &mut u32) -> Option<usize> {
    let mut at = from;
    loop {
        match body.get(at)? {
            b'"' if body.get(at + 1) == Some(&b'"') => at += 2,
            b'"' => return Some(at),
            b'\r' if body.get(at + 1) == Some(&b'\n') => at += 1,
            b'\n' | b'\r' => {
                *lines = lines.saturating_add(1);
                at += 1;
            }
            _ => at += 1,
        }
    }
}

/// The line's cells with their marks kept as words.
fn literal(line: &[u8], delimiter: u8, out: &mut Vec<u8>) {
    for (position, cell) in line.split(|byte| *byte == delimiter).enumerate() {
        if position > 0 {
            out.push(delimiter);
        }
        if !cell.contains(&b'"') {
            out.extend_from_slice(cell);
            continue;
        }
        out.push(b'"');
        for byte in cell {
            if *byte == b'"' {
                out.push(b'"');
            }
            out.push(*byte);
        }
        out.push(b'"');
    }
}

fn count(line: &[u8], delimiter: u8) -> usize {
    line.split(|byte| *byte == delimiter).count() - 1
}

const fn is_line_end(byte: u8) -> bool {
    matches!(byte, b'\n' | b'\r')
}

fn end_of_line(body: &[u8], from: usize) -> usize {
    let rest = body.get(from..).unwrap_or_default();
    rest.iter()
        .position(|byte| is_line_end(*byte))
        .map_or(body.len(), |length| from + length)
}

fn skip_line_end(body: &[u8], at: usize) -> usize {
    match (body.get(at), body.get(at + 1)) {
        (Some(b'\r'), Some(b'\n')) => at + 2,
        (Some(b'\r' | b'\n'), _) => at + 1,
        _ => at,
    }
}

/// How many columns the header has.
pub(super) fn columns(body: &[u8], delimiter: u8) -> usize {
    let mut reader = rows::reader(body, delimiter);
    let mut record = csv::ByteRecord::new();
    match reader.read_byte_record(&mut record) {
        Ok(true) => record.len(),
        _ => 0,
    }
}
