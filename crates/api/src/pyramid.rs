//! The pyramid of needs, the ladder of advocacy beside it, and the people behind both.

use laurel_domain::advocacy_stage::AdvocacyStage;
use laurel_domain::motivation::Motivation;
use laurel_domain::need_level::Progress;
use laurel_domain::touchpoint::TouchpointKind;
use laurel_domain::{Day, PersonId, Timestamp};
use serde::{Deserialize, Serialize};

use crate::figures::Cost;
use crate::page::{self, Cursor, Meta, PageSize};
use crate::people::{Person, PersonRef};

/// How many people one request gives a motivation.
pub const MOTIVATION_MAX: usize = 100;

/// A pyramid.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PyramidResponse {
    /// The figures.
    pub pyramid: Pyramid,
    /// What reading cost.
    pub cost: Cost,
}

/// People by need level, and by advocacy stage.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Pyramid {
    /// From level 1 (Physical rewards) to 5 (Influence).
    pub levels: Vec<NeedLevelFigures>,
    /// From Engaged customer to Full-blown advocate.
    pub advocacy_stages: Vec<AdvocacyStageFigures>,
    /// People who carry too much today: overdrawn, or transitioning.
    pub carrying: u64,
}

/// One need level. All but `people` and `share` is about today, whatever the period.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NeedLevelFigures {
    /// 1 to 5.
    pub level: u8,
    /// The level's name.
    pub name: String,
    /// People on it who reached it in the period.
    pub people: u64,
    /// Share of all people in the pyramid who reached their level in the period, 0 to 1.
    pub share: Option<f64>,
    /// Everybody on it today.
    pub everyone: u64,
    /// Of these: one step that can be brought about now opens the next level.
    pub ready: u64,
    /// Of these: got a thing last and want more than things.
    pub mismatch: u64,
    /// Everybody by what is missing for the next level, without empty ones.
    pub progress: Vec<ProgressCount>,
    /// Everybody by what moves them, not known last, without empty ones.
    pub motivations: Vec<MotivationCount>,
    /// Everybody by what they were last given, most people first.
    pub given: Vec<Given>,
}

/// People by what is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ProgressCount {
    /// What is missing.
    pub progress: Progress,
    /// How many.
    pub people: u64,
}

/// People by motivation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MotivationCount {
    /// What moves them; absent when not known.
    pub motivation: Option<Motivation>,
    /// How many.
    pub people: u64,
}

/// What people were last given, and what they did next. `people` = answered + `waiting` + `unanswered`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Given {
    /// The reward; absent for those who were given nothing yet.
    pub reward: Option<TouchpointKind>,
    /// People who were given it last.
    pub people: u64,
    /// Of these: the time for an answer runs.
    pub waiting: u64,
    /// Of these: the time is over and nothing followed.
    pub unanswered: u64,
    /// The acts that followed, the most frequent first.
    pub next: Vec<NextAct>,
}

impl Given {
    /// How many answered with an act.
    pub fn answered(&self) -> u64 {
        self.next.iter().map(|act| act.people).sum()
    }
}

/// What was done next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NextAct {
    /// The act.
    pub act: TouchpointKind,
    /// How many did it.
    pub people: u64,
}

/// One advocacy stage.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AdvocacyStageFigures {
    /// The stable code.
    pub code: String,
    /// The stage's name.
    pub name: String,
    /// People in it who reached it in the period.
    pub people: u64,
    /// Everybody in it today.
    pub everyone: u64,
    /// Movements up into it in the period.
    pub rose: u64,
    /// Movements down out of it in the period.
    pub fell: u64,
}

/// Which people of the pyramid. One of `need_level`, `advocacy_stage` or `facet=carrying` leads.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct PyramidPeopleQuery {
    /// Need level, 1 to 5.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub need_level: Option<u8>,
    /// Only these of them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub facet: Option<PyramidFacet>,
    /// With `need_level`: code of the motivation, empty for "not known".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub motivation: Option<String>,
    /// Code of an advocacy stage, instead of a need level.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub advocacy_stage: Option<String>,
    /// `meta.next` of the page before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<Cursor>,
    /// How many.
    #[serde(skip_serializing_if = "page::is_default")]
    pub limit: PageSize,
}

/// What tells people of the pyramid apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum PyramidFacet {
    /// One step that can be brought about now opens the next level.
    Ready,
    /// Got a thing last and wants more than things.
    Mismatch,
    /// Carries too much: of all levels.
    Carrying,
}

/// A page of people of the pyramid, the latest touchpoint first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PyramidPeopleResponse {
    /// The people.
    pub people: Vec<PyramidPerson>,
    /// The next page.
    pub meta: Meta,
}

/// A person with what the pyramid knows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PyramidPerson {
    /// As in lists.
    #[serde(flatten)]
    pub person: Person,
    /// What is missing for the next level.
    pub progress: Option<Progress>,
    /// Until when an act opens the next level, while one is awaited.
    pub answer_until: Option<Timestamp>,
    /// What was last given.
    pub last_reward: Option<TouchpointKind>,
    /// When.
    pub last_reward_at: Option<Timestamp>,
    /// The act that followed.
    pub next_act: Option<TouchpointKind>,
    /// What moves the person.
    pub motivation: Option<Motivation>,
    /// Got a thing last and wants more than things.
    pub mismatch: bool,
    /// Carries too much: a reward comes before the next ask.
    pub carries: bool,
}

/// Which movements on the ladder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct MovesQuery {
    /// Up or down.
    pub direction: Direction,
    /// On this day or later.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Day>,
    /// On this day or earlier.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Day>,
    /// `meta.next` of the page before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cursor: Option<Cursor>,
    /// How many.
    #[serde(default, skip_serializing_if = "page::is_default")]
    pub limit: PageSize,
}

/// Where a movement leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// Up.
    Rose,
    /// Down.
    Fell,
}

/// A page of movements, the latest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MovesResponse {
    /// The movements; somebody who moved twice is there twice.
    pub moves: Vec<LadderMove>,
    /// The next page.
    pub meta: Meta,
}

/// A movement on the ladder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LadderMove {
    /// Who.
    pub person: PersonRef,
    /// When.
    pub at: Timestamp,
    /// The stage that was left; absent for none.
    pub from: Option<AdvocacyStage>,
    /// The stage that was reached; absent for none.
    pub to: Option<AdvocacyStage>,
}

/// What moves some people, as a member learned it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct MotivationRequest {
    /// 1 to 100 people of this program.
    pub people: Vec<PersonId>,
    /// What moves them; null for not known.
    pub motivation: Option<Motivation>,
}

/// How many people changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MotivationResponse {
    /// Those of whom something else was noted before.
    pub changed: u32,
}
