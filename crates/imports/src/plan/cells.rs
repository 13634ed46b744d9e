//! One row, read field by field. What does not fit is noted, and reading goes on.

use std::borrow::Cow;

use csv::StringRecord;
use laurel_api::touchpoints::PersonKey;
use laurel_domain::Timestamp;
use laurel_domain::bounds::EARLIEST;
use laurel_domain::limits::{EXTERNAL_ID_MAX, LINE_MAX, NOTE_MAX};
use laurel_domain::money::{Currency, Money};
use laurel_domain::text::{Email, InvalidText, is_invisible, single_line};

use super::layout::Layout;
use crate::finding::{Choice, Notice};
use crate::read::encoding::repaired;
use crate::trouble::Trouble;
use crate::value::{amount, date, id, markup, number};

/// A cell that does not fit.
#[derive(Debug)]
pub(super) struct CellProblem {
    /// The field that it feeds.
    pub(super) code: &'static str,
    /// What stands there.
    pub(super) value: String,
    /// What is wrong.
    pub(super) trouble: Trouble,
}

/// Something worth telling about a cell.
#[derive(Debug)]
pub(super) struct CellNotice {
    /// The field that it feeds.
    pub(super) code: &'static str,
    /// What it is.
    pub(super) notice: Notice,
    /// What stands there.
    pub(super) before: String,
    /// How it is read.
    pub(super) after: String,
}

/// A row and what was found wrong in it.
pub(super) struct Cells<'r> {
    record: &'r StringRecord,
    layout: &'r Layout,
    /// In the order of reading.
    pub(super) problems: Vec<CellProblem>,
    /// In the order of reading.
    pub(super) notices: Vec<CellNotice>,
}

impl<'r> Cells<'r> {
    /// A row to read.
    pub(super) const fn new(record: &'r StringRecord, layout: &'r Layout) -> Self {
        Self {
            record,
            layout,
            problems: Vec::new(),
            notices: Vec::new(),
        }
    }

    /// The row itself.
    pub(super) const fn record(&self) -> &'r StringRecord {
        self.record
    }

    /// Whether nothing stands in any cell.
    pub(super) fn is_blank(&self) -> bool {
        self.record.iter().all(|cell| cell.trim().is_empty())
    }

    /// Whether the row fits this many columns: it may have empty cells behind the last one.
    pub(super) fn fits(&self, columns: usize) -> bool {
        self.record.len() >= columns
            && self
                .record
                .iter()
                .skip(columns)
                .all(|cell| cell.trim().is_empty())
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
    pub(super) fn refuse(&mut self, code: &'static str, trouble: Trouble) {
        let value = self
            .raw(code)
            .map(crate::report::excerpt)
            .unwrap_or_default();
        self.problems.push(CellProblem {
            code,
            value,
            trouble,
        });
    }

    fn note_of(&mut self, code: &'static str, notice: Notice, before: &str, after: &str) {
        self.notices.push(CellNotice {
            code,
            notice,
            before: before.to_owned(),
            after: after.to_owned(),
        });
    }

    /// A known cell as `read` understands it.
    pub(super) fn value<T>(
        &mut self,
        code: &'static str,
        read: impl FnOnce(&str) -> Result<T, Trouble>,
    ) -> Option<T> {
        match read(self.known(code)?) {
            Ok(value) => Some(value),
            Err(trouble) => {
                self.refuse(code, trouble);
                None
            }
        }
    }

    /// Words as they are to be taken over: mojibake and HTML as was chosen. What is noticed is noted, whatever
    /// was chosen.
    pub(super) fn words(&mut self, code: &'static str) -> Option<Cow<'r, str>> {
        let raw = self.raw(code)?;
        let mut text = Cow::Borrowed(raw);
        if raw.contains('\u{fffd}') {
            self.note_of(code, Notice::LostCharacters, raw, raw);
        }
        if let Some(meant) = repaired(&text) {
            self.note_of(code, Notice::Mojibake, &text, &meant);
            if self.layout.mojibake == Some(Choice::Repair) {
                text = Cow::Owned(meant);
            }
        }
        if let Some(meant) = markup::decoded(&text) {
            self.note_of(code, Notice::Markup, &text, &meant);
            if self.layout.markup == Some(Choice::Repair) {
                text = Cow::Owned(meant);
            }
        }
        Some(text)
    }

    /// Whether characters were lost in the row, and it is to be left out for that.
    pub(super) fn is_left_out(&self) -> bool {
        let lost = self
            .notices
            .iter()
            .any(|one| one.notice == Notice::LostCharacters);
        lost && self.layout.lost == Some(Choice::LeaveOut)
    }

    /// One line of text.
    pub(super) fn line(&mut self, code: &'static str) -> Option<String> {
        self.known(code)?;
        let text = self.words(code)?;
        let seen: String = text
            .trim()
            .chars()
            .filter(|c| {
                !is_invisible(*c) || *c == '\u{200d}' || ('\u{fe00}'..='\u{fe0f}').contains(c)
            })
            .map(|c| if c == '\n' { ' ' } else { c })
            .collect();
        match single_line(&seen, LINE_MAX) {
            Ok(line) => {
                let folded = super::variants::folded(&line);
                let spelling = self.layout.spellings.get(&(code, folded));
                Some(spelling.cloned().unwrap_or(line))
            }
            Err(InvalidText::TooLong { max, given }) => {
                self.refuse(code, Trouble::TooLong { max, given });
                None
            }
            Err(_) => None,
        }
    }

    /// A line for a timeline: what is too long for it is cut, as it decides nothing.
    pub(super) fn note(&mut self, code: &'static str) -> Option<String> {
        self.known(code)?;
        let text = self.words(code)?;
        let line: String = text
            .trim()
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

    /// An amount in the currency that the row names, or that of all rows.
    pub(super) fn amount(&mut self) -> Option<Money> {
        let known = self.known("amount")?;
        let currency = if self.layout.column("currency").is_some() {
            if self.known("currency").is_none() {
                self.refuse("currency", Trouble::NoCurrency);
                return None;
            }
            self.value("currency", amount::currency)?
        } else {
            self.layout.currency
        };
        self.amount_in(known, currency)
    }

    fn amount_in(&mut self, text: &str, currency: Currency) -> Option<Money> {
        match amount::read(text, self.layout.decimal_mark, currency) {
            Ok(minor) => Some(Money { minor, currency }),
            Err(trouble) => {
                self.refuse("amount", trouble);
                None
            }
        }
    }

    /// The date, or the one for all rows without.
    pub(super) fn date(&mut self) -> Option<Timestamp> {
        const CODE: &str = "date";
        let layout = self.layout;
        if self.known(CODE).is_none_or(date::is_zero) {
            if layout.default_date.is_none() {
                self.refuse(CODE, Trouble::NoDate);
            }
            return layout.default_date;
        }
        self.value(CODE, |text| match date::read(text, layout.date_order) {
            Err(problem) => Err(problem.trouble()),
            Ok(at) if at > layout.latest => Err(Trouble::Future),
            Ok(at) if at < EARLIEST => Err(Trouble::Before1900),
            Ok(at) => Ok(at),
        })
    }

    /// The address.
    fn email(&mut self) -> Option<String> {
        let text = self.known("email")?;
        let Ok((email, more)) = Email::first_of(text) else {
            self.refuse("email", Trouble::NotAnAddress);
            return None;
        };
        if more {
            self.note_of("email", Notice::SeveralAddresses, text, email.as_str());
        }
        Some(email.to_string())
    }

    /// The id of the person, or of what the row tells of.
    pub(super) fn id(&mut self, code: &'static str) -> Option<String> {
        let raw = self.raw(code).map(str::trim).unwrap_or_default();
        let text = if id::is_error(raw) {
            raw
        } else {
            self.known(code)?
        };
        match id::read(text) {
            Ok((id, unwrapped)) => {
                let given = id.chars().count();
                if given > EXTERNAL_ID_MAX {
                    let max = EXTERNAL_ID_MAX;
                    self.refuse(code, Trouble::TooLong { max, given });
                    return None;
                }
                if unwrapped {
                    self.note_of(code, Notice::IdsUnwrapped, text, &id);
                }
                Some(id).filter(|id| !id.is_empty())
            }
            Err(trouble) => {
                self.refuse(code, trouble);
                None
            }
        }
    }

    /// What tells the person apart: an id, an address, or both.
    pub(super) fn identity(&mut self) -> PersonKey {
        PersonKey {
            external_id: self.id("external_id"),
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
            self.refuse(code, Trouble::Nobody);
        }
        person
    }
}
