//! Recording and listing touchpoints.

use laurel_domain::money::Money;
use laurel_domain::touchpoint::{Channel, TouchpointKind};
use laurel_domain::{PersonId, Timestamp, TouchpointId};
use serde::{Deserialize, Serialize};

use crate::page::Meta;

/// How many touchpoints one request takes.
pub const RECORD_MAX: usize = 500;

/// Touchpoints to record.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RecordRequest {
    /// 1 to 500.
    pub touchpoints: Vec<NewTouchpoint>,
}

/// A touchpoint to record.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct NewTouchpoint {
    /// Whom it is about.
    pub person: PersonKey,
    /// What happened.
    pub kind: TouchpointKind,
    /// Where; `api` when not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<Channel>,
    /// When. Not more than a day in the future.
    pub at: Timestamp,
    /// The same key is recorded once, however often it is sent: 1 to 100 characters. Without one each is new.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// What was paid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<Money>,
    /// How many pieces.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quantity: Option<u32>,
    /// 0 to 10, for `nps_answer`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub score: Option<u8>,
    /// A line for people, at most 200 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// A person, known or new. `id`, `external_id` or `email` identifies (in this order); a person who is
/// not known yet is added. An id that is known with another person's address is refused as a conflict: say with
/// `id` who it is. The other fields fill what is still empty on the record and never overwrite.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct PersonKey {
    /// A person of this program.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<PersonId>,
    /// The key in the system that the data comes from, at most 100 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub external_id: Option<String>,
    /// The system that gave the external id, such as `shopify`: at most 40 characters, case does not count. The
    /// same id of another system is another id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub system: Option<String>,
    /// The address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// The name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Role or title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub headline: Option<String>,
    /// The company that the person works for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub company: Option<String>,
    /// Industry.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub industry: Option<String>,
    /// Size of the company.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub company_size: Option<String>,
    /// Country.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// City.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub city: Option<String>,
    /// How the person first came.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// `belonging`, `access` or `status`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub motivation: Option<String>,
    /// External id of the advocate whose act brought the person: of the same system, or of none. Must be known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub brought_by: Option<String>,
}

/// What recording changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RecordOutcome {
    /// People who were not known before.
    pub people_added: u32,
    /// Touchpoints that were not there before.
    pub touchpoints_added: u32,
    /// Touchpoints that were there already.
    pub unchanged: u32,
    /// Touchpoints of people who were erased on request: these are not taken in.
    #[serde(default)]
    pub erased: u32,
}

/// What recording changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RecordResponse {
    /// The counts.
    pub outcome: RecordOutcome,
}

/// A touchpoint.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Touchpoint {
    /// The id.
    pub id: TouchpointId,
    /// What happened.
    pub kind: TouchpointKind,
    /// Where.
    pub channel: Channel,
    /// When.
    pub at: Timestamp,
    /// What was paid.
    pub amount: Option<Money>,
    /// How many pieces.
    pub quantity: Option<u32>,
    /// 0 to 10, for answers to the recommendation question.
    pub score: Option<u8>,
    /// A line for people.
    pub note: Option<String>,
}

/// A page of touchpoints.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TouchpointsResponse {
    /// The latest first.
    pub touchpoints: Vec<Touchpoint>,
    /// The next page.
    pub meta: Meta,
}
