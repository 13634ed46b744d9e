//! The funnel's figures as rows of a file.

use laurel_api::funnel::{Funnel, FunnelStage, Part};

use crate::ui::numbers::{plain, row};

/// One row a stage, named as in the API; numbers unrounded, empty where there is none. The other
/// funnel of a comparison and the parts of a breakdown follow, told apart by the first column.
pub fn rows(funnel: &Funnel) -> Vec<Vec<String>> {
    let mut rows = vec![row([
        "funnel",
        "position",
        "stage",
        "people",
        "step_conversion",
        "step_low",
        "step_high",
        "overall_conversion",
        "drop_off",
        "median_days",
        "lower_quartile_days",
        "upper_quartile_days",
    ])];
    rows.extend(funnel.stages.iter().map(|one| stage("shown", one)));
    if let Some(other) = &funnel.comparison {
        rows.extend(other.stages.iter().map(|one| stage("compared", one)));
    }
    if let Some(breakdown) = &funnel.breakdown {
        let code = breakdown.dimension.code();
        for part in &breakdown.parts {
            add_part(
                &mut rows,
                &format!("{code}:{}", part.value),
                part,
                &funnel.stages,
            );
        }
    }
    rows
}

fn stage(funnel: &str, stage: &FunnelStage) -> Vec<String> {
    let interval = stage.step_interval;
    vec![
        funnel.to_owned(),
        stage.position.to_string(),
        stage.name.clone(),
        stage.people.to_string(),
        plain(stage.step_conversion),
        plain(interval.map(|interval| interval.low)),
        plain(interval.map(|interval| interval.high)),
        plain(stage.overall_conversion),
        stage.drop_off.to_string(),
        plain(stage.median_days),
        plain(stage.lower_quartile_days),
        plain(stage.upper_quartile_days),
    ]
}

fn add_part(rows: &mut Vec<Vec<String>>, name: &str, part: &Part, stages: &[FunnelStage]) {
    for (stage, people) in stages.iter().zip(&part.people) {
        let position = stage.position.to_string();
        rows.push(row([name, &position, &stage.name, &people.to_string()]));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stage_is_a_row() {
        let one = FunnelStage {
            position: 1,
            name: "=cmd".to_owned(),
            people: 1_204,
            step_conversion: Some(0.125),
            step_interval: None,
            overall_conversion: None,
            drop_off: 7,
            median_days: Some(12.0),
            lower_quartile_days: None,
            upper_quartile_days: Some(40.5),
            elapsed: Vec::new(),
        };
        let mut rows = vec![stage("shown", &one)];
        let part = Part {
            value: "Norway".to_owned(),
            people: vec![31],
            cylinder_index: None,
            differences: Vec::new(),
            overall_differences: Vec::new(),
        };
        add_part(&mut rows, "country:Norway", &part, &[one]);
        assert_eq!(
            laurel_imports::csv_text(&rows),
            "shown,1,'=cmd,1204,0.125,,,,7,12,,40.5\r\ncountry:Norway,1,'=cmd,31\r\n"
        );
    }
}
