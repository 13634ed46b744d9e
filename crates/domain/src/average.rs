//! The average of star ratings: whose stars count, and which figure is shown.

use crate::testimonial::Relationship;

/// Whether stars of somebody with this relationship to the company enter averages.
///
/// Only customers rate the company from outside. An employee, a partner and an investor gain by a good figure, so
/// their stars stand with their words, where the relationship is disclosed, and in no average.
pub const fn counts(relationship: Relationship) -> bool {
    matches!(relationship, Relationship::Customer)
}

/// An average as it is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Average {
    /// In hundredths of a star.
    pub hundredths: u32,
    /// Over how many ratings.
    pub count: u64,
}

impl Average {
    /// The average when this many ratings have 1, 2, 3, 4 and 5 stars; `None` without any.
    ///
    /// The figure is rounded to a tenth. Where that would show a whole number of stars that the average is not
    /// (4.96 as 5.0), it has two decimals, rounded down above and up below: only an average of 5 shows as 5.
    pub fn of(counts: [u64; 5]) -> Option<Self> {
        let wide = || counts.iter().map(|count| u128::from(*count));
        let count: u128 = wide().sum();
        if count == 0 {
            return None;
        }
        let stars: u128 = wide().zip(1..).map(|(count, stars)| count * stars).sum();
        let tenths = (stars * 20 + count) / (count * 2);
        let is_exact = tenths * count == stars * 10;
        let hundredths = if is_exact || !tenths.is_multiple_of(10) {
            tenths * 10
        } else if tenths * count > stars * 10 {
            stars * 100 / count
        } else {
            (stars * 100).div_ceil(count)
        };
        Some(Self {
            hundredths: u32::try_from(hundredths).unwrap_or_default(),
            count: u64::try_from(count).unwrap_or(u64::MAX),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(counts: [u64; 5]) -> u32 {
        Average::of(counts).map_or(0, |average| average.hundredths)
    }

    #[test]
    fn only_customers_count() {
        let counting = Relationship::ALL.iter().filter(|one| counts(**one));
        assert_eq!(counting.collect::<Vec<_>>(), [&Relationship::Customer]);
    }

    #[test]
    fn a_whole_number_is_shown_only_when_it_is_one() {
        assert_eq!(Average::of([0; 5]), None);
        assert_eq!(shown([0, 0, 0, 0, 9]), 500);
        assert_eq!(shown([0, 0, 0, 1, 24]), 496);
        assert_eq!(shown([0, 0, 0, 1, 99_999]), 499);
        assert_eq!(shown([1, 0, 0, 1, 1]), 330);
        assert_eq!(shown([1, 0, 0, 0, 2]), 370);
        assert_eq!(shown([99, 1, 0, 0, 0]), 101);
        assert_eq!(shown([0, 0, 1, 0, 1]), 400);
    }

    proptest! {
        #[test]
        fn a_shown_average_is_near_and_never_a_better_whole(counts in prop::array::uniform5(0_u64..1_000)) {
            prop_assume!(counts.iter().any(|count| *count > 0));
            let average = Average::of(counts).unwrap_or(Average { hundredths: 0, count: 0 });
            let stars: u64 = counts.iter().zip(1..).map(|(count, stars)| count * stars).sum();
            let exact = stars as f64 / average.count as f64 * 100.0;
            prop_assert!((f64::from(average.hundredths) - exact).abs() <= 5.0 + 1e-9);
            if average.hundredths.is_multiple_of(100) {
                prop_assert_eq!(stars * 100, u64::from(average.hundredths) * average.count);
            }
        }
    }
}
