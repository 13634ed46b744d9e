//! People and their profiles.

use laurel_domain::nps::Group;
use laurel_domain::role::Permission;
use laurel_domain::testimonial::TestimonialState;
use laurel_domain::value_exchange::Block;
use laurel_domain::{Day, PersonId, TestimonialId, Timestamp};
use serde::{Deserialize, Serialize};

use crate::asks::Ask;
use crate::page::{self, Cursor, Meta, PageSize};

/// Which people. The first given of `q`, `tag`, `nps`, `need_level`, `advocacy_stage`, `stage`, `product`, `country`,
/// `industry`, `company_size`, `source` leads the search; the others filter.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct PeopleQuery {
    /// The beginning of a word of the name, of the company, e-mail address or external id; at least 2 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub q: Option<String>,
    /// Position of a funnel stage, from 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stage: Option<u8>,
    /// With `stage`: `reached` for those who reached it or a later one, `at` (the default) for those whose furthest it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stage_match: Option<StageMatch>,
    /// Need level, 1 to 5.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub need_level: Option<u8>,
    /// Code of an advocacy stage.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub advocacy_stage: Option<String>,
    /// What the latest answer to the recommendation question makes of them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nps: Option<Group>,
    /// Source; empty for "not known".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Country; empty for "not known".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// Industry; empty for "not known".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub industry: Option<String>,
    /// Size of the company; empty for "not known".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub company_size: Option<String>,
    /// What the person first bought; empty for "not known".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub product: Option<String>,
    /// A tag that the person has.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tag: Option<String>,
    /// People whose first touchpoint was on this day or later.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<Day>,
    /// People whose first touchpoint was on this day or earlier.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<Day>,
    /// `meta.next` of the page before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<Cursor>,
    /// How many.
    #[serde(skip_serializing_if = "page::is_default")]
    pub limit: PageSize,
}

/// How `stage` selects.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum StageMatch {
    /// The stage is the furthest that the person reached.
    At,
    /// The person reached the stage or a later one.
    Reached,
}

/// A person in a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Person {
    /// The id.
    pub id: PersonId,
    /// The key in the system that the data came from.
    pub external_id: Option<String>,
    /// The name, when known.
    pub name: Option<String>,
    /// The address, when known.
    pub email: Option<String>,
    /// Role or title.
    pub headline: Option<String>,
    /// The company that the person works for.
    pub company: Option<String>,
    /// How the person first came; absent when not known.
    pub source: Option<String>,
    /// Position of the furthest funnel stage, from 0.
    pub stage: Option<u8>,
    /// Code of the advocacy stage.
    pub advocacy_stage: Option<String>,
    /// Need level, 1 to 5.
    pub need_level: Option<u8>,
    /// Purchases.
    pub purchases: u32,
    /// What they paid, in minor units of the program's currency.
    pub revenue_minor: i64,
    /// Acts of advocacy.
    pub acts: u32,
    /// Points received minus points given, decayed to now.
    pub balance: f64,
    /// The latest touchpoint.
    pub last_touch_at: Timestamp,
    /// What members wrote on the person, in alphabetical order.
    pub tags: Vec<String>,
}

/// Tags to write on a person and tags to take off; at most 10 of at most 40 characters stay.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct TagsChange {
    /// To write on; those that are there stay.
    pub add: Vec<String>,
    /// To take off; those that are not there are no problem.
    pub remove: Vec<String>,
}

/// A person's tags.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TagsResponse {
    /// In alphabetical order.
    pub tags: Vec<String>,
}

/// What is changed on a person's record: absent fields stay as they are, an empty text clears.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct PersonChange {
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
    /// Whether the person does not want to be asked. `true` withdraws the open asks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub opted_out: Option<bool>,
}

/// A person's record, as far as members write on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PersonRecord {
    /// The name, when known.
    pub name: Option<String>,
    /// Role or title.
    pub headline: Option<String>,
    /// The company that the person works for.
    pub company: Option<String>,
    /// Industry.
    pub industry: Option<String>,
    /// Size of the company.
    pub company_size: Option<String>,
    /// Country.
    pub country: Option<String>,
    /// City.
    pub city: Option<String>,
    /// How the person first came.
    pub source: Option<String>,
    /// Asked not to be asked.
    pub opted_out: bool,
}

/// A person's record after a change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PersonRecordResponse {
    /// As it is now.
    pub person: PersonRecord,
}

/// A page of people.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PeopleResponse {
    /// The people.
    pub people: Vec<Person>,
    /// The next page.
    pub meta: Meta,
}

/// One person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PersonResponse {
    /// The profile.
    pub person: Profile,
}

/// Everything about a person but the touchpoints, which come in pages.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Profile {
    /// As in lists.
    #[serde(flatten)]
    pub person: Person,
    /// All ids that other systems gave, in the order of the systems.
    pub keys: Vec<ExternalKey>,
    /// Others have the same address, or it is one that several people read (`info@`): alone it tells nobody.
    pub address_is_shared: bool,
    /// Country.
    pub country: Option<String>,
    /// City.
    pub city: Option<String>,
    /// Industry.
    pub industry: Option<String>,
    /// Size of the company, as given.
    pub company_size: Option<String>,
    /// What the person first bought, where the first purchase says it.
    pub product: Option<String>,
    /// Code of the motivation.
    pub motivation: Option<String>,
    /// Whose act brought this person.
    pub brought_by: Option<PersonRef>,
    /// Whom this person brought: the first 20.
    pub brought: Vec<PersonRef>,
    /// Per funnel stage when the person reached it or a later one.
    pub stages: Vec<StageReached>,
    /// When the advocacy stage was reached.
    pub advocacy_stage_at: Option<Timestamp>,
    /// When the need level was reached.
    pub need_level_at: Option<Timestamp>,
    /// Points given, decayed to now.
    pub given: f64,
    /// Points received, decayed to now.
    pub received: f64,
    /// The latest answer to the recommendation question, 0 to 10.
    pub nps_score: Option<u8>,
    /// A support case is escalated.
    pub escalated: bool,
    /// Asked not to be asked.
    pub opted_out: bool,
    /// The first touchpoint.
    pub first_touch_at: Option<Timestamp>,
    /// The first purchase.
    pub first_purchase_at: Option<Timestamp>,
    /// The latest act of advocacy.
    pub last_act_at: Option<Timestamp>,
    /// Since when the program knows the person.
    pub created_at: Timestamp,
    /// When the person was erased on request: since then nothing tells who it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub erased_at: Option<Timestamp>,
    /// The person's testimonials, the latest first.
    pub testimonials: Vec<TestimonialRef>,
    /// The person's asks, the latest 20 first.
    pub asks: Vec<Ask>,
    /// Why the person is not asked for anything now; empty when nothing stands against it. An open ask
    /// blocks only its own act and is not among them.
    pub blocks: Vec<Block>,
    /// What the caller may do, so that the page offers only that.
    pub may: Vec<Permission>,
}

/// An id that another system gave.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ExternalKey {
    /// The system; empty where none was named.
    pub system: String,
    /// The id in it.
    pub key: String,
}

/// A person by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PersonRef {
    /// The id.
    pub id: PersonId,
    /// The name, or what else is known.
    pub name: String,
}

/// A stage and when it was reached.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StageReached {
    /// The stage's name.
    pub name: String,
    /// When; absent when not reached.
    pub at: Option<Timestamp>,
}

/// A testimonial in short.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TestimonialRef {
    /// The id.
    pub id: TestimonialId,
    /// The first 140 characters.
    pub beginning: String,
    /// Its state.
    pub state: TestimonialState,
    /// When it was said.
    pub said_at: Timestamp,
}
