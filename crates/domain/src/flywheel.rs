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
use crate::fact::facts;
use crate::histogram::{Histogram, quantile};
use crate::proportion::{Difference, Interval, Proportion};

mod interval;
mod what_if;

pub use interval::of_loop_gain;
pub use what_if::{Rates, WhatIf};

coded_enum! {
    /// A phase of the flywheel.
    Phase {
        /// People come because somebody spoke.
        Attract = "attract";
        /// They become customers.
        Engage = "engage";
        /// They are so well served that they speak themselves.
        Delight = "delight";
    }
}

coded_enum! {
    /// What takes force out of the wheel.
    Loss {
        /// Words that nobody has decided on.
        UnansweredSubmissions = "unanswered_submissions";
        /// Customers who would not recommend the brand.
        Detractors = "detractors";
        /// Asks whose time has passed.
        OverdueAsks = "overdue_asks";
        /// Referral links that ran out unused.
        ExpiredReferrals = "expired_referrals";
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
    /// Sum over the customers of how many customers each brought, squared.
    pub squares: u64,
    /// Time from a customer's first purchase to that of somebody they brought.
    pub elapsed: Histogram,
}

/// People who first came in the period, through nobody's act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Organic {
    /// They themselves.
    pub people: u64,
    /// Customers among them: who bought, and within the time for which the flywheel follows, as it counts those who
    /// were brought.
    pub customers: u64,
}

facts! {
    /// Why a figure of the flywheel is not there although people were brought.
    Missing {
        /// They came through acts, and none is recorded: no rate can be made of them.
        Acts { people: u64 } = "acts_missing";
    }
}

impl Figures {
    /// d · a · e with its denominators cancelled, so that "no acts yet" is a gain of 0; `None` without customers.
    ///
    /// # Errors
    /// When people were brought without recorded acts.
    pub fn loop_gain(&self) -> Result<Option<f64>, Missing> {
        if self.acts == 0 && self.people_brought > 0 {
            let people = self.people_brought;
            return Err(Missing::Acts { people });
        }
        Ok(ratio(self.customers_brought, self.customers))
    }
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
    /// Everybody else.
    pub organic: Organic,
    /// The same conversion for everybody else.
    pub organic_conversion: Option<f64>,
    /// How far the two are apart; `None` when one of them is.
    pub engage_difference: Option<Difference>,
    /// d · a · e; 0 when there were no acts and nobody came.
    pub loop_gain: Option<f64>,
    /// Why there is no loop gain although somebody was brought.
    pub missing: Option<Missing>,
    /// Its 95 % interval.
    pub loop_gain_interval: Option<Interval>,
    /// Median days; `None` when nobody brought a customer yet.
    pub cycle_days: Option<f64>,
    /// First and third quartile of the same.
    pub cycle_quartiles: Option<(f64, f64)>,
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
        let gain = figures.loop_gain();
        let loop_gain = gain.clone().unwrap_or_default();
        let cycle_days = quantile(&figures.elapsed, 0.5);
        let momentum = loop_gain
            .zip(cycle_days.filter(|days| *days > 0.0))
            .map(|(gain, days)| figures.customers as f64 * gain / days);
        Self {
            delight: ratio(figures.acts, figures.customers),
            attract: ratio(figures.people_brought, figures.acts),
            engage: ratio(figures.customers_brought, figures.people_brought),
            organic,
            organic_conversion: ratio(organic.customers, organic.people),
            engage_difference: Proportion::new(figures.customers_brought, figures.people_brought)
                .zip(Proportion::new(organic.customers, organic.people))
                .map(|(brought, others)| brought.minus(&others)),
            loop_gain,
            loop_gain_interval: loop_gain.and_then(|_| {
                of_loop_gain(
                    figures.customers,
                    figures.customers_brought,
                    figures.squares,
                )
            }),
            missing: gain.err(),
            cycle_days,
            cycle_quartiles: quantile(&figures.elapsed, 0.25).zip(quantile(&figures.elapsed, 0.75)),
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::histogram::BUCKETS;
    use proptest::prelude::*;

    fn follow(today: i32) -> Follow {
        Follow {
            last_day: Day(1_000),
            days: 365,
            today: Day(today),
        }
    }

    #[test]
    fn a_turn_of_the_wheel() {
        let mut elapsed = [0; BUCKETS];
        elapsed[3] = 30; // exactly three days
        let figures = Figures {
            customers: 100,
            acts: 50,
            people_brought: 200,
            customers_brought: 30,
            squares: 30,
            elapsed,
        };
        let organic = Organic {
            people: 1_000,
            customers: 100,
        };
        let report = Report::new(figures, organic, follow(1_365), vec![(Loss::Detractors, 4)]);
        assert_eq!(
            (report.delight, report.attract, report.engage),
            (Some(0.5), Some(4.0), Some(0.15))
        );
        assert_eq!(report.loop_gain, Some(0.3));
        assert_eq!(report.organic_conversion, Some(0.1));
        let difference = report.engage_difference.unwrap();
        assert!((difference.value - 0.05).abs() < 1e-12 && difference.interval.high > 0.05);
        assert_eq!(report.cycle_days, Some(3.0));
        assert_eq!(report.cycle_quartiles, Some((3.0, 3.0)));
        let interval = report.loop_gain_interval.unwrap();
        assert!(interval.low < 0.3 && 0.3 < interval.high);
        assert_eq!(report.momentum, Some(10.0));
        assert!(!report.sustains_itself());
        assert!(
            report.so_far,
            "the last customers are followed up to and including today"
        );
        assert!(!Report::new(figures, organic, follow(1_366), Vec::new()).so_far);
    }

    #[test]
    fn what_cannot_be_divided_is_no_figure() {
        let nothing = Report::new(
            Figures::default(),
            Organic::default(),
            follow(0),
            Vec::new(),
        );
        let figures = [
            nothing.delight,
            nothing.attract,
            nothing.engage,
            nothing.loop_gain,
        ];
        assert_eq!(figures, [None; 4]);
        assert_eq!(
            [
                nothing.organic_conversion,
                nothing.cycle_days,
                nothing.momentum
            ],
            [None; 3]
        );
        let silent = Figures {
            customers: 10,
            ..Figures::default()
        };
        let silent = Report::new(silent, Organic::default(), follow(0), Vec::new());
        assert_eq!(
            (silent.delight, silent.attract, silent.loop_gain),
            (Some(0.0), None, Some(0.0))
        );
        assert_eq!(silent.momentum, None);
    }

    #[test]
    fn who_was_brought_without_recorded_acts_makes_no_gain() {
        let figures = Figures {
            customers: 1,
            people_brought: 4,
            customers_brought: 4,
            squares: 16,
            ..Figures::default()
        };
        let report = Report::new(figures, Organic::default(), follow(0), Vec::new());
        assert_eq!(report.missing, Some(Missing::Acts { people: 4 }));
        assert_eq!((report.loop_gain, report.momentum), (None, None));
        assert_eq!(report.loop_gain_interval, None);
        let recorded = Figures { acts: 1, ..figures };
        let report = Report::new(recorded, Organic::default(), follow(0), Vec::new());
        assert_eq!((report.loop_gain, report.missing), (Some(4.0), None));
    }

    #[test]
    fn each_loss_lies_between_neighbouring_phases() {
        for loss in Loss::ALL {
            let (from, to) = loss.between();
            assert_ne!(from, to, "{loss}");
        }
    }

    proptest! {
        #[test]
        fn the_gain_is_the_product_of_the_phases(
            customers in 0u64..10_000, acts in 0u64..10_000, brought in 0u64..10_000, bought in 0u64..10_000,
        ) {
            let figures = Figures {
                customers, acts, people_brought: brought, customers_brought: bought, ..Figures::default()
            };
            let report = Report::new(figures, Organic::default(), follow(0), Vec::new());
            let is_missing = acts == 0 && brought > 0;
            prop_assert_eq!(report.missing.is_some(), is_missing);
            prop_assert_eq!(report.loop_gain.is_some(), customers > 0 && !is_missing);
            prop_assert!(report.loop_gain.is_none_or(|gain| gain >= 0.0));
            if let (Some(d), Some(a), Some(e), Some(gain)) =
                (report.delight, report.attract, report.engage, report.loop_gain)
            {
                prop_assert!((d * a * e - gain).abs() <= 1e-9 * gain.max(1.0));
            }
        }
    }
}
