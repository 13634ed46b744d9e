//! Whether settings make sense, and why not, for each field that does not.

use std::collections::BTreeSet;

use super::{Entry, Kinds, ProgramSettings, StageRule};
use crate::bounds::{OVERDRAFT_MAX, POINTS_MAX, RULE_DAYS_MAX};
use crate::mistake::{FieldMistake, Mistake};
use crate::touchpoint::Category;

/// The stages of a funnel.
const STAGES_LEAST: usize = 3;
const STAGES_MOST: usize = 10;
/// Characters of a stage's name.
const STAGE_NAME_MAX: usize = 40;

impl ProgramSettings {
    /// Checks every field.
    ///
    /// # Errors
    /// All problems, in the order of the fields.
    pub fn validate(&self) -> Result<(), Vec<FieldMistake>> {
        let mut problems = Problems(check_stages(&self.stages));
        self.check_thresholds(&mut problems);
        for (kind, points) in &self.values {
            let field = format!("values.{kind}");
            let valued = matches!(kind.category(), Category::Act | Category::Reward);
            problems.require(valued, &field, Mistake::OnlyValued);
            problems.range(&field, *points, 0, POINTS_MAX);
        }
        problems.days("half_life_days", self.half_life_days, 1);
        problems.range("overdraft_points", self.overdraft_points, 0, OVERDRAFT_MAX);
        let all_acts = self
            .high_effort_acts
            .iter()
            .all(|kind| kind.category() == Category::Act);
        problems.require(all_acts, "high_effort_acts", Mistake::OnlyActs);
        problems.range(
            "high_effort_per_quarter",
            self.high_effort_per_quarter,
            1,
            100,
        );
        problems.days("answer_within_days", self.answer_within_days, 1);
        problems.days("follow_days", self.follow_days, 1);
        if problems.0.is_empty() {
            Ok(())
        } else {
            Err(problems.0)
        }
    }

    fn check_thresholds(&self, problems: &mut Problems) {
        let given = &self.thresholds;
        problems.range(
            "thresholds.engaged_experiences",
            given.engaged_experiences,
            1,
            100,
        );
        problems.range("thresholds.engaged_kinds", given.engaged_kinds, 1, 4);
        problems.days("thresholds.engaged_days", given.engaged_days, 0);
        problems.range(
            "thresholds.promoter_score",
            u32::from(given.promoter_score),
            0,
            10,
        );
        problems.range("thresholds.early_acts", given.early_acts, 1, 100);
        problems.days("thresholds.early_days", given.early_days, 1);
        problems.days("thresholds.transitioning_days", given.transitioning_days, 1);
        problems.range("thresholds.full_acts", given.full_acts, 1, 1_000);
        problems.range("thresholds.full_kinds", given.full_kinds, 1, 12);
        problems.days("thresholds.full_days", given.full_days, 0);
        problems.days(
            "thresholds.downgrade_every_days",
            given.downgrade_every_days,
            1,
        );
    }
}

/// Checks the stages alone: all problems, in the order of the fields.
pub fn check_stages(stages: &[StageRule]) -> Vec<FieldMistake> {
    let mut problems = Problems(Vec::new());
    problems.require(
        (STAGES_LEAST..=STAGES_MOST).contains(&stages.len()),
        "stages",
        Mistake::StageCountOutside {
            least: STAGES_LEAST as u64,
            most: STAGES_MOST as u64,
        },
    );
    let mut names = BTreeSet::new();
    for (position, stage) in stages.iter().enumerate() {
        problems.check_stage(position, stage);
        problems.require(
            names.insert(stage.name.trim().to_lowercase()),
            &format!("stages.{position}.name"),
            Mistake::StageNameTwice,
        );
    }
    problems.0
}

struct Problems(Vec<FieldMistake>);

impl Problems {
    fn require(&mut self, holds: bool, field: &str, mistake: Mistake) {
        if !holds {
            self.0.push(FieldMistake::new(field, mistake));
        }
    }

    fn range(&mut self, field: &str, given: u32, least: u32, most: u32) {
        let fits = (least..=most).contains(&given);
        self.require(
            fits,
            field,
            Mistake::NumberOutside {
                least: u64::from(least),
                most: u64::from(most),
            },
        );
    }

    fn days(&mut self, field: &str, given: u16, least: u16) {
        self.range(
            field,
            u32::from(given),
            u32::from(least),
            u32::from(RULE_DAYS_MAX),
        );
    }

    fn check_stage(&mut self, position: usize, stage: &StageRule) {
        let length = stage.name.trim().chars().count();
        self.require(
            (1..=STAGE_NAME_MAX).contains(&length),
            &format!("stages.{position}.name"),
            Mistake::LengthOutside {
                least: 1,
                most: STAGE_NAME_MAX as u64,
            },
        );
        self.require(
            (1..=20).contains(&stage.entered_by.len()),
            &format!("stages.{position}.entered_by"),
            Mistake::StageNotEntered,
        );
        for (number, Entry { kinds, at_least }) in stage.entered_by.iter().enumerate() {
            let field = format!("stages.{position}.entered_by.{number}");
            let listed = !matches!(kinds, Kinds::OneOf(kinds) if kinds.is_empty());
            self.require(listed, &format!("{field}.kinds"), Mistake::KindMissing);
            self.range(&format!("{field}.at_least"), *at_least, 1, 100);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::touchpoint::TouchpointKind;

    fn fields(change: impl FnOnce(&mut ProgramSettings)) -> Vec<String> {
        let mut settings = ProgramSettings::default();
        change(&mut settings);
        let problems = settings.validate().err().unwrap_or_default();
        problems.into_iter().map(|problem| problem.field).collect()
    }

    #[test]
    fn each_problem_names_its_field() {
        assert_eq!(fields(|s| s.stages.truncate(2)), ["stages"]);
        assert_eq!(
            fields(|s| s.stages[1].name = " awareness".to_owned()),
            ["stages.1.name"]
        );
        assert_eq!(
            fields(|s| s.stages[1].name = String::new()),
            ["stages.1.name"]
        );
        assert_eq!(
            fields(|s| s.stages[2].entered_by.clear()),
            ["stages.2.entered_by"]
        );
        assert_eq!(
            fields(|s| s.stages[2].entered_by[0] = Entry {
                kinds: Kinds::OneOf(Vec::new()),
                at_least: 0
            }),
            [
                "stages.2.entered_by.0.kinds",
                "stages.2.entered_by.0.at_least"
            ]
        );
        assert_eq!(fields(|s| s.half_life_days = 0), ["half_life_days"]);
        assert_eq!(
            fields(|s| s.thresholds.full_kinds = 13),
            ["thresholds.full_kinds"]
        );
        let purchase_has_value = fields(|s| {
            s.values.insert(TouchpointKind::Purchase, 1);
        });
        assert_eq!(purchase_has_value, ["values.purchase"]);
        assert_eq!(
            fields(|s| s.high_effort_acts.push(TouchpointKind::Swag)),
            ["high_effort_acts"]
        );
    }
}
