//! Testimonials: the moderation queue, decisions, consent, licence.

use laurel_domain::role::Permission;
use laurel_domain::testimonial::{
    ConsentSource, Excerpt, Purpose, Rating, RejectReason, Relationship, TestimonialState,
};
use laurel_domain::{PersonId, TestimonialId, Timestamp};
use serde::{Deserialize, Serialize};

use crate::page::{self, Cursor, Meta, PageSize};

/// Which testimonials.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct TestimonialsQuery {
    /// The state; pending when not said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<TestimonialState>,
    /// Stars as text, `1` to `5`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rating: Option<String>,
    /// A tag.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tag: Option<String>,
    /// `form` or the name given with an import.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// `meta.next` of the page before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<Cursor>,
    /// How many.
    #[serde(skip_serializing_if = "page::is_default")]
    pub limit: PageSize,
}

/// A testimonial as members see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Testimonial {
    /// The id.
    pub id: TestimonialId,
    /// The author's record, when there is one. A story from the form counts for this person while it is
    /// approved.
    pub person: Option<PersonId>,
    /// `form` or the name given with an import.
    pub source: String,
    /// Where it can be read in its original place.
    pub source_url: Option<String>,
    /// The words, exactly as written.
    pub quote: String,
    /// Stars.
    pub rating: Option<Rating>,
    /// The author's name.
    pub author: Option<String>,
    /// The author's address: for the receipt, never shown in public.
    pub email: Option<String>,
    /// Role or title.
    pub headline: Option<String>,
    /// The author's company.
    pub company: Option<String>,
    /// The product or variation that the words are about.
    pub subject: Option<String>,
    /// The author's relationship to the brand.
    pub relationship: Relationship,
    /// What the author was offered for writing, whatever they wrote.
    pub incentive: Option<String>,
    /// The range that is shown instead of the whole.
    pub excerpt: Option<Excerpt>,
    /// Tags, in alphabetical order.
    pub tags: Vec<String>,
    /// Where it stands.
    pub state: TestimonialState,
    /// When its author opened the link that only the mail to their address carries; absent as long as nothing
    /// proves that the story is from whoever has the address.
    pub proven_at: Option<Timestamp>,
    /// Why it was rejected.
    pub reject_reason: Option<RejectReason>,
    /// The purposes that the author consents to now.
    pub consents: Vec<Purpose>,
    /// The licence that a member stated.
    pub licence: Option<String>,
    /// Whether it is shown on the wall.
    pub published: bool,
    /// When it was said.
    pub said_at: Timestamp,
    /// When it came in.
    pub created_at: Timestamp,
    /// The latest change.
    pub updated_at: Timestamp,
    /// Counts the changes. `ETag` and `If-Match` are this number in quotes.
    pub revision: u64,
}

/// A page of testimonials.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TestimonialsResponse {
    /// The latest first.
    pub testimonials: Vec<Testimonial>,
    /// How many there are in each state.
    pub counts: StateCounts,
    /// The tags in use, in alphabetical order, at most 100.
    pub tags: Vec<String>,
    /// The next page.
    pub meta: Meta,
}

/// How many testimonials there are in each state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StateCounts {
    /// Waiting for a decision.
    pub pending: u64,
    /// Likely spam, and not decided.
    pub suspected: u64,
    /// Approved.
    pub approved: u64,
    /// Rejected.
    pub rejected: u64,
    /// Taken back by their authors.
    pub withdrawn: u64,
}

/// One testimonial.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TestimonialResponse {
    /// As it is now.
    pub testimonial: Testimonial,
}

/// One testimonial with what happened to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TestimonialDetailResponse {
    /// As it is now.
    pub testimonial: Testimonial,
    /// Whoever has the address that a story was sent under, as long as it counts for nobody.
    pub claimed: Option<ClaimedPerson>,
    /// Every consent given and withdrawn, the latest first.
    pub consents: Vec<ConsentEntry>,
    /// What was decided, the latest first, at most 100.
    pub history: Vec<AuditEntry>,
    /// What the caller may do.
    pub may: Vec<Permission>,
}

/// Whoever has the address that a story was sent under.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ClaimedPerson {
    /// The id.
    pub id: PersonId,
    /// The name in the program's records.
    pub name: Option<String>,
}

/// An entry of the consent ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ConsentEntry {
    /// What for.
    pub purpose: Purpose,
    /// Given, or withdrawn.
    pub given: bool,
    /// When.
    pub at: Timestamp,
    /// The exact words that the author saw.
    pub wording: String,
    /// How it came about.
    pub source: ConsentSource,
    /// The member who recorded it.
    pub recorded_by: Option<String>,
    /// Where the proof is.
    pub evidence: Option<String>,
}

/// An entry of the audit trail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AuditEntry {
    /// When.
    pub at: Timestamp,
    /// A member's address, `token:…` or `author`.
    pub actor: String,
    /// What was done: `submitted`, `proven`, `approved`, `rejected`, `reopened`, `person`, `excerpt`, `tags`,
    /// `edited`, `withdrawn`, `consent`, `licence`, `imported`, `undone`.
    pub action: String,
    /// In words: what changed.
    pub summary: String,
}

/// A decision. Absent fields stay as they are.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct TestimonialChange {
    /// Approve, reject, or back to pending.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<Decision>,
    /// Whose story it is, where nothing proves its address: the id of whoever has that address. Only with an
    /// approval, or once it is approved; without it the story counts for nobody.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonId>,
    /// Needed with `rejected`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reject_reason: Option<RejectReason>,
    /// A range of the words to show instead of the whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub excerpt: Option<Excerpt>,
    /// Shows the whole again.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub clear_excerpt: bool,
    /// Replaces the tags: at most 10 of 1 to 40 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tags: Option<Vec<String>>,
}

/// The states that a moderator can choose. Only the author withdraws.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Decision {
    /// Back into the queue.
    Pending,
    /// May be shown.
    Approved,
    /// Will not be shown.
    Rejected,
}

/// Consent that the author gave or withdrew outside Laurel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ConsentRequest {
    /// What for.
    pub purpose: Purpose,
    /// Given, or withdrawn.
    pub given: bool,
    /// The exact words that the author agreed to, 10 to 1,000 characters.
    pub wording: String,
    /// Where the proof is, such as a ticket number or a mail's date; 3 to 300 characters.
    pub evidence: String,
}

/// The licence that allows publishing imported words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct LicenceRequest {
    /// 3 to 300 characters; absent takes it back.
    pub licence: Option<String>,
}
