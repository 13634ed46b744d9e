//! What happens to one person, from the first visit to the last act.

use laurel_api::touchpoints::NewTouchpoint;
use laurel_domain::Day;
use laurel_domain::money::{Currency, Money};
use laurel_domain::touchpoint::{Channel, TouchpointKind as Kind};

use super::advocacy;
use super::people::{Origin, Person, Through};
use super::random::Random;

/// Minutes in a day.
pub(super) const DAY: i64 = 24 * 60;

/// Something that happened to a person.
pub(super) struct Fact {
    /// Minutes from the beginning of today: negative.
    pub(super) at: i64,
    pub(super) kind: Kind,
    pub(super) channel: Channel,
    pub(super) amount_minor: Option<i64>,
    pub(super) quantity: Option<u32>,
    pub(super) score: Option<u8>,
    pub(super) note: Option<&'static str>,
}

impl Fact {
    /// Something without figures.
    pub(super) const fn new(
        at: i64,
        kind: Kind,
        channel: Channel,
        note: Option<&'static str>,
    ) -> Self {
        Self {
            at,
            kind,
            channel,
            amount_minor: None,
            quantity: None,
            score: None,
            note,
        }
    }
}

/// A person with everything that happened.
pub(super) struct Life {
    pub(super) person: Person,
    /// In no particular order.
    pub(super) facts: Vec<Fact>,
    /// When the person's acts brought somebody, and through what.
    pub(super) brings: Vec<(i64, Through)>,
}

impl Life {
    /// Lives through it. Nothing happens after yesterday.
    pub(super) fn of(person: Person) -> Self {
        let mut random = Random::stream(person.number as u64);
        let mut life = Self {
            person,
            facts: Vec::new(),
            brings: Vec::new(),
        };
        life.journey(&mut random);
        life.facts.retain(|fact| fact.at < 0);
        life.brings.retain(|(at, _)| *at < 0);
        life
    }

    /// Adds a fact.
    pub(super) fn add(&mut self, fact: Fact) {
        self.facts.push(fact);
    }

    /// The first purchase.
    pub(super) fn customer_since(&self) -> Option<i64> {
        self.facts
            .iter()
            .filter(|fact| fact.kind == Kind::Purchase)
            .map(|fact| fact.at)
            .min()
    }

    fn journey(&mut self, random: &mut Random) {
        // The first customers all bought: that is how they became the first customers.
        let warm = match self.person.origin {
            Origin::Brought { .. } => 16,
            Origin::Alone(_) if self.person.is_founder() => 100,
            Origin::Alone(_) => 0,
        };
        let arrival = self.arrive();
        if !random.chance(80 + warm) {
            return;
        }
        let mut at = self.interest(arrival, random);
        if !random.chance(64 + warm) {
            return;
        }
        at = self.consideration(later(at, 1, 12, random), random);
        if !random.chance(70 + warm) {
            return;
        }
        at = self.intent(later(at, 1, 16, random));
        if !random.chance(70 + warm) {
            return;
        }
        let bought = later(at, 2, 32, random);
        self.purchase(bought, random);
        self.custom(bought, random);
        advocacy::speak(self, bought, random);
    }

    fn arrive(&mut self) -> i64 {
        let (at, kind, channel) = match (self.person.origin, self.person.source()) {
            (Origin::Brought { at, through, .. }, _) => match through {
                Through::Referral => (at, Kind::ReferralVisit, Channel::Website),
                Through::SharedContent => (at, Kind::SharedContentVisit, Channel::SocialMedia),
                Through::Words => (at, Kind::WidgetClick, Channel::Website),
                Through::Talk => (at, Kind::EventAttended, Channel::InPerson),
            },
            (Origin::Alone(at), Some("Trade fair" | "Retail partner")) => {
                (at, Kind::LeadCreated, Channel::InPerson)
            }
            (Origin::Alone(at), Some("Newsletter")) => (at, Kind::LeadCreated, Channel::Email),
            (Origin::Alone(at), Some("Social media" | "Search")) => {
                (at, Kind::AdClick, Channel::SocialMedia)
            }
            (Origin::Alone(at), _) => (at, Kind::LeadCreated, Channel::Website),
        };
        self.add(Fact::new(at, kind, channel, None));
        at
    }

    fn interest(&mut self, arrival: i64, random: &mut Random) -> i64 {
        let mut at = arrival + random.between(2, 40);
        for _ in 0..random.between(1, 3) {
            let (kind, channel, note) = match random.between(1, 10) {
                1..=6 => (Kind::WebsiteVisit, Channel::Website, None),
                7 | 8 => (
                    Kind::ContentViewed,
                    Channel::Website,
                    Some("How much light do eyes need?"),
                ),
                9 => (
                    Kind::EmailOpened,
                    Channel::Email,
                    Some("Letter from the workshop"),
                ),
                _ => (
                    Kind::EventAttended,
                    Channel::InPerson,
                    Some("Open workshop day"),
                ),
            };
            self.add(Fact::new(at, kind, channel, note));
            at = later(at, 0, 5, random);
        }
        at
    }

    fn consideration(&mut self, at: i64, random: &mut Random) -> i64 {
        let (kind, channel, note) = if random.chance(55) {
            (
                Kind::FormSubmitted,
                Channel::Website,
                "Asked which lamp fits the desk",
            )
        } else {
            (
                Kind::DemoRequested,
                Channel::InPerson,
                "Wants to see the lamps in the dark room",
            )
        };
        self.add(Fact::new(at, kind, channel, Some(note)));
        at
    }

    fn intent(&mut self, at: i64) -> i64 {
        let (kind, note) = if self.person.job.is_some() {
            (Kind::QuoteRequested, "Quote for several desks")
        } else {
            (Kind::TrialStarted, "Thirty evenings at home")
        };
        self.add(Fact::new(at, kind, Channel::Website, Some(note)));
        at
    }

    fn purchase(&mut self, at: i64, random: &mut Random) {
        const LAMPS: &[(i64, (&str, i64))] = &[
            (45, ("Skumring", 21_900)),
            (30, ("Morild", 31_900)),
            (25, ("Lykt", 14_900)),
        ];
        let Some((lamp, price)) = random.weighted(LAMPS) else {
            return;
        };
        let pieces = if self.person.job.is_some() {
            random.between(2, 14)
        } else {
            1
        };
        self.pay(at, lamp, price, pieces);
    }

    /// Something small, or another lamp.
    fn purchase_again(&mut self, at: i64, random: &mut Random) {
        const PARTS: &[(i64, (&str, i64))] = &[
            (30, ("Light module", 3_900)),
            (25, ("Shade", 4_900)),
            (15, ("Desk clamp", 2_900)),
            (10, ("Battery for Lykt", 3_400)),
        ];
        if random.chance(35) {
            self.purchase(at, random);
        } else if let Some((part, price)) = random.weighted(PARTS) {
            let pieces = if self.person.job.is_some() {
                random.between(1, 6)
            } else {
                1
            };
            self.pay(at, part, price, pieces);
        }
    }

    fn pay(&mut self, at: i64, what: &'static str, price: i64, pieces: i64) {
        self.add(Fact {
            amount_minor: Some(price * pieces),
            quantity: Some(pieces as u32),
            ..Fact::new(at, Kind::Purchase, Channel::Website, Some(what))
        });
    }

    /// Life as a customer: onboarding, more purchases, support, the recommendation question.
    fn custom(&mut self, bought: i64, random: &mut Random) {
        if random.chance(75) {
            let at = later(bought, 3, 15, random);
            self.add(Fact::new(
                at,
                Kind::OnboardingCompleted,
                Channel::Product,
                Some("Set up with the guide"),
            ));
        }
        let mut at = bought;
        let mut readiness = 52;
        while random.chance(readiness) {
            at = later(at, 15, 130, random);
            self.purchase_again(at, random);
            readiness = (readiness - 8).max(20);
        }
        if random.chance(28) {
            self.support(later(bought, 10, 200, random), random);
        }
        if random.chance(93) {
            let at = later(bought, 25, 60, random);
            let score = self.score(random);
            self.add(Fact {
                score: Some(score),
                ..Fact::new(at, Kind::NpsAnswer, Channel::Email, None)
            });
        }
    }

    fn support(&mut self, at: i64, random: &mut Random) {
        const CASES: &[&str] = &[
            "Arm sinks",
            "Flickers at the lowest step",
            "Parcel damaged",
            "Wrong plug",
            "Loose switch",
        ];
        let note = Some(random.pick(CASES));
        if random.chance(22) {
            self.add(Fact::new(at, Kind::SupportEscalated, Channel::Call, note));
            if random.chance(60) {
                let solved = later(at, 2, 20, random);
                self.add(Fact::new(
                    solved,
                    Kind::SupportResolved,
                    Channel::Call,
                    note,
                ));
            }
        } else {
            self.add(Fact::new(at, Kind::SupportResolved, Channel::Email, note));
        }
    }

    fn score(&self, random: &mut Random) -> u8 {
        let is_let_down = self
            .facts
            .iter()
            .any(|fact| fact.kind == Kind::SupportEscalated);
        let weights: &[(i64, u8)] = if is_let_down {
            &[(20, 2), (30, 4), (25, 6), (15, 7), (10, 8)]
        } else {
            &[(2, 3), (4, 5), (6, 6), (11, 7), (15, 8), (30, 9), (32, 10)]
        };
        random.weighted(weights).unwrap_or(8)
    }

    /// Everything as it is sent, in the order in which it happened. The keys stay what they are.
    pub(super) fn touchpoints(&self, today: Day) -> Vec<NewTouchpoint> {
        let mut sent: Vec<NewTouchpoint> = self
            .facts
            .iter()
            .enumerate()
            .map(|(number, fact)| NewTouchpoint {
                person: self.person.key(),
                kind: fact.kind,
                channel: Some(fact.channel),
                at: laurel_domain::Timestamp::from_millis(
                    today.start().millis() + fact.at * 60_000,
                ),
                key: Some(format!("demo-{}-{number}", self.person.number)),
                amount: fact.amount_minor.map(|minor| Money {
                    minor,
                    currency: Currency::USD,
                }),
                quantity: fact.quantity,
                score: fact.score,
                note: fact.note.map(str::to_owned),
            })
            .collect();
        sent.sort_by_key(|touchpoint| touchpoint.at);
        sent
    }
}

/// Some days later, at another time of the day.
pub(super) fn later(at: i64, least_days: i64, most_days: i64, random: &mut Random) -> i64 {
    at + random.between(least_days, most_days) * DAY + random.between(20, 300)
}
