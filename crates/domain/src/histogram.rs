//! Elapsed time in 16 fixed buckets, so that a median costs 16 numbers however many people there are.
//!
//! Time counts in whole days that have passed (less than 24 hours is 0, "the same day"). The upper
//! edges are 0, 1, 2, 3, 5, 7, 10, 14, 21, 30, 45, 60, 90, 180 and 365 days, each inclusive; the last
//! bucket holds everything longer.

use crate::time::DAY_MILLIS;

/// How many buckets there are.
pub const BUCKETS: usize = 16;

/// One count a bucket.
pub type Histogram = [u64; BUCKETS];

/// The greatest number of whole days in each bucket but the last, which has no end.
pub const UPPER_DAYS: [u16; BUCKETS - 1] = [0, 1, 2, 3, 5, 7, 10, 14, 21, 30, 45, 60, 90, 180, 365];

/// The bucket for this much elapsed time. Negative time counts as none.
pub fn bucket(elapsed_millis: i64) -> usize {
    let days = elapsed_millis.max(0) / DAY_MILLIS;
    UPPER_DAYS.partition_point(|upper| i64::from(*upper) < days)
}

/// The fewest and the most whole days in a bucket; the last one's end is its beginning.
pub fn range_days(bucket: usize) -> (u16, u16) {
    let lower = bucket.checked_sub(1).map_or(0, |before| {
        UPPER_DAYS.get(before).map_or(366, |edge| edge + 1)
    });
    (lower, UPPER_DAYS.get(bucket).copied().unwrap_or(lower))
}

/// The `q`-quantile (0 to 1) in days; `None` when nothing was counted.
///
/// The bucket is exact: it holds the smallest value with at least `q` of all counts at or below it.
/// Within the bucket the value is interpolated linearly, so a result between 2 days and 365 days is
/// approximate to its bucket's width. In the open last bucket it is 366, "more than a year".
pub fn quantile(histogram: &Histogram, q: f64) -> Option<f64> {
    let total = histogram
        .iter()
        .fold(0_u64, |sum, count| sum.saturating_add(*count));
    if total == 0 || !q.is_finite() {
        return None;
    }
    // At least one count, so that the 0-quantile is in a bucket that holds something.
    let rank = (q.clamp(0.0, 1.0) * total as f64).max(1.0);
    let mut before = 0.0;
    let mut found = None;
    for (bucket, count) in histogram
        .iter()
        .enumerate()
        .filter(|(_, count)| **count > 0)
    {
        let count = *count as f64;
        let (lower, upper) = range_days(bucket);
        let share = ((rank - before) / count).clamp(0.0, 1.0);
        found = Some(f64::from(lower) + f64::from(upper - lower) * share);
        before += count;
        if before >= rank {
            break;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn whole_days_decide_the_bucket() {
        for (days, expected) in [
            (0, 0),
            (1, 1),
            (2, 2),
            (3, 3),
            (4, 4),
            (5, 4),
            (6, 5),
            (7, 5),
            (8, 6),
            (14, 7),
            (15, 8),
            (30, 9),
            (31, 10),
            (60, 11),
            (90, 12),
            (180, 13),
            (365, 14),
            (366, 15),
            (10_000, 15),
        ] {
            assert_eq!(bucket(days * DAY_MILLIS), expected, "{days} days");
            assert_eq!(
                bucket(days * DAY_MILLIS + DAY_MILLIS - 1),
                expected,
                "{days} days"
            );
        }
        assert_eq!(bucket(-5), 0);
        assert_eq!(bucket(i64::MAX), 15);
    }

    #[test]
    fn quantiles_of_single_day_buckets_are_exact() {
        let mut histogram = [0; BUCKETS];
        assert_eq!(quantile(&histogram, 0.5), None);
        histogram[0] = 10;
        assert_eq!(quantile(&histogram, 0.5), Some(0.0));
        histogram[3] = 30;
        assert_eq!(quantile(&histogram, 0.25), Some(0.0));
        assert_eq!(quantile(&histogram, 0.5), Some(3.0));
        assert_eq!(quantile(&[0; BUCKETS].map(|_: u64| 0), 0.5), None);
    }

    #[test]
    fn wide_buckets_interpolate_and_the_last_is_open() {
        let mut histogram = [0; BUCKETS];
        histogram[9] = 4; // 22 to 30 days
        assert_eq!(quantile(&histogram, 0.5), Some(26.0));
        assert_eq!(quantile(&histogram, 1.0), Some(30.0));
        histogram[15] = 400;
        assert_eq!(quantile(&histogram, 0.5), Some(366.0));
    }

    proptest! {
        #[test]
        fn a_quantile_lies_in_the_bucket_of_the_exact_one(
            mut days in prop::collection::vec(0i64..500, 1..60), q in 0.0f64..=1.0,
        ) {
            let mut histogram = [0; BUCKETS];
            for day in &days {
                histogram[bucket(day * DAY_MILLIS)] += 1;
            }
            days.sort_unstable();
            let rank = ((q * days.len() as f64).ceil() as usize).max(1);
            let exact = days[rank - 1];
            let found = quantile(&histogram, q).expect("not empty");
            let (lower, upper) = range_days(bucket(exact * DAY_MILLIS));
            prop_assert!((f64::from(lower)..=f64::from(upper)).contains(&found), "{found} for {exact}");
        }

        #[test]
        fn quantiles_never_fall(counts in prop::array::uniform16(0u64..9), low in 0.0f64..=1.0, high in 0.0f64..=1.0) {
            let (low, high) = (low.min(high), low.max(high));
            prop_assert!(quantile(&counts, low) <= quantile(&counts, high));
        }
    }
}
