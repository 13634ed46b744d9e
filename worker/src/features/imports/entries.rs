//! What a row records.

use laurel_api::imports::{LeadRow, PurchaseRow, ReviewRow, Rows};
use laurel_domain::touchpoint::{Channel, TouchpointKind};
use laurel_domain::{ProgramId, Timestamp, TouchpointId};
use laurel_ingest::{Entry, Fact};

use crate::auth::digest::content_digest;

/// The entries to record, each with the position of its row. A review without an author records nothing
/// about anybody.
pub(super) fn of(program: &ProgramId, rows: &Rows) -> Vec<(usize, Entry)> {
    let facts = Facts { program };
    match rows {
        Rows::Leads(rows) => rows.iter().map(|row| facts.lead(row)).enumerate().collect(),
        Rows::Purchases(rows) => rows
            .iter()
            .map(|row| facts.purchase(row))
            .enumerate()
            .collect(),
        Rows::Reviews(rows) => rows
            .iter()
            .enumerate()
            .filter_map(|(at, row)| Some((at, facts.review(row)?)))
            .collect(),
    }
}

struct Facts<'a> {
    program: &'a ProgramId,
}

impl Facts<'_> {
    /// A fact whose id comes from the row's key.
    fn fact(&self, key: &str, kind: TouchpointKind, at: Timestamp) -> Fact {
        let digest = content_digest(&[self.program.as_str(), "import", kind.code(), key]);
        Fact {
            id: TouchpointId::from_digest(digest),
            kind,
            channel: Channel::Import,
            at,
            amount: None,
            quantity: None,
            score: None,
            note: None,
        }
    }

    /// Became a lead; visited the website; became a customer.
    fn lead(&self, row: &LeadRow) -> Entry {
        let LeadRow {
            key,
            person,
            at,
            visits,
            converted,
            last_activity,
        } = row;
        let created = self.fact(key, TouchpointKind::LeadCreated, *at);
        let mut facts = vec![Fact {
            note: last_activity.clone(),
            ..created
        }];
        if let Some(visits) = visits.filter(|visits| *visits > 0) {
            let visited = self.fact(key, TouchpointKind::WebsiteVisit, *at);
            facts.push(Fact {
                quantity: Some(visits),
                ..visited
            });
        }
        if *converted == Some(true) {
            facts.push(self.fact(key, TouchpointKind::BecameCustomer, *at));
        }
        Entry {
            person: person.clone(),
            facts,
        }
    }

    fn purchase(&self, row: &PurchaseRow) -> Entry {
        let PurchaseRow {
            key,
            person,
            at,
            amount,
            quantity,
            product,
        } = row;
        let bought = self.fact(key, TouchpointKind::Purchase, *at);
        let fact = Fact {
            amount: amount.clone(),
            quantity: *quantity,
            note: product.clone(),
            ..bought
        };
        Entry {
            person: person.clone(),
            facts: vec![fact],
        }
    }

    fn review(&self, row: &ReviewRow) -> Option<Entry> {
        let person = row.person.clone()?;
        let fact = Fact {
            note: Some(row.source.clone()),
            ..self.fact(&row.key, TouchpointKind::Review, row.at)
        };
        Some(Entry {
            person,
            facts: vec![fact],
        })
    }
}
