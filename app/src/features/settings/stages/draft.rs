//! The stages as they are being edited: each with a number of its own, so that a row stays itself while it
//! moves.

use laurel_domain::settings::{Entry, Kinds, StageRule, check_stages};
use laurel_domain::touchpoint::TouchpointKind;

use crate::words::t;

/// The fewest and the most stages.
pub const FEWEST: usize = 3;
/// See [`FEWEST`].
pub const MOST: usize = 10;

/// The stages as they are being edited.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Draft {
    stages: Vec<(u32, StageRule)>,
    next: u32,
}

impl Draft {
    /// Begins with these stages.
    pub fn of(stages: &[StageRule]) -> Self {
        Self {
            stages: (0..).zip(stages.iter().cloned()).collect(),
            next: stages.len() as u32,
        }
    }

    /// Takes other stages, in rows of their own.
    pub fn replace(&mut self, stages: &[StageRule]) {
        self.stages = (self.next..).zip(stages.iter().cloned()).collect();
        self.next += stages.len() as u32;
    }

    /// The stages in their order.
    pub fn stages(&self) -> Vec<StageRule> {
        self.stages.iter().map(|(_, stage)| stage.clone()).collect()
    }

    /// The rows' numbers in their order.
    pub fn rows(&self) -> Vec<u32> {
        self.stages.iter().map(|(row, _)| *row).collect()
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.stages.len()
    }

    /// The position of a row.
    pub fn position(&self, row: u32) -> Option<usize> {
        self.stages.iter().position(|(one, _)| *one == row)
    }

    /// The stage of a row.
    pub fn stage(&self, row: u32) -> Option<&StageRule> {
        let (_, stage) = self.stages.iter().find(|(one, _)| *one == row)?;
        Some(stage)
    }

    /// Changes the stage of a row.
    pub fn change(&mut self, row: u32, change: impl FnOnce(&mut StageRule)) {
        if let Some((_, stage)) = self.stages.iter_mut().find(|(one, _)| *one == row) {
            change(stage);
        }
    }

    /// Adds a stage at the end, unless there are too many. Its row.
    pub fn add(&mut self) -> Option<u32> {
        if self.count() >= MOST {
            return None;
        }
        let row = self.next;
        self.next += 1;
        let stage = StageRule {
            name: String::new(),
            entered_by: vec![new_entry()],
        };
        self.stages.push((row, stage));
        Some(row)
    }

    /// Removes a stage, unless there are too few.
    pub fn remove(&mut self, row: u32) {
        if self.count() > FEWEST {
            self.stages.retain(|(one, _)| *one != row);
        }
    }

    /// Moves a row to a position.
    pub fn move_to(&mut self, row: u32, position: usize) {
        if let Some(from) = self.position(row) {
            let stage = self.stages.remove(from);
            let position = position.min(self.stages.len());
            self.stages.insert(position, stage);
        }
    }

    /// What is wrong with a row's field, such as `name` or `entered_by.0.kinds`.
    pub fn problem(&self, row: u32, field: &str) -> Option<String> {
        let path = format!("stages.{}.{field}", self.position(row)?);
        let problems = check_stages(&self.stages());
        let problem = problems.into_iter().find(|problem| problem.field == path)?;
        Some(t().mistake(&problem.mistake))
    }

    /// Whether nothing is wrong.
    pub fn is_sound(&self) -> bool {
        check_stages(&self.stages()).is_empty()
    }
}

/// A way into a stage that is still to be filled in.
pub fn new_entry() -> Entry {
    Entry {
        kinds: Kinds::OneOf(Vec::new()),
        at_least: 1,
    }
}

/// What enters a stage, in words: for those who may not change it, and for screen readers.
pub fn entry_words(entry: &Entry) -> String {
    let kinds = match &entry.kinds {
        Kinds::Any => t().stages_any().to_owned(),
        Kinds::Acts => t().stages_acts().to_owned(),
        Kinds::OneOf(kinds) => kinds
            .iter()
            .map(|kind| t().touchpoint_kind(*kind))
            .collect::<Vec<_>>()
            .join(", "),
    };
    match entry.at_least {
        1 => kinds,
        least => t().stages_at_least_of(&least.to_string(), &kinds),
    }
}

/// The kinds that are not chosen yet.
pub fn kinds_left(chosen: &[TouchpointKind]) -> impl Iterator<Item = TouchpointKind> {
    let all = TouchpointKind::ALL.iter().copied();
    all.filter(|kind| !chosen.contains(kind))
}

#[cfg(test)]
mod tests {
    use super::*;
    use laurel_domain::settings::ProgramSettings;

    fn draft() -> Draft {
        Draft::of(&ProgramSettings::default().stages)
    }

    fn names(draft: &Draft) -> Vec<String> {
        let stages = draft.stages().into_iter();
        stages.map(|stage| stage.name).collect()
    }

    #[test]
    fn rows_stay_themselves_while_they_move() {
        let mut draft = draft();
        draft.move_to(5, 1);
        assert_eq!(draft.rows(), [0, 5, 1, 2, 3, 4, 6]);
        assert_eq!(names(&draft)[1], "Loyalty");
        draft.move_to(5, 99);
        assert_eq!(draft.position(5), Some(6));
        draft.remove(0);
        assert_eq!(draft.position(5), Some(5));
        assert_eq!(draft.add(), Some(7));
        assert_eq!(draft.stage(7).map(|stage| stage.name.as_str()), Some(""));
    }

    #[test]
    fn there_are_three_to_ten() {
        let mut draft = draft();
        for row in 0..7 {
            draft.remove(row);
        }
        assert_eq!(draft.count(), FEWEST);
        while draft.add().is_some() {}
        assert_eq!(draft.count(), MOST);
    }

    #[test]
    fn a_problem_stands_at_its_row() {
        let mut draft = draft();
        assert!(draft.is_sound());
        draft.change(3, |stage| stage.name = "interest".to_owned());
        assert!(draft.problem(3, "name").is_some());
        draft.move_to(3, 0);
        assert!(!draft.is_sound());
        assert_eq!(
            draft.problem(3, "name"),
            None,
            "the second of the two is named"
        );
        assert!(draft.problem(1, "name").is_some());
        draft.change(2, |stage| stage.entered_by = vec![new_entry()]);
        assert!(draft.problem(2, "entered_by.0.kinds").is_some());
    }
}
