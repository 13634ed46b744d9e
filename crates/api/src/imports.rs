//! Imports: a file is read where it is (browser or shell) and arrives in batches of typed rows.
//!
//! A row has a key, made of the id that its system gave it or, without one, of what it says, so that taking
//! the same row in again changes nothing, whichever import it comes with.
//!
//! Long because all types of this one conversation are read side by side.

use std::collections::BTreeMap;

use laurel_domain::money::Money;
use laurel_domain::testimonial::{Rating, Relationship};
use laurel_domain::{Day, ImportId, Timestamp};
use serde::{Deserialize, Serialize};

use crate::page::Meta;
use crate::touchpoints::PersonKey;

/// How many rows a batch takes.
pub const BATCH_MAX: usize = 500;

/// What a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ImportKind {
    /// One person a row.
    Leads,
    /// One purchase a row.
    Purchases,
    /// One review a row.
    Reviews,
    /// One answer to the recommendation question a row.
    Nps,
    /// One person a row who does not want to be asked.
    Unsubscribed,
}

impl ImportKind {
    /// All, in the order in which they are offered.
    pub const ALL: &'static [Self] = &[
        Self::Leads,
        Self::Purchases,
        Self::Reviews,
        Self::Nps,
        Self::Unsubscribed,
    ];

    /// The stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Leads => "leads",
            Self::Purchases => "purchases",
            Self::Reviews => "reviews",
            Self::Nps => "nps",
            Self::Unsubscribed => "unsubscribed",
        }
    }
}

/// Which column feeds which field, and how the file is to be understood.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct Mapping {
    /// Field code → column name. The fields are listed in `laurel_imports`.
    pub columns: BTreeMap<String, String>,
    /// The date of rows without one.
    pub default_date: Option<Day>,
    /// The currency of amounts where no column names it, ISO 4217.
    pub currency: Option<String>,
    /// Where the file comes from, such as the shop's name: the same id of two sources is two things. Printed
    /// with reviews.
    pub source: Option<String>,
    /// Equal rows are separate facts (purchases) instead of repeats (reviews).
    pub equal_rows_are_separate: bool,
    /// Values that mean "not known", besides blank ones.
    pub placeholders: Vec<String>,
    /// Leave rows with problems out instead of refusing the file.
    pub skip_problem_rows: bool,
    /// What was chosen about what was noticed in the file: code of the finding → code of the choice.
    pub answers: BTreeMap<String, String>,
    /// Whether rows with this state count, where its words do not tell or tell otherwise: the state in
    /// lowercase words.
    pub statuses: BTreeMap<String, bool>,
}

/// An import to start. The same file and mapping again finds the unfinished import.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct StartRequest {
    /// What the file holds.
    pub kind: ImportKind,
    /// For the members, at most 200 characters.
    pub file_name: String,
    /// SHA-256 of the file, hex.
    pub file_digest: String,
    /// SHA-256 of the header row, hex.
    pub header_digest: String,
    /// How the file is read.
    pub mapping: Mapping,
    /// Rows that will be sent.
    pub rows_total: u32,
}

/// Where an import stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ImportState {
    /// Batches are expected.
    Running,
    /// Stopped; can be resumed.
    Cancelled,
    /// All rows were taken in.
    Completed,
}

/// An import.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Import {
    /// The id.
    pub id: ImportId,
    /// What the file holds.
    pub kind: ImportKind,
    /// Where it stands.
    pub state: ImportState,
    /// The file's name.
    pub file_name: String,
    /// SHA-256 of the file, hex.
    pub file_digest: String,
    /// SHA-256 of the header row, hex.
    pub header_digest: String,
    /// How the file is read.
    pub mapping: Mapping,
    /// Rows that will be sent.
    pub rows_total: u32,
    /// Rows taken in so far; the next batch begins here.
    pub rows_done: u32,
    /// What changed so far.
    pub outcome: BatchOutcome,
    /// Who started it.
    pub created_by: String,
    /// When.
    pub created_at: Timestamp,
    /// The latest batch.
    pub updated_at: Timestamp,
}

/// One import.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ImportResponse {
    /// The import.
    pub import: Import,
}

/// A page of imports.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ImportsResponse {
    /// The latest first.
    pub imports: Vec<Import>,
    /// The next page.
    pub meta: Meta,
}

/// Rows to look for without changing anything: their keys, not what they say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CheckRequest {
    /// What the file holds.
    pub kind: ImportKind,
    /// The rows, at most 500.
    pub rows: Vec<RowKey>,
}

/// What tells a row from others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RowKey {
    /// The row's key, 32 hex digits.
    pub key: String,
    /// What rows about the same person, day and kind have in common, 16 hex digits.
    pub similar: String,
    /// A mark of what the row says, 16 hex digits ([`mark`]): another one means that it has changed. [`VOID`] for
    /// a row that is to be taken back.
    pub mark: String,
}

/// What is there already of the rows that were asked about.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CheckResponse {
    /// Rows that are not there.
    pub new: u32,
    /// Rows that are there and say the same.
    pub unchanged: u32,
    /// Rows that are there and say something else now: an import brings them up to date.
    pub changed: u32,
    /// Rows that are there, say something else, and stay as they are: somebody has decided about the words.
    pub kept: u32,
    /// Positions of new rows that look like something that is there: the same person, day and kind.
    pub similar: Vec<u32>,
}

/// The [`RowKey::mark`] of a row that is to be taken back.
pub const VOID: &str = "void";

/// A mark of texts in order, 16 hex digits (FNV-1a): equal for equal texts. It protects from nothing.
pub fn mark<'t>(texts: impl IntoIterator<Item = &'t str>) -> String {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let mut add = |byte: u8| {
        hash ^= u64::from(byte);
        hash = hash.wrapping_mul(0x0100_0000_01b3);
    };
    for text in texts {
        text.bytes().for_each(&mut add);
        // No UTF-8 text has this byte.
        add(0xff);
    }
    format!("{hash:016x}")
}

/// A batch to take in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct BatchRequest {
    /// Position of the first row among those that the import sends, from 0.
    pub first_row: u32,
    /// The rows, at most 500.
    pub rows: Rows,
}

/// What a batch changed, or would change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BatchOutcome {
    /// People who were not known before.
    pub people_added: u32,
    /// Touchpoints that were not there before.
    pub touchpoints_added: u32,
    /// Testimonials that were not there before.
    pub testimonials_added: u32,
    /// Rows that were there already.
    pub rows_unchanged: u32,
    /// Rows about people who were erased on request: these are not taken in.
    #[serde(default)]
    pub rows_erased: u32,
    /// Rows that were there and were brought up to date.
    pub rows_changed: u32,
    /// People who are noted now as not wanting to be asked.
    pub people_opted_out: u32,
}

/// What a batch changed, and where the import stands now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BatchResponse {
    /// This batch.
    pub outcome: BatchOutcome,
    /// The import.
    pub import: Import,
}

/// Rows of one kind.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Rows {
    /// Of a file of leads.
    Leads(Vec<LeadRow>),
    /// Of a file of purchases.
    Purchases(Vec<PurchaseRow>),
    /// Of a file of reviews.
    Reviews(Vec<ReviewRow>),
    /// Of a file of answers to the recommendation question.
    Nps(Vec<NpsRow>),
    /// Of a file of people who do not want to be asked.
    Unsubscribed(Vec<UnsubscribedRow>),
}

impl Rows {
    /// What they are rows of.
    pub const fn kind(&self) -> ImportKind {
        match self {
            Self::Leads(_) => ImportKind::Leads,
            Self::Purchases(_) => ImportKind::Purchases,
            Self::Reviews(_) => ImportKind::Reviews,
            Self::Nps(_) => ImportKind::Nps,
            Self::Unsubscribed(_) => ImportKind::Unsubscribed,
        }
    }

    /// How many.
    pub fn len(&self) -> usize {
        match self {
            Self::Leads(rows) => rows.len(),
            Self::Purchases(rows) => rows.len(),
            Self::Reviews(rows) => rows.len(),
            Self::Nps(rows) => rows.len(),
            Self::Unsubscribed(rows) => rows.len(),
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// A lead. Records: became a lead; visited the website (`visits` ≥ 1); became a customer (`converted`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct LeadRow {
    /// 32 hex digits: of the id in its system, or of what the row says.
    pub key: String,
    /// The person.
    pub person: PersonKey,
    /// When the lead came.
    pub at: Timestamp,
    /// Visits to the website.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub visits: Option<u32>,
    /// Whether the lead became a customer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub converted: Option<bool>,
    /// The last activity, as a note of the first touchpoint.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_activity: Option<String>,
    /// The person does not want to be asked. Nothing else than `true` changes anything.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opted_out: Option<bool>,
}

/// A purchase.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PurchaseRow {
    /// 32 hex digits: of the id in its system, or of what the row says.
    pub key: String,
    /// The customer.
    pub person: PersonKey,
    /// When.
    pub at: Timestamp,
    /// What was paid; 0 is possible.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<Money>,
    /// How many pieces.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quantity: Option<u32>,
    /// What was bought.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub product: Option<String>,
    /// Refunded, voided or otherwise not a purchase any more: what was recorded with the key is taken back, and
    /// nothing else of the row matters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub void: Option<bool>,
}

/// A review. Becomes a pending testimonial without consent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ReviewRow {
    /// 32 hex digits: of the id in its system, or of what the row says.
    pub key: String,
    /// The author, when the file tells an address or external id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonKey>,
    /// When it was written.
    pub at: Timestamp,
    /// The words, to the character.
    pub quote: String,
    /// Stars.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rating: Option<Rating>,
    /// The author's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
    /// Role or title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub headline: Option<String>,
    /// The author's company.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub company: Option<String>,
    /// The product or variation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// Where the review comes from.
    pub source: String,
    /// Where it can be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source_url: Option<String>,
    /// Customer when not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relationship: Option<Relationship>,
}

/// An answer to the recommendation question. Its comment is a note for members, never a testimonial.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct NpsRow {
    /// 32 hex digits: of the id in its system, or of what the row says.
    pub key: String,
    /// Who answered.
    pub person: PersonKey,
    /// When.
    pub at: Timestamp,
    /// 0 to 10.
    pub score: u8,
    /// What was written beside it, at most 3,000 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
}

/// A person who does not want to be asked. Records nothing else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct UnsubscribedRow {
    /// 32 hex digits: of what the row says.
    pub key: String,
    /// The person.
    pub person: PersonKey,
}

impl LeadRow {
    /// What a change of the row changes.
    pub fn mark(&self) -> String {
        let visits = self.visits.unwrap_or_default();
        mark([
            self.at.millis().to_string().as_str(),
            self.last_activity.as_deref().unwrap_or_default(),
            &visits.to_string(),
            if self.converted == Some(true) {
                "1"
            } else {
                "0"
            },
        ])
    }
}

impl PurchaseRow {
    /// What a change of the row changes.
    pub fn mark(&self) -> String {
        if self.void == Some(true) {
            return VOID.to_owned();
        }
        let amount = self.amount.as_ref();
        mark([
            self.at.millis().to_string().as_str(),
            &amount
                .map(|amount| amount.minor.to_string())
                .unwrap_or_default(),
            amount.map_or("", |amount| amount.currency.as_str()),
            &self
                .quantity
                .map(|quantity| quantity.to_string())
                .unwrap_or_default(),
            self.product.as_deref().unwrap_or_default(),
        ])
    }
}

impl ReviewRow {
    /// What a change of the row changes.
    pub fn mark(&self) -> String {
        mark([
            self.at.millis().to_string().as_str(),
            self.quote.as_str(),
            &self
                .rating
                .map(|rating| rating.stars().to_string())
                .unwrap_or_default(),
        ])
    }
}

impl NpsRow {
    /// What a change of the row changes.
    pub fn mark(&self) -> String {
        mark([
            self.at.millis().to_string().as_str(),
            &self.score.to_string(),
            self.comment.as_deref().unwrap_or_default(),
        ])
    }
}

impl UnsubscribedRow {
    /// Nothing of it changes.
    pub fn mark(&self) -> String {
        mark([])
    }
}
