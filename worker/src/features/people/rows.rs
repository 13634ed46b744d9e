//! A person in a list, out of a row.

use laurel_api::people::Person;
use laurel_domain::Timestamp;
use laurel_domain::settings::ProgramSettings;
use laurel_domain::value_exchange::Ledger;
use serde::Deserialize;

use crate::error::AppError;

/// What somebody is called: the name, or what else is known.
pub(crate) fn known_name(
    name: Option<String>,
    email: Option<String>,
    external_id: Option<String>,
) -> String {
    name.or(email)
        .or(external_id)
        .unwrap_or_else(|| "Name not known".to_owned())
}

/// A row of the view `people_with_state`.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct PersonRow {
    pub(crate) person_id: String,
    pub(crate) external_id: Option<String>,
    pub(crate) email: Option<String>,
    pub(crate) name: Option<String>,
    pub(crate) headline: Option<String>,
    pub(crate) company: Option<String>,
    pub(crate) source: Option<String>,
    pub(crate) funnel_stage: i32,
    pub(crate) advocacy_stage: Option<String>,
    pub(crate) need_level: Option<u8>,
    pub(crate) purchases: u32,
    pub(crate) revenue_minor: i64,
    pub(crate) acts: u32,
    pub(crate) given: f64,
    pub(crate) received: f64,
    pub(crate) derived_at: i64,
    pub(crate) last_touch_at: i64,
    pub(crate) tags: String,
}

impl PersonRow {
    /// What was given and received, as it counts now.
    pub(crate) fn ledger(&self, settings: &ProgramSettings, now: Timestamp) -> Ledger {
        let as_of = Timestamp::from_millis(self.derived_at);
        Ledger {
            given: self.given,
            received: self.received,
            as_of,
        }
        .at(now, settings)
    }

    /// The person that goes over the wire.
    pub(crate) fn into_person(
        self,
        settings: &ProgramSettings,
        now: Timestamp,
    ) -> Result<Person, AppError> {
        let balance = self.ledger(settings, now).balance();
        let Self {
            person_id,
            external_id,
            email,
            name,
            headline,
            company,
            source,
            funnel_stage,
            advocacy_stage,
            need_level,
            purchases,
            revenue_minor,
            acts,
            given: _,
            received: _,
            derived_at: _,
            last_touch_at,
            tags,
        } = self;
        Ok(Person {
            id: person_id
                .parse()
                .map_err(|error| AppError::internal("person id", error))?,
            external_id,
            email,
            name,
            headline,
            company,
            source,
            stage: u8::try_from(funnel_stage).ok(),
            advocacy_stage,
            need_level,
            purchases,
            revenue_minor,
            acts,
            balance,
            last_touch_at: Timestamp::from_millis(last_touch_at),
            tags: serde_json::from_str(&tags).map_err(|error| AppError::internal("tags", error))?,
        })
    }
}
