//! One row, read field by field. What does not fit is noted, and reading goes on.

use csv::StringRecord;
use laurel_api::touchpoints::PersonKey;
use laurel_domain::Timestamp;
use laurel_domain::bounds::EARLIEST;
use laurel_domain::money::Money;
use laurel_domain::text::{Email, InvalidText, single_line};

use super::layout::Layout;
use crate::value::{amount, date, number};

/// The longest id of another system.
pub(super) const EXTERNAL_ID_MAX: usize = 100;
/// The longest name, company and the like.
pub(super) const LINE_MAX: usize = 120;
/// The longest note on a timeline.
pub(super) const NOTE_MAX: usize = 200;

/// A cell that does not fit.
#[derive(Debug)]
pub(super) struct CellProblem {
    /// The field that it feeds.
    pub(super) code: &'static str,
    /// What stands there.
    pub(super) value: String,
    /// What to do.
    pub(super) message: String,
}

/// A row and what was found wrong in it.
pub(super) struct Cells<'r> {
    record: &'r StringRecord,
    layout: &'r Layout,
    /// In the order of reading.
    pub(super) problems: Vec<CellProblem>,
}

impl<'r> Cells<'r> {
    /// A row to read.
    pub(super) const fn new(record: &'r StringRecord, layout: &'r Layout) -> Self {
        Self {
            record,
            layout,
            problems: Vec::new(),
        }
    }

    /// The row itself.
    pub(super) const fn record(&self) -> &'r StringRecord {
        self.record
    }

    /// How many cells there are.
    pub(super) fn len(&self) -> usize {
        self.record.len()
    }

    /// Whether nothing stands in any cell.
    pub(super) fn is_blank(&self) -> bool {
        self.record.iter().all(|cell| cell.trim().is_empty())
    }

    /// What holds for all rows.
    pub(super) const fn layout(&self) -> &'r Layout {
        self.layout
    }

    /// The cell to the character; nothing when no column feeds the field.
    pub(super) fn raw(&self, code: &str) -> Option<&'r str> {
        self.record.get(self.layout.column(code)?)
    }

    /// The trimmed cell; nothing when it is blank or a placeholder.
    pub(super) fn known(&self, code: &str) -> Option<&'r str> {
        self.raw(code)
            .map(str::trim)
            .filter(|value| !self.layout.is_placeholder(value))
    }

    /// Notes what is wrong with a field.
    pub(super) fn refuse(&mut self, code: &'static str, message: impl Into<String>) {
        let value = self
            .raw(code)
            .map(crate::report::excerpt)
            .unwrap_or_default();
        self.problems.push(CellProblem {
            code,
            value,
            message: message.into(),
        });
    }

    /// A known cell as `read` understands it.
    pub(super) fn value<T, M: Into<String>>(
        &mut self,
        code: &'static str,
        read: impl FnOnce(&str) -> Result<T, M>,
    ) -> Option<T> {
        match read(self.known(code)?) {
            Ok(value) => Some(value),
            Err(message) => {
                self.refuse(code, message);
                None
            }
        }
    }

    /// One line of text.
    pub(super) fn line(&mut self, code: &'static str, max: usize) -> Option<String> {
        self.value(code, |text| {
            single_line(text, max).map(Some).or_else(blank_is_nothing)
        })?
    }

    /// A line for a timeline: what is too long for it is cut, as it decides nothing.
    pub(super) fn note(&mut self, code: &'static str) -> Option<String> {
        let text = self.known(code)?;
        let line: String = text
            .chars()
            .filter(|c| !c.is_control())
            .take(NOTE_MAX)
            .collect();
        Some(line.trim_end().to_owned()).filter(|line| !line.is_empty())
    }

    /// A whole number.
    pub(super) fn count(&mut self, code: &'static str) -> Option<u32> {
        self.value(code, number::count)
    }

    /// An amount in the mapping's currency.
    pub(super) fn amount(&mut self, code: &'static str) -> Option<Money> {
        let (mark, currency) = (self.layout.decimal_mark, self.layout.currency);
        let minor = self.value(code, |text| amount::read(text, mark))?;
        Some(Money { minor, currency })
    }

    /// The date, or the one for all rows without.
    pub(super) fn date(&mut self, code: &'static str) -> Option<Timestamp> {
        let layout = self.layout;
        if self.known(code).is_none() {
            if layout.default_date.is_none() {
                self.refuse(code, "The date is missing.");
            }
            return layout.default_date;
        }
        self.value(code, |text| match date::read(text, layout.date_order) {
            Err(problem) => Err(problem.message()),
            Ok(at) if at > layout.latest => Err("This date lies in the future."),
            Ok(at) if at < EARLIEST => Err("This date lies before 1900."),
            Ok(at) => Ok(at),
        })
    }

    /// The address.
    fn email(&mut self) -> Option<String> {
        self.value("email", |text| {
            Email::parse(text)
                .map(|email| email.as_str().to_owned())
                .map_err(|error| error.to_string())
        })
    }

    /// What tells the person apart: an id, an address, or both.
    pub(super) fn identity(&mut self) -> PersonKey {
        PersonKey {
            external_id: self.line("external_id", EXTERNAL_ID_MAX),
            email: self.email(),
            ..PersonKey::default()
        }
    }

    /// The person, who must be told apart.
    pub(super) fn person(&mut self) -> PersonKey {
        let person = self.identity();
        if person.external_id.is_none() && person.email.is_none() && self.problems.is_empty() {
            let code = if self.layout.column("external_id").is_some() {
                "external_id"
            } else {
                "email"
            };
            self.refuse(
                code,
                "Nothing tells whom this row is about: the id or e-mail address is missing.",
            );
        }
        person
    }
}

fn blank_is_nothing(error: InvalidText) -> Result<Option<String>, String> {
    match error {
        InvalidText::Empty => Ok(None),
        other => Err(other.to_string()),
    }
}
