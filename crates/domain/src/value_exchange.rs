//! The two-way ledger between a person and the brand: what was given, what was received.
//!
//! Every act and reward is worth points ([`ProgramSettings::points`]), whatever was said in it: no
//! rating and no answer to a survey has a place here. An entry of `p` points counts
//! `p · 2^(−age ÷ half-life)`. Balance = received − given. The idea that an uneven exchange is what
//! moves an advocate is MarketingProfs' ("The 5 stages of customer advocacy"); decay with a fixed
//! half-life follows the Orbit model's monthly decay of activity.

use crate::Timestamp;
use crate::enums::coded_enum;
use crate::settings::ProgramSettings;
use crate::time::DAY_MILLIS;
use crate::touchpoint::{Category, Touchpoint, TouchpointKind};

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

/// How many high-effort acts a person did in the calendar quarter (UTC) of `now`.
pub fn high_effort_this_quarter(
    touchpoints: &[Touchpoint],
    settings: &ProgramSettings,
    now: Timestamp,
) -> u32 {
    let quarter = |at: Timestamp| {
        let (year, month, _) = at.day().calendar();
        (year, (month - 1) / 3)
    };
    let counts = |touchpoint: &&Touchpoint| {
        settings.high_effort_acts.contains(&touchpoint.kind)
            && quarter(touchpoint.at) == quarter(now)
    };
    touchpoints.iter().filter(counts).count() as u32
}

coded_enum! {
    /// Why a person is not asked now.
    Block {
        /// The person does not want to be asked.
        OptedOut = "opted_out", "Does not want to be asked";
        /// A support case is escalated.
        Escalated = "escalated", "Has an escalated support case";
        /// The same ask is still open.
        OpenAsk = "open_ask", "Has not answered the same request yet";
        /// Enough high-effort acts in this quarter.
        HighEffort = "high_effort", "Already did a lot for us this quarter";
        /// Gave more than received.
        Overdrawn = "overdrawn", "Gave more than we gave back: a reward comes first";
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
