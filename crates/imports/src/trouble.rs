//! What is wrong with a cell, a row or a mapping: codes and figures, whose sentences [`crate::say`] has.

/// Why a row cannot be sent as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// More characters than fit.
    TooLong {
        /// The most.
        max: usize,
        /// How many there are.
        given: usize,
    },
    /// Nothing in a text that must have something.
    Blank,
    /// Not an e-mail address.
    NotAnAddress,
    /// A spreadsheet rounded the id: `1.23E+12`.
    IdDigitsLost,
    /// A spreadsheet or program made a decimal number of the id: `5.0`.
    IdDecimal,
    /// A formula instead of an id.
    IdFormula,
    /// A spreadsheet's error instead of an id: `#N/A`.
    IdError,
    /// Neither id nor address.
    Nobody,
    /// No date, and none for all rows.
    NoDate,
    /// Not a date.
    NotADate,
    /// A date that the calendar does not have.
    NoSuchDate,
    /// Day and month cannot be told apart.
    AmbiguousDate,
    /// A date in the future.
    Future,
    /// A date before 1900.
    Before1900,
    /// Not an amount.
    NotAnAmount,
    /// Thousands or cents: both are possible.
    AmbiguousAmount,
    /// A refund, or another amount below zero.
    AmountBelowZero,
    /// More than any amount can be.
    AmountTooLarge,
    /// An amount that names another currency than its row.
    OtherCurrency {
        /// What stands beside the amount.
        found: String,
        /// The row's currency.
        expected: String,
    },
    /// Not a currency's three letters.
    NotACurrency,
    /// An amount without a currency in a file that names it by row.
    NoCurrency,
    /// Not a whole number.
    NotACount,
    /// A count below zero.
    CountBelowZero,
    /// Neither yes nor no.
    NotAFlag,
    /// Not 1 to 5 stars.
    NotStars,
    /// Half a star.
    HalfStars,
    /// A percentage instead of stars.
    PercentStars,
    /// Not 0 to 10.
    NotAScore,
    /// Not a web address.
    NotALink,
    /// Not a relationship.
    NotARelationship,
    /// More or fewer cells than the header names.
    Ragged {
        /// Cells of the row.
        cells: usize,
        /// Columns of the header.
        columns: usize,
    },
    /// The same id as an earlier row, which says something else.
    SameId {
        /// The earlier row.
        first: u32,
    },
}

/// What is wrong with a mapping.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MappingTrouble {
    /// A column must feed the field.
    Missing,
    /// A column must feed the date, or one date is chosen for all rows.
    NoDate,
    /// A column must tell people apart.
    NoIdentity,
    /// There is no such field.
    NoSuchField {
        /// Those that there are.
        known: Vec<&'static str>,
    },
    /// There is no such column.
    NoSuchColumn {
        /// The wanted name.
        column: String,
        /// Those that there are.
        known: Vec<String>,
    },
    /// Not a currency's three letters.
    NotACurrency,
    /// Nothing says where the file comes from.
    NoSource,
    /// Some dates are day first, others month first.
    MixedDates,
}
