//! Replays a person's life on the ladder of advocacy stages.

use super::{AdvocacyStage, Move};
use crate::Timestamp;
use crate::settings::ProgramSettings;
use crate::time::DAY_MILLIS;
use crate::touchpoint::{Category, Touchpoint, TouchpointKind};
use crate::value_exchange::Ledger;

/// Points within which both sides are even: what adding up decayed points in another order comes to.
const EVEN: f64 = 1e-6;

/// What a life comes to.
pub(crate) struct Climbed {
    /// The stage and since when.
    pub(crate) stage: Option<(AdvocacyStage, Timestamp)>,
    /// The value exchange.
    pub(crate) ledger: Ledger,
    /// Since when more was given than received, by more than the program allows.
    pub(crate) overdrawn_since: Option<Timestamp>,
    /// Every change of the stage.
    pub(crate) moves: Vec<Move>,
}

/// The life so far, up to `clock`.
pub(crate) struct Climb<'a> {
    settings: &'a ProgramSettings,
    clock: Timestamp,
    first_purchase_at: Option<Timestamp>,
    experiences: u32,
    /// One bit for each kind of good experience.
    experience_kinds: u8,
    promoter: bool,
    /// When each act was done, in time order.
    acts: Vec<Timestamp>,
    /// One bit for each kind of act.
    act_kinds: u64,
    advocate_since: Option<Timestamp>,
    /// More was received than given at some time since then.
    was_ahead: bool,
    ledger: Ledger,
    /// The stage by the conditions alone.
    earned: Option<AdvocacyStage>,
    /// The stage with the rule for moving down, and since when.
    held: Option<AdvocacyStage>,
    held_at: Timestamp,
    moves: Vec<Move>,
    overdrawn_since: Option<Timestamp>,
}

impl<'a> Climb<'a> {
    pub(crate) fn new(settings: &'a ProgramSettings) -> Self {
        Self {
            settings,
            clock: Timestamp::from_millis(i64::MIN),
            first_purchase_at: None,
            experiences: 0,
            experience_kinds: 0,
            promoter: false,
            acts: Vec::new(),
            act_kinds: 0,
            advocate_since: None,
            was_ahead: false,
            ledger: Ledger::default(),
            earned: None,
            held: None,
            held_at: Timestamp::default(),
            moves: Vec::new(),
            overdrawn_since: None,
        }
    }

    /// Takes in everything that happened at one instant, not before any earlier call's.
    pub(crate) fn take(&mut self, at: Timestamp, group: &[&Touchpoint]) {
        self.advance_before(at);
        self.clock = at;
        for touchpoint in group {
            self.enter(at, touchpoint);
        }
        if self.advocate_since.is_none() && self.is_early_stage() {
            self.advocate_since = Some(at);
        }
        // Both sides decay alike, so only what is entered turns the balance.
        self.was_ahead |= self.advocate_since.is_some() && self.ledger.balance() > EVEN;
        self.settle();
    }

    /// What holds at `now`.
    pub(crate) fn finish(mut self, now: Timestamp) -> Climbed {
        self.advance_before(Timestamp::from_millis(now.millis().saturating_add(1)));
        Climbed {
            stage: self.held.map(|stage| (stage, self.held_at)),
            ledger: self.ledger.at(now, self.settings),
            overdrawn_since: self.overdrawn_since,
            moves: self.moves,
        }
    }

    fn enter(&mut self, at: Timestamp, touchpoint: &Touchpoint) {
        let kind = touchpoint.kind;
        if kind.makes_customer() {
            self.first_purchase_at.get_or_insert(at);
        }
        if kind == TouchpointKind::NpsAnswer {
            self.promoter = touchpoint
                .score
                .is_some_and(|score| score >= self.settings.thresholds.promoter_score);
        }
        let experience = match kind {
            // Becoming a customer and the purchase itself are one kind of experience.
            TouchpointKind::BecameCustomer | TouchpointKind::Purchase => 1,
            TouchpointKind::OnboardingCompleted => 2,
            TouchpointKind::SupportResolved => 4,
            TouchpointKind::NpsAnswer if self.promoter => 8,
            _ => 0,
        };
        if experience > 0 {
            self.experiences = self.experiences.saturating_add(1);
            self.experience_kinds |= experience;
        }
        if kind.category() == Category::Act {
            self.acts.push(at);
            self.act_kinds |= 1 << kind as u32;
        }
        self.ledger.enter(kind, at, self.settings);
    }

    /// Lives through the time up to, but not including, `end`.
    fn advance_before(&mut self, end: Timestamp) {
        while let Some(next) = self.next_change().filter(|next| *next < end) {
            self.clock = next;
            self.settle();
        }
    }

    /// The next instant at which a condition can change without anything happening.
    fn next_change(&self) -> Option<Timestamp> {
        let thresholds = &self.settings.thresholds;
        let after_window = |at: Timestamp| {
            Timestamp::from_millis(at.plus_days(i32::from(thresholds.early_days)).millis() + 1)
        };
        let instants = [
            self.first_purchase_at
                .map(|at| at.plus_days(i32::from(thresholds.engaged_days))),
            self.nth_latest_act(thresholds.early_acts).map(after_window),
            self.advocate_since
                .map(|at| at.plus_days(i32::from(thresholds.transitioning_days))),
            self.ledger.overdraft_ends_at(self.settings),
            (self.earned < self.held).then(|| self.kept_until()),
        ];
        instants
            .into_iter()
            .flatten()
            .filter(|at| *at > self.clock)
            .min()
    }

    /// Compares what is earned at `clock` with what is held.
    fn settle(&mut self) {
        self.earned = self.earned_now();
        // It begins with an act and ends with a reward or by decay: instants that are all settled.
        self.overdrawn_since = self
            .is_overdrawn()
            .then(|| self.overdrawn_since.unwrap_or(self.clock));
        let falls = self.earned < self.held && self.clock >= self.kept_until();
        if self.earned > self.held || falls {
            self.moves.push(Move {
                at: self.clock,
                from: self.held,
                to: self.earned,
            });
            self.held = self.earned;
            self.held_at = self.clock;
        }
    }

    fn kept_until(&self) -> Timestamp {
        self.held_at
            .plus_days(i32::from(self.settings.thresholds.downgrade_every_days))
    }

    fn earned_now(&self) -> Option<AdvocacyStage> {
        let conditions = [
            (AdvocacyStage::FullBlown, self.is_full_blown()),
            (AdvocacyStage::Transitioning, self.is_transitioning()),
            (AdvocacyStage::EarlyStage, self.is_early_stage()),
            (AdvocacyStage::Enthusiast, self.is_enthusiast()),
            (AdvocacyStage::Engaged, self.is_engaged()),
        ];
        conditions
            .into_iter()
            .find(|(_, holds)| *holds)
            .map(|(stage, _)| stage)
    }

    fn is_engaged(&self) -> bool {
        let thresholds = &self.settings.thresholds;
        self.experiences >= thresholds.engaged_experiences
            && self.experience_kinds.count_ones() >= thresholds.engaged_kinds
            && self.is_past(self.first_purchase_at, thresholds.engaged_days)
    }

    fn is_enthusiast(&self) -> bool {
        // Both sides decay alike, so the sign of the balance does not depend on the time.
        self.is_engaged() && self.ledger.balance() > 0.0 && (self.promoter || !self.acts.is_empty())
    }

    fn is_early_stage(&self) -> bool {
        let thresholds = &self.settings.thresholds;
        self.is_recent(
            self.nth_latest_act(thresholds.early_acts),
            thresholds.early_days,
        )
    }

    fn is_transitioning(&self) -> bool {
        let thresholds = &self.settings.thresholds;
        self.is_past(self.advocate_since, thresholds.transitioning_days)
            && self.was_ahead
            && self.ledger.balance() < -EVEN
    }

    fn is_full_blown(&self) -> bool {
        let thresholds = &self.settings.thresholds;
        let span = self
            .acts
            .first()
            .zip(self.acts.last())
            .map_or(0, |(first, last)| last.since(*first));
        self.acts.len() as u64 >= u64::from(thresholds.full_acts)
            && self.act_kinds.count_ones() >= thresholds.full_kinds
            && span >= i64::from(thresholds.full_days) * DAY_MILLIS
            && !self.is_overdrawn()
    }

    fn is_overdrawn(&self) -> bool {
        self.ledger
            .at(self.clock, self.settings)
            .is_overdrawn(self.settings)
    }

    /// When the n-th latest act was done, counted from 1.
    fn nth_latest_act(&self, n: u32) -> Option<Timestamp> {
        let index = self.acts.len().checked_sub(n.max(1) as usize)?;
        self.acts.get(index).copied()
    }

    fn is_recent(&self, at: Option<Timestamp>, days: u16) -> bool {
        at.is_some_and(|at| self.clock.since(at) <= i64::from(days) * DAY_MILLIS)
    }

    fn is_past(&self, at: Option<Timestamp>, days: u16) -> bool {
        at.is_some_and(|at| self.clock.since(at) >= i64::from(days) * DAY_MILLIS)
    }
}
