//! What advocates get for what they do.

use laurel_domain::settings::ProgramSettings;
use laurel_domain::touchpoint::{Channel, TouchpointKind as Kind};

use super::life::{DAY, Fact, Life, later};
use super::random::Random;

/// A reward, what the timeline says, and what it cost in cents.
type Reward = (Kind, &'static str, i64);

/// Which kind of thanks comes next.
pub(super) struct Ladder {
    settings: ProgramSettings,
    level: u8,
    waits_since: Option<i64>,
    /// Points given and not returned yet.
    owed: i64,
}

impl Ladder {
    /// At the lowest level, with nothing given yet.
    pub(super) fn new() -> Self {
        Self {
            settings: ProgramSettings::default(),
            level: 1,
            waits_since: None,
            owed: 0,
        }
    }

    /// Whether only a member's confirmation leads higher.
    pub(super) const fn is_at_the_top(&self) -> bool {
        self.level == 4
    }

    /// A reward that was followed by an act within 90 days opens the next level.
    pub(super) fn act(&mut self, at: i64, kind: Kind) {
        let answered = self
            .waits_since
            .take()
            .is_some_and(|since| at - since <= 90 * DAY);
        if answered {
            self.level = (self.level + 1).min(4);
        }
        self.owed += i64::from(self.settings.points(kind));
    }

    /// Thanks for an act, of the kind that means something at this level.
    pub(super) fn reward(&mut self, life: &mut Life, at: i64, random: &mut Random) {
        let rewards: &[(i64, Reward)] = match self.level {
            1 => &[
                (5, (Kind::Swag, "A tin of walnut oil", 900)),
                (3, (Kind::GiftCard, "Gift card", 2_500)),
                (2, (Kind::Discount, "15 % off a light module", 600)),
            ],
            2 => &[
                (5, (Kind::Thanks, "Hand-written card", 300)),
                (3, (Kind::Spotlight, "Portrait in the letter", 0)),
                (2, (Kind::Status, "Keeper of the light", 0)),
            ],
            // Now and then somebody sends the usual tin to people who would rather be heard.
            3 => &[
                (8, (Kind::Training, "Repair day in the workshop", 6_000)),
                (2, (Kind::Swag, "A tin of walnut oil", 900)),
            ],
            _ => &[
                (6, (Kind::EarlyAccess, "First of the new series", 4_000)),
                (4, (Kind::Invitation, "Dinner at midsummer", 9_000)),
                (1, (Kind::Swag, "Mug with the wreath", 700)),
            ],
        };
        if let Some(reward) = random.weighted(rewards) {
            self.give(life, at, reward);
            self.waits_since = Some(at);
        }
    }

    /// Gives more until the exchange is about even again.
    pub(super) fn make_up(&mut self, life: &mut Life, at: i64, random: &mut Random) {
        let mut at = at;
        while self.owed > 1_000 {
            let reward = match self.owed {
                12_001.. => (Kind::Invitation, "Weekend at the boatyard", 18_000),
                7_001.. => (Kind::Training, "Course with a light designer", 12_000),
                _ => (Kind::Spotlight, "Portrait on the wall of lamps", 0),
            };
            at = later(at, 0, 3, random);
            self.give(life, at, reward);
        }
    }

    fn give(&mut self, life: &mut Life, at: i64, (kind, note, cost): Reward) {
        life.add(Fact {
            amount_minor: (cost > 0).then_some(cost),
            ..Fact::new(at, kind, Channel::Email, Some(note))
        });
        self.owed -= i64::from(self.settings.points(kind));
    }
}
