//! What if more people went on? Other conversions for some steps, and what follows downstream.
//!
//! people′ᵢ = people′ᵢ₋₁ · cᵢ, where cᵢ is the chosen conversion of the step or else the measured one;
//! the first stage stays as it is. A step that nobody could take has a conversion of 0.
//! The model's assumption, which the screen states: more people on one step go on as those before
//! them did.

use std::collections::BTreeMap;
use std::fmt;

/// Chosen conversions by the position of the stage that they lead to, in tenths of a percent (0 to
/// 1,000). Written as `1-45.5_3-60`, in percent.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct WhatIf(BTreeMap<u8, u16>);

/// A funnel as it would be.
#[derive(Debug, Clone, PartialEq)]
pub struct Scenario {
    /// People a stage; not whole, so that no rounding adds up.
    pub people: Vec<f64>,
    /// As in [`super::Report`].
    pub cylinder_index: Option<f64>,
}

impl WhatIf {
    /// Reads what [`fmt::Display`] writes; parts that cannot be read are left out, so that a URL that
    /// was cut still opens.
    pub fn parse(text: &str) -> Self {
        let read = |part: &str| {
            let (stage, percent) = part.split_once('-')?;
            let stage: u8 = stage.parse().ok().filter(|stage| *stage > 0)?;
            let percent: f64 = percent.parse().ok()?;
            (0.0..=100.0)
                .contains(&percent)
                .then_some((stage, (percent * 10.0).round() as u16))
        };
        Self(text.split('_').filter_map(read).collect())
    }

    /// The chosen conversion to a stage, 0 to 1.
    pub fn conversion(&self, stage: u8) -> Option<f64> {
        self.0
            .get(&stage)
            .map(|tenths| f64::from(*tenths) / 1_000.0)
    }

    /// The same with a conversion (0 to 1) to a stage; `None` returns to the measured one.
    #[must_use]
    pub fn with(mut self, stage: u8, conversion: Option<f64>) -> Self {
        match conversion.filter(|conversion| conversion.is_finite()) {
            Some(conversion) => {
                let tenths = (conversion.clamp(0.0, 1.0) * 1_000.0).round() as u16;
                self.0.insert(stage, tenths);
            }
            None => {
                self.0.remove(&stage);
            }
        }
        self
    }

    /// The same without stages that a funnel of so many does not have: it had more when the URL was made.
    #[must_use]
    pub fn within(mut self, stages: usize) -> Self {
        self.0.retain(|stage, _| usize::from(*stage) < stages);
        self
    }

    /// Whether nothing is chosen.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The funnel of these counts with the chosen conversions.
    pub fn apply(&self, people: &[u64]) -> Scenario {
        let mut scenario: Vec<f64> = Vec::with_capacity(people.len());
        let mut before: Option<(u64, f64)> = None;
        for (count, stage) in people.iter().zip(0_u8..=u8::MAX) {
            let now = match before {
                None => *count as f64,
                Some((counted, expected)) => match self.conversion(stage) {
                    Some(conversion) => expected * conversion,
                    None if counted == 0 => 0.0,
                    None => expected * (*count as f64 / counted as f64),
                },
            };
            scenario.push(now);
            before = Some((*count, now));
        }
        let first = scenario.first().copied().unwrap_or_default();
        let sum: f64 = scenario.iter().sum();
        let cylinder_index = (first > 0.0).then(|| sum / first / scenario.len() as f64);
        Scenario {
            people: scenario,
            cylinder_index,
        }
    }
}

impl fmt::Display for WhatIf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, (stage, tenths)) in self.0.iter().enumerate() {
            let separator = if place == 0 { "" } else { "_" };
            write!(f, "{separator}{stage}-{}", tenths / 10)?;
            if tenths % 10 != 0 {
                write!(f, ".{}", tenths % 10)?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Report, StageFigures};
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_better_step_carries_downstream() {
        let choice = WhatIf::default().with(1, Some(0.6));
        let scenario = choice.apply(&[200, 100, 50]);
        assert_eq!(scenario.people, [200.0, 120.0, 60.0]);
        // (1 + 0.6 + 0.3) ÷ 3
        assert!((scenario.cylinder_index.expect("people") - 1.9 / 3.0).abs() < 1e-12);
    }

    #[test]
    fn a_step_that_nobody_could_take_has_none_until_it_is_chosen() {
        let counts = [10, 0, 0];
        assert_eq!(WhatIf::default().apply(&counts).people, [10.0, 0.0, 0.0]);
        let choice = WhatIf::default().with(1, Some(0.5)).with(2, Some(0.2));
        assert_eq!(choice.apply(&counts).people, [10.0, 5.0, 1.0]);
        assert_eq!(WhatIf::default().apply(&[]).cylinder_index, None);
    }

    #[test]
    fn it_is_shared_by_its_text() {
        let choice = WhatIf::default().with(1, Some(0.455)).with(3, Some(0.6));
        assert_eq!(choice.to_string(), "1-45.5_3-60");
        assert_eq!(WhatIf::parse("1-45.5_3-60"), choice);
        assert_eq!(WhatIf::parse("0-50_1-45.5_2-150_x_3-60_4-NaN_-5"), choice);
        assert_eq!(choice.with(3, None).to_string(), "1-45.5");
        assert!(WhatIf::parse("").is_empty());
        let of_a_longer_funnel = WhatIf::parse("1-45.5_7-60");
        assert_eq!(of_a_longer_funnel.clone().within(8), of_a_longer_funnel);
        assert_eq!(of_a_longer_funnel.within(7).to_string(), "1-45.5");
    }

    proptest! {
        #[test]
        fn nothing_chosen_changes_nothing(mut counts in prop::collection::vec(0u64..1_000_000, 1..10)) {
            counts.sort_unstable_by(|one, other| other.cmp(one));
            let scenario = WhatIf::default().apply(&counts);
            for (count, expected) in counts.iter().zip(&scenario.people) {
                prop_assert!((*count as f64 - expected).abs() < 1e-6 * (1.0 + expected));
            }
            let stages: Vec<StageFigures> =
                counts.iter().map(|people| StageFigures { people: *people, ..StageFigures::default() }).collect();
            let measured = Report::new(&stages).cylinder_index.unwrap_or(-1.0);
            prop_assert!((scenario.cylinder_index.unwrap_or(-1.0) - measured).abs() < 1e-9);
        }

        #[test]
        fn stages_before_a_choice_stay_and_none_grows(
            mut counts in prop::collection::vec(1u64..1_000_000, 3..10), stage in 1u8..9, conversion in 0.0f64..=1.0,
        ) {
            counts.sort_unstable_by(|one, other| other.cmp(one));
            let scenario = WhatIf::default().with(stage, Some(conversion)).apply(&counts);
            for (position, pair) in scenario.people.windows(2).enumerate() {
                prop_assert!(pair[1] <= pair[0] * (1.0 + 1e-12), "{position}");
            }
            for (people, count) in scenario.people.iter().zip(&counts).take(usize::from(stage)) {
                prop_assert!((people - *count as f64).abs() < 1e-6 * *count as f64);
            }
        }

        #[test]
        fn a_greater_conversion_never_makes_less(
            mut counts in prop::collection::vec(1u64..1_000_000, 3..10), stage in 1u8..9, low in 0.0f64..=1.0, high in 0.0f64..=1.0,
        ) {
            counts.sort_unstable_by(|one, other| other.cmp(one));
            let of = |conversion: f64| WhatIf::default().with(stage, Some(conversion)).apply(&counts);
            let (less, more) = (of(low.min(high)), of(low.max(high)));
            prop_assert!(less.people.iter().zip(&more.people).all(|(less, more)| less <= more));
            prop_assert!(less.cylinder_index <= more.cylinder_index);
        }

        #[test]
        fn a_written_choice_is_read_back(choices in prop::collection::btree_map(1u8..10, 0u16..=1_000, 0..9)) {
            let choice = WhatIf(choices);
            prop_assert_eq!(WhatIf::parse(&choice.to_string()), choice);
        }
    }
}
