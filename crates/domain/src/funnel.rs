//! The funnel: which stages a person entered, and what a period's people made of it.
//!
//! A stage's count is the people who reached it or a later one, so counts never rise from stage to
//! stage. The ideal is a cylinder: everybody who becomes aware buys, stays and advocates.

use crate::Timestamp;
use crate::histogram::{BUCKETS, Histogram, quantile};
use crate::settings::ProgramSettings;
use crate::touchpoint::TouchpointKind;

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
