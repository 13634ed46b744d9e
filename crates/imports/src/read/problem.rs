//! Why a file cannot be read, in words for the person who chose it.

use laurel_domain::money::group_thousands;

use super::{MAX_BYTES, MAX_ROWS};

/// A file that cannot be read as a table.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FileProblem {
    /// More bytes than an import takes.
    #[error(
        "This file has {}; an import takes at most {}. Split it into smaller files with the same header.",
        megabytes(*bytes),
        megabytes(MAX_BYTES)
    )]
    TooLarge {
        /// The file's size in bytes.
        bytes: u64,
    },
    /// More rows than an import takes.
    #[error(
        "This file has more than {} rows. Split it into smaller files with the same header.",
        group_thousands(MAX_ROWS as u64)
    )]
    TooManyRows,
    /// Nothing in it.
    #[error("This file is empty.")]
    Empty,
    /// Another Unicode encoding.
    #[error("This file is encoded as {encoding}. Save it as “CSV UTF-8” and choose it again.")]
    OtherUnicode {
        /// `UTF-16` or `UTF-32`.
        encoding: &'static str,
    },
    /// Not a text at all, or a text that is not a table.
    #[error("This is {what}, not a CSV or TSV file. {advice}")]
    OtherFormat {
        /// What it is, with its article.
        what: &'static str,
        /// What to do.
        advice: &'static str,
    },
    /// A byte that is not UTF-8.
    #[error(
        "Row {row}, column {column}: the byte {byte:02X} is not UTF-8{}. Save the file as “CSV UTF-8” and choose it again.",
        guess(*looks_like)
    )]
    NotUtf8 {
        /// As a spreadsheet counts: the header is row 1.
        row: u32,
        /// The column's name in quotation marks, or its number.
        column: String,
        /// The first such byte.
        byte: u8,
        /// What it would be in Windows-1252.
        looks_like: Option<char>,
    },
    /// A NUL in a text.
    #[error(
        "Row {row}, column {column}: there is a NUL character, which no text has. Export the file again as “CSV UTF-8”."
    )]
    ControlCharacter {
        /// As a spreadsheet counts: the header is row 1.
        row: u32,
        /// The column's name in quotation marks, or its number.
        column: String,
    },
    /// No column has a name.
    #[error("Row 1 should name the columns, but all its cells are empty.")]
    EmptyHeader,
    /// The first row is already data.
    #[error(
        "Row 1 should name the columns, but it holds “{found}”. Add a first row with a name for each column."
    )]
    NoHeader {
        /// The cell that gives it away.
        found: String,
    },
    /// A header and nothing else.
    #[error("This file names its columns in row 1 and has no rows below it.")]
    NoRows,
    /// Most rows do not fit the header.
    #[error(
        "This does not look like a table: the header in row 1 has {header} {}, but row {row} has {found}, and so it goes on ({misfits} of {rows} rows do not fit). Check that it is a CSV or TSV file with all columns named in row 1.",
        if *header == 1 { "column" } else { "columns" }
    )]
    Irregular {
        /// Columns that the header names.
        header: usize,
        /// The first row that does not fit.
        row: u32,
        /// The columns that it has.
        found: usize,
        /// Rows that do not fit.
        misfits: usize,
        /// All rows below the header.
        rows: usize,
    },
    /// A quotation mark that swallows the rest of the file.
    #[error(
        "Row {row}, column {column}: a quotation mark (\") is opened here and never closed, so everything behind it would be one cell. Close it, or double it if it belongs to the text."
    )]
    OpenQuote {
        /// As a spreadsheet counts: the header is row 1.
        row: u32,
        /// The column's name in quotation marks, or its number.
        column: String,
    },
}

fn megabytes(bytes: u64) -> String {
    let tenths = bytes.saturating_mul(10).div_ceil(1024 * 1024);
    format!("{}.{} MB", group_thousands(tenths / 10), tenths % 10).replace(".0 MB", " MB")
}

fn guess(looks_like: Option<char>) -> String {
    looks_like.map_or_else(String::new, |character| {
        format!(" (in the Windows-1252 encoding it would be “{character}”)")
    })
}
