//! WhatIf rates: what the URL says instead of what was measured, and what follows from it.

use laurel_api::figures::Flywheel;
use laurel_charts::Phase;
use laurel_domain::flywheel::Rates;

use crate::hooks::use_url_query::UrlQuery;

/// Chosen rates; `None` leaves the measured one.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct WhatIf {
    attract: Option<f64>,
    engage: Option<f64>,
    delight: Option<f64>,
}

/// The phases in the order of turning.
pub const PHASES: [Phase; 3] = [Phase::Attract, Phase::Engage, Phase::Delight];

/// The phase's name in the URL.
pub const fn name(phase: Phase) -> &'static str {
    match phase {
        Phase::Attract => "attract",
        Phase::Engage => "engage",
        Phase::Delight => "delight",
    }
}

/// The phase's measured rate.
pub const fn measured(flywheel: &Flywheel, phase: Phase) -> Option<f64> {
    match phase {
        Phase::Attract => flywheel.attract,
        Phase::Engage => flywheel.engage,
        Phase::Delight => flywheel.delight,
    }
}

/// The highest rate that can be chosen: three times the measured one, in a round figure, and never
/// less than what is chosen. Engage is a share.
pub fn highest(flywheel: &Flywheel, phase: Phase, chosen: WhatIf) -> f64 {
    if phase == Phase::Engage {
        return 1.0;
    }
    let wish = (measured(flywheel, phase).unwrap_or_default() * 3.0).max(1.0);
    round_up(wish.max(chosen.get(phase).unwrap_or_default()))
}

/// The next of 1, 2, 5, 10, 20, 50 …
fn round_up(value: f64) -> f64 {
    let mut size = 1.0;
    while size < 1e9 {
        for step in [1.0, 2.0, 5.0] {
            if size * step >= value {
                return size * step;
            }
        }
        size *= 10.0;
    }
    value
}

impl WhatIf {
    /// What the URL says; what is no rate counts as absent.
    pub fn read(query: &UrlQuery) -> Self {
        let rate = |phase| {
            let most = if phase == Phase::Engage { 1.0 } else { 1e6 };
            query
                .read::<f64>(name(phase))
                .filter(|rate| (0.0..=most).contains(rate))
        };
        Self {
            attract: rate(Phase::Attract),
            engage: rate(Phase::Engage),
            delight: rate(Phase::Delight),
        }
    }

    /// The same in the URL.
    pub fn write(self, query: UrlQuery) -> UrlQuery {
        PHASES.into_iter().fold(query, |query, phase| {
            query.with(name(phase), self.get(phase).map(|rate| format!("{rate}")))
        })
    }

    /// What is chosen for the phase.
    pub const fn get(self, phase: Phase) -> Option<f64> {
        match phase {
            Phase::Attract => self.attract,
            Phase::Engage => self.engage,
            Phase::Delight => self.delight,
        }
    }

    /// The same with another rate, rounded to what a person can mean.
    #[must_use]
    pub fn with(mut self, phase: Phase, rate: Option<f64>) -> Self {
        let rate = rate.map(|rate| (rate * 10_000.0).round() / 10_000.0);
        match phase {
            Phase::Attract => self.attract = rate,
            Phase::Engage => self.engage = rate,
            Phase::Delight => self.delight = rate,
        }
        self
    }

    /// Whether everything is as measured.
    pub fn is_nothing(self) -> bool {
        self == Self::default()
    }

    /// The flywheel as it would be: rates, gain and momentum. Counts stay those that were counted.
    pub fn apply(self, flywheel: &Flywheel) -> Flywheel {
        let mut shown = flywheel.clone();
        if self.is_nothing() {
            return shown;
        }
        shown.attract = self.attract.or(flywheel.attract);
        shown.engage = self.engage.or(flywheel.engage);
        shown.delight = self.delight.or(flywheel.delight);
        let rates = shown.attract.zip(shown.engage).zip(shown.delight);
        let outcome = rates.map(|((attract, engage), delight)| {
            let rates = Rates {
                attract,
                engage,
                delight,
            };
            rates.what_if(flywheel.customers, flywheel.cycle_days)
        });
        shown.loop_gain = outcome.map(|outcome| outcome.loop_gain);
        shown.loop_gain_interval = None;
        shown.momentum = outcome.and_then(|outcome| outcome.momentum);
        shown
    }
}

#[cfg(test)]
mod tests {
    use super::super::figures::tests::flywheel;
    use super::*;

    #[test]
    fn the_url_holds_what_is_chosen() {
        let query = UrlQuery::parse("from=2026-01-01&engage=0.5&attract=-1&delight=many");
        let chosen = WhatIf::read(&query);
        assert_eq!(chosen.get(Phase::Engage), Some(0.5));
        assert_eq!(
            (chosen.get(Phase::Attract), chosen.get(Phase::Delight)),
            (None, None)
        );
        let more = chosen.with(Phase::Delight, Some(0.333_333_3));
        assert_eq!(
            more.write(UrlQuery::parse("from=2026-01-01")).suffix(),
            "?from=2026-01-01&engage=0.5&delight=0.3333"
        );
        assert_eq!(WhatIf::default().write(query).suffix(), "?from=2026-01-01");
        assert!(WhatIf::read(&UrlQuery::parse("engage=1.5&attract=NaN")).is_nothing());
    }

    #[test]
    fn gain_and_momentum_follow() {
        let now = flywheel();
        assert_eq!(WhatIf::default().apply(&now), now);
        let doubled = now.engage.map(|rate| rate * 2.0);
        let shown = WhatIf {
            engage: doubled,
            ..WhatIf::default()
        }
        .apply(&now);
        let times = |one: Option<f64>, other: Option<f64>| one.unwrap() / other.unwrap();
        assert!((times(shown.loop_gain, now.loop_gain) - 2.0).abs() < 1e-9);
        assert!((shown.momentum.unwrap() - 2.0 * 98.0 / 90.0).abs() < 1e-9);
        assert_eq!(shown.customers, now.customers);
    }

    #[test]
    fn the_scale_has_room_and_round_ends() {
        let now = flywheel();
        assert!((highest(&now, Phase::Attract, WhatIf::default()) - 10.0).abs() < 1e-9);
        assert!((highest(&now, Phase::Engage, WhatIf::default()) - 1.0).abs() < 1e-9);
        assert!((highest(&now, Phase::Delight, WhatIf::default()) - 1.0).abs() < 1e-9);
        let far = WhatIf::default().with(Phase::Delight, Some(731.0));
        assert!((highest(&now, Phase::Delight, far) - 1_000.0).abs() < 1e-9);
    }
}
