//! Stored states and touchpoints, to and from rows.

use laurel_domain::advocacy_stage::AdvocacyStage;
use laurel_domain::money::{Currency, Money};
use laurel_domain::need_level::NeedLevel;
use laurel_domain::person::PersonState;
use laurel_domain::rollup::Brought;
use laurel_domain::touchpoint::{Channel, Touchpoint, TouchpointKind};
use laurel_domain::{PersonId, Timestamp};
use serde::{Deserialize, Serialize};

use super::needs_row::NeedsRow;
use super::person::SegmentValues;
use super::snapshot::{StoredState, parse};
use laurel_store::StoreError;

/// A row of `person_state`.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct StateRow {
    person_id: String,
    revision: u64,
    stage_entries: String,
    funnel_stage: i32,
    #[serde(default, skip_deserializing)]
    cohort_day: Option<i32>,
    first_touch_at: Option<i64>,
    last_touch_at: i64,
    first_purchase_at: Option<i64>,
    purchases: u32,
    revenue_minor: i64,
    other_revenue: String,
    acts: u32,
    acts_followed: u32,
    advocacy_stage: Option<String>,
    advocacy_stage_at: Option<i64>,
    need_level: Option<u8>,
    need_level_at: Option<i64>,
    given: f64,
    received: f64,
    overdrawn_since: Option<i64>,
    derived_at: i64,
    nps_score: Option<u8>,
    escalated: u8,
    support_solved: u32,
    #[serde(default, skip_deserializing)]
    changes_by_time: u8,
    source: Option<String>,
    country: Option<String>,
    industry: Option<String>,
    company_size: Option<String>,
    product: Option<String>,
    tags: String,
    #[serde(default, skip_deserializing)]
    brought_by: Option<PersonId>,
    people_brought: i64,
    customers_brought: i64,
    customers_followed: i64,
    #[serde(flatten)]
    needs: NeedsRow,
}

/// What the list of movements is made of.
#[derive(Serialize)]
pub(super) struct Moved<'a> {
    person_id: &'a str,
    moves: &'a str,
}

/// What the list of a tag is made of.
#[derive(Serialize)]
pub(super) struct Tagged<'a> {
    person_id: &'a str,
    last_touch_at: i64,
    tags: &'a str,
}

fn at(millis: Option<i64>) -> Option<Timestamp> {
    millis.map(Timestamp::from_millis)
}

fn millis(at: Option<Timestamp>) -> Option<i64> {
    at.map(Timestamp::millis)
}

impl StateRow {
    /// The row of a state.
    pub(super) fn of(
        person: PersonId,
        state: &PersonState,
        segment_values: SegmentValues,
        changes_by_time: bool,
        revision: u64,
    ) -> Result<Self, StoreError> {
        let PersonState {
            stage_entries,
            furthest,
            first_touch_at,
            last_touch_at,
            first_purchase_at,
            first_product,
            purchases,
            revenue_minor,
            other_revenue,
            acts,
            acts_followed,
            advocacy_stage,
            advocacy_stage_at,
            need_level,
            need_level_at,
            need_progress: _,
            answer_until: _,
            last_reward: _,
            moves: _,
            given,
            received,
            overdrawn_since,
            derived_at,
            nps_score,
            escalated,
            support_solved,
        } = state;
        let SegmentValues {
            source,
            country,
            industry,
            company_size,
            motivation,
            tags,
        } = segment_values;
        let entries: Vec<Option<i64>> = stage_entries.iter().map(|entry| millis(*entry)).collect();
        let write = |error| StoreError::internal("state row", error);
        Ok(Self {
            person_id: person.to_string(),
            revision,
            stage_entries: serde_json::to_string(&entries).map_err(write)?,
            funnel_stage: furthest.map_or(-1, |stage| stage as i32),
            cohort_day: first_touch_at.map(|first| first.day().0),
            first_touch_at: millis(*first_touch_at),
            last_touch_at: last_touch_at.unwrap_or(*derived_at).millis(),
            first_purchase_at: millis(*first_purchase_at),
            purchases: *purchases,
            revenue_minor: *revenue_minor,
            other_revenue: serde_json::to_string(other_revenue).map_err(write)?,
            acts: *acts,
            acts_followed: *acts_followed,
            advocacy_stage: advocacy_stage.map(|stage| stage.code().to_owned()),
            advocacy_stage_at: millis(*advocacy_stage_at),
            need_level: need_level.map(NeedLevel::number),
            need_level_at: millis(*need_level_at),
            given: *given,
            received: *received,
            overdrawn_since: millis(*overdrawn_since),
            derived_at: derived_at.millis(),
            nps_score: *nps_score,
            escalated: u8::from(*escalated),
            support_solved: *support_solved,
            changes_by_time: u8::from(changes_by_time),
            source,
            country,
            industry,
            company_size,
            product: first_product.clone(),
            tags: serde_json::to_string(&tags).map_err(write)?,
            brought_by: None,
            people_brought: 0,
            customers_brought: 0,
            customers_followed: 0,
            needs: NeedsRow::of(state, motivation)?,
        })
    }

    /// The same with who brought the person, and whom the person brought.
    #[must_use]
    pub(super) fn with_brought(self, brought_by: Option<PersonId>, brought: Brought) -> Self {
        Self {
            brought_by,
            people_brought: brought.people,
            customers_brought: brought.customers,
            customers_followed: brought.followed,
            ..self
        }
    }

    /// Whose state, with which movements on the ladder: what their list is made of.
    pub(super) fn moved(&self) -> Moved<'_> {
        Moved {
            person_id: &self.person_id,
            moves: &self.needs.moves,
        }
    }

    /// Whose state, with which tags and latest touchpoint: what the list of a tag is made of.
    pub(super) fn tagged(&self) -> Tagged<'_> {
        Tagged {
            person_id: &self.person_id,
            last_touch_at: self.last_touch_at,
            tags: &self.tags,
        }
    }

    /// The state of a row.
    pub(super) fn into_state(self) -> Result<(PersonId, StoredState), StoreError> {
        let Self {
            person_id,
            revision,
            stage_entries,
            funnel_stage,
            cohort_day: _,
            first_touch_at,
            last_touch_at,
            first_purchase_at,
            purchases,
            revenue_minor,
            other_revenue,
            acts,
            acts_followed,
            advocacy_stage,
            advocacy_stage_at,
            need_level,
            need_level_at,
            given,
            received,
            overdrawn_since,
            derived_at,
            nps_score,
            escalated,
            support_solved,
            changes_by_time: _,
            source,
            country,
            industry,
            company_size,
            product,
            tags,
            brought_by: _,
            people_brought,
            customers_brought,
            customers_followed,
            needs,
        } = self;
        let read = |error| StoreError::internal("state row", error);
        let entries: Vec<Option<i64>> = serde_json::from_str(&stage_entries).map_err(read)?;
        let other_revenue: Vec<Money> = serde_json::from_str(&other_revenue).map_err(read)?;
        let mut state = PersonState {
            stage_entries: entries.into_iter().map(at).collect(),
            furthest: usize::try_from(funnel_stage).ok(),
            first_touch_at: at(first_touch_at),
            last_touch_at: Some(Timestamp::from_millis(last_touch_at)),
            first_purchase_at: at(first_purchase_at),
            first_product: product,
            purchases,
            revenue_minor,
            other_revenue,
            acts,
            acts_followed,
            advocacy_stage: advocacy_stage
                .as_deref()
                .map(parse::<AdvocacyStage>)
                .transpose()?,
            advocacy_stage_at: at(advocacy_stage_at),
            need_level: need_level.and_then(NeedLevel::from_number),
            need_level_at: at(need_level_at),
            need_progress: None,
            answer_until: None,
            last_reward: None,
            moves: Vec::new(),
            given,
            received,
            overdrawn_since: at(overdrawn_since),
            derived_at: Timestamp::from_millis(derived_at),
            nps_score,
            escalated: escalated == 1,
            support_solved,
        };
        let motivation = needs.into_state(&mut state)?;
        Ok((
            parse(&person_id)?,
            StoredState {
                state,
                segment_values: SegmentValues {
                    source,
                    country,
                    industry,
                    company_size,
                    motivation,
                    tags: serde_json::from_str(&tags).map_err(read)?,
                },
                brought: Brought {
                    people: people_brought,
                    customers: customers_brought,
                    followed: customers_followed,
                },
                revision,
            },
        ))
    }
}

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
