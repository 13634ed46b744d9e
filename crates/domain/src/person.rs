//! Everything that is derived about one person, from the touchpoints alone.

use serde::{Deserialize, Serialize};

use crate::Timestamp;
use crate::advocacy_stage::{AdvocacyStage, Climb, Move};
use crate::bounds;
use crate::funnel::Entries;
use crate::money::{Currency, Money};
use crate::need_level::{self, LastReward, NeedLevel, Progress};
use crate::segment::LONGEST_VALUE;
use crate::settings::ProgramSettings;
use crate::time::{DAY_MILLIS, stored};
use crate::touchpoint::{Category, Touchpoint, TouchpointKind};
use crate::value_exchange::Ledger;

/// What a person's state is derived from.
#[derive(Debug, Clone, Copy)]
pub struct History<'a> {
    /// All touchpoints of one person, in any order. The same id twice counts once.
    pub touchpoints: &'a [Touchpoint],
    /// The program's currency, in which revenue is summed.
    pub currency: Currency,
}

/// A person's derived state: a function of the history, the settings and the time.
///
/// It is stored as it stands here (`person_state.state`, see "A derived figure" in `docs/CONTRIBUTING.md`):
/// a field is not renamed, and a new one has `#[serde(default)]`, because those who were derived before it
/// do not have it yet.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PersonState {
    /// For each stage of the program when a touchpoint of its own entered it.
    #[serde(with = "stored::millis_each")]
    pub stage_entries: Vec<Option<Timestamp>>,
    /// Position of the furthest stage entered: the person's stage.
    pub furthest: Option<usize>,
    /// The first touchpoint.
    #[serde(with = "stored::millis_or_none")]
    pub first_touch_at: Option<Timestamp>,
    /// The latest touchpoint.
    #[serde(with = "stored::millis_or_none")]
    pub last_touch_at: Option<Timestamp>,
    /// When the person became a customer.
    #[serde(with = "stored::millis_or_none")]
    pub first_purchase_at: Option<Timestamp>,
    /// The note of the first purchase: what the person first bought, where it is known.
    pub first_product: Option<String>,
    /// How many purchases.
    pub purchases: u32,
    /// What they paid, in minor units of the program's currency; [`bounds::EXACT_MAX`] for that or more.
    pub revenue_minor: i64,
    /// What they paid in other currencies, ordered by currency. There are no exchange rates here.
    pub other_revenue: Vec<Money>,
    /// Acts of advocacy.
    pub acts: u32,
    /// The latest of them.
    #[serde(default, with = "stored::millis_or_none")]
    pub last_act_at: Option<Timestamp>,
    /// Those of them that the flywheel counts: after the first purchase, within the follow time.
    pub acts_followed: u32,
    /// Whether the first purchase came within the follow time from the first touchpoint on: with what those are
    /// compared who were brought. `None` without touchpoints.
    #[serde(default)]
    pub bought_in_time: Option<bool>,
    /// The advocacy stage.
    pub advocacy_stage: Option<AdvocacyStage>,
    /// Since when.
    #[serde(with = "stored::millis_or_none")]
    pub advocacy_stage_at: Option<Timestamp>,
    /// The level in the hierarchy of advocate needs.
    #[serde(with = "need_level::stored")]
    pub need_level: Option<NeedLevel>,
    /// Since when.
    #[serde(with = "stored::millis_or_none")]
    pub need_level_at: Option<Timestamp>,
    /// What is missing for the next need level; `None` outside the pyramid.
    pub need_progress: Option<Progress>,
    /// Until when an act answers the latest reward of the own level, while one is awaited.
    #[serde(with = "stored::millis_or_none")]
    pub answer_until: Option<Timestamp>,
    /// The latest reward with what followed.
    pub last_reward: Option<LastReward>,
    /// Every movement on the ladder of advocacy, in time order.
    pub moves: Vec<Move>,
    /// Points given, decayed to `derived_at`.
    pub given: f64,
    /// Points received, decayed to `derived_at`.
    pub received: f64,
    /// Since when the person has given more than received by more than the program allows; `None` for
    /// everybody else.
    #[serde(with = "stored::millis_or_none")]
    pub overdrawn_since: Option<Timestamp>,
    /// The instant for which this holds: now, or the latest touchpoint if that lies ahead.
    #[serde(with = "stored::millis")]
    pub derived_at: Timestamp,
    /// The latest answer to the recommendation question, 0 to 10.
    pub nps_score: Option<u8>,
    /// The latest support touchpoint is an escalation.
    pub escalated: bool,
    /// How many support cases ended well.
    pub support_solved: u32,
}

impl PersonState {
    /// When the person reached this stage: the earliest entry into it or a later one.
    pub fn reached_at(&self, stage: usize) -> Option<Timestamp> {
        self.stage_entries
            .get(stage..)?
            .iter()
            .flatten()
            .min()
            .copied()
    }

    /// Whether the person carries too much: overdrawn, or on the stage of those who carry the load.
    /// Rewards come before the next ask.
    pub fn carries_too_much(&self) -> bool {
        self.overdrawn_since.is_some() || self.advocacy_stage == Some(AdvocacyStage::Transitioning)
    }

    /// The value exchange as it counts at `now`.
    pub fn ledger(&self, now: Timestamp, settings: &ProgramSettings) -> Ledger {
        let ledger = Ledger {
            given: self.given,
            received: self.received,
            as_of: self.derived_at,
        };
        ledger.at(now, settings)
    }
}

/// Derives a person's state. The order of the touchpoints means nothing, and how often or in which
/// portions they were recorded means nothing either.
pub fn derive(history: &History<'_>, settings: &ProgramSettings, now: Timestamp) -> PersonState {
    let touchpoints = in_order(history.touchpoints);
    let mut entries = Entries::new(settings);
    let mut climb = Climb::new(settings);
    let mut needs = need_level::Tracker::default();
    let mut sums = Sums::default();
    for group in touchpoints.chunk_by(|one, other| one.at == other.at) {
        let Some(at) = group.first().map(|touchpoint| touchpoint.at) else {
            continue;
        };
        for touchpoint in group {
            entries.take(touchpoint.kind, at);
            sums.take(touchpoint, history.currency);
        }
        needs.take(at, group, settings);
        climb.take(at, group);
    }

    let first_purchase_at = sums.first_purchase_at;
    let follow = i64::from(settings.follow_days) * DAY_MILLIS;
    let followed = |act: &&&Touchpoint| {
        let since = first_purchase_at.map(|bought| act.at.since(bought));
        act.kind.category() == Category::Act
            && since.is_some_and(|since| (0..=follow).contains(&since))
    };
    let last_touch_at = touchpoints.last().map(|touchpoint| touchpoint.at);
    let derived_at = last_touch_at.map_or(now, |last| last.max(now));
    let first_touch_at = touchpoints.first().map(|touchpoint| touchpoint.at);
    let bought_in_time = first_touch_at.map(|came| {
        let waited = first_purchase_at.map(|bought| bought.since(came));
        waited.is_some_and(|waited| (0..=follow).contains(&waited))
    });
    let climbed = climb.finish(derived_at);
    let need = needs.level();
    let progress = needs.progress(settings, derived_at);
    let stage_entries = entries.finish();
    PersonState {
        furthest: stage_entries.iter().rposition(Option::is_some),
        stage_entries,
        first_touch_at,
        last_touch_at,
        first_purchase_at,
        first_product: sums.first_product,
        purchases: sums.purchases,
        revenue_minor: sums.revenue_minor,
        other_revenue: sums.other_revenue,
        acts: sums.acts,
        last_act_at: sums.last_act_at,
        acts_followed: touchpoints.iter().filter(followed).count() as u32,
        bought_in_time,
        advocacy_stage: climbed.stage.map(|(stage, _)| stage),
        advocacy_stage_at: climbed.stage.map(|(_, at)| at),
        need_level: need.map(|(level, _)| level),
        need_level_at: need.map(|(_, at)| at),
        need_progress: progress.map(|(progress, _)| progress),
        answer_until: progress.and_then(|(_, until)| until),
        last_reward: needs.last_reward(settings, derived_at),
        moves: climbed.moves,
        given: climbed.ledger.given,
        received: climbed.ledger.received,
        overdrawn_since: climbed.overdrawn_since,
        derived_at,
        nps_score: sums.nps_score,
        escalated: sums.escalated,
        support_solved: sums.support_solved,
    }
}

/// By time, then by id; each id once.
fn in_order(touchpoints: &[Touchpoint]) -> Vec<&Touchpoint> {
    let mut ordered: Vec<&Touchpoint> = touchpoints.iter().collect();
    ordered.sort_unstable_by_key(|touchpoint| (touchpoint.at, touchpoint.id));
    ordered.dedup_by_key(|touchpoint| (touchpoint.at, touchpoint.id));
    ordered
}

/// What is simply counted, summed or last seen.
#[derive(Default)]
struct Sums {
    first_purchase_at: Option<Timestamp>,
    first_product: Option<String>,
    purchases: u32,
    revenue_minor: i64,
    other_revenue: Vec<Money>,
    acts: u32,
    last_act_at: Option<Timestamp>,
    nps_score: Option<u8>,
    escalated: bool,
    support_solved: u32,
}

impl Sums {
    fn take(&mut self, touchpoint: &Touchpoint, currency: Currency) {
        let kind = touchpoint.kind;
        if kind.makes_customer() {
            self.first_purchase_at.get_or_insert(touchpoint.at);
            if let Some(amount) = &touchpoint.amount {
                self.add_revenue(amount, currency);
            }
        }
        match kind {
            TouchpointKind::Purchase => {
                if self.purchases == 0 {
                    self.first_product = product(touchpoint);
                }
                self.purchases = self.purchases.saturating_add(1);
            }
            TouchpointKind::NpsAnswer => self.nps_score = touchpoint.score.or(self.nps_score),
            TouchpointKind::SupportEscalated => self.escalated = true,
            TouchpointKind::SupportResolved => {
                self.escalated = false;
                self.support_solved = self.support_solved.saturating_add(1);
            }
            _ => {}
        }
        if kind.category() == Category::Act {
            self.acts = self.acts.saturating_add(1);
            self.last_act_at = Some(touchpoint.at);
        }
    }

    fn add_revenue(&mut self, amount: &Money, currency: Currency) {
        if amount.currency == currency {
            self.revenue_minor = bounds::add(self.revenue_minor, amount.minor);
            return;
        }
        let place = self
            .other_revenue
            .binary_search_by(|sum| sum.currency.as_str().cmp(amount.currency.as_str()));
        match place {
            Ok(index) => {
                if let Some(sum) = self.other_revenue.get_mut(index) {
                    sum.minor = bounds::add(sum.minor, amount.minor);
                }
            }
            Err(index) => {
                let minor = bounds::exact(amount.minor);
                let currency = amount.currency;
                self.other_revenue.insert(index, Money { minor, currency });
            }
        }
    }
}

/// The name of what was bought: the purchase's note, where that is short enough to name a segment.
fn product(purchase: &Touchpoint) -> Option<String> {
    let name = purchase.note.as_deref()?.trim();
    let named = (1..=LONGEST_VALUE).contains(&name.chars().count());
    named.then(|| name.to_owned())
}

#[cfg(test)]
mod tests;
