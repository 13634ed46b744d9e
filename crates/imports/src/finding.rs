//! What was noticed in a file: shown before it becomes somebody's words, with the choice where there is one.

use laurel_api::imports::Mapping;

/// How many rows and examples a finding names; the rest is counted.
pub const NAMED: usize = 20;
const EXAMPLES: usize = 5;

/// Something about a file that whoever imports it should know or decide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What it is.
    pub notice: Notice,
    /// The column, when it is about one.
    pub column: Option<String>,
    /// The first rows that it is about, as a spreadsheet numbers them.
    pub rows: Vec<u32>,
    /// How many there are in all: rows, cells or lines.
    pub count: u32,
    /// What stands there, and how it would be read.
    pub examples: Vec<Example>,
}

/// A cell as it stands in the file, and as it would be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example {
    /// The row.
    pub row: u32,
    /// The beginning of what stands there.
    pub before: String,
    /// How it would be read; the same when nothing is changed.
    pub after: String,
}

/// What can be noticed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Notice {
    /// Bytes that are not UTF-8, read as Windows-1252. To confirm.
    Encoding,
    /// UTF-16, read as such.
    Utf16,
    /// `sep=;` in the first line: taken as what it says.
    SeparatorLine,
    /// Lines above the header: left out.
    Preamble,
    /// A JSON document, read as a table.
    Json,
    /// Cells behind the last column, all of them empty: left out.
    TrailingCells,
    /// Rows that repeat the header: left out.
    RepeatedHeader,
    /// Columns without a name.
    UnnamedColumns,
    /// Columns with the name of another.
    SameNames,
    /// Quotation marks that do not enclose a cell: read as part of the words.
    LiteralQuotes,
    /// Cells over several lines that hold what looks like rows. To decide.
    Swallowed,
    /// UTF-8 that was read as another encoding on its way into the file. To decide.
    Mojibake,
    /// Characters that were lost on their way into the file. To decide.
    LostCharacters,
    /// HTML in words. To decide.
    Markup,
    /// Day or month first, and nothing in the file tells which. To decide.
    DayOrder,
    /// A score on another scale than 1 to 5 stars. To decide.
    Scale,
    /// The same value in several spellings. To decide.
    Variants,
    /// Rows of one order with different amounts. To decide.
    OrderAmounts,
    /// States of which nobody can know whether they count. To decide.
    UnknownStatus,
    /// States that do not count: their rows are left out.
    NotCounted,
    /// Values that mean "not known".
    Placeholders,
    /// Several addresses in a cell: the first is taken.
    SeveralAddresses,
    /// Ids whose spreadsheet marks were taken off.
    IdsUnwrapped,
    /// People who do not want to be asked: noted, and never cleared by an import.
    OptOuts,
    /// One address with several ids.
    SharedAddress,
    /// Rows of an order that is there already: they belong to it.
    OrderLines,
    /// Blank rows.
    BlankRows,
    /// Columns that feed nothing.
    UnusedColumns,
}

/// What can be chosen about a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// Read it as it is shown.
    Accept,
    /// Read the lines as rows.
    Rows,
    /// It is one cell.
    OneCell,
    /// Read it as it was meant.
    Repair,
    /// Take it over as it stands.
    Keep,
    /// Leave these rows out.
    LeaveOut,
    /// The day comes first.
    DayFirst,
    /// The month comes first.
    MonthFirst,
    /// Import the words without stars.
    WithoutStars,
    /// Add the amounts up.
    Sum,
    /// The first amount is the order's.
    First,
}

impl Choice {
    /// The stable code, as in [`Mapping::answers`].
    pub const fn code(self) -> &'static str {
        match self {
            Self::Accept => "accept",
            Self::Rows => "rows",
            Self::OneCell => "one_cell",
            Self::Repair => "repair",
            Self::Keep => "keep",
            Self::LeaveOut => "leave_out",
            Self::DayFirst => "day_first",
            Self::MonthFirst => "month_first",
            Self::WithoutStars => "without_stars",
            Self::Sum => "sum",
            Self::First => "first",
        }
    }
}

impl Notice {
    /// The stable code, as in [`Mapping::answers`].
    pub const fn code(self) -> &'static str {
        match self {
            Self::Encoding => "encoding",
            Self::Utf16 => "utf16",
            Self::SeparatorLine => "separator_line",
            Self::Preamble => "preamble",
            Self::Json => "json",
            Self::TrailingCells => "trailing_cells",
            Self::RepeatedHeader => "repeated_header",
            Self::UnnamedColumns => "unnamed_columns",
            Self::SameNames => "same_names",
            Self::LiteralQuotes => "literal_quotes",
            Self::Swallowed => "swallowed",
            Self::Mojibake => "mojibake",
            Self::LostCharacters => "lost_characters",
            Self::Markup => "markup",
            Self::DayOrder => "day_order",
            Self::Scale => "scale",
            Self::Variants => "variants",
            Self::OrderAmounts => "order_amounts",
            Self::UnknownStatus => "unknown_status",
            Self::NotCounted => "not_counted",
            Self::Placeholders => "placeholders",
            Self::SeveralAddresses => "several_addresses",
            Self::IdsUnwrapped => "ids_unwrapped",
            Self::OptOuts => "opt_outs",
            Self::SharedAddress => "shared_address",
            Self::OrderLines => "order_lines",
            Self::BlankRows => "blank_rows",
            Self::UnusedColumns => "unused_columns",
        }
    }

    /// What can be chosen; nothing where there is nothing to decide. [`Notice::UnknownStatus`] is decided
    /// value by value, in [`Mapping::statuses`].
    pub const fn choices(self) -> &'static [Choice] {
        match self {
            Self::Encoding => &[Choice::Accept],
            Self::Swallowed => &[Choice::Rows, Choice::OneCell],
            Self::Mojibake | Self::Markup | Self::Variants => &[Choice::Repair, Choice::Keep],
            Self::LostCharacters => &[Choice::LeaveOut, Choice::Keep],
            Self::DayOrder => &[Choice::DayFirst, Choice::MonthFirst],
            Self::Scale => &[Choice::WithoutStars],
            Self::OrderAmounts => &[Choice::Sum, Choice::First],
            _ => &[],
        }
    }

    /// What was chosen.
    pub fn answer(self, mapping: &Mapping) -> Option<Choice> {
        let given = mapping.answers.get(self.code())?;
        self.choices()
            .iter()
            .copied()
            .find(|choice| choice.code() == given)
    }
}

impl Finding {
    /// Something noticed nowhere yet.
    pub(crate) const fn new(notice: Notice) -> Self {
        Self {
            notice,
            column: None,
            rows: Vec::new(),
            count: 0,
            examples: Vec::new(),
        }
    }

    /// Whether it stops the import until something is chosen.
    pub fn is_open(&self, mapping: &Mapping) -> bool {
        match self.notice {
            Notice::UnknownStatus => true,
            notice => !notice.choices().is_empty() && notice.answer(mapping).is_none(),
        }
    }

    /// Notes a row.
    pub(crate) fn at(&mut self, row: u32) {
        self.count = self.count.saturating_add(1);
        if self.rows.len() < NAMED && self.rows.last() != Some(&row) {
            self.rows.push(row);
        }
    }

    /// Notes a row with what stands there.
    pub(crate) fn shown(&mut self, row: u32, before: &str, after: &str) {
        self.at(row);
        if self.examples.len() < EXAMPLES {
            self.examples.push(Example {
                row,
                before: crate::report::excerpt(before),
                after: crate::report::excerpt(after),
            });
        }
    }
}

/// The findings of a file, one a kind.
#[derive(Debug, Clone, Default)]
pub(crate) struct Findings(Vec<Finding>);

impl Findings {
    /// The finding of this kind and column.
    pub(crate) fn of(&mut self, notice: Notice, column: Option<&str>) -> &mut Finding {
        let found = self
            .0
            .iter()
            .position(|one| one.notice == notice && one.column.as_deref() == column);
        let at = found.unwrap_or_else(|| {
            self.0.push(Finding {
                column: column.map(str::to_owned),
                ..Finding::new(notice)
            });
            self.0.len() - 1
        });
        #[expect(clippy::indexing_slicing, reason = "found or pushed above")]
        &mut self.0[at]
    }

    /// All, those to decide first.
    pub(crate) fn into_sorted(self, mapping: &Mapping) -> Vec<Finding> {
        let mut all = self.0;
        all.sort_by_key(|one| (!one.is_open(mapping), one.notice.choices().is_empty()));
        all
    }

    /// Whether there is one of this kind.
    pub(crate) fn has(&self, notice: Notice) -> bool {
        self.0.iter().any(|one| one.notice == notice)
    }

    /// Adds those of another.
    pub(crate) fn extend(&mut self, others: impl IntoIterator<Item = Finding>) {
        self.0.extend(others);
    }

    /// All of them.
    pub(crate) fn into_inner(self) -> Vec<Finding> {
        self.0
    }
}
