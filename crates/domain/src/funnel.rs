//! The funnel: which stages a person entered, and what a period's people made of it.
//!
//! A stage's count is the people who reached it or a later one, so counts never rise from stage to
//! stage. The ideal is a cylinder: everybody who becomes aware buys, stays and advocates.

use crate::Timestamp;
use crate::histogram::{BUCKETS, Histogram, quantile};
use crate::settings::{Entry, ProgramSettings, StageRule};
use crate::touchpoint::TouchpointKind;

pub mod filling;
pub mod next_step;
pub mod trend;
pub mod what_if;

/// Finds the first qualifying touchpoint of each stage.
pub(crate) struct Entries<'a> {
    settings: &'a ProgramSettings,
    entered_at: Vec<Option<Timestamp>>,
    /// For each stage and each way into it, in that order, how many touchpoints counted.
    counts: Vec<u32>,
}

impl<'a> Entries<'a> {
    pub(crate) fn new(settings: &'a ProgramSettings) -> Self {
        let ways = settings
            .stages
            .iter()
            .map(|stage| stage.entered_by.len())
            .sum();
        Self {
            settings,
            entered_at: vec![None; settings.stages.len()],
            counts: vec![0; ways],
        }
    }

    /// Takes in a touchpoint that is not earlier than those before.
    pub(crate) fn take(&mut self, kind: TouchpointKind, at: Timestamp) {
        let mut counts = self.counts.iter_mut();
        for (stage, entered) in self.settings.stages.iter().zip(&mut self.entered_at) {
            for entry in &stage.entered_by {
                let Some(count) = counts.next() else { return };
                if entered.is_none() && entry.kinds.contains(kind) {
                    *count = count.saturating_add(1);
                    if *count >= entry.at_least {
                        *entered = Some(at);
                    }
                }
            }
        }
    }

    pub(crate) fn finish(self) -> Vec<Option<Timestamp>> {
        self.entered_at
    }
}

/// Position of the furthest stage that somebody with so many touchpoints of each kind has entered: the
/// same as the derived state says, without the times.
pub fn furthest(stages: &[StageRule], counts: &[(TouchpointKind, u32)]) -> Option<usize> {
    let enough = |entry: &Entry| {
        let counted = counts
            .iter()
            .filter(|(kind, _)| entry.kinds.contains(*kind))
            .map(|(_, count)| u64::from(*count));
        counted.sum::<u64>() >= u64::from(entry.at_least.max(1))
    };
    stages
        .iter()
        .rposition(|stage| stage.entered_by.iter().any(enough))
}

/// What is counted about one stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct StageFigures {
    /// People who reached the stage or a later one.
    pub people: u64,
    /// How long people took from the stage in which they were before (see [`crate::rollup`]).
    pub elapsed: [u64; BUCKETS],
}

/// What is reported about one stage.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct StageReport {
    /// People who reached the stage or a later one.
    pub people: u64,
    /// Share of the stage before; `None` for the first stage, or when nobody was in the stage before.
    pub step_conversion: Option<f64>,
    /// Share of the first stage; `None` when nobody was in it.
    pub overall_conversion: Option<f64>,
    /// People of the stage before who did not get here; `None` for the first stage.
    pub drop_off: Option<u64>,
    /// Days from the stage before in which a quarter of those who took this step had taken it.
    pub lower_quartile_days: Option<f64>,
    /// The same for half of them. Approximate to a bucket of [`crate::histogram`].
    pub median_days: Option<f64>,
    /// The same for three quarters of them.
    pub upper_quartile_days: Option<f64>,
}

/// The funnel of a period.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// The stages, from the first to the last.
    pub stages: Vec<StageReport>,
    /// Mean over all stages (the first included) of people ÷ people of the first stage, 0 to 1;
    /// 1 is the ideal cylinder. `None` when nobody is in the first stage.
    pub cylinder_index: Option<f64>,
}

impl Report {
    /// Reports on stages in their order.
    pub fn new(stages: &[StageFigures]) -> Self {
        let first = stages.first().map_or(0, |stage| stage.people);
        let before = std::iter::once(None).chain(stages.iter().map(|stage| Some(stage.people)));
        let reports: Vec<StageReport> = stages
            .iter()
            .zip(before)
            .map(|(stage, before)| report(stage, before, first))
            .collect();
        let shares: Option<f64> = reports.iter().map(|stage| stage.overall_conversion).sum();
        let cylinder_index = shares
            .filter(|_| first > 0)
            .map(|sum| sum / reports.len() as f64);
        Self {
            stages: reports,
            cylinder_index,
        }
    }
}

fn report(stage: &StageFigures, before: Option<u64>, first: u64) -> StageReport {
    let elapsed: &Histogram = &stage.elapsed;
    StageReport {
        people: stage.people,
        step_conversion: before.and_then(|before| share(stage.people, before)),
        overall_conversion: share(stage.people, first),
        drop_off: before.map(|before| before.saturating_sub(stage.people)),
        lower_quartile_days: quantile(elapsed, 0.25),
        median_days: quantile(elapsed, 0.5),
        upper_quartile_days: quantile(elapsed, 0.75),
    }
}

/// `part ÷ whole`; `None` when there is no whole.
fn share(part: u64, whole: u64) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn people(counts: &[u64]) -> Vec<StageFigures> {
        let stage = |people: &u64| StageFigures {
            people: *people,
            ..StageFigures::default()
        };
        counts.iter().map(stage).collect()
    }

    #[test]
    fn a_funnel_in_figures() {
        let mut stages = people(&[200, 100, 50]);
        stages[1].elapsed[3] = 100;
        let report = Report::new(&stages);
        let [first, second, third] = report.stages.as_slice() else {
            panic!("three stages")
        };
        assert_eq!((first.step_conversion, first.drop_off), (None, None));
        assert_eq!(
            (first.overall_conversion, first.median_days),
            (Some(1.0), None)
        );
        assert_eq!(
            (second.step_conversion, second.drop_off),
            (Some(0.5), Some(100))
        );
        assert_eq!(
            (second.lower_quartile_days, second.median_days),
            (Some(3.0), Some(3.0))
        );
        assert_eq!(
            (third.step_conversion, third.overall_conversion),
            (Some(0.5), Some(0.25))
        );
        // (1 + 0.5 + 0.25) ÷ 3
        assert_eq!(report.cylinder_index, Some(1.75 / 3.0));
    }

    #[test]
    fn the_ideal_is_a_cylinder_and_nobody_is_no_figure() {
        assert_eq!(Report::new(&people(&[7, 7, 7])).cylinder_index, Some(1.0));
        let empty = Report::new(&people(&[0, 0, 0]));
        assert_eq!(empty.cylinder_index, None);
        assert_eq!(empty.stages[1].step_conversion, None);
        assert_eq!(
            Report::new(&[]),
            Report {
                stages: Vec::new(),
                cylinder_index: None
            }
        );
    }

    proptest! {
        #[test]
        fn the_cylinder_index_is_a_share(mut counts in prop::collection::vec(0u64..1_000_000, 1..10)) {
            counts.sort_unstable_by(|one, other| other.cmp(one));
            let report = Report::new(&people(&counts));
            prop_assert_eq!(report.cylinder_index.is_some(), counts[0] > 0);
            if let Some(index) = report.cylinder_index {
                prop_assert!((1.0 / counts.len() as f64..=1.0).contains(&index));
            }
            let lost: u64 = report.stages.iter().filter_map(|stage| stage.drop_off).sum();
            prop_assert_eq!(counts[0] - lost, *counts.last().expect("a stage"));
        }
    }
}
