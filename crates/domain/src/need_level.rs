//! The hierarchy of advocate needs: which kind of thanks means something to an advocate now.
//!
//! Source: Captivate Collective's advocacy pyramid (physical rewards, recognition, empowerment, VIP
//! experience, influence). A person is in it from the first act on. Level n+1 opens once a reward
//! of level n was followed by another act within [`ProgramSettings::answer_within_days`], and level
//! n is open. Influence is never automatic: only a member's confirmation opens it, and it is enough.
//! Levels never close.

use crate::Timestamp;
use crate::enums::coded_enum;
use crate::settings::ProgramSettings;
use crate::touchpoint::{Category, Touchpoint, TouchpointKind};

mod progress;
pub mod stored;

pub use progress::{LastReward, Progress, Reply, wants_more_than_things};

coded_enum! {
    /// A level of the hierarchy of advocate needs.
    NeedLevel {
        /// Things: swag, gift cards, discounts.
        PhysicalRewards = "physical_rewards";
        /// Being thanked and seen.
        Recognition = "recognition";
        /// Being able to do more.
        Empowerment = "empowerment";
        /// Being treated as somebody special.
        VipExperience = "vip_experience";
        /// Having a say.
        Influence = "influence";
    }
}

impl NeedLevel {
    /// 1 for the lowest level, 5 for the highest.
    pub const fn number(self) -> u8 {
        match self {
            Self::PhysicalRewards => 1,
            Self::Recognition => 2,
            Self::Empowerment => 3,
            Self::VipExperience => 4,
            Self::Influence => 5,
        }
    }

    /// The level with this number, 1 to 5.
    pub const fn from_number(number: u8) -> Option<Self> {
        match number {
            1 => Some(Self::PhysicalRewards),
            2 => Some(Self::Recognition),
            3 => Some(Self::Empowerment),
            4 => Some(Self::VipExperience),
            5 => Some(Self::Influence),
            _ => None,
        }
    }

    /// The level that a reward speaks to; `None` for what is not a reward.
    pub const fn of_reward(kind: TouchpointKind) -> Option<Self> {
        match kind {
            TouchpointKind::Swag | TouchpointKind::GiftCard | TouchpointKind::Discount => {
                Some(Self::PhysicalRewards)
            }
            TouchpointKind::Thanks | TouchpointKind::Spotlight | TouchpointKind::Status => {
                Some(Self::Recognition)
            }
            TouchpointKind::Training => Some(Self::Empowerment),
            TouchpointKind::EarlyAccess | TouchpointKind::Invitation => Some(Self::VipExperience),
            TouchpointKind::BoardSeat => Some(Self::Influence),
            _ => None,
        }
    }
}

/// Until when an act answers a reward.
fn answer_until(rewarded: Timestamp, settings: &ProgramSettings) -> Timestamp {
    rewarded.plus_days(i32::from(settings.answer_within_days))
}

/// Reads a person's touchpoints in time order and knows the level.
#[derive(Debug, Default)]
pub(crate) struct Tracker {
    acts: u32,
    first_act_at: Option<Timestamp>,
    confirmed_at: Option<Timestamp>,
    /// For the levels 1 to 4: the latest reward, and when one was first answered.
    rewarded_at: [Option<Timestamp>; 4],
    answered_at: [Option<Timestamp>; 4],
    last_reward: Option<LastReward>,
}

impl Tracker {
    /// Takes in everything that happened at one instant. An act answers only earlier rewards, so the
    /// order within the instant means nothing.
    pub(crate) fn take(
        &mut self,
        at: Timestamp,
        group: &[&Touchpoint],
        settings: &ProgramSettings,
    ) {
        let level_before = self.level().map(|(level, _)| level);
        let acts = group
            .iter()
            .filter(|t| t.kind.category() == Category::Act)
            .count() as u32;
        if acts > 0 {
            self.first_act_at.get_or_insert(at);
            self.acts += acts;
        }
        let latest = i64::from(settings.answer_within_days) * crate::time::DAY_MILLIS;
        let act = group
            .iter()
            .map(|touchpoint| touchpoint.kind)
            .filter(|kind| kind.category() == Category::Act)
            .min();
        if let Some((last, act)) = self.last_reward.as_mut().zip(act)
            && last.reply == Reply::Waiting
            && at.since(last.at) <= latest
        {
            last.reply = Reply::Act(act);
        }
        // "Another" act: the very first one answers nothing.
        if acts > 0 && self.acts > 1 {
            for (rewarded, answered) in self.rewarded_at.iter().zip(&mut self.answered_at) {
                if rewarded.is_some_and(|reward| at.since(reward) <= latest) {
                    answered.get_or_insert(at);
                }
            }
        }
        for touchpoint in group {
            if touchpoint.kind == TouchpointKind::InfluenceConfirmed {
                self.confirmed_at.get_or_insert(at);
            }
            let level =
                NeedLevel::of_reward(touchpoint.kind).map(|level| usize::from(level.number()) - 1);
            if let Some(rewarded) = level.and_then(|level| self.rewarded_at.get_mut(level)) {
                *rewarded = Some(at);
            }
        }
        let reward = group
            .iter()
            .filter_map(|touchpoint| {
                Some((NeedLevel::of_reward(touchpoint.kind)?, touchpoint.kind))
            })
            .max();
        if let Some((_, kind)) = reward {
            self.last_reward = Some(LastReward {
                kind,
                at,
                level: level_before,
                reply: Reply::Waiting,
            });
        }
    }

    /// The latest reward, with what followed until `now`.
    pub(crate) fn last_reward(
        &self,
        settings: &ProgramSettings,
        now: Timestamp,
    ) -> Option<LastReward> {
        let mut last = self.last_reward?;
        if last.reply == Reply::Waiting && answer_until(last.at, settings) < now {
            last.reply = Reply::Nothing;
        }
        Some(last)
    }

    /// What is missing for the next level at `now`, and until when an act still answers. `None` for
    /// whoever is not in the pyramid.
    pub(crate) fn progress(
        &self,
        settings: &ProgramSettings,
        now: Timestamp,
    ) -> Option<(Progress, Option<Timestamp>)> {
        let (level, _) = self.level()?;
        let place = usize::from(level.number()) - 1;
        let rewarded = self.rewarded_at.get(place).copied().flatten();
        let answered = self.answered_at.get(place).copied().flatten();
        if level == NeedLevel::Influence {
            return Some((Progress::AtTop, None));
        }
        if answered.is_some() {
            return Some((Progress::NeedsConfirmation, None));
        }
        let Some(rewarded) = rewarded else {
            return Some((Progress::NeedsReward, None));
        };
        let until = answer_until(rewarded, settings);
        Some(if until < now {
            (Progress::Unanswered, None)
        } else {
            (Progress::AwaitsAct, Some(until))
        })
    }

    /// The level, and since when.
    pub(crate) fn level(&self) -> Option<(NeedLevel, Timestamp)> {
        let mut level = (NeedLevel::PhysicalRewards, self.first_act_at?);
        if let Some(confirmed) = self.confirmed_at {
            return Some((NeedLevel::Influence, confirmed.max(level.1)));
        }
        let above = [
            NeedLevel::Recognition,
            NeedLevel::Empowerment,
            NeedLevel::VipExperience,
        ];
        for (next, answered) in above.into_iter().zip(self.answered_at) {
            let Some(answered) = answered else { break };
            level = (next, answered.max(level.1));
        }
        Some(level)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples::{advocates, day, life, state};
    use TouchpointKind as Kind;
    use proptest::prelude::*;

    fn level(facts: &[(i32, Kind)]) -> Option<(u8, i32)> {
        let state = state(&life(facts), day(2_000));
        let at = state.need_level_at?;
        Some((state.need_level?.number(), at.day().0 - day(0).day().0))
    }

    #[test]
    fn only_an_act_leads_into_the_pyramid() {
        assert_eq!(level(&[(0, Kind::Purchase), (1, Kind::Swag)]), None);
        assert_eq!(level(&[(5, Kind::Review)]), Some((1, 5)));
        assert_eq!(
            level(&[(5, Kind::Swag), (6, Kind::Review)]),
            Some((1, 6)),
            "the first act answers nothing"
        );
    }

    #[test]
    fn an_answered_reward_opens_the_next_level() {
        let first = (0, Kind::Review);
        assert_eq!(
            level(&[first, (10, Kind::GiftCard), (100, Kind::Referral)]),
            Some((2, 100))
        );
        assert_eq!(
            level(&[first, (10, Kind::GiftCard), (101, Kind::Referral)]),
            Some((1, 0))
        );
        assert_eq!(
            level(&[
                first,
                (10, Kind::GiftCard),
                (90, Kind::Swag),
                (150, Kind::Referral)
            ]),
            Some((2, 150)),
            "the latest reward counts"
        );
    }

    #[test]
    fn a_level_opens_only_on_top_of_the_one_below() {
        let thanked = [(0, Kind::Review), (10, Kind::Thanks), (20, Kind::Referral)];
        assert_eq!(level(&thanked), Some((1, 0)));
        let then_gift = [thanked.as_slice(), &[(30, Kind::Swag), (40, Kind::Review)]].concat();
        assert_eq!(level(&then_gift), Some((3, 40)));
    }

    #[test]
    fn an_act_answers_only_earlier_rewards() {
        assert_eq!(
            level(&[(0, Kind::Review), (10, Kind::Swag), (10, Kind::Referral)]),
            Some((1, 0))
        );
        let both = [
            (0, Kind::Review),
            (9, Kind::Swag),
            (10, Kind::Swag),
            (10, Kind::Referral),
        ];
        assert_eq!(level(&both), Some((2, 10)));
    }

    #[test]
    fn influence_takes_a_member() {
        let all = [
            (0, Kind::Review),
            (1, Kind::Swag),
            (2, Kind::Review),
            (3, Kind::Thanks),
            (4, Kind::Review),
            (5, Kind::Training),
            (6, Kind::Review),
            (7, Kind::Invitation),
            (8, Kind::Review),
            (9, Kind::BoardSeat),
            (10, Kind::Review),
        ];
        assert_eq!(level(&all), Some((4, 6)));
        let confirmed = [all.as_slice(), &[(20, Kind::InfluenceConfirmed)]].concat();
        assert_eq!(level(&confirmed), Some((5, 20)));
        assert_eq!(level(&[(0, Kind::InfluenceConfirmed)]), None);
        assert_eq!(
            level(&[(0, Kind::InfluenceConfirmed), (9, Kind::Review)]),
            Some((5, 9))
        );
    }

    #[test]
    fn numbers_and_levels_agree() {
        for level in NeedLevel::ALL {
            assert_eq!(NeedLevel::from_number(level.number()), Some(*level));
        }
        assert_eq!(NeedLevel::from_number(0), None);
    }

    proptest! {
        #[test]
        fn influence_is_never_automatic(life in advocates(40)) {
            let state = state(&life, day(2_000));
            let confirmed = life.iter().any(|t| t.kind == Kind::InfluenceConfirmed);
            prop_assert_eq!(state.need_level == Some(NeedLevel::Influence), confirmed && state.acts > 0);
            prop_assert_eq!(state.need_level.is_some(), state.acts > 0);
        }

        #[test]
        fn levels_never_close(life in advocates(40), until in 0i32..900) {
            let before: Vec<Touchpoint> = life.iter().filter(|t| t.at <= day(until)).cloned().collect();
            prop_assert!(state(&before, day(until)).need_level <= state(&life, day(900)).need_level);
        }
    }
}
