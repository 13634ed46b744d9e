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

coded_enum! {
    /// A level of the hierarchy of advocate needs.
    NeedLevel {
        /// Things: swag, gift cards, discounts.
        PhysicalRewards = "physical_rewards", "Physical rewards";
        /// Being thanked and seen.
        Recognition = "recognition", "Recognition";
        /// Being able to do more.
        Empowerment = "empowerment", "Empowerment";
        /// Being treated as somebody special.
        VipExperience = "vip_experience", "VIP experience";
        /// Having a say.
        Influence = "influence", "Influence";
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

/// Reads a person's touchpoints in time order and knows the level.
#[derive(Debug, Default)]
pub(crate) struct Tracker {
    acts: u32,
    first_act_at: Option<Timestamp>,
    confirmed_at: Option<Timestamp>,
    /// For the levels 1 to 4: the latest reward, and when one was first answered.
    rewarded_at: [Option<Timestamp>; 4],
    answered_at: [Option<Timestamp>; 4],
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
        let acts = group
            .iter()
            .filter(|t| t.kind.category() == Category::Act)
            .count() as u32;
        if acts > 0 {
            self.first_act_at.get_or_insert(at);
            self.acts += acts;
        }
        // "Another" act: the very first one answers nothing.
        if acts > 0 && self.acts > 1 {
            let latest = i64::from(settings.answer_within_days) * crate::time::DAY_MILLIS;
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
