//! Why a file cannot be read: codes and figures, whose sentences [`crate::say`] has.

/// What a file is when it is no table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// An Excel workbook or a zip archive.
    Workbook,
    /// A workbook of an old Excel.
    OldWorkbook,
    /// A PDF document.
    Pdf,
    /// A picture.
    Picture,
    /// A compressed file.
    Compressed,
    /// A database.
    Database,
    /// A Parquet file.
    Parquet,
    /// A formatted text.
    RichText,
    /// A web page or an XML document.
    WebPage,
    /// A JSON document without a list of records in it.
    Json,
    /// UTF-32.
    Utf32,
    /// Not a text at all.
    NotText,
}

/// A file that cannot be read as a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileProblem {
    /// More bytes than an import takes.
    TooLarge {
        /// The file's size in bytes.
        bytes: u64,
    },
    /// More rows than an import takes.
    TooManyRows,
    /// Nothing in it.
    Empty,
    /// Not a text, or a text that is not a table.
    OtherFormat {
        /// What it is.
        format: Format,
    },
    /// A NUL in a text.
    ControlCharacter {
        /// As a spreadsheet counts: the header is row 1.
        row: u32,
        /// The column's name, or its number.
        column: String,
    },
    /// No column has a name.
    EmptyHeader,
    /// The first row is already data.
    NoHeader {
        /// The cell that gives it away.
        found: String,
    },
    /// A header and nothing else.
    NoRows,
    /// Most rows do not fit the header.
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
    OpenQuote {
        /// As a spreadsheet counts: the header is row 1.
        row: u32,
        /// The column's name, or its number.
        column: String,
    },
}
