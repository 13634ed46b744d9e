//! The flywheel: what advocacy brings back.
//!
//! Measured on the customers who first bought in a period, each followed for a fixed time.
//! Delight d = acts of advocacy ÷ customers. Attract a = people who came through those acts ÷ acts.
//! Engage e = customers among those people ÷ those people. Loop gain = d · a · e: the customers that
//! one customer brings in a turn, at 1 or above the wheel keeps itself going. This is the viral
//! coefficient (invitations a user × conversion) told in the flywheel's phases. Cycle time = median
//! days from a customer's first purchase to that of somebody they brought. Momentum = customers ×
//! loop gain ÷ cycle time: customers brought a day.

use crate::Day;
use crate::enums::coded_enum;
use crate::histogram::{Histogram, quantile};

coded_enum! {
    /// A phase of the flywheel.
    Phase {
        /// People come because somebody spoke.
        Attract = "attract", "Attract";
        /// They become customers.
        Engage = "engage", "Engage";
        /// They are so well served that they speak themselves.
        Delight = "delight", "Delight";
    }
}

coded_enum! {
    /// What takes force out of the wheel.
    Loss {
        /// Words that nobody has decided on.
        UnansweredSubmissions = "unanswered_submissions", "Unanswered submissions";
        /// Customers who would not recommend the brand.
        Detractors = "detractors", "Detractors";
        /// Asks whose time has passed.
        OverdueAsks = "overdue_asks", "Overdue requests";
        /// Referral links that ran out unused.
        ExpiredReferrals = "expired_referrals", "Expired referrals";
    }
}

impl Loss {
    /// Between which phases it is lost.
    pub const fn between(self) -> (Phase, Phase) {
        match self {
            Self::UnansweredSubmissions | Self::OverdueAsks => (Phase::Delight, Phase::Attract),
            Self::ExpiredReferrals => (Phase::Attract, Phase::Engage),
            Self::Detractors => (Phase::Engage, Phase::Delight),
        }
    }
}

/// What is counted about the customers who first bought in the period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Figures {
    /// They themselves.
    pub customers: u64,
    /// Their acts.
    pub acts: u64,
    /// People who came through those acts.
    pub people_brought: u64,
    /// Customers among these.
    pub customers_brought: u64,
    /// Time from a customer's first purchase to that of somebody they brought.
    pub elapsed: Histogram,
}

/// People who came to know the brand in the period without an advocate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Organic {
    /// They themselves.
    pub people: u64,
    /// Customers among them.
    pub customers: u64,
}

/// How long customers are followed, and how far that has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Follow {
    /// The period's last day.
    pub last_day: Day,
    /// For how many days each customer is followed.
    pub days: u16,
    /// Today.
    pub today: Day,
}

/// The flywheel of a period. A figure is `None` where it would divide by 0.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// What was counted.
    pub figures: Figures,
    /// d: acts a customer.
    pub delight: Option<f64>,
    /// a: people who came, an act.
    pub attract: Option<f64>,
    /// e: customers among those people.
    pub engage: Option<f64>,
    /// The same conversion for everybody else.
    pub organic_conversion: Option<f64>,
    /// d · a · e; 0 when there were no acts, or nobody came.
    pub loop_gain: Option<f64>,
    /// Median days; `None` when nobody brought a customer yet.
    pub cycle_days: Option<f64>,
    /// Customers brought a day; `None` without a cycle time above 0.
    pub momentum: Option<f64>,
    /// Not everybody in the period has been followed for the full time yet.
    pub so_far: bool,
    /// What was lost, and how often.
    pub losses: Vec<(Loss, u64)>,
}

impl Report {
    /// Reports on a period.
    pub fn new(
        figures: Figures,
        organic: Organic,
        follow: Follow,
        losses: Vec<(Loss, u64)>,
    ) -> Self {
        // d · a · e with its denominators cancelled, so that "no acts yet" is a gain of 0, not a gap.
        let loop_gain = ratio(figures.customers_brought, figures.customers);
        let cycle_days = quantile(&figures.elapsed, 0.5);
        let momentum = loop_gain
            .zip(cycle_days.filter(|days| *days > 0.0))
            .map(|(gain, days)| figures.customers as f64 * gain / days);
        Self {
            delight: ratio(figures.acts, figures.customers),
            attract: ratio(figures.people_brought, figures.acts),
            engage: ratio(figures.customers_brought, figures.people_brought),
            organic_conversion: ratio(organic.customers, organic.people),
            loop_gain,
            cycle_days,
            momentum,
            so_far: follow.last_day.0.saturating_add(i32::from(follow.days)) >= follow.today.0,
            figures,
            losses,
        }
    }

    /// Whether the wheel keeps itself going.
    pub fn sustains_itself(&self) -> bool {
        self.loop_gain.is_some_and(|gain| gain >= 1.0)
    }
}

fn ratio(part: u64, whole: u64) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}
