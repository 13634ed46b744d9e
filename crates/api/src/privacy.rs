//! Handing out everything that is stored about a person, and erasing them.

use laurel_domain::advocacy_stage::AdvocacyStage;
use laurel_domain::{PersonId, ProgramId, Timestamp};
use serde::{Deserialize, Serialize};

use crate::asks::Ask;
use crate::events::Event;
use crate::people::Profile;
use crate::testimonials::{AuditEntry, ConsentEntry, Testimonial};
use crate::touchpoints::Touchpoint;

/// What `confirm` must say, so that nobody is erased by mistake.
pub const ERASE: &str = "erase";

/// How erasing is confirmed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct EraseQuery {
    /// `erase`: it cannot be undone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confirm: Option<String>,
}

/// What was erased.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Erased {
    /// The person, of whom nothing but the figures is left.
    pub person: PersonId,
    /// How many stories lost their words with it.
    pub stories: u32,
}

/// The answer to erasing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ErasedResponse {
    /// What was erased.
    pub erased: Erased,
}

/// Everything that is stored about a person, as a file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PersonExport {
    /// Whose program.
    pub program: ProgramId,
    /// Its name.
    pub program_name: String,
    /// When this was written.
    pub exported_at: Timestamp,
    /// The record, and what is derived: stages, need level, balance, with when each was reached.
    pub person: Profile,
    /// The movements on the ladder of advocacy that led to the stage.
    pub moves: Vec<Move>,
    /// What happened, the oldest first: visits, purchases, acts, rewards.
    pub touchpoints: Vec<Touchpoint>,
    /// Every ask, the oldest first.
    pub asks: Vec<Ask>,
    /// The stories, also those that were sent under the person's address.
    pub stories: Vec<StoryExport>,
    /// Mails that were sent or wait, the oldest first. What they said is not kept.
    pub mails: Vec<MailExport>,
    /// What was done to the record, the oldest first.
    pub events: Vec<Event>,
    /// The files with which the person came.
    pub imports: Vec<ImportExport>,
}

/// A movement on the ladder of advocacy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Move {
    /// When.
    pub at: Timestamp,
    /// The stage that was left; absent for none.
    pub from: Option<AdvocacyStage>,
    /// The stage that was reached; absent for none.
    pub to: Option<AdvocacyStage>,
}

/// A story with everything about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StoryExport {
    /// As it is now. Of one that was withdrawn, members get no words.
    pub story: Testimonial,
    /// Every consent given and withdrawn, the oldest first.
    pub consents: Vec<ConsentEntry>,
    /// What was done, the oldest first.
    pub history: Vec<AuditEntry>,
}

/// A mail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MailExport {
    /// To whom.
    pub recipient: String,
    /// Its subject, which says what kind of mail it was.
    pub subject: String,
    /// When it was written.
    pub written_at: Timestamp,
    /// When it was sent; absent while it waits.
    pub sent_at: Option<Timestamp>,
}

/// A file with which somebody came.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ImportExport {
    /// The file's name.
    pub file_name: String,
    /// When the import began.
    pub started_at: Timestamp,
    /// Who imported it.
    pub imported_by: String,
}

/// Everything that belongs to one story, for its author.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AuthorExport {
    /// Whose program.
    pub program: ProgramId,
    /// Its name.
    pub program_name: String,
    /// When this was written.
    pub exported_at: Timestamp,
    /// The story, with its words. Who decided at the program is not said.
    pub story: StoryExport,
    /// What else the program knows of the author; absent as long as the address is not proven.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub person: Option<Box<PersonExport>>,
}
