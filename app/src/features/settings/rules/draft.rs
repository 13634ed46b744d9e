//! Values and thresholds as they are being typed.

use laurel_domain::mistake::{FieldMistake, Mistake};
use laurel_domain::settings::ProgramSettings;
use laurel_domain::touchpoint::{Category, TouchpointKind};

use super::numbers::{GROUPS, Number};
use crate::ui::numbers::count;
use crate::words::t;

/// What is typed: a text for each of [`numbers`] and each of [`valued`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// In the order of [`numbers`].
    pub numbers: Vec<String>,
    /// Points, in the order of [`valued`]; nothing means the usual value.
    pub values: Vec<String>,
    /// Acts that cost a person a lot.
    pub high_effort: Vec<TouchpointKind>,
}

/// The numbers of all groups, in their order.
pub fn numbers() -> impl Iterator<Item = &'static Number> {
    GROUPS.iter().flat_map(|group| group.numbers)
}

/// What has a value: the acts, then the rewards.
pub fn valued() -> impl Iterator<Item = TouchpointKind> {
    of(Category::Act).chain(of(Category::Reward))
}

/// The kinds of a category.
pub fn of(category: Category) -> impl Iterator<Item = TouchpointKind> {
    let all = TouchpointKind::ALL.iter().copied();
    all.filter(move |kind| kind.category() == category)
}

impl Draft {
    /// The rules as texts.
    pub fn of(rules: &ProgramSettings) -> Self {
        Self {
            numbers: numbers()
                .map(|number| written((number.read)(rules)))
                .collect(),
            values: valued().map(|kind| written(rules.points(kind))).collect(),
            high_effort: rules.high_effort_acts.clone(),
        }
    }

    /// The rules that are meant, on top of others.
    ///
    /// # Errors
    /// Every field that cannot be understood or makes no sense.
    pub fn read(&self, onto: &ProgramSettings) -> Result<ProgramSettings, Vec<FieldMistake>> {
        let mut rules = onto.clone();
        let mut problems = Vec::new();
        let mut refuse =
            |field: &str, mistake: Mistake| problems.push(FieldMistake::new(field, mistake));
        for (number, text) in numbers().zip(&self.numbers) {
            match whole(text) {
                None => refuse(number.field, Mistake::NotAWholeNumber),
                Some(typed) if (number.write)(&mut rules, typed).is_none() => {
                    refuse(number.field, Mistake::NumberTooLarge);
                }
                Some(_) => {}
            }
        }
        let usual = ProgramSettings::default();
        for (kind, text) in valued().zip(&self.values) {
            let typed = match text.trim() {
                "" => Some(usual.points(kind)),
                text => whole(text),
            };
            match typed {
                None => refuse(&value_field(kind), Mistake::NotAWholeNumber),
                Some(points) if points == onto.points(kind) => {}
                Some(points) if points == usual.points(kind) => {
                    rules.values.remove(&kind);
                }
                Some(points) => _ = rules.values.insert(kind, points),
            }
        }
        // In whatever order they are stored.
        let is_same =
            |kind| self.high_effort.contains(&kind) == onto.high_effort_acts.contains(&kind);
        if !of(Category::Act).all(is_same) {
            rules.high_effort_acts.clone_from(&self.high_effort);
        }
        problems.extend(rules.validate().err().into_iter().flatten());
        if problems.is_empty() {
            Ok(rules)
        } else {
            Err(problems)
        }
    }
}

fn written(number: u32) -> String {
    count(number.into())
}

/// A whole number as the language writes it: `15,000`, or without commas.
pub fn whole(text: &str) -> Option<u32> {
    text.trim().replace(t().number_group(), "").parse().ok()
}

/// Where a problem with a value stands.
pub fn value_field(kind: TouchpointKind) -> String {
    format!("values.{kind}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(change: impl FnOnce(&mut Draft)) -> Vec<String> {
        let rules = ProgramSettings::default();
        let mut draft = Draft::of(&rules);
        change(&mut draft);
        let problems = draft.read(&rules).err().unwrap_or_default();
        problems.into_iter().map(|problem| problem.field).collect()
    }

    #[test]
    fn what_is_shown_is_what_is_read() {
        let mut rules = ProgramSettings::default();
        assert_eq!(Draft::of(&rules).read(&rules), Ok(rules.clone()));
        rules.values.insert(TouchpointKind::Swag, 7);
        rules.thresholds.full_days = 400;
        rules.high_effort_acts.clear();
        let read = Draft::of(&rules).read(&ProgramSettings::default());
        assert_eq!(read, Ok(rules));
    }

    #[test]
    fn what_means_the_same_changes_nothing() {
        let mut rules = ProgramSettings::default();
        rules.values.insert(TouchpointKind::Review, 2_500);
        rules.high_effort_acts.reverse();
        let mut draft = Draft::of(&rules);
        draft.high_effort.rotate_left(1);
        assert_eq!(draft.read(&rules), Ok(rules));
    }

    #[test]
    fn each_number_is_written_where_it_is_read() {
        let rules = ProgramSettings::default();
        for (place, number) in numbers().enumerate() {
            let mut draft = Draft::of(&rules);
            // Within the range of each of them.
            draft.numbers[place] = "3".to_owned();
            let read = draft.read(&rules).unwrap();
            assert_eq!((number.read)(&read), 3, "{}", number.field);
            let others = numbers().filter(|other| other.field != number.field);
            for other in others {
                assert_eq!((other.read)(&read), (other.read)(&rules), "{}", other.field);
            }
        }
    }

    #[test]
    fn a_problem_names_the_field_that_is_shown() {
        for (place, number) in numbers().enumerate() {
            for text in ["", "a few", "-1", "4294967295", "99999999999"] {
                let found = fields(|draft| draft.numbers[place] = text.to_owned());
                assert_eq!(found, [number.field], "{text}");
            }
        }
        assert_eq!(fields(|draft| draft.values[0] = "1e3".to_owned()).len(), 1);
        assert_eq!(
            fields(|draft| draft.values[0] = "1000001".to_owned()).len(),
            1
        );
    }

    #[test]
    fn each_number_is_called_as_the_check_calls_it() {
        for number in numbers() {
            let refused = [11, 60_000, 99_999_999].into_iter().filter_map(|too_much| {
                let mut rules = ProgramSettings::default();
                (number.write)(&mut rules, too_much)?;
                rules.validate().err()
            });
            let fields: Vec<String> = refused.flatten().map(|problem| problem.field).collect();
            assert!(!fields.is_empty(), "{}", number.field);
            assert!(
                fields.iter().all(|field| field == number.field),
                "{fields:?}"
            );
        }
    }

    #[test]
    fn a_usual_value_is_not_stored() {
        let mut rules = ProgramSettings::default();
        rules.values.insert(TouchpointKind::Review, 10);
        let mut draft = Draft::of(&rules);
        let place = valued()
            .position(|kind| kind == TouchpointKind::Review)
            .unwrap();
        assert_eq!(draft.values[place], "10");
        draft.values[place].clear();
        assert!(draft.read(&rules).unwrap().values.is_empty());
        draft.values[place] = "2,500".to_owned();
        assert!(draft.read(&rules).unwrap().values.is_empty());
    }
}
