//! A mapping as it is being edited.

use std::collections::BTreeMap;

use laurel_api::imports::{ImportKind, Mapping};
use laurel_domain::Day;
use leptos::prelude::*;

/// The parts of a mapping, each with its own control.
#[derive(Debug, Clone, Copy)]
pub struct Draft {
    /// Field code → column name.
    pub columns: RwSignal<BTreeMap<String, String>>,
    /// The date of rows without one, as the date control gives it.
    pub default_date: RwSignal<String>,
    /// The currency of amounts.
    pub currency: RwSignal<String>,
    /// Where the file comes from.
    pub source: RwSignal<String>,
    /// Equal rows are separate facts.
    pub equal_rows_are_separate: RwSignal<bool>,
    /// Values that mean "not known", separated by commas.
    pub placeholders: RwSignal<String>,
    /// Leave rows with problems out.
    pub skip_problem_rows: RwSignal<bool>,
    /// What was chosen about what was noticed.
    pub answers: RwSignal<BTreeMap<String, String>>,
    /// Which states count.
    pub statuses: RwSignal<BTreeMap<String, bool>>,
}

impl Draft {
    /// Nothing mapped yet.
    pub fn new() -> Self {
        Self {
            columns: RwSignal::default(),
            default_date: RwSignal::default(),
            currency: RwSignal::default(),
            source: RwSignal::default(),
            equal_rows_are_separate: RwSignal::new(false),
            placeholders: RwSignal::default(),
            skip_problem_rows: RwSignal::new(false),
            answers: RwSignal::default(),
            statuses: RwSignal::default(),
        }
    }

    /// Shows this mapping.
    pub fn fill(self, mapping: Mapping) {
        let Mapping {
            columns,
            default_date,
            currency,
            source,
            equal_rows_are_separate,
            placeholders,
            skip_problem_rows,
            answers,
            statuses,
        } = mapping;
        self.columns.set(columns);
        self.default_date
            .set(default_date.map(|day| day.to_string()).unwrap_or_default());
        self.currency.set(currency.unwrap_or_default());
        self.source.set(source.unwrap_or_default());
        self.equal_rows_are_separate.set(equal_rows_are_separate);
        self.placeholders.set(placeholders.join(", "));
        self.skip_problem_rows.set(skip_problem_rows);
        self.answers.set(answers);
        self.statuses.set(statuses);
    }

    /// The mapping as it is now.
    pub fn mapping(self, kind: ImportKind) -> Mapping {
        let line = |signal: RwSignal<String>| {
            let text = signal.get_untracked().trim().to_owned();
            Some(text).filter(|text| !text.is_empty())
        };
        let currency = line(self.currency).map(|code| code.to_uppercase());
        Mapping {
            columns: self.columns.get_untracked(),
            default_date: line(self.default_date).and_then(|text| Day::parse(&text).ok()),
            currency: currency.filter(|_| kind == ImportKind::Purchases),
            source: line(self.source).filter(|_| kind != ImportKind::Unsubscribed),
            equal_rows_are_separate: self.equal_rows_are_separate.get_untracked(),
            placeholders: placeholders_of(&self.placeholders.get_untracked()),
            skip_problem_rows: self.skip_problem_rows.get_untracked(),
            answers: self.answers.get_untracked(),
            statuses: self.statuses.get_untracked(),
        }
    }

    /// Feeds a field from a column; an empty name leaves the field out.
    pub fn choose(self, field: &str, column: String) {
        self.columns.update(|columns| {
            if column.is_empty() {
                columns.remove(field);
            } else {
                columns.insert(field.to_owned(), column);
            }
        });
    }
}

impl Default for Draft {
    fn default() -> Self {
        Self::new()
    }
}

/// The values between the commas, each once.
fn placeholders_of(text: &str) -> Vec<String> {
    let mut values: Vec<String> = Vec::new();
    for value in text
        .split(',')
        .map(str::trim)
        .filter(|value| !value.is_empty())
    {
        if !values.iter().any(|known| known == value) {
            values.push(value.to_owned());
        }
    }
    values
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mapping_that_was_filled_in_comes_out_the_same() {
        let owner = Owner::new();
        owner.with(|| {
            let mapping = Mapping {
                columns: [("date".to_owned(), "When".to_owned())].into(),
                default_date: Some(Day::parse("2026-01-31").unwrap()),
                currency: Some("EUR".into()),
                source: Some("A shop".into()),
                equal_rows_are_separate: true,
                placeholders: vec!["Select".into(), "N/A".into()],
                skip_problem_rows: true,
                answers: [("markup".to_owned(), "keep".to_owned())].into(),
                statuses: [("blue".to_owned(), true)].into(),
            };
            let draft = Draft::new();
            draft.fill(mapping.clone());
            assert_eq!(draft.mapping(ImportKind::Purchases), mapping);
            // What does not belong to a kind is not sent with it, so that a resumed import is found.
            assert_eq!(draft.mapping(ImportKind::Leads).currency, None);
            draft.choose("date", String::new());
            assert!(draft.mapping(ImportKind::Purchases).columns.is_empty());
        });
    }

    #[test]
    fn placeholders_stand_between_commas() {
        assert_eq!(placeholders_of(" Select, N/A ,,Select"), ["Select", "N/A"]);
        assert!(placeholders_of(" , ").is_empty());
    }
}
