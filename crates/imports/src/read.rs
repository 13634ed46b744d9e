//! Opens a file: is it text, in which encoding, separated by what, and where does each row begin?

mod delimiter;
pub(crate) mod encoding;
mod header;
mod json;
mod problem;
mod quotes;
mod rows;
mod table;

pub use problem::{FileProblem, Format};
pub use table::{Records, Table};

use std::sync::Arc;

use sha2::{Digest, Sha256};

use crate::finding::{Findings, Notice};
use rows::Layout;

/// The largest file, in bytes. A browser holds it once as it was dropped and once here.
pub const MAX_BYTES: u64 = 50 * 1024 * 1024;

/// The most rows below the header.
pub const MAX_ROWS: usize = 1_000_000;

/// Refuses a file for its size alone, before anything is read.
///
/// # Errors
/// [`FileProblem::TooLarge`] above [`MAX_BYTES`].
pub const fn check_size(bytes: u64) -> Result<(), FileProblem> {
    if bytes > MAX_BYTES {
        Err(FileProblem::TooLarge { bytes })
    } else {
        Ok(())
    }
}

/// Opens a file. Takes a `Vec` without copying it.
///
/// # Errors
/// Says why the file cannot be read as a table, and what to do about it.
pub fn open(bytes: impl Into<Vec<u8>> + AsRef<[u8]>) -> Result<Table, FileProblem> {
    check_size(bytes.as_ref().len() as u64)?;
    let bytes: Vec<u8> = bytes.into();
    let digest = laurel_domain::hex::encode(&Sha256::digest(&bytes));
    let mut findings = Findings::default();
    let encoding::Decoded {
        mut text,
        was_utf16,
        guessed,
    } = encoding::decode(bytes)?;
    if was_utf16 {
        findings.of(Notice::Utf16, None).count = 1;
    }
    if text.trim_ascii().is_empty() {
        return Err(FileProblem::Empty);
    }
    if json::is_json(&text) {
        text = json::table(&text)?;
        findings.of(Notice::Json, None).count = 1;
    }
    let (delimiter, start) = if let Some((delimiter, next)) = delimiter::hint(&text) {
        findings.of(Notice::SeparatorLine, None).shown(
            1,
            &String::from_utf8_lossy(text.get(..next).unwrap_or_default()),
            "",
        );
        let rest = text.get(next..).unwrap_or_default();
        (delimiter, next + delimiter::header_of(rest, delimiter))
    } else {
        let form = delimiter::detect(&text);
        if form.header > 0 {
            let above = text.get(..form.header).unwrap_or_default();
            let finding = findings.of(Notice::Preamble, None);
            for (position, line) in lines(above).enumerate() {
                if !line.trim_ascii().is_empty() {
                    let line = String::from_utf8_lossy(line);
                    finding.shown(position as u32 + 1, &line, "");
                }
            }
        }
        (form.delimiter, form.header)
    };
    let before = lines(text.get(..start).unwrap_or_default()).count() as u32;
    let body = text.get(start..).unwrap_or_default();
    if let Some(offset) = encoding::first_nul(body) {
        let (places, _) = rows::places_of(body, delimiter, before, &[offset], 1);
        let place = places.into_iter().next();
        return Err(FileProblem::ControlCharacter {
            row: place.as_ref().map_or(1, |place| place.row),
            column: place.map_or_else(|| String::from("1"), |place| place.column),
        });
    }
    if !guessed.is_empty() {
        let offsets: Vec<usize> = guessed
            .iter()
            .filter_map(|at| at.checked_sub(start))
            .collect();
        let (places, count) =
            rows::places_of(body, delimiter, before, &offsets, crate::finding::NAMED);
        let finding = findings.of(Notice::Encoding, None);
        for place in places {
            finding.shown(place.row, &place.cell, &place.cell);
        }
        finding.count = count;
    }
    let source = Source {
        text: Arc::new(text),
        start,
        before,
        delimiter,
        digest,
        findings,
    };
    source.table(false)
}

/// A file's text, and where its table begins.
#[derive(Debug, Clone)]
struct Source {
    text: Arc<Vec<u8>>,
    start: usize,
    /// How many lines stand above the header.
    before: u32,
    delimiter: u8,
    digest: String,
    findings: Findings,
}

impl Source {
    /// The table. Lines inside a cell are rows where `as_rows` says so.
    fn table(self, as_rows: bool) -> Result<Table, FileProblem> {
        let body = self.text.get(self.start..).unwrap_or_default();
        let columns = quotes::columns(body, self.delimiter);
        let quotes = quotes::examine(body, self.delimiter, columns, as_rows);
        let (bytes, start) = match quotes.rewritten {
            Some(rewritten) => (Arc::new(rewritten), 0),
            None => (Arc::clone(&self.text), self.start),
        };
        let body = bytes.get(start..).unwrap_or_default();
        let layout = Layout::of(body, self.delimiter, self.before)?;
        let header = header::names(&layout.header)?;
        layout.check(body, self.delimiter, &header.names)?;
        let mut findings = self.findings.clone();
        findings.extend(header.findings);
        for row in &layout.trailing {
            findings.of(Notice::TrailingCells, None).at(*row);
        }
        let position = |offset: usize| layout.offsets.partition_point(|at| (*at as usize) < offset);
        for offset in quotes.literal {
            let line = rows::line_of(body.get(offset..).unwrap_or_default(), self.delimiter);
            let number = layout.number(position(offset));
            findings
                .of(Notice::LiteralQuotes, None)
                .shown(number, &line, &line);
        }
        if as_rows {
            // What was chosen stays to be seen, and to be taken back.
            findings.of(Notice::Swallowed, None).count = 1;
        }
        for record in quotes.swallowed {
            let number = layout.number(position(record.offset));
            let finding = findings.of(Notice::Swallowed, None);
            let rest = body.get(record.offset..).unwrap_or_default();
            finding.at(number);
            for line in quotes::lines_of(rest).take(record.lines as usize).take(6) {
                let line = crate::report::excerpt(&String::from_utf8_lossy(line));
                finding.examples.push(crate::finding::Example {
                    row: number,
                    before: line.clone(),
                    after: line,
                });
            }
        }
        let names = header.names;
        Ok(Table::new(
            self,
            as_rows,
            bytes,
            start,
            names,
            findings.into_inner(),
            layout,
        ))
    }
}

/// The lines of a text; one that ends with a line end has none behind it.
fn lines(text: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let end = rest
            .iter()
            .position(|byte| matches!(byte, b'\n' | b'\r'))
            .unwrap_or(rest.len());
        let line = rest.get(..end).unwrap_or_default();
        let next = match (rest.get(end), rest.get(end + 1)) {
            (Some(b'\r'), Some(b'\n')) => end + 2,
            _ => end + 1,
        };
        rest = rest.get(next..).unwrap_or_default();
        Some(line)
    })
}

#[cfg(test)]
mod tests;
