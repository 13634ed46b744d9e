//! Opens a file: is it text, in UTF-8, separated by what, and where does each row begin?

mod delimiter;
mod encoding;
mod header;
mod problem;
mod rows;
mod table;

pub use problem::FileProblem;
pub use table::{Records, Table};

use encoding::Suspect;
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
    encoding::refuse_other_formats(&bytes)?;
    let start = encoding::byte_order_mark(&bytes);
    let body = bytes.get(start..).unwrap_or_default();
    if body.trim_ascii().is_empty() {
        return Err(FileProblem::Empty);
    }
    let delimiter = delimiter::detect(body);
    if let Some(suspect) = encoding::first_suspect(body) {
        return Err(locate(body, delimiter, suspect));
    }
    let layout = Layout::of(body, delimiter)?;
    let header = header::names(&layout.header)?;
    layout.check(body, delimiter, &header.names)?;
    Ok(Table::new(bytes, start, delimiter, header, layout))
}

/// Names the row and column of a byte that does not belong into a text.
fn locate(body: &[u8], delimiter: u8, suspect: Suspect) -> FileProblem {
    let place = rows::place_of(body, delimiter, suspect.offset);
    if suspect.byte == 0 {
        FileProblem::ControlCharacter {
            row: place.row,
            column: place.column,
        }
    } else {
        FileProblem::NotUtf8 {
            row: place.row,
            column: place.column,
            byte: suspect.byte,
            looks_like: encoding::windows_1252(suspect.byte),
        }
    }
}

#[cfg(test)]
mod tests;
