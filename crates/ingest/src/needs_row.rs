//! The pyramid's and the ladder's columns of a stored state.

use laurel_domain::Timestamp;
use laurel_domain::advocacy_stage::{AdvocacyStage, Move};
use laurel_domain::motivation::Motivation;
use laurel_domain::need_level::{LastReward, NeedLevel, Progress, Reply};
use laurel_domain::person::PersonState;
use laurel_domain::touchpoint::TouchpointKind;
use serde::{Deserialize, Serialize};

use super::snapshot::parse;
use laurel_store::StoreError;

/// These columns of `person_state`.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct NeedsRow {
    motivation: Option<String>,
    need_progress: Option<String>,
    answer_until: Option<i64>,
    last_reward: Option<String>,
    last_reward_at: Option<i64>,
    last_reward_level: Option<u8>,
    next_act: Option<String>,
    #[serde(default, skip_deserializing)]
    ready: u8,
    #[serde(default, skip_deserializing)]
    mismatch: u8,
    #[serde(default, skip_deserializing)]
    carries: u8,
    pub(super) moves: String,
}

/// A movement as it is stored: when, from where, to where (codes), whether up.
type StoredMove = (i64, Option<String>, Option<String>, u8);

/// A motivation's code read; one that is not ours counts as not known.
pub(super) fn motivation(code: Option<&str>) -> Option<Motivation> {
    code.and_then(|code| Motivation::parse(code).ok())
}

impl NeedsRow {
    /// The columns of a state.
    pub(super) fn of(state: &PersonState, moved_by: Option<String>) -> Result<Self, StoreError> {
        let last = state.last_reward;
        let is_mismatch =
            last.is_some_and(|last| last.is_mismatch(motivation(moved_by.as_deref())));
        let code = |stage: Option<AdvocacyStage>| stage.map(|stage| stage.code().to_owned());
        let moves: Vec<StoredMove> = state
            .moves
            .iter()
            .map(|step| {
                (
                    step.at.millis(),
                    code(step.from),
                    code(step.to),
                    u8::from(step.rose()),
                )
            })
            .collect();
        Ok(Self {
            motivation: moved_by,
            need_progress: state
                .need_progress
                .map(|progress| progress.code().to_owned()),
            answer_until: state.answer_until.map(Timestamp::millis),
            last_reward: last.map(|last| last.kind.code().to_owned()),
            last_reward_at: last.map(|last| last.at.millis()),
            last_reward_level: last.and_then(|last| last.level).map(NeedLevel::number),
            next_act: last.map(|last| last.reply.code().to_owned()),
            ready: u8::from(state.need_progress.is_some_and(Progress::is_ready)),
            // Outside the pyramid nobody is on a level that could be missed.
            mismatch: u8::from(is_mismatch && state.need_level.is_some()),
            carries: u8::from(state.carries_too_much()),
            moves: serde_json::to_string(&moves)
                .map_err(|error| StoreError::internal("moves", error))?,
        })
    }

    /// Puts what the columns say into a state; answers the motivation.
    pub(super) fn into_state(self, state: &mut PersonState) -> Result<Option<String>, StoreError> {
        let Self {
            motivation,
            need_progress,
            answer_until,
            last_reward,
            last_reward_at,
            last_reward_level,
            next_act,
            ready: _,
            mismatch: _,
            carries: _,
            moves,
        } = self;
        state.need_progress = need_progress
            .as_deref()
            .map(parse::<Progress>)
            .transpose()?;
        state.answer_until = answer_until.map(Timestamp::from_millis);
        state.last_reward = match (last_reward, last_reward_at, next_act) {
            (Some(kind), Some(at), Some(reply)) => Some(LastReward {
                kind: parse::<TouchpointKind>(&kind)?,
                at: Timestamp::from_millis(at),
                level: last_reward_level.and_then(NeedLevel::from_number),
                reply: Reply::parse(&reply)
                    .ok_or_else(|| StoreError::internal("stored reply", reply))?,
            }),
            _ => None,
        };
        let moves: Vec<StoredMove> =
            serde_json::from_str(&moves).map_err(|error| StoreError::internal("moves", error))?;
        let stage = |code: Option<String>| code.as_deref().map(parse::<AdvocacyStage>).transpose();
        state.moves = moves
            .into_iter()
            .map(|(at, from, to, _)| {
                Ok(Move {
                    at: Timestamp::from_millis(at),
                    from: stage(from)?,
                    to: stage(to)?,
                })
            })
            .collect::<Result<_, StoreError>>()?;
        Ok(motivation)
    }
}
