//! What follows from the chosen conversions, in numbers and words.

use std::cmp::Ordering;

use laurel_api::funnel::Funnel;
use laurel_charts::Beside;
use laurel_domain::funnel::what_if::{Scenario, WhatIf};

use crate::ui::figures::{NOT_YET, rate};
use crate::ui::numbers::count;
use crate::words::t;

fn people(funnel: &Funnel) -> Vec<u64> {
    funnel.stages.iter().map(|stage| stage.people).collect()
}

/// The right half of the picture while something is chosen.
pub(super) fn beside(funnel: &Funnel, chosen: &WhatIf) -> Option<Beside> {
    (!chosen.is_empty()).then(|| {
        let scenario = chosen.apply(&people(funnel));
        Beside {
            label: t().funnel_what_if_measured().to_owned(),
            other_label: t().funnel_what_if_side().to_owned(),
            people: scenario.people,
            cylinder_index: scenario.cylinder_index,
        }
    })
}

/// A step to move.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct MovableStep {
    pub stage: u8,
    pub words: String,
    pub measured: Option<f64>,
}

pub(super) fn movable_steps(funnel: &Funnel) -> Vec<MovableStep> {
    let before = funnel.stages.iter();
    let after = funnel.stages.iter().skip(1);
    before
        .zip(after)
        .map(|(before, stage)| MovableStep {
            stage: stage.position,
            words: t().funnel_step_title(&before.name, &stage.name),
            measured: stage.step_conversion,
        })
        .collect()
}

/// One figure that follows.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Outcome {
    pub name: String,
    pub value: String,
    /// Against what was measured.
    pub change: String,
}

impl Outcome {
    fn new(name: impl Into<String>, value: String, change: Option<String>) -> Self {
        Self {
            name: name.into(),
            value,
            change: change.unwrap_or_else(|| t().funnel_what_if_as_measured().to_owned()),
        }
    }
}

impl Outcome {
    /// In one line: `60 reach Purchase (+10)`.
    pub(super) fn words(&self) -> String {
        t().funnel_what_if_outcome(&self.value, &self.name, &self.change)
    }
}

/// Customers, the last stage and the cylinder index.
pub(super) fn outcomes(funnel: &Funnel, chosen: &WhatIf) -> Vec<Outcome> {
    let Scenario {
        people: scenario,
        cylinder_index,
    } = chosen.apply(&people(funnel));
    let last = funnel.stages.len().saturating_sub(1);
    let purchase = funnel
        .purchase_stage
        .map(usize::from)
        .filter(|stage| *stage < last);
    let stages = purchase.into_iter().chain(std::iter::once(last));
    let reached = stages.filter_map(|position| {
        let stage = funnel.stages.get(position)?;
        let expected = scenario.get(position)?.round() as u64;
        let change = match expected.cmp(&stage.people) {
            Ordering::Greater => Some(format!("+{}", count(expected - stage.people))),
            Ordering::Less => Some(format!("−{}", count(stage.people - expected))),
            Ordering::Equal => None,
        };
        let name = t().funnel_what_if_reach(&stage.name);
        Some(Outcome::new(name, count(expected), change))
    });
    let written = |index: Option<f64>| index.and_then(rate).unwrap_or_else(|| NOT_YET.to_owned());
    let (before, after) = (written(funnel.cylinder_index), written(cylinder_index));
    let change = (before != after).then(|| t().funnel_what_if_from(&before));
    reached
        .chain([Outcome::new(t().funnel_cylinder_index(), after, change)])
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::funnel::figures::sample_funnel;

    #[test]
    fn a_choice_is_told_by_what_follows() {
        let funnel = sample_funnel(&[200, 100, 50, 10]);
        let told: Vec<String> = outcomes(&funnel, &WhatIf::default().with(1, Some(0.6)))
            .iter()
            .map(Outcome::words)
            .collect();
        assert_eq!(told.len(), 3);
        assert_eq!(told[0], "60 reach Purchase (+10)");
        assert_eq!(told[1], "12 reach Advocacy (+2)");
        assert!(told[2].contains(" cylinder index (from "), "{}", told[2]);
        let same = outcomes(&funnel, &WhatIf::default());
        assert_eq!(same.len(), 3);
        assert!(same.iter().all(|outcome| outcome.change == "as measured"));
    }

    #[test]
    fn the_picture_has_a_right_half_while_something_is_chosen() {
        let funnel = sample_funnel(&[200, 100, 50, 10]);
        assert_eq!(beside(&funnel, &WhatIf::default()), None);
        let right = beside(&funnel, &WhatIf::default().with(3, Some(0.5))).unwrap();
        assert_eq!(right.people, [200.0, 100.0, 50.0, 25.0]);
    }
}
