//! The flywheel with other rates: what a change of one phase would bring.

/// Rates of the three phases.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rates {
    /// People who come for each act, 0 or more.
    pub attract: f64,
    /// Customers among those people, 0 to 1.
    pub engage: f64,
    /// Acts for each customer, 0 or more.
    pub delight: f64,
}

/// What follows from rates.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct WhatIf {
    /// d · a · e.
    pub loop_gain: f64,
    /// Customers × loop gain: whom these customers bring in a turn.
    pub customers_brought: f64,
    /// The same ÷ cycle time: customers a day; `None` without a cycle time above 0.
    pub momentum: Option<f64>,
}

impl Rates {
    /// The same within their ranges; what is not a number becomes 0.
    #[must_use]
    pub fn sane(self) -> Self {
        let from_zero = |rate: f64| {
            if rate > 0.0 && rate.is_finite() {
                rate
            } else {
                0.0
            }
        };
        Self {
            attract: from_zero(self.attract),
            engage: from_zero(self.engage).min(1.0),
            delight: from_zero(self.delight),
        }
    }

    /// What so many customers bring at these rates, when a turn takes as long as it takes now.
    pub fn what_if(self, customers: u64, cycle_days: Option<f64>) -> WhatIf {
        let Self {
            attract,
            engage,
            delight,
        } = self.sane();
        let loop_gain = delight * attract * engage;
        let customers_brought = customers as f64 * loop_gain;
        WhatIf {
            loop_gain,
            customers_brought,
            momentum: cycle_days
                .filter(|days| *days > 0.0)
                .map(|days| customers_brought / days),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::flywheel::{Figures, Follow, Organic, Report};
    use crate::histogram::BUCKETS;
    use proptest::prelude::*;

    #[test]
    fn the_rates_of_today_bring_what_they_bring_today() {
        let mut elapsed = [0; BUCKETS];
        elapsed[3] = 30;
        let figures = Figures {
            customers: 100,
            acts: 50,
            people_brought: 200,
            customers_brought: 30,
            squares: 30,
            elapsed,
        };
        let follow = Follow {
            last_day: crate::Day(0),
            days: 365,
            today: crate::Day(9),
        };
        let report = Report::new(figures, Organic::default(), follow, Vec::new());
        let rates = Rates {
            attract: report.attract.unwrap(),
            engage: report.engage.unwrap(),
            delight: report.delight.unwrap(),
        };
        let same = rates.what_if(100, report.cycle_days);
        assert!((same.loop_gain - 0.3).abs() < 1e-12);
        assert!((same.momentum.unwrap() - report.momentum.unwrap()).abs() < 1e-12);
        let doubled = Rates {
            engage: rates.engage * 2.0,
            ..rates
        }
        .what_if(100, report.cycle_days);
        assert!((doubled.customers_brought - 60.0).abs() < 1e-9);
        assert_eq!(rates.what_if(100, None).momentum, None);
    }

    proptest! {
        #[test]
        fn more_of_anything_never_brings_less(
            attract in -1.0f64..1e6, engage in -1.0f64..2.0, delight in -1.0f64..1e6, more in 1.0f64..10.0,
        ) {
            let rates = Rates { attract, engage, delight };
            let gain = rates.what_if(10, Some(2.0)).loop_gain;
            prop_assert!(gain >= 0.0 && gain.is_finite());
            for other in [
                Rates { attract: attract * more, ..rates },
                Rates { engage: engage * more, ..rates },
                Rates { delight: delight * more, ..rates },
            ] {
                let other = other.what_if(10, Some(2.0));
                prop_assert!(other.loop_gain >= gain);
                prop_assert!(other.momentum.unwrap() >= gain * 5.0 * (1.0 - 1e-12));
            }
        }

        #[test]
        fn nothing_is_no_number(attract: f64, engage: f64, delight: f64) {
            let sane = Rates { attract, engage, delight }.sane();
            prop_assert!(sane.attract >= 0.0 && sane.delight >= 0.0 && (0.0..=1.0).contains(&sane.engage));
        }
    }
}
