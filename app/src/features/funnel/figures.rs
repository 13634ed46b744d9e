//! From the API's funnel to the chart's, and where its parts lead.

use laurel_api::figures::Funnel;
use laurel_charts::{FunnelData, FunnelStage, Phase, Subject};

use crate::hooks::use_url_query::UrlQuery;
use crate::ui::change::change_words;
use crate::ui::period::Period;

/// The name of the source filter in the URL; a blank value means "not known".
pub const SOURCE: &str = "source";

/// The chart's funnel.
pub fn chart_data(funnel: &Funnel) -> FunnelData {
    let names: Vec<&str> = funnel
        .stages
        .iter()
        .map(|stage| stage.name.as_str())
        .collect();
    let purchase = purchase_position(&names);
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
    }
}

/// Which stage is the purchase, for the colours only: the one called so, else the third from the end,
/// where the default stages have it.
fn purchase_position(names: &[&str]) -> usize {
    names
        .iter()
        .position(|name| name.eq_ignore_ascii_case("purchase"))
        .unwrap_or(names.len().saturating_sub(3))
}

/// The people behind a part of the chart: those who reached a stage, or who went no further.
pub fn people_page(subject: Subject, period: Period, source: Option<&str>) -> Option<String> {
    let (stage, matching) = match subject {
        Subject::Stage(stage) => (stage, "reached"),
        Subject::Step(stage) => (stage, "at"),
        _ => return None,
    };
    let query = period
        .write(UrlQuery::default())
        .with("stage", Some(stage.to_string()))
        .with("stage_match", Some(matching.to_owned()))
        .with(SOURCE, source.map(str::to_owned));
    Some(format!("people{}", query.suffix()))
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
        format!("{words}, who have had longer")
    })
}

/// What the cylinder index means, in one sentence.
pub fn cylinder_words(index: Option<f64>) -> String {
    match index {
        None => "Measured as soon as somebody is in the funnel.".to_owned(),
        Some(index) => format!(
            "Of 100 people who enter, a stage holds {:.0} on average. In the ideal cylinder everybody buys and advocates: 100.",
            (index * 100.0).clamp(0.0, 100.0)
        ),
    }
}

/// A source for people.
pub fn source_words(name: &str) -> &str {
    if name.is_empty() { "Not known" } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;
    use laurel_api::figures::FunnelStage as Stage;

    fn funnel(counts: &[u64]) -> Funnel {
        let names = ["Awareness", "Intent", "Purchase", "Advocacy"];
        let mut before = None;
        let stages = counts
            .iter()
            .zip(names)
            .enumerate()
            .map(|(position, (people, name))| {
                let drop_off = before.map_or(0, |before: u64| before - people);
                before = Some(*people);
                Stage {
                    position: position as u8,
                    name: name.to_owned(),
                    people: *people,
                    step_conversion: None,
                    overall_conversion: None,
                    drop_off,
                    median_days: None,
                    lower_quartile_days: None,
                    upper_quartile_days: None,
                }
            });
        Funnel {
            stages: stages.collect(),
            cylinder_index: None,
            sources: Vec::new(),
        }
    }

    #[test]
    fn colours_turn_at_the_purchase() {
        let phases: Vec<Phase> = chart_data(&funnel(&[9, 7, 5, 1]))
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
        assert_eq!(purchase_position(&["a", "b", "c", "d", "e"]), 2);
        assert_eq!(purchase_position(&[]), 0);
    }

    #[test]
    fn a_part_leads_to_its_people() {
        let period = Period {
            from: laurel_domain::Day::parse("2026-01-01").ok(),
            to: None,
        };
        assert_eq!(
            people_page(Subject::Stage(2), period, Some("")).as_deref(),
            Some("people?from=2026-01-01&stage=2&stage_match=reached&source=")
        );
        assert_eq!(
            people_page(Subject::Step(0), Period::default(), Some("Fair")).as_deref(),
            Some("people?stage=0&stage_match=at&source=Fair")
        );
        assert_eq!(people_page(Subject::LoopGain, period, None), None);
    }

    #[test]
    fn a_change_compares_the_same_part() {
        let (now, before) = (funnel(&[9, 7, 5, 1]), funnel(&[8, 8, 5, 0]));
        let words = |subject| change(subject, &now, Some(&before)).unwrap_or_default();
        assert!(words(Subject::Stage(0)).starts_with("1 more"));
        assert!(words(Subject::Step(0)).starts_with("2 more"));
        assert_eq!(
            words(Subject::Stage(2)),
            "as many as in the period before, who have had longer"
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
