//! When to focus on advocacy: what must stand before a program of advocates carries, each with the
//! evidence for and against it. Nothing here is advice in general: without figures an item is "not known".
//!
//! The thresholds are Laurel's own and are stated with each item:
//! - the upper funnel is stable when the share of people who bought has not fallen (the 95 % interval
//!   of the difference between two windows of 90 days is not wholly below zero), and is known to
//!   within [`NARROW`] (Wilson's interval of the later window);
//! - there are [`CUSTOMERS`] customers, and [`REPEAT_CUSTOMERS`] of them bought again;
//! - [`FEW_ANSWERS`] people answered the recommendation question;
//! - support cases end well: Wilson's interval of the share solved lies above [`SOLVED`].

use crate::enums::coded_enum;
use crate::nps::{Answers, FEW_ANSWERS};
use crate::proportion::{Difference, Proportion};

pub mod report;

/// How many customers there should be: from a hundred on, a hundredth of them is a person.
pub const CUSTOMERS: u64 = 100;

/// How many of them should have bought again, so that a share of them can be measured.
pub const REPEAT_CUSTOMERS: u64 = FEW_ANSWERS;

/// The widest interval of a conversion that counts as known.
pub const NARROW: f64 = 0.2;

/// The share of support cases that should end well.
pub const SOLVED: f64 = 0.8;

/// How long each of the two windows of the upper funnel is.
pub const WINDOW_DAYS: i32 = 90;

/// The windows end on a multiple of so many days ago, so that few rows are read.
pub const BLOCK_DAYS: i32 = 10;

/// The windows end at most so long ago; a longer way to the purchase is cut off there.
pub const LONGEST_LAG: i32 = 180;

coded_enum! {
    /// Whether something stands.
    #[cfg_attr(feature = "schema", schemars(rename = "ReadinessStatus"))]
    Status {
        /// It does.
        Met = "met";
        /// It does not.
        NotMet = "not_met";
        /// There is too little to tell.
        NotKnown = "not_known";
    }
}

coded_enum! {
    /// What must stand.
    #[cfg_attr(feature = "schema", schemars(rename = "ReadinessCode"))]
    Item {
        /// People buy as reliably as they did.
        UpperFunnel = "upper_funnel";
        /// There are customers who could become advocates.
        Customers = "customers";
        /// Customers come back.
        RepeatCustomers = "repeat_customers";
        /// It is known who would recommend the brand.
        Nps = "nps";
        /// Who has a problem gets an answer.
        Support = "support";
    }
}

/// Two windows of people and how many of them bought.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct UpperFunnel {
    /// People of the later window.
    pub people: u64,
    /// Those of them who bought.
    pub bought: u64,
    /// People of the window before.
    pub people_before: u64,
    /// Those of them who bought.
    pub bought_before: u64,
}

/// Counted support.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Support {
    /// Cases that ended well.
    pub solved: u64,
    /// People whose latest case is escalated and not solved since.
    pub open: u64,
}

impl UpperFunnel {
    /// The later window's conversion.
    pub fn conversion(&self) -> Option<Proportion> {
        Proportion::new(self.bought, self.people)
    }

    /// Later − before.
    pub fn change(&self) -> Option<Difference> {
        let before = Proportion::new(self.bought_before, self.people_before)?;
        Some(self.conversion()?.minus(&before))
    }

    /// Whether it is stable.
    pub fn status(&self) -> Status {
        let (Some(conversion), Some(change)) = (self.conversion(), self.change()) else {
            return Status::NotKnown;
        };
        let interval = conversion.interval();
        if change.interval.high < 0.0 {
            Status::NotMet
        } else if change.few || interval.high - interval.low > NARROW {
            Status::NotKnown
        } else {
            Status::Met
        }
    }
}

impl Support {
    /// Cases that ended well, of these and those that wait.
    pub fn solved(&self) -> Option<Proportion> {
        Proportion::new(self.solved, self.solved.saturating_add(self.open))
    }

    /// Whether support answers.
    pub fn status(&self) -> Status {
        match self.solved().map(|share| share.interval()) {
            Some(interval) if interval.low >= SOLVED => Status::Met,
            Some(interval) if interval.high < SOLVED => Status::NotMet,
            _ => Status::NotKnown,
        }
    }
}

/// Whether there are at least so many; nobody at all may also mean that nothing was recorded.
pub const fn enough(count: u64, wanted: u64) -> Status {
    match count {
        0 => Status::NotKnown,
        count if count < wanted => Status::NotMet,
        _ => Status::Met,
    }
}

/// Whether enough people answered the recommendation question.
pub const fn answered(answers: &Answers) -> Status {
    if answers.are_few() {
        Status::NotMet
    } else {
        Status::Met
    }
}

/// How many days before today the windows end, so that most people of them had the time that buyers
/// take: a multiple of [`BLOCK_DAYS`] from 0 to [`LONGEST_LAG`].
pub fn lag(full_after_days: i32) -> i32 {
    let days = full_after_days.clamp(0, LONGEST_LAG);
    (days + BLOCK_DAYS - 1) / BLOCK_DAYS * BLOCK_DAYS
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn windows(bought: u64, people: u64, bought_before: u64, people_before: u64) -> UpperFunnel {
        UpperFunnel {
            people,
            bought,
            people_before,
            bought_before,
        }
    }

    #[test]
    fn an_upper_funnel_is_stable_fallen_or_not_known() {
        for (funnel, status) in [
            (windows(60, 200, 64, 200), Status::Met),
            // Better than before is stable as well.
            (windows(120, 200, 60, 200), Status::Met),
            (windows(30, 200, 80, 200), Status::NotMet),
            (windows(3, 12, 4, 12), Status::NotKnown),
            (windows(20, 60, 20, 60), Status::NotKnown),
            (windows(0, 0, 20, 60), Status::NotKnown),
            (windows(20, 60, 0, 0), Status::NotKnown),
        ] {
            assert_eq!(funnel.status(), status, "{funnel:?}");
        }
    }

    #[test]
    fn support_answers_when_it_surely_does() {
        for (solved, open, status) in [
            (0, 0, Status::NotKnown),
            (5, 0, Status::NotKnown),
            (100, 2, Status::Met),
            (10, 30, Status::NotMet),
            (8, 2, Status::NotKnown),
        ] {
            assert_eq!(
                Support { solved, open }.status(),
                status,
                "{solved}, {open}"
            );
        }
    }

    #[test]
    fn counts_are_enough_from_their_threshold_on() {
        assert_eq!(enough(0, CUSTOMERS), Status::NotKnown);
        assert_eq!(enough(99, CUSTOMERS), Status::NotMet);
        assert_eq!(enough(100, CUSTOMERS), Status::Met);
        let answers = |promoters| Answers {
            promoters,
            ..Answers::default()
        };
        assert_eq!(answered(&answers(29)), Status::NotMet);
        assert_eq!(answered(&answers(30)), Status::Met);
    }

    #[test]
    fn the_windows_wait_for_those_who_take_long() {
        for (full, days) in [
            (0, 0),
            (1, 10),
            (10, 10),
            (11, 20),
            (179, 180),
            (366, 180),
            (-3, 0),
        ] {
            assert_eq!(lag(full), days, "{full}");
        }
    }

    proptest! {
        #[test]
        fn more_buyers_never_make_it_worse(people in 1u64..2_000, before in 1u64..2_000, share in 0.0f64..=1.0, more in 0.0f64..=1.0) {
            let bought = (share * people as f64) as u64;
            let bought_before = (share * before as f64) as u64;
            let better = bought + (more * (people - bought) as f64) as u64;
            let fallen = windows(better, people, bought_before, before).status() == Status::NotMet;
            prop_assert!(!fallen || windows(bought, people, bought_before, before).status() == Status::NotMet);
        }
    }
}
