//! How far a person is from the next need level, what was last given and what followed, and whether it
//! fits what the person wants.
//!
//! The next level opens by an answered reward of the person's own level (see [`crate::need_level`]), so
//! exactly one step is missing at any time, and [`Progress`] names it.
//!
//! **Mismatch.** The authors of the pyramid see things (swag, gift cards, discounts) as what early
//! advocates are glad of; whoever stands higher looks for more than things: to be seen, to take part, to
//! have a say. A person is mismatched when the *latest* reward was a thing, although at the time of giving
//!
//! - the person stood on level 3 (Empowerment) or higher: taking part, being special or having a say is
//!   what they answer to; or
//! - the person stood on level 2 (Recognition) and a member noted *status* or *access* as what moves them:
//!   both are about a place near the brand. Who seeks *belonging* may well be glad of a thing that shows it.
//!
//! On level 1, and before the first act, a thing is never a mismatch: there it opens the next level. Any
//! later reward that is not a thing ends the mismatch.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::NeedLevel;
use crate::Timestamp;
use crate::enums::coded_enum;
use crate::motivation::Motivation;
use crate::touchpoint::TouchpointKind;

coded_enum! {
    /// What is missing for the next level.
    Progress {
        /// No reward of the own level yet.
        NeedsReward = "needs_reward";
        /// A reward was given a short while ago: the next act opens the next level.
        AwaitsAct = "awaits_act";
        /// The latest reward was not followed by an act in time.
        Unanswered = "unanswered";
        /// On level 4 with an answered reward: a member confirms influence or not.
        NeedsConfirmation = "needs_confirmation";
        /// Nothing is above.
        AtTop = "at_top";
    }
}

impl Progress {
    /// Whether a single step that somebody can bring about now opens the next level: an act, for which
    /// the person may be asked, or a member's confirmation.
    pub const fn is_ready(self) -> bool {
        matches!(self, Self::AwaitsAct | Self::NeedsConfirmation)
    }
}

/// What followed a reward within the time in which an act answers it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Reply {
    /// The first act.
    Act(TouchpointKind),
    /// Nothing yet, and there is still time.
    Waiting,
    /// Nothing, and the time is over.
    Nothing,
}

impl Reply {
    /// The act's code, `waiting` or `none`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Act(kind) => kind.code(),
            Self::Waiting => "waiting",
            Self::Nothing => "none",
        }
    }

    /// Reads [`Reply::code`].
    pub fn parse(code: &str) -> Option<Self> {
        match code {
            "waiting" => Some(Self::Waiting),
            "none" => Some(Self::Nothing),
            code => TouchpointKind::parse(code).ok().map(Self::Act),
        }
    }
}

impl Serialize for Reply {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for Reply {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let code = String::deserialize(deserializer)?;
        Self::parse(&code).ok_or_else(|| serde::de::Error::custom("no reply has this code"))
    }
}

/// The latest reward.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastReward {
    /// What was given. Of several at one instant the one of the highest level.
    pub kind: TouchpointKind,
    /// When.
    #[serde(with = "crate::time::stored::millis")]
    pub at: Timestamp,
    /// The level on which the person was just before.
    #[serde(with = "super::stored")]
    pub level: Option<NeedLevel>,
    /// What followed.
    pub reply: Reply,
}

impl LastReward {
    /// Whether a thing was given to somebody who wants more than things (see above).
    pub fn is_mismatch(&self, motivation: Option<Motivation>) -> bool {
        NeedLevel::of_reward(self.kind) == Some(NeedLevel::PhysicalRewards)
            && wants_more_than_things(self.level, motivation)
    }
}

/// Whether a person of this level, moved by this, looks for more than things (see above).
pub fn wants_more_than_things(level: Option<NeedLevel>, motivation: Option<Motivation>) -> bool {
    match level {
        None | Some(NeedLevel::PhysicalRewards) => false,
        Some(NeedLevel::Recognition) => {
            matches!(motivation, Some(Motivation::Status | Motivation::Access))
        }
        Some(NeedLevel::Empowerment | NeedLevel::VipExperience | NeedLevel::Influence) => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::need_level::NeedLevel;
    use crate::person::PersonState;
    use crate::samples::{advocates, day, life, state};
    use TouchpointKind as Kind;
    use proptest::prelude::*;

    fn at(facts: &[(i32, Kind)], now: i32) -> PersonState {
        state(&life(facts), day(now))
    }

    fn progress(facts: &[(i32, Kind)], now: i32) -> Option<Progress> {
        at(facts, now).need_progress
    }

    #[test]
    fn one_step_is_missing_and_it_has_a_name() {
        let first = (0, Kind::Review);
        assert_eq!(progress(&[(0, Kind::Swag)], 5), None, "not in the pyramid");
        assert_eq!(progress(&[first], 5), Some(Progress::NeedsReward));
        let thanked = [first, (10, Kind::Swag)];
        assert_eq!(progress(&thanked, 100), Some(Progress::AwaitsAct));
        assert_eq!(at(&thanked, 20).answer_until, Some(day(100)));
        assert_eq!(progress(&thanked, 101), Some(Progress::Unanswered));
        assert_eq!(at(&thanked, 101).answer_until, None);
        let answered = [first, (10, Kind::Swag), (20, Kind::Referral)];
        assert_eq!(progress(&answered, 21), Some(Progress::NeedsReward));
    }

    #[test]
    fn the_highest_level_takes_a_member() {
        let four = [
            (0, Kind::Review),
            (1, Kind::Swag),
            (2, Kind::Review),
            (3, Kind::Thanks),
            (4, Kind::Review),
            (5, Kind::Training),
            (6, Kind::Review),
        ];
        assert_eq!(progress(&four, 9), Some(Progress::NeedsReward));
        let invited = [four.as_slice(), &[(9, Kind::Invitation)]].concat();
        assert_eq!(progress(&invited, 9), Some(Progress::AwaitsAct));
        let came = [invited.as_slice(), &[(10, Kind::Review)]].concat();
        assert_eq!(progress(&came, 500), Some(Progress::NeedsConfirmation));
        let heard = [came.as_slice(), &[(20, Kind::InfluenceConfirmed)]].concat();
        assert_eq!(progress(&heard, 500), Some(Progress::AtTop));
    }

    #[test]
    fn the_latest_reward_and_what_followed() {
        let reply = |facts: &[(i32, Kind)], now| {
            let last = at(facts, now).last_reward;
            last.map(|last| (last.kind, last.reply))
        };
        let given = [(0, Kind::Review), (10, Kind::Thanks)];
        assert_eq!(reply(&given, 100), Some((Kind::Thanks, Reply::Waiting)));
        assert_eq!(reply(&given, 101), Some((Kind::Thanks, Reply::Nothing)));
        let late = [given.as_slice(), &[(101, Kind::Referral)]].concat();
        assert_eq!(reply(&late, 101), Some((Kind::Thanks, Reply::Nothing)));
        let prompt = [
            given.as_slice(),
            &[(50, Kind::Referral), (60, Kind::Review)],
        ]
        .concat();
        let answered = Some((Kind::Thanks, Reply::Act(Kind::Referral)));
        assert_eq!(reply(&prompt, 200), answered);
        let again = [prompt.as_slice(), &[(70, Kind::Swag)]].concat();
        assert_eq!(reply(&again, 80), Some((Kind::Swag, Reply::Waiting)));
        let both = [(0, Kind::Review), (5, Kind::Swag), (5, Kind::Training)];
        assert_eq!(reply(&both, 6).map(|last| last.0), Some(Kind::Training));
        assert_eq!(reply(&[(0, Kind::Review)], 6), None);
    }

    #[test]
    fn things_are_a_mismatch_where_people_want_more() {
        let climb = [
            (0, Kind::Review),
            (1, Kind::Swag),
            (2, Kind::Review),
            (3, Kind::Thanks),
            (4, Kind::Review),
        ];
        let last = |upto: usize, now: i32| {
            let facts = [&climb[..upto], &[(now, Kind::GiftCard)]].concat();
            at(&facts, now + 1).last_reward.expect("a reward")
        };
        let status = Some(Motivation::Status);
        assert_eq!(last(1, 9).level, Some(NeedLevel::PhysicalRewards));
        assert!(!last(1, 9).is_mismatch(status), "level 1");
        assert_eq!(last(3, 9).level, Some(NeedLevel::Recognition));
        assert!(last(3, 9).is_mismatch(status) && last(3, 9).is_mismatch(Some(Motivation::Access)));
        assert!(!last(3, 9).is_mismatch(None));
        assert!(!last(3, 9).is_mismatch(Some(Motivation::Belonging)));
        assert!(last(5, 9).is_mismatch(None), "level 3");
        let repaired = [&climb[..], &[(9, Kind::GiftCard), (10, Kind::Training)]].concat();
        let last = at(&repaired, 11).last_reward.expect("a reward");
        assert!(!last.is_mismatch(status), "another reward ends it");
    }

    #[test]
    fn replies_have_codes() {
        let acts = Kind::ALL.iter().map(|kind| Reply::Act(*kind));
        for reply in acts.chain([Reply::Waiting, Reply::Nothing]) {
            assert_eq!(Reply::parse(reply.code()), Some(reply));
        }
        assert_eq!(Reply::parse("nonsense"), None);
    }

    proptest! {
        /// Whoever awaits an act is on the next level once the act happens.
        #[test]
        fn the_step_that_is_named_opens_the_next_level(life in advocates(30)) {
            let now = day(905);
            let before = state(&life, now);
            prop_assert_eq!(before.need_progress.is_some(), before.need_level.is_some());
            let (Some(level), Some(progress)) = (before.need_level, before.need_progress) else {
                return Ok(());
            };
            let step = match progress {
                Progress::AwaitsAct => Kind::Review,
                Progress::NeedsConfirmation => Kind::InfluenceConfirmed,
                _ => return Ok(()),
            };
            let mut after = life.clone();
            after.push(crate::samples::touchpoint(60_000, now, step));
            let after = state(&after, now);
            if progress == Progress::NeedsConfirmation {
                prop_assert_eq!(after.need_level, Some(NeedLevel::Influence));
            } else if level == NeedLevel::VipExperience {
                prop_assert_eq!(after.need_progress, Some(Progress::NeedsConfirmation));
            } else {
                prop_assert!(after.need_level > Some(level));
            }
        }
    }
}
