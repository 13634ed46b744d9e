//! What rows recorded before: touchpoints by the ids that the rows' keys make.

use std::collections::{HashMap, HashSet};

use laurel_api::imports::{ImportKind, LeadRow, NpsRow, PurchaseRow};
use laurel_api::touchpoints::PersonKey;
use laurel_domain::money::{Currency, Money};
use laurel_domain::touchpoint::TouchpointKind;
use laurel_domain::{PersonId, ProgramId, Timestamp, TouchpointId};
use laurel_ingest::{Entry, Fact};
use serde::Deserialize;

use super::{entries, ids};
use crate::db::{Statement, json, statement};
use crate::error::AppError;

const STORED_SQL: &str = "SELECT t.touchpoint_id, t.person_id, t.at, t.amount_minor, t.currency, t.quantity, t.score, t.note,
    p.external_id, p.email
  FROM json_each(?2) e
  CROSS JOIN touchpoints t INDEXED BY touchpoints_by_id ON t.program_id = ?1 AND t.touchpoint_id = e.value
  CROSS JOIN people p ON p.program_id = ?1 AND p.person_id = t.person_id";

/// A touchpoint that a row recorded.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct StoredRow {
    touchpoint_id: String,
    person_id: String,
    at: i64,
    amount_minor: Option<i64>,
    currency: Option<String>,
    quantity: Option<u32>,
    score: Option<u8>,
    note: Option<String>,
    external_id: Option<String>,
    email: Option<String>,
}

/// The touchpoints that rows with these keys recorded.
pub(super) fn read(
    program: &ProgramId,
    kind: ImportKind,
    keys: &[&str],
) -> Result<Statement, AppError> {
    let ids: Vec<TouchpointId> = keys
        .iter()
        .flat_map(|key| {
            let kinds = entries::kinds(kind).iter();
            kinds.map(|kind| ids::touchpoint(program, *kind, key))
        })
        .collect();
    Ok(statement(STORED_SQL, [program.into(), json(&ids)?]))
}

/// What rows recorded before, by touchpoint.
pub(super) struct Stored(HashMap<TouchpointId, (PersonId, StoredRow)>);

/// What has to be taken back before a batch is recorded.
pub(super) struct Replaced {
    /// The touchpoints.
    pub(super) removed: Vec<(PersonId, TouchpointId)>,
    /// How many of them are recorded anew.
    pub(super) again: u32,
    /// The rows, by position, that were there and say something else now.
    pub(super) rows: HashSet<usize>,
}

impl Stored {
    /// Takes what [`read`] asked.
    pub(super) fn of(rows: Vec<StoredRow>) -> Result<Self, AppError> {
        let parsed = rows.into_iter().map(|row| {
            let unreadable = |_| AppError::internal("touchpoint of an import", &row.touchpoint_id);
            let id: TouchpointId = row.touchpoint_id.parse().map_err(unreadable)?;
            let person: PersonId = row.person_id.parse().map_err(unreadable)?;
            Ok((id, (person, row)))
        });
        Ok(Self(parsed.collect::<Result<_, AppError>>()?))
    }

    /// What differs from the entries of these rows. `is_kept` names rows that stay as they are.
    pub(super) fn replaced(
        &self,
        program: &ProgramId,
        kind: ImportKind,
        keys: &[&str],
        entries: &[(usize, &Entry)],
        is_kept: impl Fn(usize) -> bool,
    ) -> Replaced {
        let mut replaced = Replaced {
            removed: Vec::new(),
            again: 0,
            rows: HashSet::new(),
        };
        let by_row: HashMap<usize, &Entry> = entries.iter().copied().collect();
        for (row, key) in keys.iter().enumerate() {
            if self.0.is_empty() || is_kept(row) {
                continue;
            }
            let mut was_there = false;
            let mut adds = false;
            for kind in entries::kinds(kind) {
                let id = ids::touchpoint(program, *kind, key);
                let entry = by_row.get(&row).copied();
                let new = entry.and_then(|entry| entry.facts.iter().find(|fact| fact.id == id));
                let Some((person, stored)) = self.0.get(&id) else {
                    adds |= new.is_some();
                    continue;
                };
                was_there = true;
                let same = entry.is_some_and(|entry| stored.may_be_about(&entry.person));
                if same && new.is_some_and(|fact| stored.says(fact)) {
                    continue;
                }
                replaced.removed.push((*person, id));
                replaced.again += u32::from(new.is_some());
                replaced.rows.insert(row);
            }
            if was_there && adds {
                replaced.rows.insert(row);
            }
        }
        replaced
    }

    /// The mark of what the row with this key recorded; nothing when it is not there.
    pub(super) fn mark(&self, program: &ProgramId, kind: ImportKind, key: &str) -> Option<String> {
        let of = |kind| {
            let found = self.0.get(&ids::touchpoint(program, kind, key));
            found.map(|(_, row)| row)
        };
        let key = String::new();
        let person = PersonKey::default();
        match kind {
            ImportKind::Leads => {
                let created = of(TouchpointKind::LeadCreated)?;
                let row = LeadRow {
                    key,
                    person,
                    at: Timestamp::from_millis(created.at),
                    visits: of(TouchpointKind::WebsiteVisit).and_then(|row| row.quantity),
                    converted: Some(of(TouchpointKind::BecameCustomer).is_some()),
                    last_activity: created.note.clone(),
                    opted_out: None,
                };
                Some(row.mark())
            }
            ImportKind::Purchases => {
                let bought = of(TouchpointKind::Purchase)?;
                let row = PurchaseRow {
                    key,
                    person,
                    at: Timestamp::from_millis(bought.at),
                    amount: bought.amount(),
                    quantity: bought.quantity,
                    product: bought.note.clone(),
                    void: None,
                };
                Some(row.mark())
            }
            ImportKind::Nps => {
                let answer = of(TouchpointKind::NpsAnswer)?;
                let row = NpsRow {
                    key,
                    person,
                    at: Timestamp::from_millis(answer.at),
                    score: answer.score.unwrap_or_default(),
                    comment: answer.note.clone(),
                };
                Some(row.mark())
            }
            ImportKind::Reviews | ImportKind::Unsubscribed => None,
        }
    }
}

impl StoredRow {
    fn amount(&self) -> Option<Money> {
        let currency = self.currency.as_deref()?;
        Some(Money {
            minor: self.amount_minor?,
            currency: Currency::parse(currency).ok()?,
        })
    }

    /// Whether the row's person may be the one that it was recorded about: by the id, without one by the address.
    fn may_be_about(&self, person: &PersonKey) -> bool {
        let told = |one: &Option<String>, other: &Option<String>| match (one, other) {
            (Some(one), Some(other)) => Some(one == other),
            _ => None,
        };
        let by_id = told(&self.external_id, &person.external_id);
        let by_address = || told(&self.email, &person.email);
        by_id.or_else(by_address).unwrap_or(true)
    }

    /// Whether the fact says the same.
    fn says(&self, fact: &Fact) -> bool {
        self.at == fact.at.millis()
            && self.amount() == fact.amount
            && self.quantity == fact.quantity
            && self.score == fact.score
            && self.note == fact.note
    }
}
