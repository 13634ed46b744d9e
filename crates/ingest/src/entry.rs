//! What is to be recorded, checked.

use laurel_api::people::PersonChange;
use laurel_api::touchpoints::PersonKey;
use laurel_domain::limits::{EXTERNAL_ID_MAX, LINE_MAX, SYSTEM_MAX};
use laurel_domain::mistake::{FieldMistake, Mistake};
use laurel_domain::money::Money;
use laurel_domain::motivation::Motivation;
use laurel_domain::text::{Email, optional_line};
use laurel_domain::touchpoint::{Channel, TouchpointKind};
use laurel_domain::{Timestamp, TouchpointId};

use super::identity;

/// One person with what is to be recorded about them.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Who it is, and what to fill in on the record; checked by [`check_person`].
    pub person: PersonKey,
    /// When the person was brought, for `person.brought_by`: the first of the facts.
    pub facts: Vec<Fact>,
    /// The person does not want to be asked: noted, and never cleared by an entry.
    pub opts_out: bool,
}

/// A touchpoint without its person.
#[derive(Debug, Clone)]
pub struct Fact {
    /// Unique in the program; the same id again changes nothing.
    pub id: TouchpointId,
    /// What happened.
    pub kind: TouchpointKind,
    /// Where.
    pub channel: Channel,
    /// When.
    pub at: Timestamp,
    /// What was paid.
    pub amount: Option<Money>,
    /// How many times or pieces.
    pub quantity: Option<u32>,
    /// The answer to the recommendation question, 0 to 10.
    pub score: Option<u8>,
    /// A short text beside it: the product, the source.
    pub note: Option<String>,
}

/// A person's fields trimmed and checked. `path` names the place in the request, such as `rows[3].person`.
pub fn check_person(path: &str, person: &PersonKey) -> Result<PersonKey, Vec<FieldMistake>> {
    let mut problems = Vec::new();
    let mut line = |field: &str, value: &Option<String>, max: usize| {
        optional_line(value.as_deref().unwrap_or_default(), max).unwrap_or_else(|error| {
            problems.push(problem(path, field, error));
            None
        })
    };
    let PersonKey {
        id,
        external_id,
        system,
        email,
        name,
        headline,
        company,
        industry,
        company_size,
        country,
        city,
        source,
        motivation,
        brought_by,
    } = person;
    let mut checked = PersonKey {
        id: *id,
        external_id: line("external_id", external_id, EXTERNAL_ID_MAX),
        system: line("system", system, SYSTEM_MAX).map(|system| system.to_lowercase()),
        email: line("email", email, 254),
        name: line("name", name, LINE_MAX),
        headline: line("headline", headline, LINE_MAX),
        company: line("company", company, LINE_MAX),
        industry: line("industry", industry, LINE_MAX),
        company_size: line("company_size", company_size, LINE_MAX),
        country: line("country", country, LINE_MAX),
        city: line("city", city, LINE_MAX),
        source: line("source", source, LINE_MAX),
        motivation: line("motivation", motivation, 20),
        brought_by: line("brought_by", brought_by, EXTERNAL_ID_MAX),
    };
    if let Some(email) = &checked.email {
        match Email::parse(email) {
            Ok(email) => checked.email = Some(email.to_string()),
            Err(error) => problems.push(problem(path, "email", error)),
        }
    }
    if let Some(error) = checked
        .motivation
        .as_deref()
        .and_then(|code| Motivation::parse(code).err())
    {
        problems.push(problem(path, "motivation", error));
    }
    if let Some(system) = checked
        .system
        .as_deref()
        .filter(|name| identity::is_reserved(name))
    {
        let (given, allowed) = (system.to_owned(), "shopify, stripe, …".to_owned());
        problems.push(problem(
            path,
            "system",
            Mistake::UnknownCode { given, allowed },
        ));
    }
    if checked.id.is_none() && checked.external_id.is_none() && checked.email.is_none() {
        problems.push(problem(path, "external_id", Mistake::PersonNotNamed));
    }
    if problems.is_empty() {
        Ok(checked)
    } else {
        Err(problems)
    }
}

/// A change of a person's record trimmed and checked.
pub fn check_change(change: &PersonChange) -> Result<PersonChange, Vec<FieldMistake>> {
    let mut problems = Vec::new();
    let mut line = |field: &str, value: &Option<String>| {
        let checked = optional_line(value.as_deref()?, LINE_MAX);
        let text = checked.unwrap_or_else(|error| {
            problems.push(FieldMistake::new(field, error));
            None
        });
        Some(text.unwrap_or_default())
    };
    let PersonChange {
        name,
        headline,
        company,
        industry,
        company_size,
        country,
        city,
        source,
        opted_out,
    } = change;
    let checked = PersonChange {
        name: line("name", name),
        headline: line("headline", headline),
        company: line("company", company),
        industry: line("industry", industry),
        company_size: line("company_size", company_size),
        country: line("country", country),
        city: line("city", city),
        source: line("source", source),
        opted_out: *opted_out,
    };
    if problems.is_empty() {
        Ok(checked)
    } else {
        Err(problems)
    }
}

fn problem(path: &str, field: &str, mistake: impl Into<Mistake>) -> FieldMistake {
    FieldMistake::new(format!("{path}.{field}"), mistake)
}
