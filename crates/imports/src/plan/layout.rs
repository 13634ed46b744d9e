//! A mapping, applied to a file: which column feeds which field, and what holds for all rows.

use laurel_api::imports::{ImportKind, Mapping};
use laurel_domain::Timestamp;
use laurel_domain::money::Currency;
use laurel_domain::text::single_line;

use crate::field::{Need, fields};
use crate::read::Table;
use crate::report::MappingProblem;
use crate::value::{amount, date};

/// The longest name of a reviews' source.
const SOURCE_MAX: usize = 80;

/// What every row is read by.
#[derive(Debug, Clone)]
pub(super) struct Layout {
    columns: Vec<(&'static str, usize)>,
    placeholders: Vec<String>,
    /// The order of day and month in the date column, once it is known.
    pub(super) date_order: Option<date::Order>,
    /// The decimal mark of the amount column, once it is known.
    pub(super) decimal_mark: amount::DecimalMark,
    /// The date of rows without one.
    pub(super) default_date: Option<Timestamp>,
    /// The currency of amounts.
    pub(super) currency: Currency,
    /// Where reviews come from.
    pub(super) source: String,
    /// No date may be later.
    pub(super) latest: Timestamp,
}

impl Layout {
    /// Applies the mapping, and says what does not fit.
    pub(super) fn new(
        table: &Table,
        kind: ImportKind,
        mapping: &Mapping,
        now: Timestamp,
    ) -> (Self, Vec<MappingProblem>) {
        let mut problems = Vec::new();
        let columns = columns(table, kind, mapping, &mut problems);
        // A field whose column is missing has its message already.
        let is_mapped = |code: &str| mapping.columns.contains_key(code);
        for field in fields(kind) {
            let message = match field.need {
                Need::Required => "Choose the column that holds it.",
                Need::RequiredOrDefault if mapping.default_date.is_none() => {
                    "Choose the column that holds the date, or one date for all rows."
                }
                _ => continue,
            };
            if !is_mapped(field.code) {
                problems.push(problem(field.code, message));
            }
        }
        let mut identities = fields(kind)
            .iter()
            .filter(|field| field.need == Need::OneOf)
            .peekable();
        if let Some(first) = identities.peek().map(|field| field.code)
            && !identities.any(|field| is_mapped(field.code))
        {
            problems.push(problem(
                first,
                "Choose the column that tells people apart: an id or an e-mail address.",
            ));
        }
        let currency = mapping
            .currency
            .as_deref()
            .map_or(Ok(Currency::USD), Currency::parse);
        if let Err(error) = &currency {
            problems.push(problem("currency", &format!("Not a currency: {error}.")));
        }
        let source = single_line(mapping.source.as_deref().unwrap_or_default(), SOURCE_MAX);
        let is_ours = source.as_deref() == Ok("form");
        if kind == ImportKind::Reviews && (source.is_err() || is_ours) {
            problems.push(problem(
                "source",
                "Say where these reviews come from, such as the shop's name, in at most 80 characters. “form” is the name of Laurel's own form.",
            ));
        }
        let layout = Self {
            columns,
            placeholders: mapping
                .placeholders
                .iter()
                .map(|value| value.trim().to_owned())
                .collect(),
            date_order: None,
            decimal_mark: amount::DecimalMark::Point,
            default_date: mapping.default_date.map(laurel_domain::Day::start),
            currency: currency.unwrap_or(Currency::USD),
            source: source.unwrap_or_default(),
            latest: now.plus_days(1),
        };
        (layout, problems)
    }

    /// The position of the column that feeds this field.
    pub(super) fn column(&self, code: &str) -> Option<usize> {
        self.columns
            .iter()
            .find(|(mapped, _)| *mapped == code)
            .map(|(_, position)| *position)
    }

    /// Whether a trimmed value means "not known". Case makes no difference among A to Z.
    pub(super) fn is_placeholder(&self, value: &str) -> bool {
        value.is_empty()
            || self
                .placeholders
                .iter()
                .any(|placeholder| placeholder.eq_ignore_ascii_case(value))
    }

    /// Whether the column at this position feeds anything.
    pub(super) fn is_used(&self, position: usize) -> bool {
        self.columns.iter().any(|(_, used)| *used == position)
    }
}

fn columns(
    table: &Table,
    kind: ImportKind,
    mapping: &Mapping,
    problems: &mut Vec<MappingProblem>,
) -> Vec<(&'static str, usize)> {
    let mut columns = Vec::new();
    for (code, column) in &mapping.columns {
        let Some(field) = fields(kind).iter().find(|field| field.code == code) else {
            let known: Vec<_> = fields(kind).iter().map(|field| field.code).collect();
            problems.push(problem(
                code,
                &format!(
                    "There is no such field. The fields are {}.",
                    known.join(", ")
                ),
            ));
            continue;
        };
        match table.header().iter().position(|name| name == column) {
            Some(position) => columns.push((field.code, position)),
            None => problems.push(problem(
                code,
                &format!(
                    "Row 1 has no column “{column}”. It has {}.",
                    table
                        .header()
                        .iter()
                        .map(|name| format!("“{name}”"))
                        .collect::<Vec<_>>()
                        .join(", ")
                ),
            )),
        }
    }
    columns
}

fn problem(field: &str, message: &str) -> MappingProblem {
    MappingProblem {
        field: field.to_owned(),
        message: message.to_owned(),
    }
}
