//! What a row records.

use laurel_api::imports::{
    ImportKind, LeadRow, NpsRow, PurchaseRow, ReviewRow, Rows, UnsubscribedRow,
};
use laurel_domain::touchpoint::{Channel, TouchpointKind};
use laurel_domain::{ProgramId, Timestamp};
use laurel_ingest::{Entry, Fact};

use super::ids;

/// The kinds of touchpoints that rows of this kind can record.
pub(super) const fn kinds(kind: ImportKind) -> &'static [TouchpointKind] {
    match kind {
        ImportKind::Leads => &[
            TouchpointKind::LeadCreated,
            TouchpointKind::WebsiteVisit,
            TouchpointKind::BecameCustomer,
        ],
        ImportKind::Purchases => &[TouchpointKind::Purchase],
        ImportKind::Reviews => &[TouchpointKind::Review],
        ImportKind::Nps => &[TouchpointKind::NpsAnswer],
        ImportKind::Unsubscribed => &[],
    }
}

/// The entries to record, each with the position of its row. A review without an author records nothing
/// about anybody, and neither does a purchase that is taken back.
pub(super) fn of(program: &ProgramId, rows: &Rows) -> Vec<(usize, Entry)> {
    let facts = Facts { program };
    match rows {
        Rows::Leads(rows) => rows.iter().map(|row| facts.lead(row)).enumerate().collect(),
        Rows::Purchases(rows) => rows
            .iter()
            .enumerate()
            .filter(|(_, row)| row.void != Some(true))
            .map(|(at, row)| (at, facts.purchase(row)))
            .collect(),
        Rows::Reviews(rows) => rows
            .iter()
            .enumerate()
            .filter_map(|(at, row)| Some((at, facts.review(row)?)))
            .collect(),
        Rows::Nps(rows) => rows
            .iter()
            .map(|row| facts.answer(row))
            .enumerate()
            .collect(),
        Rows::Unsubscribed(rows) => rows.iter().map(unsubscribed).enumerate().collect(),
    }
}

/// The keys of the rows, in order.
pub(super) fn keys(rows: &Rows) -> Vec<&str> {
    match rows {
        Rows::Leads(rows) => rows.iter().map(|row| row.key.as_str()).collect(),
        Rows::Purchases(rows) => rows.iter().map(|row| row.key.as_str()).collect(),
        Rows::Reviews(rows) => rows.iter().map(|row| row.key.as_str()).collect(),
        Rows::Nps(rows) => rows.iter().map(|row| row.key.as_str()).collect(),
        Rows::Unsubscribed(rows) => rows.iter().map(|row| row.key.as_str()).collect(),
    }
}

/// Records nothing but that the person does not want to be asked.
fn unsubscribed(row: &UnsubscribedRow) -> Entry {
    let UnsubscribedRow { key: _, person } = row;
    Entry {
        person: person.clone(),
        facts: Vec::new(),
        opts_out: true,
    }
}

struct Facts<'a> {
    program: &'a ProgramId,
}

impl Facts<'_> {
    /// A fact whose id comes from the row's key.
    fn fact(&self, key: &str, kind: TouchpointKind, at: Timestamp) -> Fact {
        Fact {
            id: ids::touchpoint(self.program, kind, key),
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
            opted_out,
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
            opts_out: *opted_out == Some(true),
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
            void: _,
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
            opts_out: false,
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
            opts_out: false,
        })
    }

    fn answer(&self, row: &NpsRow) -> Entry {
        let NpsRow {
            key,
            person,
            at,
            score,
            comment,
        } = row;
        let fact = Fact {
            score: Some(*score),
            note: comment.clone(),
            ..self.fact(key, TouchpointKind::NpsAnswer, *at)
        };
        Entry {
            person: person.clone(),
            facts: vec![fact],
            opts_out: false,
        }
    }
}
