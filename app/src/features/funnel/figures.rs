//! From the API's funnel to the chart's, and where its parts lead.

use laurel_api::funnel::{Funnel, FunnelStage as Stage};
use laurel_charts::{Beside, FunnelData, FunnelStage, Phase, Subject};
use laurel_domain::segment::Segment;

use super::choice::SEGMENT;
use crate::hooks::use_url_query::UrlQuery;
use crate::ui::change::change_words;
use crate::ui::period::Period;
use crate::words::t;

/// The chart's funnel, with another one on its right.
pub fn chart_data(funnel: &Funnel, beside: Option<Beside>) -> FunnelData {
    // Which stage is the purchase, for the colors only; where none is, the third from the end, where
    // the default stages have it.
    let otherwise = funnel.stages.len().saturating_sub(3);
    let purchase = funnel.purchase_stage.map_or(otherwise, usize::from);
    let stages = funnel
        .stages
        .iter()
        .enumerate()
        .map(|(position, stage)| FunnelStage {
            label: stage.name.clone(),
            people: stage.people,
            median_days: stage.median_days,
            phase: match position.cmp(&purchase) {
                std::cmp::Ordering::Less => Phase::Attract,
                std::cmp::Ordering::Equal => Phase::Engage,
                std::cmp::Ordering::Greater => Phase::Delight,
            },
        });
    FunnelData {
        stages: stages.collect(),
        cylinder_index: funnel.cylinder_index,
        beside,
    }
}

/// The compared funnel as the right half of the picture.
pub fn compared(funnel: &Funnel, (label, other_label): (String, String)) -> Option<Beside> {
    let comparison = funnel.comparison.as_ref()?;
    let people = |stage: &Stage| stage.people as f64;
    Some(Beside {
        label,
        other_label,
        people: comparison.stages.iter().map(people).collect(),
        cylinder_index: comparison.cylinder_index,
    })
}

/// The people behind a part of the chart: those who reached a stage, or who went no further. Period and
/// segment are those of the page.
pub fn people_page(subject: Subject, query: &UrlQuery) -> Option<String> {
    let (stage, matching) = match subject {
        Subject::Stage(stage) => (stage, "reached"),
        Subject::Step(stage) => (stage, "at"),
        _ => return None,
    };
    let people = Period::read(query)
        .write(UrlQuery::default())
        .with("stage", Some(stage.to_string()))
        .with("stage_match", Some(matching.to_owned()));
    let segment = query
        .get(SEGMENT)
        .and_then(|text| Segment::parse(text).ok());
    let people = match segment {
        Some(segment) => people.with(segment.dimension.code(), Some(segment.value().to_owned())),
        None => people,
    };
    Some(format!("people{}", people.suffix()))
}

/// What changed since the period before.
pub fn change(subject: Subject, now: &Funnel, before: Option<&Funnel>) -> Option<String> {
    let count = |funnel: &Funnel| match subject {
        Subject::Stage(stage) => funnel.stages.get(stage).map(|stage| stage.people),
        Subject::Step(stage) => funnel.stages.get(stage + 1).map(|stage| stage.drop_off),
        _ => None,
    };
    let words = change_words(count(now)?, count(before?)?);
    // Who came earlier has had longer to go on, so a smaller number says little by itself.
    Some(if subject == Subject::Stage(0) {
        words
    } else {
        t().funnel_had_longer(&words)
    })
}

/// What the cylinder index means, in one sentence.
pub fn cylinder_words(index: Option<f64>) -> String {
    match index {
        None => t().funnel_cylinder_unknown().to_owned(),
        Some(index) => {
            let people = t().decimal((index * 100.0).clamp(0.0, 100.0), 0);
            t().funnel_cylinder(&people)
        }
    }
}

/// A stage for tests.
#[cfg(test)]
pub(super) fn sample_stage(position: u8, name: &str, people: u64) -> Stage {
    Stage {
        position,
        name: name.to_owned(),
        people,
        step_conversion: None,
        step_interval: None,
        overall_conversion: None,
        drop_off: 0,
        median_days: None,
        lower_quartile_days: None,
        upper_quartile_days: None,
        elapsed: Vec::new(),
    }
}

/// A funnel of four stages for tests, of which the third is the purchase.
#[cfg(test)]
pub(super) fn sample_funnel(counts: &[u64]) -> Funnel {
    use laurel_domain::funnel::what_if::WhatIf;

    let names = ["Awareness", "Intent", "Purchase", "Advocacy"];
    let mut before = None;
    let stages = counts
        .iter()
        .zip(names)
        .zip(0..)
        .map(|((people, name), position)| {
            let drop_off = before.map_or(0, |before: u64| before - people);
            before = Some(*people);
            Stage {
                drop_off,
                ..sample_stage(position, name, *people)
            }
        });
    Funnel {
        stages: stages.collect(),
        cylinder_index: WhatIf::default().apply(counts).cylinder_index,
        purchase_stage: Some(2),
        next_steps: Vec::new(),
        comparison: None,
        breakdown: None,
        trend: None,
    }
}

#[cfg(test)]
mod tests {
    use super::sample_funnel as funnel;
    use super::*;

    #[test]
    fn colors_turn_at_the_purchase() {
        let phases: Vec<Phase> = chart_data(&funnel(&[9, 7, 5, 1]), None)
            .stages
            .iter()
            .map(|stage| stage.phase)
            .collect();
        assert_eq!(
            phases,
            [
                Phase::Attract,
                Phase::Attract,
                Phase::Engage,
                Phase::Delight
            ]
        );
    }

    #[test]
    fn a_part_leads_to_its_people() {
        let page = |subject, query: &str| people_page(subject, &UrlQuery::parse(query));
        assert_eq!(
            page(Subject::Stage(2), "from=2026-01-01&segment=source:&step=1").as_deref(),
            Some("people?from=2026-01-01&stage=2&stage_match=reached&source=")
        );
        assert_eq!(
            page(Subject::Step(0), "segment=country:Norway").as_deref(),
            Some("people?stage=0&stage_match=at&country=Norway")
        );
        assert_eq!(
            page(Subject::Step(0), "segment=planet:Mars").as_deref(),
            Some("people?stage=0&stage_match=at")
        );
        assert_eq!(page(Subject::LoopGain, ""), None);
    }

    #[test]
    fn a_change_compares_the_same_part() {
        let (now, before) = (funnel(&[9, 7, 5, 1]), funnel(&[8, 8, 5, 0]));
        let words = |subject| change(subject, &now, Some(&before)).unwrap_or_default();
        assert!(words(Subject::Stage(0)).starts_with("1 more"));
        assert!(words(Subject::Step(0)).starts_with("2 more"));
        assert_eq!(
            words(Subject::Stage(2)),
            "as many as in the period before; they have had more time"
        );
        assert_eq!(change(Subject::Stage(0), &now, None), None);
        assert_eq!(change(Subject::Step(3), &now, Some(&before)), None);
    }

    #[test]
    fn the_index_is_explained() {
        assert!(cylinder_words(Some(0.42)).contains("a stage holds 42 on average"));
        assert!(cylinder_words(None).starts_with("Measured"));
    }
}
