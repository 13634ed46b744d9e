//! Shares of people with their uncertainty, and differences between two shares.
//!
//! One share: Wilson's score interval (Wilson 1927),
//! (p + z²/2n ± z·√(p(1−p)/n + z²/4n²)) ÷ (1 + z²/n).
//! A difference of two independent shares: the hybrid score interval, method 10 of Newcombe (1998),
//! "Interval estimation for the difference between independent proportions", Statistics in Medicine
//! 17, 873–890: with Wilson's lᵢ and uᵢ,
//! (p₁ − p₂) − √((p₁ − l₁)² + (u₂ − p₂)²) to (p₁ − p₂) + √((u₁ − p₁)² + (p₂ − l₂)²).
//! Both stay sensible near 0 and 1 and with few people, where p ± z·√(p(1−p)/n) does not.

use crate::normal::Z_95;
use crate::nps::FEW_ANSWERS;

/// Below this many people a share says little, and the screen says so.
pub const FEW_PEOPLE: u64 = FEW_ANSWERS;

/// Some of several people. `part ≤ whole`, `whole > 0`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Proportion {
    part: u64,
    whole: u64,
}

/// From `low` to `high`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

/// How far two shares are apart.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Difference {
    /// The first − the second, −1 to 1.
    pub value: f64,
    /// Its 95 % interval.
    pub interval: Interval,
    /// The interval includes zero: the two may be the same, and the difference chance.
    pub could_be_chance: bool,
    /// One of the two has fewer than [`FEW_PEOPLE`] people.
    pub few: bool,
}

impl Proportion {
    /// `part` of `whole`; `None` for a share of nobody or of fewer than its part.
    pub fn new(part: u64, whole: u64) -> Option<Self> {
        (whole > 0 && part <= whole).then_some(Self { part, whole })
    }

    /// 0 to 1.
    pub fn value(&self) -> f64 {
        self.part as f64 / self.whole as f64
    }

    /// Whether there are too few people to say much.
    pub const fn is_few(&self) -> bool {
        self.whole < FEW_PEOPLE
    }

    /// Wilson's 95 % interval, within 0 to 1.
    pub fn interval(&self) -> Interval {
        let (n, p) = (self.whole as f64, self.value());
        let square = Z_95 * Z_95 / n;
        let middle = p + square / 2.0;
        let spread = Z_95 * (p * (1.0 - p) / n + square / (4.0 * n)).sqrt();
        // At 0 and 1 the ends are exact but for rounding.
        let low = if self.part == 0 {
            0.0
        } else {
            (middle - spread) / (1.0 + square)
        };
        let high = if self.part == self.whole {
            1.0
        } else {
            (middle + spread) / (1.0 + square)
        };
        Interval { low, high }
    }

    /// This share − another of other people, with Newcombe's 95 % interval.
    pub fn minus(&self, other: &Self) -> Difference {
        let (one, two) = (self.value(), other.value());
        let (first, second) = (self.interval(), other.interval());
        let value = one - two;
        let interval = Interval {
            low: (value - (one - first.low).hypot(second.high - two)).max(-1.0),
            high: (value + (first.high - one).hypot(two - second.low)).min(1.0),
        };
        Difference {
            value,
            interval,
            could_be_chance: interval.low <= 0.0 && interval.high >= 0.0,
            few: self.is_few() || other.is_few(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn of(part: u64, whole: u64) -> Proportion {
        Proportion::new(part, whole).expect("a share")
    }

    fn round(value: f64) -> f64 {
        (value * 10_000.0).round() / 10_000.0
    }

    /// Newcombe (1998), "Two-sided confidence intervals for the single proportion", table I, method 3.
    #[test]
    fn the_published_intervals_of_one_share() {
        for ((part, whole), low, high) in [
            ((81, 263), 0.2553, 0.3662),
            ((15, 148), 0.0624, 0.1605),
            ((0, 20), 0.0, 0.1611),
            ((1, 29), 0.0061, 0.1718),
        ] {
            let interval = of(part, whole).interval();
            assert_eq!(
                (round(interval.low), round(interval.high)),
                (low, high),
                "{part} of {whole}"
            );
        }
    }

    /// Newcombe (1998), "Interval estimation for the difference …", table II, method 10.
    #[test]
    fn the_published_intervals_of_a_difference() {
        for (one, two, value, low, high) in [
            (of(56, 70), of(48, 80), 0.2, 0.0524, 0.3339),
            (of(9, 10), of(3, 10), 0.6, 0.1705, 0.8090),
            (of(10, 10), of(0, 20), 1.0, 0.6791, 1.0),
            (of(10, 10), of(0, 10), 1.0, 0.6075, 1.0),
            (of(0, 10), of(0, 20), 0.0, -0.1611, 0.2775),
        ] {
            let difference = one.minus(&two);
            let Interval { low: l, high: h } = difference.interval;
            assert_eq!(
                (round(difference.value), round(l), round(h)),
                (value, low, high)
            );
        }
    }

    #[test]
    fn a_share_of_nobody_is_none() {
        assert_eq!(Proportion::new(0, 0), None);
        assert_eq!(Proportion::new(3, 2), None);
        assert!(of(1, 29).is_few() && !of(1, 30).is_few());
    }

    #[test]
    fn chance_and_few_people_are_named() {
        assert!(!of(56, 70).minus(&of(48, 80)).could_be_chance);
        let small = of(6, 10).minus(&of(5, 10));
        assert!(small.could_be_chance && small.few);
    }

    proptest! {
        #[test]
        fn an_interval_holds_its_share_and_narrows(whole in 1u64..100_000, share in 0.0f64..=1.0) {
            let part = (share * whole as f64) as u64;
            let (once, often) = (of(part, whole), of(part * 9, whole * 9));
            let (wide, narrow) = (once.interval(), often.interval());
            prop_assert!(0.0 <= wide.low && wide.low <= once.value() + 1e-12);
            prop_assert!(once.value() - 1e-12 <= wide.high && wide.high <= 1.0);
            prop_assert!(narrow.high - narrow.low < wide.high - wide.low);
        }

        #[test]
        fn a_difference_turned_round_has_the_opposite_interval(
            whole in 1u64..5_000, other in 1u64..5_000, share in 0.0f64..=1.0, second in 0.0f64..=1.0,
        ) {
            let one = of((share * whole as f64) as u64, whole);
            let two = of((second * other as f64) as u64, other);
            let (there, back) = (one.minus(&two), two.minus(&one));
            prop_assert!((there.value + back.value).abs() < 1e-12);
            prop_assert!((there.interval.low + back.interval.high).abs() < 1e-12);
            prop_assert!(there.interval.low <= there.value && there.value <= there.interval.high);
            prop_assert_eq!(there.could_be_chance, back.could_be_chance);
            prop_assert!(one.minus(&one).could_be_chance);
        }
    }
}
