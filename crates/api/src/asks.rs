//! Asks: requests to people for one act of advocacy each.

use laurel_domain::ask::AskState;
use laurel_domain::touchpoint::TouchpointKind;
use laurel_domain::value_exchange::Block;
use laurel_domain::{AskId, Day, PersonId, Timestamp};
use serde::{Deserialize, Serialize};

use crate::page::{self, Cursor, Meta, PageSize};
use crate::people::PersonRef;

/// How many people one request asks, and how many asks one request closes.
pub const ASK_MAX: usize = 100;

/// The same act asked of one or many people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct AskRequest {
    /// 1 to 100 people of this program.
    pub people: Vec<PersonId>,
    /// The act: one of the twelve acts of advocacy.
    pub kind: TouchpointKind,
    /// The last day on which an answer is expected: today to a year ahead; in 14 days when not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Day>,
    /// A line for the team, at most 200 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// The same key asks each person once, however often it is sent: 1 to 100 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
}

/// What became of the request for one person: asked, or not, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AskOutcome {
    /// Whom.
    pub person: PersonRef,
    /// The ask that was made; absent when the person was not asked.
    pub ask: Option<AskId>,
    /// Why the person was not asked, the most lasting reason first; empty when asked.
    pub blocked: Vec<Block>,
}

/// What became of the request, person by person in the order of the request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AskResponse {
    /// One a person.
    pub outcomes: Vec<AskOutcome>,
}

/// Which asks.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct AsksQuery {
    /// `open` when not said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<AskFilter>,
    /// Only this person's, of every state, the latest first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonId>,
    /// `meta.next` of the page before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<Cursor>,
    /// How many.
    #[serde(skip_serializing_if = "page::is_default")]
    pub limit: PageSize,
}

/// A state, or those open ones whose due day has passed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum AskFilter {
    /// Waiting for an answer, the one due first first.
    Open,
    /// Open, and the due day has passed.
    Overdue,
    /// Done, the latest first.
    Done,
    /// Declined, the latest first.
    Declined,
    /// Taken back, the latest first.
    Withdrawn,
    /// Expired, the latest first.
    Expired,
}

/// An ask.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Ask {
    /// The id.
    pub id: AskId,
    /// Who is asked.
    pub person: PersonRef,
    /// For what.
    pub kind: TouchpointKind,
    /// Where it stands.
    pub state: AskState,
    /// A line for the team.
    pub note: Option<String>,
    /// The last day on which an answer is expected.
    pub due: Day,
    /// Open, and the due day has passed.
    pub overdue: bool,
    /// A member's address or `token:<id>`.
    pub asked_by: String,
    /// When.
    pub asked_at: Timestamp,
    /// When it was done, declined, withdrawn or expired.
    pub closed_at: Option<Timestamp>,
}

/// How many asks wait, counted up to [`AskCounts::MOST`]: reading never costs more than that.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AskCounts {
    /// Open ones.
    pub open: u32,
    /// Those of them whose due day has passed.
    pub overdue: u32,
}

impl AskCounts {
    /// Where counting stops; the figure then means "this many or more".
    pub const MOST: u32 = 1_000;
}

/// A page of asks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AsksResponse {
    /// The asks.
    pub asks: Vec<Ask>,
    /// How many wait in the whole program.
    pub counts: AskCounts,
    /// The next page.
    pub meta: Meta,
}

/// Another state for some asks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct AskChange {
    /// 1 to 100 asks of this program.
    pub asks: Vec<AskId>,
    /// `done`, `declined` or `withdrawn` for open ones; `open` to take that back, as far as the person may be asked now.
    pub state: AskState,
}

/// Which asks changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AskChanged {
    /// How many have another state than before.
    pub changed: u32,
    /// Those that are not opened again, because the person is not to be asked now.
    #[serde(default)]
    pub refused: Vec<AskRefused>,
}

/// An ask that stays closed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AskRefused {
    /// Which.
    pub ask: AskId,
    /// Whom it asked.
    pub person: PersonRef,
    /// Every reason, the most lasting first.
    pub blocked: Vec<Block>,
}
