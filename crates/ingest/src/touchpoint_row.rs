//! Touchpoints, to and from rows.

use laurel_domain::Timestamp;
use laurel_domain::money::{Currency, Money};
use laurel_domain::touchpoint::{Channel, Touchpoint, TouchpointKind};
use laurel_store::StoreError;
use serde::{Deserialize, Serialize};

use super::snapshot::parse;

/// A row of `touchpoints`.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct TouchpointRow {
    touchpoint_id: String,
    person_id: String,
    kind: String,
    channel: String,
    at: i64,
    amount_minor: Option<i64>,
    currency: Option<String>,
    quantity: Option<u32>,
    score: Option<u8>,
    note: Option<String>,
}

impl From<&Touchpoint> for TouchpointRow {
    fn from(touchpoint: &Touchpoint) -> Self {
        let Touchpoint {
            id,
            person,
            kind,
            channel,
            at,
            amount,
            quantity,
            score,
            note,
        } = touchpoint;
        Self {
            touchpoint_id: id.to_string(),
            person_id: person.to_string(),
            kind: kind.code().to_owned(),
            channel: channel.code().to_owned(),
            at: at.millis(),
            amount_minor: amount.as_ref().map(|amount| amount.minor),
            currency: amount
                .as_ref()
                .map(|amount| amount.currency.as_str().to_owned()),
            quantity: *quantity,
            score: *score,
            note: note.clone(),
        }
    }
}

impl TryFrom<TouchpointRow> for Touchpoint {
    type Error = StoreError;

    fn try_from(row: TouchpointRow) -> Result<Self, StoreError> {
        let TouchpointRow {
            touchpoint_id,
            person_id,
            kind,
            channel,
            at,
            amount_minor,
            currency,
            quantity,
            score,
            note,
        } = row;
        let amount = match (amount_minor, currency) {
            (Some(minor), Some(currency)) => {
                let currency = Currency::parse(&currency)
                    .map_err(|error| StoreError::internal("currency", error))?;
                Some(Money { minor, currency })
            }
            _ => None,
        };
        Ok(Self {
            id: parse(&touchpoint_id)?,
            person: parse(&person_id)?,
            kind: parse::<TouchpointKind>(&kind)?,
            channel: parse::<Channel>(&channel)?,
            at: Timestamp::from_millis(at),
            amount,
            quantity,
            score,
            note,
        })
    }
}
