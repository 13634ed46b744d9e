//! The two-way ledger between a person and the brand: what was given, what was received.
//!
//! Every act and reward is worth points ([`ProgramSettings::points`]), whatever was said in it: no
//! rating and no answer to a survey has a place here. An entry of `p` points counts
//! `p · 2^(−age ÷ half-life)`. Balance = received − given. The idea that an uneven exchange is what
//! moves an advocate is MarketingProfs' ("The 5 stages of customer advocacy"); decay with a fixed
//! half-life follows the Orbit model's monthly decay of activity.

use crate::enums::coded_enum;
use crate::settings::ProgramSettings;
use crate::time::DAY_MILLIS;
use crate::touchpoint::{Category, Touchpoint, TouchpointKind};
use crate::{Day, Timestamp};

mod worked;

pub use worked::Worked;

/// Points as they count at one instant.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Ledger {
    /// What the person gave.
    pub given: f64,
    /// What the person received.
    pub received: f64,
    /// The instant.
    pub as_of: Timestamp,
}

/// `points` after `elapsed_millis`: `points · 2^(−elapsed ÷ half-life)`. Negative time counts as none.
pub fn decayed(points: f64, elapsed_millis: i64, half_life_days: u16) -> f64 {
    if points == 0.0 || elapsed_millis <= 0 {
        return points;
    }
    let half_life = f64::from(half_life_days.max(1)) * DAY_MILLIS as f64;
    points * (-(elapsed_millis as f64) / half_life).exp2()
}

impl Ledger {
    /// The same ledger at a later instant. An earlier one changes nothing.
    #[must_use]
    pub fn at(self, now: Timestamp, settings: &ProgramSettings) -> Self {
        let elapsed = now.since(self.as_of);
        if elapsed <= 0 {
            return self;
        }
        Self {
            given: decayed(self.given, elapsed, settings.half_life_days),
            received: decayed(self.received, elapsed, settings.half_life_days),
            as_of: now,
        }
    }

    /// Enters an act or a reward; other kinds change nothing. `self.as_of` must not be later than `at`.
    pub fn enter(&mut self, kind: TouchpointKind, at: Timestamp, settings: &ProgramSettings) {
        let points = f64::from(settings.points(kind));
        match kind.category() {
            Category::Act => {
                *self = self.at(at, settings);
                self.given += points;
            }
            Category::Reward => {
                *self = self.at(at, settings);
                self.received += points;
            }
            Category::Journey | Category::Decision => {}
        }
    }

    /// Received − given: above 0 in the person's favour.
    pub fn balance(&self) -> f64 {
        self.received - self.given
    }

    /// Whether the person gave more than received, by more than the program allows.
    pub fn is_overdrawn(&self, settings: &ProgramSettings) -> bool {
        self.balance() < -f64::from(settings.overdraft_points)
    }

    /// When decay alone ends the overdraft; `None` when there is none or it never ends.
    pub(crate) fn overdraft_ends_at(&self, settings: &ProgramSettings) -> Option<Timestamp> {
        if !self.is_overdrawn(settings) || settings.overdraft_points == 0 {
            return None;
        }
        // |balance| · 2^(−Δ ÷ half-life) = allowed  ⇒  Δ = half-life · log2(|balance| ÷ allowed)
        let half_lives = (-self.balance() / f64::from(settings.overdraft_points)).log2();
        let millis = half_lives * f64::from(settings.half_life_days.max(1)) * DAY_MILLIS as f64;
        Some(Timestamp::from_millis(
            self.as_of.millis().saturating_add(millis.ceil() as i64 + 1),
        ))
    }
}

/// The calendar quarter (UTC) of an instant, from its first instant to the next one's.
pub fn quarter(now: Timestamp) -> std::ops::Range<Timestamp> {
    let (year, month, _) = now.day().calendar();
    let first = month - (month - 1) % 3;
    let (next_year, next) = if first >= 10 {
        (year + 1, 1)
    } else {
        (year, first + 3)
    };
    let start = |year, month| Day::from_calendar(year, month, 1).map_or(now, Day::start);
    start(year, first)..start(next_year, next)
}

/// How many high-effort acts a person did in the calendar quarter (UTC) of `now`.
pub fn high_effort_this_quarter(
    touchpoints: &[Touchpoint],
    settings: &ProgramSettings,
    now: Timestamp,
) -> u32 {
    let quarter = quarter(now);
    let counts = |touchpoint: &&Touchpoint| {
        settings.high_effort_acts.contains(&touchpoint.kind) && quarter.contains(&touchpoint.at)
    };
    touchpoints.iter().filter(counts).count() as u32
}

coded_enum! {
    /// Why a person is not asked now.
    Block {
        /// The person does not want to be asked.
        OptedOut = "opted_out";
        /// A support case is escalated.
        Escalated = "escalated";
        /// The same ask is still open.
        OpenAsk = "open_ask";
        /// Enough high-effort acts in this quarter.
        HighEffort = "high_effort";
        /// Gave more than received.
        Overdrawn = "overdrawn";
    }
}

/// What decides whether a person may be asked. What the person thinks of the brand is not in it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Standing<'a> {
    /// The acts for which an ask is open.
    pub open_asks: &'a [TouchpointKind],
    /// See [`high_effort_this_quarter`].
    pub high_effort_this_quarter: u32,
    /// The ledger as it counts now.
    pub ledger: Ledger,
    /// Asked not to be asked.
    pub opted_out: bool,
    /// A support case is escalated.
    pub escalated: bool,
}

/// Every reason for which this act is not asked for now, the most lasting first.
pub fn blocks(
    ask: TouchpointKind,
    standing: &Standing<'_>,
    settings: &ProgramSettings,
) -> Vec<Block> {
    let reasons = [
        (Block::OptedOut, standing.opted_out),
        (Block::Escalated, standing.escalated),
        (Block::OpenAsk, standing.open_asks.contains(&ask)),
        (
            Block::HighEffort,
            standing.high_effort_this_quarter >= settings.high_effort_per_quarter,
        ),
        (Block::Overdrawn, standing.ledger.is_overdrawn(settings)),
    ];
    reasons
        .into_iter()
        .filter(|(_, holds)| *holds)
        .map(|(block, _)| block)
        .collect()
}

/// The first of [`blocks`]; `None` when the person may be asked.
pub fn blocked(
    ask: TouchpointKind,
    standing: &Standing<'_>,
    settings: &ProgramSettings,
) -> Option<Block> {
    blocks(ask, standing, settings).into_iter().next()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples::{day, life, lives, state};
    use proptest::prelude::*;

    fn standing(ledger: Ledger) -> Standing<'static> {
        Standing {
            open_asks: &[],
            high_effort_this_quarter: 0,
            ledger,
            opted_out: false,
            escalated: false,
        }
    }

    #[test]
    fn an_entry_halves_with_each_half_life() {
        for (days, left) in [
            (0, 5_000.0),
            (180, 2_500.0),
            (360, 1_250.0),
            (90, 3_535.533_905_932_738),
        ] {
            let found = decayed(5_000.0, days * DAY_MILLIS, 180);
            assert!((found - left).abs() < 1e-6, "{found} after {days} days");
        }
    }

    #[test]
    fn a_balance_is_what_was_received_minus_what_was_given() {
        let life = life(&[
            (0, TouchpointKind::Testimonial),
            (180, TouchpointKind::GiftCard),
        ]);
        let state = state(&life, day(180));
        assert_eq!((state.given, state.received), (2_500.0, 2_500.0));
        let settings = ProgramSettings::default();
        let later = state.ledger(day(360), &settings);
        assert_eq!(
            (later.given, later.received, later.balance()),
            (1_250.0, 1_250.0, 0.0)
        );
    }

    #[test]
    fn each_reason_blocks_and_the_most_lasting_comes_first() {
        let settings = ProgramSettings::default();
        let ask = TouchpointKind::ReferenceCall;
        let free = standing(Ledger::default());
        assert_eq!(blocked(ask, &free, &settings), None);
        let open = Standing {
            open_asks: &[ask],
            ..free
        };
        assert_eq!(blocks(ask, &open, &settings), [Block::OpenAsk]);
        assert_eq!(blocks(TouchpointKind::Review, &open, &settings), []);
        let busy = Standing {
            high_effort_this_quarter: 2,
            ..free
        };
        assert_eq!(blocks(ask, &busy, &settings), [Block::HighEffort]);
        let gave = Ledger {
            given: 20_000.5,
            ..Ledger::default()
        };
        assert_eq!(blocks(ask, &standing(gave), &settings), [Block::Overdrawn]);
        let allowed = Ledger {
            given: 20_000.0,
            ..Ledger::default()
        };
        assert_eq!(blocked(ask, &standing(allowed), &settings), None);
        let everything = Standing {
            opted_out: true,
            escalated: true,
            ledger: gave,
            ..open
        };
        assert_eq!(
            blocks(ask, &everything, &settings),
            [
                Block::OptedOut,
                Block::Escalated,
                Block::OpenAsk,
                Block::Overdrawn
            ]
        );
        assert_eq!(blocked(ask, &everything, &settings), Some(Block::OptedOut));
    }

    #[test]
    fn only_high_effort_acts_of_this_quarter_count() {
        let at = |text: &str| Timestamp::parse_rfc3339(text).expect("a time");
        let now = at("2026-05-10T00:00:00Z");
        let acts: Vec<Touchpoint> = [
            ("2026-03-31T23:59:59Z", TouchpointKind::ReferenceCall),
            ("2026-04-01T00:00:00Z", TouchpointKind::ReferenceCall),
            ("2026-05-09T00:00:00Z", TouchpointKind::Webinar),
            ("2026-05-09T00:00:00Z", TouchpointKind::Review),
            ("2025-05-09T00:00:00Z", TouchpointKind::Webinar),
        ]
        .into_iter()
        .map(|(when, kind)| crate::samples::touchpoint(0, at(when), kind))
        .collect();
        assert_eq!(
            high_effort_this_quarter(&acts, &ProgramSettings::default(), now),
            2
        );
    }

    /// Every act and every moment after it: a person who did one thing, thanked or not, may be asked for anything.
    #[test]
    fn under_the_defaults_no_single_act_keeps_anybody_from_being_asked() {
        let settings = ProgramSettings::default();
        let acts = TouchpointKind::ALL.iter().copied();
        for act in acts.filter(|kind| kind.category() == Category::Act) {
            for thanks in [None, Some(TouchpointKind::Thanks)] {
                let mut facts = vec![(0, act)];
                facts.extend(thanks.map(|thanks| (0, thanks)));
                for later in [0, 1, 30, 90, 365] {
                    let life = life(&facts);
                    let state = state(&life, day(later));
                    let standing = Standing {
                        high_effort_this_quarter: high_effort_this_quarter(
                            &life,
                            &settings,
                            day(later),
                        ),
                        ..standing(state.ledger(day(later), &settings))
                    };
                    for ask in TouchpointKind::ALL {
                        assert_eq!(blocks(*ask, &standing, &settings), [], "{ask} after {act}");
                    }
                }
            }
        }
    }

    proptest! {
        #[test]
        fn decay_in_two_steps_is_decay_in_one(
            points in 0.0f64..1e6, first in 0i64..4_000, second in 0i64..4_000, half_life in 1u16..=3_650,
        ) {
            let once = decayed(points, (first + second) * DAY_MILLIS, half_life);
            let twice = decayed(decayed(points, first * DAY_MILLIS, half_life), second * DAY_MILLIS, half_life);
            prop_assert!((once - twice).abs() <= 1e-9 * points.max(1.0));
            prop_assert!((0.0..=points).contains(&once));
        }

        #[test]
        fn the_ledger_is_the_sum_of_its_decayed_entries(life in lives(30), later in 1_100i32..2_000) {
            let settings = ProgramSettings::default();
            let derived = state(&life, day(later));
            let sum = |category: Category| -> f64 {
                life.iter().filter(|entry| entry.kind.category() == category)
                    .map(|entry| decayed(f64::from(settings.points(entry.kind)), day(later).since(entry.at), 180))
                    .sum()
            };
            prop_assert!((derived.given - sum(Category::Act)).abs() < 1e-6);
            prop_assert!((derived.received - sum(Category::Reward)).abs() < 1e-6);
        }

        #[test]
        fn an_overdraft_ends_when_it_says(given in 501.0f64..1e6, allowed in 1u32..500) {
            let settings = ProgramSettings { overdraft_points: allowed, ..ProgramSettings::default() };
            let ledger = Ledger { given, received: 0.0, as_of: day(0) };
            let end = ledger.overdraft_ends_at(&settings).expect("an overdraft");
            prop_assert!(!ledger.at(end, &settings).is_overdrawn(&settings));
            let shortly_before = Timestamp::from_millis(end.millis() - 1_000);
            prop_assert!(ledger.at(shortly_before, &settings).is_overdrawn(&settings));
        }

        /// 16 CFR 465.4: what is given back cannot depend on what was said.
        #[test]
        fn no_answer_changes_the_exchange(life in lives(30), score in 0u8..=10) {
            let mut other = life.clone();
            for touchpoint in &mut other {
                touchpoint.score = touchpoint.score.map(|_| score);
            }
            let (one, two) = (state(&life, day(1_200)), state(&other, day(1_200)));
            prop_assert_eq!((one.given, one.received), (two.given, two.received));
            prop_assert_eq!((one.need_level, one.need_level_at), (two.need_level, two.need_level_at));
        }
    }
}
