//! A mapping, applied to a file: which column feeds which field, and what holds for all rows.

use std::collections::HashMap;

use laurel_api::imports::{ImportKind, Mapping};
use laurel_domain::Timestamp;
use laurel_domain::limits::SOURCE_MAX;
use laurel_domain::money::Currency;
use laurel_domain::text::single_line;

use crate::field::{Need, fields};
use crate::finding::{Choice, Notice};
use crate::read::Table;
use crate::report::MappingProblem;
use crate::trouble::MappingTrouble;
use crate::value::{amount, date};

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
    /// The currency of amounts where no column names it.
    pub(super) currency: Currency,
    /// Where the file comes from.
    pub(super) source: String,
    /// No date may be later.
    pub(super) latest: Timestamp,
    /// What was chosen about mojibake.
    pub(super) mojibake: Option<Choice>,
    /// What was chosen about HTML.
    pub(super) markup: Option<Choice>,
    /// What was chosen about lost characters.
    pub(super) lost: Option<Choice>,
    /// What was chosen about scores on another scale.
    pub(super) scale: Option<Choice>,
    /// By column and folded value, the spelling that stands for all.
    pub(super) spellings: HashMap<(&'static str, String), String>,
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
            let trouble = match field.need {
                Need::Required => MappingTrouble::Missing,
                Need::RequiredOrDefault if mapping.default_date.is_none() => MappingTrouble::NoDate,
                _ => continue,
            };
            if !is_mapped(field.code) {
                problems.push(problem(field.code, trouble));
            }
        }
        let mut identities = fields(kind)
            .iter()
            .filter(|field| field.need == Need::OneOf)
            .peekable();
        if let Some(first) = identities.peek().map(|field| field.code)
            && !identities.any(|field| is_mapped(field.code))
        {
            problems.push(problem(first, MappingTrouble::NoIdentity));
        }
        let currency = mapping
            .currency
            .as_deref()
            .map_or(Ok(Currency::USD), Currency::parse);
        if currency.is_err() {
            problems.push(problem("currency", MappingTrouble::NotACurrency));
        }
        let source = single_line(mapping.source.as_deref().unwrap_or_default(), SOURCE_MAX);
        let is_ours = source.as_deref() == Ok("form");
        if kind != ImportKind::Unsubscribed && (source.is_err() || is_ours) {
            problems.push(problem("system", MappingTrouble::NoSource));
        }
        let order = match Notice::DayOrder.answer(mapping) {
            Some(Choice::DayFirst) => Some(date::Order::DayFirst),
            Some(Choice::MonthFirst) => Some(date::Order::MonthFirst),
            _ => None,
        };
        let layout = Self {
            columns,
            placeholders: mapping
                .placeholders
                .iter()
                .map(|value| value.trim().to_owned())
                .collect(),
            date_order: order,
            decimal_mark: amount::DecimalMark::Unknown,
            default_date: mapping.default_date.map(laurel_domain::Day::start),
            currency: currency.unwrap_or(Currency::USD),
            source: source.unwrap_or_default(),
            latest: now.plus_days(1),
            mojibake: Notice::Mojibake.answer(mapping),
            markup: Notice::Markup.answer(mapping),
            lost: Notice::LostCharacters.answer(mapping),
            scale: Notice::Scale.answer(mapping),
            spellings: HashMap::new(),
        };
        (layout, problems)
    }

    /// The fields that a column feeds, with its position.
    pub(super) fn mapped(&self) -> impl Iterator<Item = (&'static str, usize)> {
        self.columns.iter().copied()
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
            let known = fields(kind).iter().map(|field| field.code).collect();
            problems.push(problem(code, MappingTrouble::NoSuchField { known }));
            continue;
        };
        match table.header().iter().position(|name| name == column) {
            Some(position) => columns.push((field.code, position)),
            None => problems.push(problem(
                code,
                MappingTrouble::NoSuchColumn {
                    column: column.clone(),
                    known: table.header().to_vec(),
                },
            )),
        }
    }
    columns
}

fn problem(field: &str, trouble: MappingTrouble) -> MappingProblem {
    MappingProblem {
        field: field.to_owned(),
        trouble,
    }
}
