//! How certain the loop gain is.
//!
//! The number of customers that a cohort brings is a compound Poisson count: advocates speak at
//! random, and each of them brings one or several. With x the customers brought and v the sum over
//! the advocates of what each brought, squared, the effective cluster is s = v ÷ x (1 when each brings
//! one). The 95 % interval is the gamma interval of Fay and Feuer (Statistics in Medicine 16, 1997)
//! for a weighted sum of Poisson counts, with s for the weight of the next event at the upper end:
//!
//!   s · γ(x ÷ s; 2.5 %) ÷ n  to  s · γ(x ÷ s + 1; 97.5 %) ÷ n
//!
//! where γ(a; p) is a quantile of the gamma distribution of shape a, and n the customers. When each
//! brings one, that is Garwood's exact interval (Biometrika 28, 1936). A few champions who bring many
//! make it wider, as they should: another year could be without them.

use crate::gamma::{Tail, quantile};
use crate::proportion::Interval;

/// The interval of the loop gain; `None` without customers. `squares` below `brought` (a sum that is
/// not known) counts as one customer each.
pub fn of_loop_gain(customers: u64, brought: u64, squares: u64) -> Option<Interval> {
    if customers == 0 {
        return None;
    }
    let (count, customers) = (brought as f64, customers as f64);
    let cluster = if brought == 0 {
        1.0
    } else {
        (squares as f64 / count).max(1.0)
    };
    let shape = count / cluster;
    Some(Interval {
        low: cluster * quantile(shape, Tail::Low) / customers,
        high: cluster * quantile(shape + 1.0, Tail::High) / customers,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn of(brought: u64, squares: u64) -> (f64, f64) {
        let interval = of_loop_gain(1, brought, squares).unwrap();
        (interval.low, interval.high)
    }

    /// Garwood (1936), as tabulated by Ulm, American Journal of Epidemiology 131 (1990).
    #[test]
    fn one_customer_each_is_garwoods_table() {
        for (count, low, high) in [
            (0, 0.0, 3.689),
            (1, 0.025, 5.572),
            (2, 0.242, 7.225),
            (3, 0.619, 8.767),
            (5, 1.623, 11.668),
            (10, 4.795, 18.390),
            (20, 12.217, 30.888),
            (50, 37.111, 65.919),
            (100, 81.364, 121.627),
        ] {
            let interval = of(count, count);
            assert!(
                (interval.0 - low).abs() < 1e-3 && (interval.1 - high).abs() < 1e-3,
                "{count}: {interval:?}"
            );
        }
    }

    /// The definition: at each end the tail of the Poisson distribution, summed term by term, is 2.5 %.
    #[test]
    fn the_ends_leave_two_and_a_half_percent() {
        let up_to = |count: i64, mean: f64| {
            let (mut term, mut sum) = ((-mean).exp(), 0.0);
            for k in 0..=count {
                sum += term;
                term *= mean / (k + 1) as f64;
            }
            sum
        };
        for count in [1, 4, 17, 60_u32] {
            let (low, high) = of(count.into(), count.into());
            assert!((1.0 - up_to(i64::from(count) - 1, low) - 0.025).abs() < 1e-9);
            assert!((up_to(i64::from(count), high) - 0.025).abs() < 1e-9);
        }
    }

    #[test]
    fn champions_make_it_wider_and_more_customers_narrower() {
        let (low, high) = of(30, 30);
        let (champions_low, champions_high) = of(30, 30 * 10);
        assert!(champions_low < low && high < champions_high);
        let many = of_loop_gain(1_000, 30, 30).unwrap();
        assert!((many.high - high / 1_000.0).abs() < 1e-12);
        assert_eq!(of_loop_gain(0, 0, 0), None);
        assert_eq!(of(30, 0), of(30, 30), "squares that are not known");
        // A million customers brought are no burden, and near the normal interval.
        let (low, high) = of(1_000_000, 1_000_000);
        assert!(
            (low - 998_040.5).abs() < 5.0 && (high - 1_001_961.5).abs() < 5.0,
            "{low} {high}"
        );
    }

    /// Drawn programs: so many advocates (Poisson), each brings 1 to 6. The interval must hold the
    /// true mean in 95 % of them; with only a handful of advocates in a little less.
    #[test]
    fn it_covers_compound_counts() {
        let mut state = 2_026_u64;
        let mut uniform = move || {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            (state >> 11) as f64 / (1_u64 << 53) as f64
        };
        for (mean, least) in [(4.0_f64, 0.925), (12.0, 0.94), (40.0, 0.945)] {
            let (mut held, rounds) = (0, 3_000);
            for _ in 0..rounds {
                let (mut advocates, mut product) = (0, uniform());
                while product > (-mean).exp() {
                    advocates += 1;
                    product *= uniform();
                }
                let each: Vec<u64> = (0..advocates)
                    .map(|_| 1 + (uniform() * 6.0) as u64)
                    .collect();
                let (low, high) = of(each.iter().sum(), each.iter().map(|one| one * one).sum());
                held += i32::from((low..=high).contains(&(mean * 3.5)));
            }
            let coverage = f64::from(held) / f64::from(rounds);
            assert!(coverage > least, "{mean}: {coverage}");
        }
    }

    proptest! {
        #[test]
        fn the_gain_lies_inside(customers in 1u64..100_000, brought in 0u64..5_000, more in 0u64..50) {
            let interval = of_loop_gain(customers, brought, brought * (1 + more)).unwrap();
            let gain = brought as f64 / customers as f64;
            prop_assert!(0.0 <= interval.low && interval.low <= gain && gain < interval.high);
        }
    }
}
