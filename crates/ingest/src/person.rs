//! A person's own columns, and filling in what is still empty on them.

use std::collections::BTreeSet;

use laurel_api::people::{PersonChange, PersonRecord};
use laurel_api::touchpoints::PersonKey;
use laurel_domain::money::Currency;
use laurel_domain::rollup::{Facts, Profile};
use laurel_domain::{PersonId, Timestamp};
use serde::{Deserialize, Serialize};

use super::identity::{self, SystemKey};
use super::snapshot::parse;
use super::state_row::motivation;
use laurel_store::StoreError;

/// The columns of `people` that recording reads.
#[derive(Deserialize)]
pub(super) struct PersonRow {
    person_id: String,
    external_id: Option<String>,
    email: Option<String>,
    name: Option<String>,
    headline: Option<String>,
    company: Option<String>,
    industry: Option<String>,
    company_size: Option<String>,
    country: Option<String>,
    city: Option<String>,
    source: Option<String>,
    motivation: Option<String>,
    opted_out: u8,
    brought_by: Option<String>,
    brought_at: Option<i64>,
    tags: String,
    counted_follow_days: Option<u16>,
    erased_at: Option<i64>,
}

/// A person's segment values, except the product, which the history says. Stored with the state, so that
/// what was counted can be taken back when they change.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct SegmentValues {
    pub(super) source: Option<String>,
    pub(super) country: Option<String>,
    pub(super) industry: Option<String>,
    pub(super) company_size: Option<String>,
    pub(super) motivation: Option<String>,
    pub(super) tags: Vec<String>,
}

impl SegmentValues {
    /// What the rollups need of it. `person` is the record that it goes with: as it was stored for what
    /// was stored.
    pub(super) fn facts(&self, person: Option<&Record>, currency: Currency) -> Facts<'_> {
        Facts {
            source: self.source.as_deref(),
            country: self.country.as_deref(),
            industry: self.industry.as_deref(),
            company_size: self.company_size.as_deref(),
            tags: &self.tags,
            motivation: motivation(self.motivation.as_deref()),
            brought: person.is_some_and(|person| person.brought_by.is_some()),
            currency,
            profile: Profile {
                industry: self.industry.is_some(),
                company_size: self.company_size.is_some(),
                motivation: person.is_some_and(|person| person.motivation.is_some()),
            },
        }
    }
}

/// A person's own columns.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Record {
    #[serde(rename = "person_id")]
    pub(super) id: PersonId,
    pub(super) external_id: Option<String>,
    pub(super) email: Option<String>,
    pub(super) name: Option<String>,
    pub(super) headline: Option<String>,
    pub(super) company: Option<String>,
    pub(super) industry: Option<String>,
    pub(super) company_size: Option<String>,
    pub(super) country: Option<String>,
    pub(super) city: Option<String>,
    pub(super) source: Option<String>,
    pub(super) motivation: Option<String>,
    /// Does not want to be asked.
    pub(super) opted_out: bool,
    pub(super) brought_by: Option<PersonId>,
    #[serde(serialize_with = "millis")]
    pub(super) brought_at: Option<Timestamp>,
    /// What members wrote on the person: sorted, each once.
    pub(super) tags: Vec<String>,
    /// The follow time under which the person counts for the advocate; `None` for that of today.
    pub(super) counted_follow_days: Option<u16>,
    /// Nothing tells who this is, and nothing may again.
    #[serde(skip)]
    pub(super) erased: bool,
    /// System and key, as in `person_keys`.
    #[serde(skip)]
    pub(super) keys: BTreeSet<SystemKey>,
}

#[expect(clippy::ref_option, reason = "serde gives a reference to the field")]
fn millis<S: serde::Serializer>(at: &Option<Timestamp>, serializer: S) -> Result<S::Ok, S::Error> {
    at.map(Timestamp::millis).serialize(serializer)
}

impl TryFrom<PersonRow> for Record {
    type Error = StoreError;

    fn try_from(row: PersonRow) -> Result<Self, StoreError> {
        let PersonRow {
            person_id,
            external_id,
            email,
            name,
            headline,
            company,
            industry,
            company_size,
            country,
            city,
            source,
            motivation,
            opted_out,
            brought_by,
            brought_at,
            tags,
            counted_follow_days,
            erased_at,
        } = row;
        Ok(Self {
            id: parse(&person_id)?,
            external_id,
            email,
            name,
            headline,
            company,
            industry,
            company_size,
            country,
            city,
            source,
            motivation,
            opted_out: opted_out == 1,
            brought_by: brought_by.as_deref().map(parse).transpose()?,
            brought_at: brought_at.map(Timestamp::from_millis),
            tags: serde_json::from_str(&tags)
                .map_err(|error| StoreError::internal("tags", error))?,
            counted_follow_days,
            erased: erased_at.is_some(),
            keys: BTreeSet::new(),
        })
    }
}

impl Record {
    /// A person of whom nothing is known yet.
    pub(super) fn empty(id: PersonId) -> Self {
        Self {
            id,
            external_id: None,
            email: None,
            name: None,
            headline: None,
            company: None,
            industry: None,
            company_size: None,
            country: None,
            city: None,
            source: None,
            motivation: None,
            opted_out: false,
            brought_by: None,
            brought_at: None,
            tags: Vec::new(),
            counted_follow_days: None,
            erased: false,
            keys: BTreeSet::new(),
        }
    }

    /// The ids that other systems gave, each with its system.
    pub(super) fn ids(&self) -> Vec<SystemKey> {
        let ids = self.keys.iter();
        let ids = ids.filter(|(system, _)| !identity::is_reserved(system));
        ids.cloned().collect()
    }

    /// The record without anything that tells who it is. Who brought the person stays: that is a place in
    /// the figures, between two ids.
    pub(super) fn erase(&mut self) {
        *self = Self {
            opted_out: true,
            brought_by: self.brought_by,
            brought_at: self.brought_at,
            counted_follow_days: self.counted_follow_days,
            erased: true,
            ..Self::empty(self.id)
        };
    }

    /// The person's segment values as they are now.
    pub(super) fn segment_values(&self) -> SegmentValues {
        SegmentValues {
            source: self.source.clone(),
            country: self.country.clone(),
            industry: self.industry.clone(),
            company_size: self.company_size.clone(),
            motivation: self.motivation.clone(),
            tags: self.tags.clone(),
        }
    }

    /// What members write on it.
    pub(super) fn written(&self) -> PersonRecord {
        PersonRecord {
            name: self.name.clone(),
            headline: self.headline.clone(),
            company: self.company.clone(),
            industry: self.industry.clone(),
            company_size: self.company_size.clone(),
            country: self.country.clone(),
            city: self.city.clone(),
            source: self.source.clone(),
            opted_out: self.opted_out,
        }
    }

    /// Writes what a member says, checked by [`crate::check_change`]: an empty text clears.
    pub(super) fn write(&mut self, change: &PersonChange) {
        let PersonChange {
            name,
            headline,
            company,
            industry,
            company_size,
            country,
            city,
            source,
            opted_out,
        } = change;
        let write = |field: &mut Option<String>, value: &Option<String>| {
            if let Some(text) = value {
                *field = Some(text.clone()).filter(|text| !text.is_empty());
            }
        };
        write(&mut self.name, name);
        write(&mut self.headline, headline);
        write(&mut self.company, company);
        write(&mut self.industry, industry);
        write(&mut self.company_size, company_size);
        write(&mut self.country, country);
        write(&mut self.city, city);
        write(&mut self.source, source);
        self.opted_out = opted_out.unwrap_or(self.opted_out);
    }

    /// Fills in what is empty but the id; never overwrites. `email` is left out when it belongs to somebody else.
    pub(super) fn fill(&mut self, given: &PersonKey, email_is_free: bool) {
        let fill = |field: &mut Option<String>, value: &Option<String>| {
            if field.is_none() {
                field.clone_from(value);
            }
        };
        if email_is_free {
            fill(&mut self.email, &given.email);
        }
        fill(&mut self.name, &given.name);
        fill(&mut self.headline, &given.headline);
        fill(&mut self.company, &given.company);
        fill(&mut self.industry, &given.industry);
        fill(&mut self.company_size, &given.company_size);
        fill(&mut self.country, &given.country);
        fill(&mut self.city, &given.city);
        fill(&mut self.source, &given.source);
        fill(&mut self.motivation, &given.motivation);
    }
}
