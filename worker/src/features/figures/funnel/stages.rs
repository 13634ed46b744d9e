//! Stages with their counts and times.

use laurel_api::funnel::{Difference, FunnelStage, Interval};
use laurel_domain::funnel::{Report, StageFigures};
use laurel_domain::proportion::Proportion;
use laurel_domain::settings::ProgramSettings;

/// The figures as the API says them.
pub(super) fn described(figures: &[StageFigures], settings: &ProgramSettings) -> Vec<FunnelStage> {
    let report = Report::new(figures);
    let before = std::iter::once(None).chain(figures.iter().map(|stage| Some(stage.people)));
    let stages = report.stages.iter().zip(figures).zip(before);
    let stages = stages.zip(&settings.stages).zip(0_u8..);
    stages
        .map(|((((stage, figures), before), rule), position)| {
            let interval = before.and_then(|before| Proportion::new(figures.people, before));
            FunnelStage {
                position,
                name: rule.name.clone(),
                people: stage.people,
                step_conversion: stage.step_conversion,
                step_interval: interval.map(|share| {
                    let laurel_domain::proportion::Interval { low, high } = share.interval();
                    Interval { low, high }
                }),
                overall_conversion: stage.overall_conversion,
                drop_off: stage.drop_off.unwrap_or_default(),
                median_days: stage.median_days,
                lower_quartile_days: stage.lower_quartile_days,
                upper_quartile_days: stage.upper_quartile_days,
                elapsed: figures.elapsed.to_vec(),
            }
        })
        .collect()
}

/// Both sorts of conversions of one funnel minus those of another, by position.
pub(super) struct Differences {
    pub(super) steps: Vec<Option<Difference>>,
    pub(super) overall: Vec<Option<Difference>>,
}

impl Differences {
    /// Compares counts a stage.
    pub(super) fn between(one: &[u64], other: &[u64]) -> Self {
        let first = |people: &[u64]| people.first().copied().unwrap_or_default();
        let (all, all_others) = (first(one), first(other));
        let mut differences = Self {
            steps: Vec::with_capacity(one.len()),
            overall: Vec::with_capacity(one.len()),
        };
        let mut before: Option<(u64, u64)> = None;
        for (people, others) in one.iter().zip(other) {
            let step = before.and_then(|(before, others_before)| {
                difference((*people, before), (*others, others_before))
            });
            let overall = before.and_then(|_| difference((*people, all), (*others, all_others)));
            differences.steps.push(step);
            differences.overall.push(overall);
            before = Some((*people, *others));
        }
        differences
    }
}

fn difference(one: (u64, u64), other: (u64, u64)) -> Option<Difference> {
    let one = Proportion::new(one.0, one.1)?;
    let laurel_domain::proportion::Difference {
        value,
        interval,
        could_be_chance,
        few,
    } = one.minus(&Proportion::new(other.0, other.1)?);
    Some(Difference {
        value,
        low: interval.low,
        high: interval.high,
        could_be_chance,
        few,
    })
}

/// The counts alone.
pub(super) fn counts(figures: &[StageFigures]) -> Vec<u64> {
    figures.iter().map(|stage| stage.people).collect()
}
