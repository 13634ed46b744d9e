//! This week's changes, each compared with the week before.

use std::cmp::Ordering;

use crate::fact::facts;

/// A count of this week and of the week before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Moved {
    /// In the last seven days, today included.
    pub now: u64,
    /// In the seven days before.
    pub before: u64,
}

/// What moved.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct WeekEvidence {
    /// People whose first touchpoint it was.
    pub new_people: Moved,
    /// For the stages from the purchase on: position, name, and how many reached them.
    pub reached: Vec<(u8, String, Moved)>,
    /// Advocates who moved up the ladder of advocacy.
    pub rose: Moved,
    /// Advocates who moved down.
    pub fell: Moved,
    /// Acts of advocacy.
    pub acts: Moved,
    /// Rewards given.
    pub rewards: Moved,
    /// Answers to the recommendation question.
    pub answers: Moved,
    /// Advocates who are overdrawn now.
    pub overdrawn: u64,
    /// Of them since this week.
    pub newly_overdrawn: u64,
}

facts! {
    /// What moved in this week.
    Change {
        /// People who reached the stage with this position and name.
        Reached { position: u64, stage: String, people: u64 } = "reached";
        /// Advocates who are overstretched now.
        Overstretched { advocates: u64 } = "overstretched";
        /// Advocates who moved up the ladder.
        Rose { advocates: u64 } = "rose";
        /// Advocates who moved down.
        Fell { advocates: u64 } = "fell";
        /// Acts of advocacy.
        Acts { acts: u64 } = "acts";
        /// Rewards given.
        Rewards { rewards: u64 } = "rewards";
        /// People who answered the recommendation question.
        Answers { people: u64 } = "answers";
        /// People who became known.
        NewPeople { people: u64 } = "new_people";
    }
}

facts! {
    /// How that compares with the week before.
    Compared {
        /// As many.
        AsMany = "as_many";
        /// There were none.
        AfterNone = "after_none";
        /// There are none now; there were so many.
        After { before: u64 } = "after";
        /// So many more.
        More { more: u64 } = "more";
        /// So many fewer.
        Fewer { fewer: u64 } = "fewer";
        /// The one person: for longer than a week.
        OneForLonger = "one_for_longer";
        /// All of them for longer than a week.
        AllForLonger = "all_for_longer";
        /// The one person: since this week.
        OneSinceThisWeek = "one_since_this_week";
        /// All of them since this week.
        AllSinceThisWeek = "all_since_this_week";
        /// So many of them since this week.
        SomeSinceThisWeek { advocates: u64 } = "some_since_this_week";
    }
}

/// The changes in the order in which they are told; what neither week knows is left out.
pub fn changes(week: &WeekEvidence) -> Vec<(Change, Compared)> {
    let stages = week.reached.iter().rev().map(|(position, stage, moved)| {
        let reached = Change::Reached {
            position: u64::from(*position),
            stage: stage.clone(),
            people: moved.now,
        };
        (*moved, reached)
    });
    let others = [
        (
            week.rose,
            Change::Rose {
                advocates: week.rose.now,
            },
        ),
        (
            week.fell,
            Change::Fell {
                advocates: week.fell.now,
            },
        ),
        (
            week.acts,
            Change::Acts {
                acts: week.acts.now,
            },
        ),
        (
            week.rewards,
            Change::Rewards {
                rewards: week.rewards.now,
            },
        ),
        (
            week.answers,
            Change::Answers {
                people: week.answers.now,
            },
        ),
        (
            week.new_people,
            Change::NewPeople {
                people: week.new_people.now,
            },
        ),
    ];
    let told = |(moved, change): (Moved, Change)| {
        (moved != Moved::default()).then(|| (change, compared(moved)))
    };
    stages
        .filter_map(told)
        .chain(overstretched(week.overdrawn, week.newly_overdrawn))
        .chain(others.into_iter().filter_map(told))
        .collect()
}

fn overstretched(advocates: u64, new: u64) -> Option<(Change, Compared)> {
    let compared = match (new, advocates) {
        (_, 0) => return None,
        (0, 1) => Compared::OneForLonger,
        (0, _) => Compared::AllForLonger,
        (_, 1) => Compared::OneSinceThisWeek,
        _ if new >= advocates => Compared::AllSinceThisWeek,
        _ => Compared::SomeSinceThisWeek { advocates: new },
    };
    Some((Change::Overstretched { advocates }, compared))
}

fn compared(moved: Moved) -> Compared {
    let Moved { now, before } = moved;
    match (now.cmp(&before), now, before) {
        (Ordering::Equal, ..) => Compared::AsMany,
        (_, _, 0) => Compared::AfterNone,
        (_, 0, _) => Compared::After { before },
        (Ordering::Greater, ..) => Compared::More { more: now - before },
        (Ordering::Less, ..) => Compared::Fewer {
            fewer: before - now,
        },
    }
}
