//! The figures that answer the plan's computed checks: counters and sums of days, never people.

use crate::Day;
use crate::nps::Answers;

/// Live figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// Today.
    pub today: Day,
    /// Everybody, and of how many it is known how they came.
    pub people: u64,
    /// Of them with a known source.
    pub people_source: u64,
    /// Customers.
    pub customers: u64,
    /// Of them with a known industry.
    pub customers_industry: u64,
    /// Of them with a known company size.
    pub customers_company_size: u64,
    /// The latest answer of each person to the recommendation question.
    pub nps: Answers,
    /// Answers in the last [`RECENT_DAYS`](super::RECENT_DAYS).
    pub nps_recent: u64,
    /// People who did at least one act.
    pub advocates: u64,
    /// Of them with a known motivation.
    pub advocates_motivation: u64,
    /// Of them overdrawn.
    pub overdrawn: u64,
    /// The five need levels, from the lowest.
    pub levels: [LevelEvidence; 5],
    /// The stages from the purchase on.
    pub stages: Vec<StageEvidence>,
    /// Stories that came in the last [`RECENT_DAYS`](super::RECENT_DAYS).
    pub stories_recent: u64,
    /// What waits for a decision.
    pub waiting: Waiting,
    /// Published stories.
    pub published: u64,
    /// Widgets.
    pub widgets: u64,
    /// People whose support case is escalated.
    pub escalated: u64,
    /// When each metric was last reviewed.
    pub reviews: Reviews,
}

/// One need level.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct LevelEvidence {
    /// People on it.
    pub people: u64,
    /// Rewards of its kind in the last [`RECENT_DAYS`](super::RECENT_DAYS).
    pub rewards: u64,
}

/// One stage after the sale.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StageEvidence {
    /// The program's name for it.
    pub name: String,
    /// Asks in the last [`RECENT_DAYS`](super::RECENT_DAYS) to people at this stage.
    pub asks: u64,
    /// Acts enter it, so that the form leads to it.
    pub form_leads_here: bool,
}

/// When each metric was last reviewed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Reviews {
    /// The funnel.
    pub funnel: Option<Day>,
    /// The flywheel.
    pub flywheel: Option<Day>,
    /// The pyramid.
    pub pyramid: Option<Day>,
}

/// Submissions that wait for a decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Waiting {
    /// How many.
    pub count: u64,
    /// Their median age in whole days (the older one of two middles).
    pub median_days: i32,
    /// The age of the oldest in whole days.
    pub oldest_days: i32,
}

impl Waiting {
    /// From the counts by the day of arrival, the earliest first. Days without anybody are passed over.
    pub fn of(days: &[(Day, u64)], today: Day) -> Self {
        let count: u64 = days.iter().map(|(_, count)| count).sum();
        let age = |day: Day| today.0.saturating_sub(day.0).max(0);
        let (mut so_far, total) = (0_u64, &count);
        let middle = days.iter().find(|(_, count)| {
            so_far += count;
            *count > 0 && so_far.saturating_mul(2) >= *total
        });
        let oldest = days.iter().find(|(_, count)| *count > 0);
        Self {
            count,
            median_days: middle.map_or(0, |(day, _)| age(*day)),
            oldest_days: oldest.map_or(0, |(day, _)| age(*day)),
        }
    }
}
