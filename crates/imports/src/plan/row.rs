//! A row of any kind, with what the plan needs to know of it.

use laurel_api::imports::{
    ImportKind, LeadRow, NpsRow, PurchaseRow, ReviewRow, RowKey, Rows, UnsubscribedRow,
};
use laurel_api::touchpoints::PersonKey;
use laurel_domain::Timestamp;
use laurel_domain::money::Money;

use super::cells::Cells;
use super::{leads, nps, purchases, reviews, unsubscribed};
use crate::key::Identity;

/// A row that was read.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Row {
    Lead(Box<LeadRow>),
    Purchase(Box<PurchaseRow>),
    Review(Box<ReviewRow>),
    Nps(Box<NpsRow>),
    Unsubscribed(Box<UnsubscribedRow>),
}

impl Row {
    /// Reads a row; nothing when it has a problem.
    pub(super) fn read(kind: ImportKind, cells: &mut Cells<'_>) -> Option<Self> {
        Some(match kind {
            ImportKind::Leads => Self::Lead(Box::new(leads::read(cells)?)),
            ImportKind::Purchases => Self::Purchase(Box::new(purchases::read(cells)?)),
            ImportKind::Reviews => Self::Review(Box::new(reviews::read(cells)?)),
            ImportKind::Nps => Self::Nps(Box::new(nps::read(cells)?)),
            ImportKind::Unsubscribed => Self::Unsubscribed(Box::new(unsubscribed::read(cells)?)),
        })
    }

    /// Whom it is about.
    pub(super) const fn person(&self) -> Option<&PersonKey> {
        match self {
            Self::Lead(row) => Some(&row.person),
            Self::Purchase(row) => Some(&row.person),
            Self::Review(row) => row.person.as_ref(),
            Self::Nps(row) => Some(&row.person),
            Self::Unsubscribed(row) => Some(&row.person),
        }
    }

    fn at(&self) -> Timestamp {
        match self {
            Self::Lead(row) => row.at,
            Self::Purchase(row) => row.at,
            Self::Review(row) => row.at,
            Self::Nps(row) => row.at,
            Self::Unsubscribed(_) => Timestamp::default(),
        }
    }

    /// What was paid.
    pub(super) const fn amount(&self) -> Option<&Money> {
        match self {
            Self::Purchase(row) => row.amount.as_ref(),
            _ => None,
        }
    }

    fn key_mut(&mut self) -> &mut String {
        match self {
            Self::Lead(row) => &mut row.key,
            Self::Purchase(row) => &mut row.key,
            Self::Review(row) => &mut row.key,
            Self::Nps(row) => &mut row.key,
            Self::Unsubscribed(row) => &mut row.key,
        }
    }

    fn mark(&self) -> String {
        match self {
            Self::Lead(row) => row.mark(),
            Self::Purchase(row) => row.mark(),
            Self::Review(row) => row.mark(),
            Self::Nps(row) => row.mark(),
            Self::Unsubscribed(row) => row.mark(),
        }
    }

    /// All that it says, in one text.
    pub(super) fn content(&self) -> String {
        let text = match self {
            Self::Lead(row) => serde_json::to_string(row),
            Self::Purchase(row) => serde_json::to_string(row),
            Self::Review(row) => serde_json::to_string(row),
            Self::Nps(row) => serde_json::to_string(row),
            Self::Unsubscribed(row) => serde_json::to_string(row),
        };
        text.unwrap_or_default()
    }

    /// What it is told from others by. `content` is [`Row::content`] before it has a key.
    pub(super) fn identity<'r>(
        &'r self,
        kind: ImportKind,
        source: &'r str,
        record: Option<&'r str>,
        content: &'r str,
    ) -> Identity<'r> {
        let person = self.person();
        let named =
            person.and_then(|person| person.external_id.as_deref().or(person.email.as_deref()));
        let author = match self {
            Self::Review(row) => row.author.as_deref(),
            _ => None,
        };
        // A lead is its person.
        let record = record.or(match self {
            Self::Lead(row) => row.person.external_id.as_deref(),
            _ => None,
        });
        Identity {
            kind,
            source,
            record,
            person: named.or(author).unwrap_or_default(),
            day: i64::from(self.at().day().0),
            content,
        }
    }

    /// The row with its key, and what the server is asked about it.
    pub(super) fn keyed(mut self, identity: (String, String)) -> (Self, RowKey) {
        let (key, similar) = identity;
        let mark = self.mark();
        self.key_mut().clone_from(&key);
        (self, RowKey { key, similar, mark })
    }

    /// Adds a line of the same order.
    pub(super) fn add_line(&mut self, line: &Line, sums: bool) {
        let Self::Purchase(row) = self else { return };
        if let Some(product) = &line.product {
            let known = row.product.get_or_insert_default();
            let longer = if known.is_empty() {
                product.clone()
            } else {
                format!("{known}, {product}")
            };
            *known = longer
                .chars()
                .take(laurel_domain::limits::NOTE_MAX)
                .collect();
        }
        if let Some(quantity) = line.quantity {
            row.quantity = Some(row.quantity.unwrap_or_default().saturating_add(quantity));
        }
        match (&mut row.amount, &line.amount) {
            (Some(amount), Some(more)) if sums && amount.currency == more.currency => {
                amount.minor = amount.minor.saturating_add(more.minor);
            }
            (None, Some(more)) => row.amount = Some(more.clone()),
            _ => {}
        }
    }
}

/// A row that only takes back what its id recorded before.
pub(super) fn void(kind: ImportKind, source: &str, record: Option<&str>) -> (Row, RowKey) {
    let row = Row::Purchase(Box::new(PurchaseRow {
        key: String::new(),
        person: PersonKey::default(),
        at: Timestamp::default(),
        amount: None,
        quantity: None,
        product: None,
        void: Some(true),
    }));
    let key = {
        let identity = row.identity(kind, source, record, "");
        (identity.key(0), identity.similar())
    };
    row.keyed(key)
}

/// A further line of an order.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Line {
    pub(super) amount: Option<Money>,
    pub(super) quantity: Option<u32>,
    pub(super) product: Option<String>,
}

impl Line {
    /// Reads a line; nothing when it has a problem. Person and date are those of the order.
    pub(super) fn read(cells: &mut Cells<'_>) -> Option<Self> {
        let line = Self {
            amount: cells.amount(),
            quantity: cells.count("quantity"),
            product: cells.note("product"),
        };
        cells.problems.is_empty().then_some(line)
    }
}

/// Rows as a batch takes them.
pub(super) fn rows(kind: ImportKind, all: Vec<Row>) -> Rows {
    macro_rules! of {
        ($kind:ident, $row:ident) => {
            Rows::$kind(
                all.into_iter()
                    .filter_map(|row| match row {
                        Row::$row(row) => Some(*row),
                        _ => None,
                    })
                    .collect(),
            )
        };
    }
    match kind {
        ImportKind::Leads => of!(Leads, Lead),
        ImportKind::Purchases => of!(Purchases, Purchase),
        ImportKind::Reviews => of!(Reviews, Review),
        ImportKind::Nps => of!(Nps, Nps),
        ImportKind::Unsubscribed => of!(Unsubscribed, Unsubscribed),
    }
}
