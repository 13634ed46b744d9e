//! The Net Promoter Score with its uncertainty.
//!
//! Promoters answer 9 or 10, passives 7 or 8, detractors 0 to 6; only answers are in the denominator.
//! NPS = 100 · (P − D) ÷ n. Interval: adjusted Wald, the best of those compared by Rocks (2016) and
//! recommended by MeasuringU: n' = n + 3, p = (P + ¾) ÷ n', d = (D + ¾) ÷ n',
//! Var = p + d − (p − d)², (p − d) ± z · √(Var ÷ n'), clipped to ±100.
//! Change between two independent waves: Δ ± z · √(Var₁ ÷ n₁' + Var₂ ÷ n₂').

use crate::enums::coded_enum;
use crate::normal::Z_95;

/// Below this many answers a score says little, and the screen says so.
pub const FEW_ANSWERS: u64 = 30;

coded_enum! {
    /// What an answer makes of a person.
    #[cfg_attr(feature = "schema", schemars(rename = "NpsGroup"))]
    Group {
        /// 9 or 10.
        Promoter = "promoter";
        /// 7 or 8.
        Passive = "passive";
        /// 0 to 6.
        Detractor = "detractor";
    }
}

impl Group {
    /// The group of an answer from 0 to 10.
    pub const fn of(score: u8) -> Self {
        match score {
            9.. => Self::Promoter,
            7 | 8 => Self::Passive,
            _ => Self::Detractor,
        }
    }
}

/// Counted answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Answers {
    /// 9 or 10.
    pub promoters: u64,
    /// 7 or 8.
    pub passives: u64,
    /// 0 to 6.
    pub detractors: u64,
}

/// A score with its 95 % interval, all on the scale from −100 to 100.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// The adjusted score, in the middle before clipping.
    pub center: f64,
    /// Half the width before clipping.
    pub margin: f64,
    /// The lower end, at least −100.
    pub low: f64,
    /// The upper end, at most 100.
    pub high: f64,
}

/// The difference between two waves.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Change {
    /// Adjusted score after − before.
    pub difference: f64,
    /// The 95 % margin of the difference.
    pub margin: f64,
    /// Whether the difference is larger than its margin.
    pub significant: bool,
}

impl Answers {
    /// Counts answers from 0 to 10.
    pub fn count(scores: impl IntoIterator<Item = u8>) -> Self {
        let mut answers = Self::default();
        for score in scores {
            match Group::of(score) {
                Group::Promoter => answers.promoters += 1,
                Group::Passive => answers.passives += 1,
                Group::Detractor => answers.detractors += 1,
            }
        }
        answers
    }

    /// All answers.
    pub const fn total(&self) -> u64 {
        self.promoters
            .saturating_add(self.passives)
            .saturating_add(self.detractors)
    }

    /// The score, −100 to 100; `None` without answers.
    pub fn score(&self) -> Option<f64> {
        let difference = self.promoters as f64 - self.detractors as f64;
        (self.total() > 0).then(|| 100.0 * difference / self.total() as f64)
    }

    /// The 95 % interval; `None` without answers.
    pub fn interval(&self) -> Option<Interval> {
        let Adjusted { score, variance } = self.adjusted()?;
        let margin = 100.0 * Z_95 * variance.sqrt();
        let center = 100.0 * score;
        Some(Interval {
            center,
            margin,
            low: (center - margin).max(-100.0),
            high: (center + margin).min(100.0),
        })
    }

    /// Whether there are too few answers to say much.
    pub const fn are_few(&self) -> bool {
        self.total() < FEW_ANSWERS
    }

    fn adjusted(&self) -> Option<Adjusted> {
        if self.total() == 0 {
            return None;
        }
        let n = self.total() as f64 + 3.0;
        let promoters = (self.promoters as f64 + 0.75) / n;
        let detractors = (self.detractors as f64 + 0.75) / n;
        let score = promoters - detractors;
        // Never below 0 but by rounding.
        let spread = (promoters + detractors - score * score).max(0.0);
        Some(Adjusted {
            score,
            variance: spread / n,
        })
    }
}

struct Adjusted {
    score: f64,
    /// Var ÷ n'.
    variance: f64,
}

/// The change from one wave of answers to another; `None` when either has no answers.
pub fn change(before: &Answers, after: &Answers) -> Option<Change> {
    let (before, after) = (before.adjusted()?, after.adjusted()?);
    let difference = 100.0 * (after.score - before.score);
    let margin = 100.0 * Z_95 * (before.variance + after.variance).sqrt();
    Some(Change {
        difference,
        margin,
        significant: difference.abs() > margin,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn answers(promoters: u64, passives: u64, detractors: u64) -> Answers {
        Answers {
            promoters,
            passives,
            detractors,
        }
    }

    fn round(value: f64) -> f64 {
        (value * 100.0).round() / 100.0
    }

    #[test]
    fn the_published_vectors() {
        for (given, score, center, margin) in [
            (answers(50, 30, 20), 30.0, 29.13, 15.08),
            (answers(500, 300, 200), 30.0, 29.91, 4.83),
            (answers(10, 0, 0), 100.0, 76.92, 29.42),
        ] {
            let interval = given.interval().expect("answers");
            assert_eq!(given.score().map(round), Some(score));
            assert_eq!(
                (round(interval.center), round(interval.margin)),
                (center, margin)
            );
        }
    }

    #[test]
    fn the_published_intervals() {
        for (given, low, high) in [
            (answers(50, 30, 20), 14.05, 44.20),
            (answers(10, 0, 0), 47.50, 100.0),
            (answers(6, 2, 2), -12.59, 74.12),
        ] {
            let interval = given.interval().expect("answers");
            assert_eq!((round(interval.low), round(interval.high)), (low, high));
        }
    }

    #[test]
    fn the_published_change_is_not_significant() {
        let change = change(&answers(50, 30, 20), &answers(60, 25, 15)).expect("answers");
        assert_eq!(
            (round(change.difference), round(change.margin)),
            (14.56, 20.81)
        );
        assert!(!change.significant);
    }

    #[test]
    fn without_answers_there_is_no_score() {
        assert_eq!(Answers::default().score(), None);
        assert_eq!(Answers::default().interval(), None);
        assert_eq!(change(&Answers::default(), &answers(1, 0, 0)), None);
        assert!(answers(10, 10, 9).are_few() && !answers(10, 10, 10).are_few());
    }

    #[test]
    fn answers_fall_into_their_groups() {
        assert_eq!(Answers::count(0..=10), answers(2, 2, 7));
    }

    proptest! {
        #[test]
        fn an_interval_lies_on_the_scale_and_narrows(p in 0u64..5_000, n in 0u64..5_000, d in 0u64..5_000) {
            let given = answers(p, n, d);
            prop_assume!(given.total() > 0);
            let interval = given.interval().expect("answers");
            prop_assert!(-100.0 <= interval.low && interval.low <= interval.high && interval.high <= 100.0);
            let more = answers(p * 4, n * 4, d * 4).interval().expect("answers");
            prop_assert!(more.margin < interval.margin + 1e-9);
            let same = change(&given, &given).expect("answers");
            prop_assert!(!same.significant);
        }
    }
}
