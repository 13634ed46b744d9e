//! Rows as they arrive are checked again: whoever sends them may not be our wizard.

use laurel_api::imports::{
    BATCH_MAX, LeadRow, NpsRow, PurchaseRow, ReviewRow, Rows, UnsubscribedRow,
};
use laurel_api::touchpoints::PersonKey;
use laurel_domain::limits::{COMMENT_MAX, LINE_MAX, NOTE_MAX, SOURCE_MAX, URL_MAX};
use laurel_domain::mistake::{FieldMistake, Mistake};
use laurel_domain::text::{InvalidText, Quote, optional_line};
use laurel_domain::{Timestamp, bounds};
use laurel_ingest::check_person;

use crate::error::AppError;

/// Refuses the batch when a row cannot be; trims the people's fields.
pub(super) fn checked(rows: &Rows, now: Timestamp) -> Result<Rows, AppError> {
    if rows.is_empty() || rows.len() > BATCH_MAX {
        return Err(AppError::field(
            "rows",
            Mistake::CountOutside {
                least: 1,
                most: BATCH_MAX as u64,
            },
        ));
    }
    let mut check = Check {
        now,
        problems: Vec::new(),
    };
    let rows = match rows {
        Rows::Leads(rows) => Rows::Leads(
            rows.iter()
                .enumerate()
                .map(|(at, row)| check.lead(at, row))
                .collect(),
        ),
        Rows::Purchases(rows) => Rows::Purchases(
            rows.iter()
                .enumerate()
                .map(|(at, row)| check.purchase(at, row))
                .collect(),
        ),
        Rows::Reviews(rows) => Rows::Reviews(
            rows.iter()
                .enumerate()
                .map(|(at, row)| check.review(at, row))
                .collect(),
        ),
        Rows::Nps(rows) => Rows::Nps(
            rows.iter()
                .enumerate()
                .map(|(at, row)| check.answer(at, row))
                .collect(),
        ),
        Rows::Unsubscribed(rows) => Rows::Unsubscribed(
            rows.iter()
                .enumerate()
                .map(|(at, row)| check.unsubscribed(at, row))
                .collect(),
        ),
    };
    if check.problems.is_empty() {
        Ok(rows)
    } else {
        Err(AppError::invalid(check.problems))
    }
}

struct Check {
    now: Timestamp,
    problems: Vec<FieldMistake>,
}

impl Check {
    fn refuse(&mut self, position: usize, field: &str, mistake: impl Into<Mistake>) {
        let field = format!("rows[{position}].{field}");
        self.problems.push(FieldMistake::new(field, mistake));
    }

    fn key(&mut self, position: usize, key: &str) {
        if key.len() != 32 || !key.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            self.refuse(position, "key", Mistake::NotARowKey);
        }
    }

    fn common(&mut self, position: usize, key: &str, at: Timestamp) {
        self.key(position, key);
        if let Err(error) = bounds::check_time(at, self.now) {
            self.refuse(position, "at", error);
        }
    }

    fn person(&mut self, position: usize, person: &PersonKey) -> PersonKey {
        match check_person(&format!("rows[{position}].person"), person) {
            Ok(checked) => checked,
            Err(problems) => {
                self.problems.extend(problems);
                person.clone()
            }
        }
    }

    fn line(
        &mut self,
        position: usize,
        field: &str,
        text: Option<&String>,
        max: usize,
    ) -> Option<String> {
        match optional_line(text.map(String::as_str).unwrap_or_default(), max) {
            Ok(line) => line,
            Err(error) => {
                self.refuse(position, field, error);
                None
            }
        }
    }

    fn quantity(&mut self, position: usize, field: &str, given: Option<u32>) {
        if let Some(Err(error)) = given.map(bounds::check_quantity) {
            self.refuse(position, field, error);
        }
    }

    fn lead(&mut self, position: usize, row: &LeadRow) -> LeadRow {
        self.common(position, &row.key, row.at);
        self.quantity(position, "visits", row.visits);
        LeadRow {
            person: self.person(position, &row.person),
            last_activity: self.line(
                position,
                "last_activity",
                row.last_activity.as_ref(),
                NOTE_MAX,
            ),
            ..row.clone()
        }
    }

    fn purchase(&mut self, position: usize, row: &PurchaseRow) -> PurchaseRow {
        if row.void == Some(true) {
            self.key(position, &row.key);
            return row.clone();
        }
        self.common(position, &row.key, row.at);
        let amount = row.amount.as_ref();
        if let Some(Err(error)) = amount.map(|amount| bounds::check_amount(amount.minor)) {
            self.refuse(position, "amount.minor", error);
        }
        self.quantity(position, "quantity", row.quantity);
        PurchaseRow {
            person: self.person(position, &row.person),
            product: self.line(position, "product", row.product.as_ref(), NOTE_MAX),
            ..row.clone()
        }
    }

    fn review(&mut self, position: usize, row: &ReviewRow) -> ReviewRow {
        self.common(position, &row.key, row.at);
        if let Err(error) = Quote::imported(&row.quote) {
            self.refuse(position, "quote", error);
        }
        let source = self.line(position, "source", Some(&row.source), SOURCE_MAX);
        if source.is_none() || source.as_deref() == Some("form") {
            self.refuse(position, "source", Mistake::SourceNotNamed);
        }
        let source_url = self.line(position, "source_url", row.source_url.as_ref(), URL_MAX);
        if source_url
            .as_ref()
            .is_some_and(|url| !url.starts_with("https://") && !url.starts_with("http://"))
        {
            self.refuse(position, "source_url", Mistake::NotAWebAddress);
        }
        ReviewRow {
            person: row
                .person
                .as_ref()
                .map(|person| self.person(position, person)),
            author: self.line(position, "author", row.author.as_ref(), LINE_MAX),
            headline: self.line(position, "headline", row.headline.as_ref(), LINE_MAX),
            company: self.line(position, "company", row.company.as_ref(), LINE_MAX),
            subject: self.line(position, "subject", row.subject.as_ref(), LINE_MAX),
            source: source.unwrap_or_default(),
            source_url,
            ..row.clone()
        }
    }
    fn answer(&mut self, position: usize, row: &NpsRow) -> NpsRow {
        self.common(position, &row.key, row.at);
        if row.score > 10 {
            self.refuse(
                position,
                "score",
                Mistake::NumberOutside { least: 0, most: 10 },
            );
        }
        let given = row.comment.as_ref().map_or(0, |text| text.chars().count());
        if given > COMMENT_MAX {
            let max = COMMENT_MAX;
            self.refuse(position, "comment", InvalidText::TooLong { max, given });
        }
        NpsRow {
            person: self.person(position, &row.person),
            ..row.clone()
        }
    }

    fn unsubscribed(&mut self, position: usize, row: &UnsubscribedRow) -> UnsubscribedRow {
        self.key(position, &row.key);
        UnsubscribedRow {
            person: self.person(position, &row.person),
            ..row.clone()
        }
    }
}
