//! Cohorts that are too young for a conversion to be final.
//!
//! Who came yesterday has not had the time that others took. A conversion counts as still filling
//! until the youngest people of the cohort have had as long as three quarters of all people took for
//! every step up to it: the sum of the upper quartiles of those steps, in days.

use super::StageReport;
use crate::Day;

/// For each stage, after how many whole days a cohort's conversion to it counts as full.
///
/// A step whose time nobody has shown yet adds nothing.
pub fn full_after_days(stages: &[StageReport]) -> Vec<i32> {
    let mut sum = 0.0;
    let mut days = Vec::with_capacity(stages.len());
    for stage in stages {
        sum += stage.upper_quartile_days.unwrap_or_default();
        days.push(sum.ceil() as i32);
    }
    days
}

/// Whether people who came until `last` have not had that many days by `today`.
pub fn is_filling(last: Day, today: Day, full_after_days: i32) -> bool {
    today.0.saturating_sub(last.0.min(today.0)) < full_after_days
}

#[cfg(test)]
mod tests {
    use super::super::{Report, StageFigures};
    use super::*;

    #[test]
    fn a_cohort_fills_step_by_step() {
        let mut stages = vec![
            StageFigures {
                people: 10,
                ..StageFigures::default()
            };
            4
        ];
        stages[1].elapsed[3] = 10; // 3 days
        stages[3].elapsed[1] = 10; // 1 day
        let days = full_after_days(&Report::new(&stages).stages);
        assert_eq!(days, [0, 3, 3, 4]);
        let today = Day(100);
        assert!(!is_filling(Day(100), today, 0));
        assert!(is_filling(Day(98), today, 3));
        assert!(!is_filling(Day(97), today, 3));
        // A period that ends in the future holds people of today.
        assert!(is_filling(Day(i32::MAX), today, 1));
        assert!(!is_filling(Day(i32::MIN), today, 366));
    }
}
